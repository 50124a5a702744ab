// JSON of explanations and records.
#include "api/explain_json.hpp"

#include "api/masking.hpp"
#include "base/identity.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "pack/read_value.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::api {
namespace {

constexpr std::array<std::string_view, 4> kind_names = {"indicator", "alert", "measure", "duty"};

void write_tree(base::JsonWriter &json, check::Reason const &node) {
    json.begin_object()
        .member("text", node.text)
        .member("value", node.value)
        .member("state", node.state);
    if (!node.element.empty()) json.member("element", node.element);
    if (!node.field.empty()) json.member("field", node.field);
    json.key("parts").begin_array();
    for (auto const &part : node.parts) write_tree(json, part);
    json.end_array().end_object();
}

void write_fact(base::JsonWriter &json, check::FactRead const &fact, base::Language language,
                pack::Pack const *mask_by) {
    json.begin_object()
        .member("register", fact.register_name)
        .member("key", mask_by == nullptr
                           ? fact.key
                           : mask_key(*mask_by->find_register(fact.register_name), fact.key))
        .member("label", fact.label)
        .member("field", fact.field)
        .member("title", fact.title.in(language))
        .member("missing", fact.missing)
        .member("value", language == base::Language::zh ? fact.value : fact.value_en);
    if (!fact.linked_by.empty())
        json.member("linked_by",
                    language == base::Language::zh ? fact.linked_by : fact.linked_by_en);
    json.key("origin");
    if (fact.origin) write(json, *fact.origin);
    else json.null();
    json.end_object();
}

} // namespace

void write(base::JsonWriter &json, registry::Origin const &origin) {
    json.begin_object()
        .member("source", origin.source)
        .member("file", origin.file)
        .member("sheet", origin.sheet)
        .member("batch", origin.batch)
        .member("row", origin.row);
    json.key("valid_from");
    if (origin.valid_from == base::date_min) json.null(); // has always held, as far as anybody said
    else json.value(base::to_string(origin.valid_from));
    json.member("recorded_at", base::to_string_instant(origin.recorded_at))
        .member("correction", origin.correction)
        .end_object();
}

void write(base::JsonWriter &json, check::Explanation const &explanation, base::Language language,
           pack::Pack const *mask_by) {
    auto const &rule = *explanation.rule;
    json.begin_object()
        .member("rule", rule.id)
        .member("title", rule.title.in(language))
        .member("kind", kind_names[static_cast<std::size_t>(rule.kind)])
        .member("answer", explanation.answer)
        .member("period", explanation.period.name)
        .member("must_hold", rule.must_hold)
        .member("text", rule.must ? rule.must->text : "")
        .member("source", rule.source);
    json.key("when");
    if (explanation.when) write_tree(json, *explanation.when);
    else json.null();
    json.key("must");
    if (explanation.must) write_tree(json, *explanation.must);
    else json.null();
    json.key("facts").begin_array();
    for (auto const &fact : explanation.facts) write_fact(json, fact, language, mask_by);
    json.end_array().end_object();
}

void write_value(base::JsonWriter &json, pack::Field const &field, base::Value const &value) {
    if (base::is_missing(value)) {
        json.null();
        return;
    }
    if (auto const *text = std::get_if<std::string>(&value)) {
        if (field.type != pack::FieldType::codes && field.type != pack::FieldType::areas) {
            json.value(*text);
            return;
        }
        json.begin_array();
        for (auto const piece : base::split(*text, ' ')) json.value(piece);
        json.end_array();
        return;
    }
    if (auto const *number = std::get_if<double>(&value)) {
        json.value(*number);
        return;
    }
    auto const integer = base::as_integer(value);
    if (field.type == pack::FieldType::money) json.value(base::to_string(base::Money{integer}));
    else if (field.type == pack::FieldType::date)
        json.value(base::to_string(base::Date{static_cast<std::int32_t>(integer)}));
    else if (field.type == pack::FieldType::boolean) json.value(integer != 0);
    else json.value(integer);
}

void write(base::JsonWriter &json, pack::Pack const &pack, pack::Register const &definition,
           registry::Record const &record, base::AreaTree const &areas, base::Language language,
           bool masked) {
    // The pages leave codes as they are.
    write(json, pack, definition, record, areas, language, [&](pack::Field const &field) {
        return masked && field.masked && field.type != pack::FieldType::code &&
               field.type != pack::FieldType::codes;
    });
}

void write(base::JsonWriter &json, pack::Pack const &pack, pack::Register const &definition,
           registry::Record const &record, base::AreaTree const &areas, base::Language language,
           Hidden const &hidden) {
    auto const key_hidden = std::ranges::any_of(definition.fields, [&](pack::Field const &field) {
        return field.type == pack::FieldType::identity && hidden(field);
    });
    json.begin_object()
        .member("register", definition.name)
        .member("key", key_hidden ? mask_key(definition, record.key) : record.key)
        .member("area", record.area);
    json.key("values").begin_object();
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        auto const &field = definition.fields[i];
        if (base::is_missing(record.values[i])) continue;
        json.key(field.name);
        if (!hidden(field)) write_value(json, field, record.values[i]);
        else
            json.value(
                mask_value(field, pack::write_cell(pack, field, record.values[i], language)));
    }
    json.end_object().key("fields").begin_array();
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        auto const &field = definition.fields[i];
        if (base::is_missing(record.values[i])) continue;
        json.begin_object().member("name", field.name).member("title", field.title.in(language));
        auto const is_area = field.type == pack::FieldType::area;
        auto const text = is_area ? areas.path_of(base::as_text(record.values[i]))
                                  : pack::write_cell(pack, field, record.values[i], language);
        json.member("text", hidden(field) ? mask_value(field, text) : text)
            .member("unit", field.unit);
        if (hidden(field)) json.member("hidden", true);
        json.key("origin");
        if (record.origins[i]) write(json, *record.origins[i]);
        else json.null();
        json.end_object();
    }
    json.end_array().end_object();
}

} // namespace jingzhun::api
