// Functions of the naive interpreter, on settled values: texts, lists, money, the smaller of two.
#include "cel/naive.hpp"

#include "base/identity.hpp"
#include "base/money.hpp"

#include <algorithm>
#include <regex>

namespace naive {
namespace {

Value const no_overload = error("cel_no_such_overload");

Value size(Value const &value) {
    switch (value.is) {
    case Is::text:
        return whole(std::count_if(value.text.begin(), value.text.end(),
                                   [](char c) { return (c & 0xC0) != 0x80; }));
    case Is::bytes:
        return whole(static_cast<Wide>(value.text.size()));
    case Is::list:
        return whole(static_cast<Wide>(value.items.size()));
    case Is::map:
        return whole(static_cast<Wide>(value.items.size() / 2));
    default:
        return no_overload;
    }
}

Value test(std::string_view name, std::string const &text, std::string const &part) {
    auto const at = text.find(part);
    if (name == "contains") return truth(at != std::string::npos);
    if (name == "startsWith") return truth(at == 0);
    if (name == "matches") return truth(std::regex_search(text, std::regex(part)));
    bool const is_short = part.size() > text.size();
    return truth(!is_short && text.substr(text.size() - part.size()) == part);
}

Value absolute(Value const &value) {
    Value result = value;
    if (value.is == Is::real) {
        if (value.real < 0) result.real = -value.real;
        return result;
    }
    if (value.is != Is::whole && value.is != Is::money && value.is != Is::quotient)
        return no_overload;
    if (value.number < 0) result.number = -value.number;
    return result.number > INT64_MAX ? error("cel_overflow") : result;
}

// Beside money a whole number is yuan, and so is the answer.
Value chosen(Value const &a, Value const &b, Order wanted) {
    Order const order = order_of(b, a);
    if (order == Order::none) return no_overload;
    Value const &value = order == wanted ? b : a, &other = order == wanted ? a : b;
    if (value.is == Is::whole && other.is == Is::money)
        return operate("_*_", {value, {Is::money, 100}});
    return value;
}

Value money(Value const &value) {
    if (value.is == Is::money) return value;
    if (value.is == Is::whole) return operate("_*_", {value, {Is::money, 100}});
    if (value.is != Is::text) return no_overload;
    auto const read = base::read_money(value.text);
    return read ? Value{Is::money, read->fen} : error("cel_conversion");
}

Value identity(std::string_view name, Value const &number) {
    if (number.is != Is::text) return no_overload;
    auto const valid = base::link_identity(number.text);
    if (name == "valid_identity") return truth(valid.has_value());
    if (!valid) return error("cel_identity_invalid");
    auto const part = [&](std::size_t at, std::size_t length) {
        return Wide{std::stoi(valid->substr(at, length))};
    };
    if (name == "sex_of") return text(part(16, 1) % 2 == 1 ? "male" : "female");
    return {Is::date, days_of({part(6, 4), part(10, 2), part(12, 2)})};
}

bool is_calendar(std::string_view name) {
    static constexpr std::string_view names[] = {"date", "year",         "month",      "day",
                                                 "age",  "days_between", "add_months", "add_years"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool takes_no_part_in_sums(Value const &value) {
    return value.is != Is::whole && value.is != Is::natural && value.is != Is::real &&
           value.is != Is::money;
}

Value sum(std::vector<Value> const &values) {
    Value total = values.empty() ? whole(0) : values[0];
    for (Value const &value : values)
        if (takes_no_part_in_sums(value)) return no_overload;
    for (std::size_t i = 1; i < values.size() && total.is != Is::error; ++i)
        total = operate("_+_", {total, values[i]});
    return total;
}

Value average(std::vector<Value> const &values) {
    Value const total = sum(values);
    Value const count{Is::whole, static_cast<Wide>(values.size())};
    if (total.is == Is::error) return total;
    if (total.is == Is::money) return operate("_/_", {total, count});
    Value result{Is::real};
    double const top = total.is == Is::real ? total.real : static_cast<double>(total.number);
    result.real = top / static_cast<double>(values.size());
    return result;
}

Value extreme(std::vector<Value> const &values, Order wanted) {
    Value const *best = &values[0];
    if (order_of(*best, *best) == Order::none) return no_overload;
    for (Value const &value : values) {
        Order const order = order_of(value, *best);
        if (order == Order::none) return no_overload;
        if (order == wanted) best = &value;
    }
    return *best;
}

Value distinct(std::vector<Value> const &values) {
    std::vector<Value> kept;
    for (Value const &value : values)
        if (std::none_of(kept.begin(), kept.end(),
                         [&](auto const &each) { return are_equal(each, value); }))
            kept.push_back(value);
    return list(std::move(kept));
}

} // namespace

Value aggregate(std::string_view name, std::vector<Value> const &values) {
    if (name == "count") return whole(static_cast<Wide>(values.size()));
    if (name == "distinct") return distinct(values);
    if (name == "sum") return sum(values);
    if (values.empty()) return error("cel_empty_list");
    if (name == "avg") return average(values);
    return extreme(values, name == "min" ? Order::less : Order::greater);
}

Value apply(std::string_view name, std::vector<Value> const &values) {
    Value const &a = values[0];
    if (name == "size") return size(a);
    if (name == "contains" || name == "startsWith" || name == "endsWith" || name == "matches") {
        bool const fits = a.is == Is::text && values[1].is == Is::text;
        return fits ? test(name, a.text, values[1].text) : no_overload;
    }
    if (name == "sum" || name == "min" || name == "max" || name == "avg" || name == "count" ||
        name == "distinct")
        return a.is == Is::list ? aggregate(name, a.items) : no_overload;
    if (is_calendar(name)) return calendar(name, values);
    if (name == "money") return money(a);
    if (name == "abs") return absolute(a);
    if (name == "least") return chosen(a, values[1], Order::less);
    if (name == "greatest") return chosen(a, values[1], Order::greater);
    if (name == "between") {
        Order const low = order_of(a, values[1]), high = order_of(a, values[2]);
        if (low == Order::none || high == Order::none) return no_overload;
        return truth((low == Order::greater || low == Order::equal) &&
                     (high == Order::less || high == Order::equal));
    }
    if (name == "valid_identity" || name == "birth_of" || name == "sex_of")
        return identity(name, a);
    if (name.starts_with("get")) return clock(name, values);
    return convert(name, a);
}

} // namespace naive
