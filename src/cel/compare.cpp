// The order and equality of values.
#include "cel/compare.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

using Order = std::partial_ordering;
using Result = std::optional<Order>;

Order reversed(Order order) { return 0 <=> order; }

// Doubles are compared with integers as doubles, after the ends of the integers' range.
Order order_of(double a, std::int64_t b) {
    if (a < -0x1p63) return Order::less;
    if (a > 0x1p63) return Order::greater;
    return a <=> static_cast<double>(b);
}
Order order_of(double a, std::uint64_t b) {
    if (a < 0) return Order::less;
    if (a > 0x1p64) return Order::greater;
    return a <=> static_cast<double>(b);
}
Order order_of(std::int64_t a, std::uint64_t b) {
    return a < 0 ? Order::less : Order(static_cast<std::uint64_t>(a) <=> b);
}

Result compare_numbers(Value const &a, Value const &b) {
    if (auto const *x = a.as<std::int64_t>()) {
        if (auto const *y = b.as<std::int64_t>()) return *x <=> *y;
        if (auto const *y = b.as<std::uint64_t>()) return order_of(*x, *y);
        if (auto const *y = b.as<double>()) return reversed(order_of(*y, *x));
    } else if (auto const *u = a.as<std::uint64_t>()) {
        if (auto const *y = b.as<std::uint64_t>()) return *u <=> *y;
        if (auto const *y = b.as<std::int64_t>()) return reversed(order_of(*y, *u));
        if (auto const *y = b.as<double>()) return reversed(order_of(*y, *u));
    } else if (auto const *d = a.as<double>()) {
        if (auto const *y = b.as<double>()) return *d <=> *y;
        if (auto const *y = b.as<std::int64_t>()) return order_of(*d, *y);
        if (auto const *y = b.as<std::uint64_t>()) return order_of(*d, *y);
    }
    return std::nullopt;
}

struct Fraction {
    __int128 fen;
    std::int64_t divisor;
};
std::optional<Fraction> fraction_of(Value const &value) {
    if (auto const *ratio = value.as<MoneyRatio>()) return Fraction{ratio->fen, ratio->divisor};
    if (auto const fen = fen_of(value)) return Fraction{*fen, 1};
    return std::nullopt;
}

bool is_money(Value const &value) {
    return value.as<base::Money>() != nullptr || value.as<MoneyRatio>() != nullptr;
}

// a / n against b / m is a * m against b * n: 71 bits of fen (whole yuan times 100) and 63 bits of
// divisor leave 128 bits only just too small, so that the whole parts are compared first.
Order compare_fractions(Fraction const &a, Fraction const &b) {
    auto const floor = [](Fraction const &f) {
        return f.fen / f.divisor - (f.fen % f.divisor < 0 ? 1 : 0);
    };
    __int128 const whole_a = floor(a), whole_b = floor(b);
    if (whole_a != whole_b) return whole_a < whole_b ? Order::less : Order::greater;
    __int128 const rest_a = a.fen - whole_a * a.divisor, rest_b = b.fen - whole_b * b.divisor;
    __int128 const left = rest_a * b.divisor, right = rest_b * a.divisor;
    return left < right ? Order::less : left > right ? Order::greater : Order::equivalent;
}

template <class T> Result compare_as(Value const &a, Value const &b) {
    auto const *x = a.as<T>();
    auto const *y = b.as<T>();
    if (x == nullptr || y == nullptr) return std::nullopt;
    return *x <=> *y;
}

bool equal_lists(List const &a, List const &b, std::size_t &budget, bool &is_spent) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto const same = equal_within(a[i], b[i], budget);
        if (!same) is_spent = true;
        if (!same || !*same) return false;
    }
    return true;
}

bool equal_maps(Map const &a, Map const &b, std::size_t &budget, bool &is_spent) {
    if (a.size() != b.size()) return false;
    for (auto const &[key, value] : a) {
        if (budget < b.size()) {
            is_spent = true;
            return false;
        }
        budget -= b.size();
        Value const *other = find_key(b, key);
        if (other == nullptr) return false;
        auto const same = equal_within(value, *other, budget);
        if (!same) is_spent = true;
        if (!same || !*same) return false;
    }
    return true;
}

bool equal_others(Value const &a, Value const &b) {
    if (a.data.index() != b.data.index()) return false;
    if (a.as<std::nullptr_t>()) return true;
    if (auto const *type = a.as<TypeName>()) return type->name == b.as<TypeName>()->name;
    if (auto const *period = a.as<base::Period>()) return *period == *b.as<base::Period>();
    if (auto const *record = a.as<RecordReference>()) {
        auto const *other = b.as<RecordReference>();
        return record->table == other->table && record->row == other->row;
    }
    return false;
}

} // namespace

std::optional<__int128> fen_of(Value const &value) {
    if (auto const *money = value.as<base::Money>()) return money->fen;
    if (auto const *yuan = value.as<std::int64_t>()) return static_cast<__int128>(*yuan) * 100;
    return std::nullopt;
}

std::optional<std::partial_ordering> compare(Value const &a, Value const &b) {
    if (is_money(a) || is_money(b)) {
        auto const x = fraction_of(a), y = fraction_of(b);
        if (!x || !y) return std::nullopt;
        return compare_fractions(*x, *y);
    }
    if (auto const order = compare_numbers(a, b)) return order;
    if (auto const order = compare_as<std::string>(a, b)) return order;
    if (auto const order = compare_as<bool>(a, b)) return order;
    if (auto const order = compare_as<base::Date>(a, b)) return order;
    if (auto const *x = a.as<Bytes>())
        if (auto const *y = b.as<Bytes>()) return x->data <=> y->data;
    if (auto const *x = a.as<Timestamp>())
        if (auto const *y = b.as<Timestamp>())
            return std::pair(x->seconds, x->nanoseconds) <=> std::pair(y->seconds, y->nanoseconds);
    if (auto const *x = a.as<Duration>())
        if (auto const *y = b.as<Duration>())
            return std::pair(x->seconds, x->nanoseconds) <=> std::pair(y->seconds, y->nanoseconds);
    return std::nullopt;
}

std::optional<bool> equal_within(Value const &a, Value const &b, std::size_t &budget) {
    if (budget == 0) return std::nullopt;
    --budget;
    bool is_spent = false, same = false;
    auto const *list_a = a.as<std::shared_ptr<List const>>();
    auto const *list_b = b.as<std::shared_ptr<List const>>();
    auto const *map_a = a.as<std::shared_ptr<Map const>>();
    auto const *map_b = b.as<std::shared_ptr<Map const>>();
    if (list_a != nullptr && list_b != nullptr)
        same = equal_lists(**list_a, **list_b, budget, is_spent);
    else if (map_a != nullptr && map_b != nullptr)
        same = equal_maps(**map_a, **map_b, budget, is_spent);
    else if (auto const order = compare(a, b)) same = *order == 0;
    else same = equal_others(a, b);
    if (is_spent) return std::nullopt;
    return same;
}

Value const *find_key(Map const &map, Value const &key) {
    for (auto const &[candidate, value] : map)
        if (auto const order = compare(candidate, key); order && *order == 0) return &value;
    return nullptr;
}

std::string_view type_name(Value const &value) {
    static constexpr std::string_view names[] = {"null_type",
                                                 "bool",
                                                 "int",
                                                 "uint",
                                                 "double",
                                                 "string",
                                                 "bytes",
                                                 "google.protobuf.Timestamp",
                                                 "google.protobuf.Duration",
                                                 "type",
                                                 "list",
                                                 "map",
                                                 "date",
                                                 "money",
                                                 "period",
                                                 "record",
                                                 "error",
                                                 "unknown",
                                                 "ratio",
                                                 "list"};
    return names[value.data.index()];
}

bool equal(Value const &a, Value const &b) {
    std::size_t budget = 100'000'000;
    return equal_within(a, b, budget).value_or(false);
}

} // namespace jingzhun::cel
