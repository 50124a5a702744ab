// The walk of the naive interpreter: names, fields, logic; lists are in naive_list.cpp.
#include "cel/naive_walk.hpp"

#include <algorithm>
#include <span>

namespace naive {
namespace {

using cel::Node;
using cel::NodeKind;

Value number_of(std::int64_t number, cel::Kind kind) {
    switch (kind) {
    case cel::Kind::boolean:
        return truth(number != 0);
    case cel::Kind::date:
        return {Is::date, number};
    case cel::Kind::money:
        return {Is::money, number};
    default:
        return whole(number);
    }
}

Value real_number(double number) {
    Value value{Is::real};
    value.real = number;
    return value;
}

struct FromLiteral {
    Value operator()(std::nullptr_t) const { return {}; }
    Value operator()(bool value) const { return truth(value); }
    Value operator()(std::int64_t value) const { return whole(value); }
    Value operator()(std::uint64_t value) const { return {Is::natural, value}; }
    Value operator()(double value) const { return real_number(value); }
    Value operator()(std::string const &value) const { return text(value); }
    Value operator()(cel::Bytes const &value) const {
        Value bytes = text(value.data);
        bytes.is = Is::bytes;
        return bytes;
    }
    template <class Other> Value operator()(Other const &) const { return error("cel_internal"); }
};

Value record(std::size_t table, std::size_t row) {
    Value value{Is::record};
    value.table = static_cast<std::uint32_t>(table);
    value.row = static_cast<std::uint32_t>(row);
    return value;
}

Value missing(Value const &record, cel::Field const &field) {
    Value value{Is::unknown};
    value.facts.emplace(record.table, record.row, field.name);
    return value;
}

bool is_set(std::span<std::uint64_t const> bits, std::size_t row) {
    return bits.empty() || ((bits[row / 64] >> (row % 64)) & 1) != 0;
}

Value cell(cel::Column const &column, std::size_t row, cel::Kind kind,
           cel::Strings const &strings) {
    if (auto const *reals = std::get_if<cel::Array<double>>(&column.values))
        return real_number(reals->at(row));
    std::int64_t number = 0;
    if (auto const *bytes = std::get_if<cel::Array<std::uint8_t>>(&column.values))
        number = bytes->at(row);
    if (auto const *words = std::get_if<cel::Array<std::int32_t>>(&column.values))
        number = words->at(row);
    if (auto const *longs = std::get_if<cel::Array<std::int64_t>>(&column.values))
        number = longs->at(row);
    if (kind == cel::Kind::text)
        return text(std::string(strings.text(static_cast<std::int32_t>(number))));
    return number_of(number, kind);
}

bool is_type_name(std::string_view name) {
    static constexpr std::string_view names[] = {"bool",   "int",       "uint", "double",
                                                 "string", "bytes",     "list", "map",
                                                 "type",   "null_type", "date", "money"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

} // namespace

Value evaluate(cel::Expression const &expression, World const &world) {
    Walk walk(world);
    Value const value = walk.visit(*expression.root);
    return value.is_partial ? unsettled({value}) : value;
}

Value Walk::visit(Node const &node) {
    switch (node.kind) {
    case NodeKind::literal:
        return std::visit(FromLiteral{}, node.literal.data);
    case NodeKind::identifier:
        return name(node.name);
    case NodeKind::select:
        return select(node);
    case NodeKind::has:
        return has(node);
    case NodeKind::macro:
        return macro(node);
    case NodeKind::call:
        return call(node);
    case NodeKind::index:
    case NodeKind::list:
    case NodeKind::map:
        break;
    }
    std::vector<Value> values;
    for (auto const &child : node.children) values.push_back(visit(*child));
    Value const open = unsettled(values);
    if (open.is != Is::null) return open;
    if (node.kind == NodeKind::index) return operate("[]", values);
    if (node.kind == NodeKind::list) return list(std::move(values));
    return map(std::move(values));
}

Value Walk::map(std::vector<Value> values) {
    Value result{Is::map};
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
        Is const is = values[i].is;
        bool const may_be_key =
            is == Is::truth || is == Is::whole || is == Is::natural || is == Is::text;
        if (!may_be_key) return error("cel_bad_key");
        if (value_of_key(result, values[i]) != nullptr) return error("cel_duplicate_key");
        result.items.push_back(values[i]);
        result.items.push_back(values[i + 1]);
    }
    return result;
}

Value Walk::name(std::string const &name) {
    for (auto bound = bound_.rbegin(); bound != bound_.rend(); ++bound)
        if (bound->first == name) return bound->second;
    if (name == "self") return record(table_, row_);
    if (world_.schema.records[table_].find(name) != nullptr)
        return field(record(table_, row_), name);
    if (name == "as_of") return {Is::date, world_.context.as_of.days};
    if (name == "period") {
        base::Period const &period = world_.context.period;
        Value value{Is::period};
        value.text = period.name;
        value.items = {{Is::date, period.from.days}, {Is::date, period.to.days}};
        return value;
    }
    if (!is_type_name(name)) return error("cel_unbound");
    Value type{Is::type};
    type.text = name;
    return type;
}

Value Walk::select(Node const &node) {
    // google.protobuf.Timestamp and its kin are names of types.
    if (node.children[0]->kind == NodeKind::select && node.children[0]->name == "protobuf") {
        Value type{Is::type};
        type.text = "google.protobuf." + node.name;
        return type;
    }
    Value const owner = visit(*node.children[0]);
    if (!is_settled(owner)) return unsettled({owner});
    if (owner.is == Is::null) return error("cel_nobody");
    if (owner.is == Is::record) return field(owner, node.name);
    if (owner.is == Is::period) {
        if (node.name == "name") return text(owner.text);
        return owner.items[node.name == "from" ? 0 : 1];
    }
    if (owner.is != Is::map) return error("cel_no_such_overload");
    Value const *found = value_of_key(owner, text(node.name));
    return found == nullptr ? error("cel_no_such_key") : *found;
}

// Never unknown: what is not known is not there.
Value Walk::has(Node const &node) {
    Value const owner = visit(*node.children[0]);
    if (owner.is == Is::error) return owner;
    if (owner.is == Is::unknown || owner.is == Is::null) return truth(false);
    if (owner.is == Is::map) return truth(value_of_key(owner, text(node.name)) != nullptr);
    if (owner.is != Is::record) return error("cel_no_such_overload");
    Value const value = field(owner, node.name);
    cel::Field const *found = world_.schema.records[owner.table].find(node.name);
    bool const is_nobody = found->source == cel::FieldSource::reference && value.is == Is::null;
    return truth(is_settled(value) && !is_nobody);
}

Value Walk::field(Value const &owner, std::string const &name) {
    cel::Field const *field = world_.schema.records[owner.table].find(name);
    if (field == nullptr) return error("cel_no_such_field");
    cel::Table const &table = world_.population.tables[owner.table];
    cel::Strings const &strings = world_.population.strings;
    std::size_t const row = owner.row;
    if (field->source == cel::FieldSource::column) {
        cel::Column const &column = table.columns[field->index];
        if (!is_set(column.present, row)) return missing(owner, *field);
        return cell(column, row, field->type.kind, strings);
    }
    if (field->source == cel::FieldSource::reference) {
        std::int32_t const other = table.references[field->index].rows[row];
        if (other == -2) return missing(owner, *field);
        if (other == -1) return {};
        return record(table.references[field->index].table, static_cast<std::size_t>(other));
    }
    if (field->source == cel::FieldSource::derived) {
        Walk inside(world_, owner.table, owner.row);
        return inside.visit(*field->derived->root);
    }
    Value result = list({});
    if (field->source == cel::FieldSource::items) {
        cel::ItemList const &items = table.item_lists[field->index];
        if (!is_set(items.present, row)) return missing(owner, *field);
        for (auto i = items.offsets[row]; i < items.offsets[row + 1]; ++i)
            result.items.push_back(text(std::string(strings.text(items.items[i]))));
        return result;
    }
    cel::Relation const &relation = table.relations[field->index];
    for (auto i = relation.offsets[row]; i < relation.offsets[row + 1]; ++i)
        result.items.push_back(
            record(relation.table, relation.rows.empty() ? i : relation.rows[i]));
    result.is_partial = !is_set(relation.complete, row);
    if (result.is_partial) result.facts = missing(owner, *field).facts;
    return result;
}

// Both sides are looked at; then one that decides, unknown, error, in this order.
Value Walk::logic(bool decides, Value const &left, Value const &right) {
    for (Value const *side : {&left, &right})
        if (side->is == Is::truth && (side->number != 0) == decides) return truth(decides);
    Value const open = unsettled({left, right});
    if (open.is != Is::null) return open;
    bool const are_truths = left.is == Is::truth && right.is == Is::truth;
    return are_truths ? truth(!decides) : error("cel_no_such_overload");
}

Value Walk::call(Node const &node) {
    std::vector<Value> values;
    for (auto const &child : node.children) values.push_back(visit(*child));
    if (node.name == "_&&_") return logic(false, values[0], values[1]);
    if (node.name == "_||_") return logic(true, values[0], values[1]);
    if (node.name == "_?_:_") {
        if (!is_settled(values[0])) return unsettled({values[0]});
        if (values[0].is != Is::truth) return error("cel_no_such_overload");
        return values[values[0].number != 0 ? 1 : 2];
    }
    if (node.name == "@in" && values[1].is_partial && is_settled(values[0])) {
        for (Value const &item : values[1].items)
            if (are_equal(item, values[0])) return truth(true);
        return unsettled({values[1]});
    }
    Value const open = unsettled(values);
    if (open.is != Is::null) return open;
    for (cel::Parameter const &parameter : world_.schema.parameters)
        if (!node.is_member && parameter.name == node.name)
            return parameter_value(parameter, values);
    if (node.name == "sum" && values[0].items.empty()) return sum_of_none(node);
    bool const is_operator =
        node.name.front() == '_' || node.name.back() == '_' || node.name[0] == '@';
    return is_operator ? operate(node.name, values) : naive::apply(node.name, values);
}

// In force: from the most specific area, then from the latest day.
Value Walk::parameter_value(cel::Parameter const &parameter, std::vector<Value> const &arguments) {
    std::size_t const keys = parameter.key_names.size();
    cel::Table const &own = world_.population.tables[world_.table];
    std::string area = world_.context.area;
    if (!own.areas.empty()) area = world_.population.strings.text(own.areas[world_.row]);
    Wide const date =
        arguments.size() > keys ? arguments[keys].number : Wide{world_.context.as_of.days};
    cel::ParameterValue const *best = nullptr;
    for (cel::ParameterValue const &value : parameter.values) {
        bool fits = value.from.days <= date && date < value.to.days && area.starts_with(value.area);
        for (std::size_t i = 0; i < keys; ++i) fits = fits && value.keys[i] == arguments[i].text;
        if (!fits) continue;
        auto const rank = [](auto const &each) {
            return std::pair(each.area.size(), each.from.days);
        };
        if (best == nullptr || rank(value) > rank(*best)) best = &value;
    }
    if (best == nullptr) return error("cel_parameter_gap");
    if (auto const *words = std::get_if<std::string>(&best->value)) return text(*words);
    return number_of(std::get<std::int64_t>(best->value), parameter.type.kind);
}

Value Walk::sum_of_none(Node const &node) {
    auto const type = world_.checked.types.find(&node);
    cel::Kind const kind = type == world_.checked.types.end() ? cel::Kind::dyn : type->second.kind;
    if (kind == cel::Kind::money) return {Is::money, 0};
    if (kind == cel::Kind::real) return real_number(0);
    return whole(0);
}

} // namespace naive
