// Values of the naive interpreter: made, shown, and held against row mode's.
#include "cel/naive.hpp"
#include "cel/value.hpp"

#include <cmath>

namespace naive {

Value truth(bool truth) { return {Is::truth, truth ? 1 : 0}; }

Value whole(Wide number) {
    if (number < INT64_MIN || number > INT64_MAX) return error("cel_overflow");
    return {Is::whole, number};
}

Value text(std::string text) {
    Value value{Is::text};
    value.text = std::move(text);
    return value;
}

Value error(std::string_view code) {
    Value value{Is::error};
    value.text = code;
    return value;
}

Value list(std::vector<Value> items) {
    Value value{Is::list};
    value.items = std::move(items);
    return value;
}

bool is_settled(Value const &value) {
    return value.is != Is::error && value.is != Is::unknown && !value.is_partial;
}

Value unsettled(std::vector<Value> const &values) {
    Value unknown{Is::unknown};
    bool is_unknown = false;
    for (Value const &value : values) {
        if (value.is == Is::error || is_settled(value)) continue;
        is_unknown = true;
        unknown.facts.insert(value.facts.begin(), value.facts.end());
    }
    if (is_unknown) return unknown;
    for (Value const &value : values)
        if (value.is == Is::error) return value;
    return {};
}

Value const *value_of_key(Value const &map, Value const &key) {
    for (std::size_t i = 0; i + 1 < map.items.size(); i += 2)
        if (are_equal(map.items[i], key)) return &map.items[i + 1];
    return nullptr;
}

std::string type_name(Value const &value) {
    static constexpr std::string_view names[] = {"null_type",
                                                 "bool",
                                                 "int",
                                                 "uint",
                                                 "double",
                                                 "string",
                                                 "bytes",
                                                 "date",
                                                 "money",
                                                 "ratio",
                                                 "period",
                                                 "record",
                                                 "list",
                                                 "map",
                                                 "type",
                                                 "google.protobuf.Timestamp",
                                                 "google.protobuf.Duration",
                                                 "error",
                                                 "unknown"};
    return std::string(names[static_cast<int>(value.is)]);
}

std::string to_string(Value const &value) {
    std::string out = type_name(value) + " " + value.text;
    if (value.is == Is::real) out += std::to_string(value.real);
    else if (value.is < Is::list && value.text.empty())
        out += std::to_string(static_cast<long long>(value.number));
    if (value.is == Is::quotient)
        out += " / " + std::to_string(static_cast<long long>(value.divisor));
    for (Value const &item : value.items)
        out += (&item == &value.items[0] ? "[" : ", ") + to_string(item);
    for (auto const &[table, row, field] : value.facts)
        out += " ?" + std::to_string(table) + ":" + std::to_string(row) + "." + field;
    return out;
}

namespace {

bool same_items(Value const &naive, std::vector<cel::Value> const &items) {
    if (naive.items.size() != items.size()) return false;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!says_the_same(naive.items[i], items[i])) return false;
    return true;
}

bool same_facts(std::set<Fact> const &naive, std::vector<cel::MissingFact> const &facts) {
    std::set<Fact> named;
    for (auto const &fact : facts) named.emplace(fact.record.table, fact.record.row, fact.field);
    return named == naive || named.size() >= 256; // more are not named
}

// One comparison for each kind of value that row mode has.
struct Same {
    Value const &naive;
    bool is(Is kind) const { return naive.is == kind; }
    bool is(Is kind, Wide number) const { return naive.is == kind && naive.number == number; }

    bool operator()(std::nullptr_t) const { return is(Is::null); }
    bool operator()(bool value) const { return is(Is::truth, value ? 1 : 0); }
    bool operator()(std::int64_t value) const { return is(Is::whole, value); }
    bool operator()(std::uint64_t value) const { return is(Is::natural, value); }
    bool operator()(double value) const {
        return is(Is::real) &&
               (naive.real == value || (std::isnan(naive.real) && std::isnan(value)));
    }
    bool operator()(std::string const &value) const { return is(Is::text) && naive.text == value; }
    bool operator()(cel::Bytes const &value) const {
        return is(Is::bytes) && naive.text == value.data;
    }
    bool operator()(cel::Timestamp const &value) const {
        return is(Is::timestamp, Wide{value.seconds} * 1'000'000'000 + value.nanoseconds);
    }
    bool operator()(cel::Duration const &value) const {
        return is(Is::duration, Wide{value.seconds} * 1'000'000'000 + value.nanoseconds);
    }
    bool operator()(cel::TypeName const &value) const {
        return is(Is::type) && naive.text == value.name;
    }
    bool operator()(std::shared_ptr<cel::List const> const &value) const {
        return is(Is::list) && !naive.is_partial && same_items(naive, *value);
    }
    bool operator()(std::shared_ptr<cel::Map const> const &value) const {
        if (!is(Is::map) || naive.items.size() != 2 * value->size()) return false;
        for (std::size_t i = 0; i < value->size(); ++i)
            if (!says_the_same(naive.items[2 * i], (*value)[i].first) ||
                !says_the_same(naive.items[2 * i + 1], (*value)[i].second))
                return false;
        return true;
    }
    bool operator()(base::Date value) const { return is(Is::date, value.days); }
    bool operator()(base::Money value) const { return is(Is::money, value.fen); }
    bool operator()(base::Period const &value) const {
        return is(Is::period) && naive.text == value.name;
    }
    bool operator()(cel::RecordReference value) const {
        return is(Is::record) && naive.table == value.table && naive.row == value.row;
    }
    bool operator()(cel::EvaluationError const &value) const {
        return is(Is::error) && naive.text == value.code;
    }
    bool operator()(cel::Unknown const &value) const {
        return is(Is::unknown) && same_facts(naive.facts, value.facts);
    }
    bool operator()(cel::MoneyRatio const &value) const {
        return is(Is::quotient) && naive.number * value.divisor == naive.divisor * value.fen;
    }
    bool operator()(cel::PartialList const &value) const {
        return is(Is::list) && naive.is_partial && same_items(naive, *value.known) &&
               same_facts(naive.facts, value.missing.facts);
    }
};

} // namespace

bool says_the_same(Value const &naive, cel::Value const &row_mode) {
    return std::visit(Same{naive}, row_mode.data);
}

} // namespace naive
