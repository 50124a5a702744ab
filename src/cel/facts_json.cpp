// Tables, rows and parameters written out.
#include "cel/facts_json.hpp"

#include "base/json.hpp"
#include "cel/check.hpp"
#include "cel/conformance.hpp"
#include "cel/stored_value.hpp"
#include "cel/tree_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::cel {
namespace {

Value of_type(base::Value const &cell, Kind kind) {
    if (auto const *text = std::get_if<std::string>(&cell)) return {*text};
    if (auto const *real = std::get_if<double>(&cell)) return {*real};
    auto const *number = std::get_if<std::int64_t>(&cell);
    if (number == nullptr) return {nullptr};
    switch (kind) {
    case Kind::boolean:
        return {*number != 0};
    case Kind::date:
        return {base::Date{static_cast<std::int32_t>(*number)}};
    case Kind::money:
        return {base::Money{*number}};
    case Kind::real:
        return {static_cast<double>(*number)};
    default:
        return {*number};
    }
}

std::string items_json(std::string_view name, List const &items) {
    auto text = fmt::format("{{\"{}\":[", name);
    for (auto const &item : items) {
        if (&item != &items.front()) text += ',';
        text += fact_json(item);
    }
    return text + "]}";
}

class FactsWriter {
  public:
    FactsWriter(Population const &population, Schema const &schema, Context const &context,
                FactsWanted const &wanted)
        : population_(population), schema_(schema), context_(context), wanted_(wanted) {}

    std::string write() {
        json_.begin_object().member("as_of", base::to_string(context_.as_of));
        if (auto const &period = context_.period; !period.name.empty())
            json_.key("period")
                .begin_object()
                .member("name", period.name)
                .member("from", base::to_string(period.from))
                .member("to", base::to_string(period.to))
                .end_object();
        json_.key("self").begin_array().value(wanted_.self.table).value(wanted_.self.row);
        json_.end_array().key("tables").begin_array();
        for (std::size_t table = 0; table < schema_.records.size(); ++table) write_table(table);
        json_.end_array().key("parameters").begin_object();
        for (auto const &parameter : schema_.parameters)
            if (std::ranges::find(wanted_.parameters, parameter.name) != wanted_.parameters.end())
                write_parameter(parameter);
        json_.end_object().end_object();
        return json_.take();
    }

  private:
    bool is_filled(Table const &table, Field const &field) const {
        switch (field.source) {
        case FieldSource::column:
            return field.index < table.columns.size();
        case FieldSource::items:
            return field.index < table.item_lists.size();
        case FieldSource::relation:
            return field.index < table.relations.size();
        case FieldSource::reference:
            return field.index < table.references.size();
        case FieldSource::derived:
            break;
        }
        return false;
    }

    void write_table(std::size_t at) {
        auto const &record = schema_.records[at];
        auto const rows = at < population_.tables.size() ? population_.tables[at].rows : 0;
        json_.begin_object().member("name", record.name).key("fields").begin_array();
        if (rows > 0)
            for (auto const &field : record.fields)
                if (field.source != FieldSource::derived) json_.value(field.name);
        json_.end_array().key("derived").begin_object();
        for (auto const &field : record.fields)
            if (rows > 0 && wanted_.derived.contains({record.name, field.name}))
                json_.key(field.name)
                    .raw(tree_json(*field.derived,
                                   check(*field.derived, schema_, record.name, true)));
        json_.end_object().key("rows").begin_array();
        for (std::uint32_t row = 0; row < rows; ++row)
            write_row({static_cast<std::uint32_t>(at), row});
        json_.end_array().end_object();
    }

    void write_row(RecordReference reference) {
        auto const &table = population_.tables[reference.table];
        json_.begin_object();
        for (auto const &field : schema_.records[reference.table].fields) {
            if (!is_filled(table, field)) continue;
            auto const text = fact_json(stored_value(population_, reference, field));
            if (!text.empty()) json_.key(field.name).raw(text);
        }
        json_.end_object();
    }

    void write_parameter(Parameter const &parameter) {
        std::vector<ParameterValue const *> here;
        for (auto const &value : parameter.values)
            if (std::string_view(context_.area).starts_with(value.area)) here.push_back(&value);
        std::ranges::stable_sort(here, [](auto const *a, auto const *b) {
            if (a->area.size() != b->area.size()) return a->area.size() > b->area.size();
            return a->from > b->from;
        });
        json_.key(parameter.name).begin_object();
        json_.member("keys", parameter.key_names.size()).key("values").begin_array();
        for (auto const *value : here) {
            json_.begin_object().key("keys").begin_array();
            for (auto const &key : value->keys) json_.value(key);
            json_.end_array().member("from", base::to_string(value->from));
            json_.member("to", base::to_string(value->to)).key("value");
            json_.raw(fact_json(of_type(value->value, parameter.type.kind))).end_object();
        }
        json_.end_array().end_object();
    }

    Population const &population_;
    Schema const &schema_;
    Context const &context_;
    FactsWanted const &wanted_;
    base::JsonWriter json_;
};

} // namespace

std::string fact_json(Value const &value) {
    if (value.is_error() || value.is_unknown()) return "";
    if (auto const *record = value.as<RecordReference>())
        return fmt::format("{{\"record\":[{},{}]}}", record->table, record->row);
    if (auto const *list = value.as<std::shared_ptr<List const>>())
        return items_json("list", **list);
    if (auto const *partial = value.as<PartialList>())
        return items_json("partial", *partial->known);
    auto const text = value_to_json(value); // {"value":V}
    return text.substr(9, text.size() - 10);
}

std::string facts_json(Population const &population, Schema const &schema, Context const &context,
                       FactsWanted const &wanted) {
    return FactsWriter(population, schema, context, wanted).write();
}

} // namespace jingzhun::cel
