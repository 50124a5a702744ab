// Arithmetic, relations, membership and indexing.
#include "cel/compare.hpp"
#include "cel/functions.hpp"
#include "cel/moment.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace jingzhun::cel {
namespace {

Value overflow(char const *operation) { return make_error("cel_overflow", operation); }

template <class T> Value or_overflow(std::optional<T> const &result, char const *operation) {
    if (!result) return overflow(operation);
    return {*result};
}

Value money_of(__int128 fen, char const *operation) {
    if (fen < INT64_MIN || fen > INT64_MAX) return overflow(operation);
    return {base::Money{static_cast<std::int64_t>(fen)}};
}

Value date_of(std::int64_t day, std::int64_t days, char const *operation) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(day, days, &sum) || sum < base::date_min.days ||
        sum > base::date_max.days)
        return overflow(operation);
    return {base::Date{static_cast<std::int32_t>(sum)}};
}

// Arithmetic on two of the same kind of number: exact, or an error.
enum class Arithmetic { add, subtract, multiply, divide, remainder };

template <class T> Value compute(Arithmetic arithmetic, T a, T b, char const *name) {
    T result = 0;
    bool is_over = false;
    switch (arithmetic) {
    case Arithmetic::add:
        is_over = __builtin_add_overflow(a, b, &result);
        break;
    case Arithmetic::subtract:
        is_over = __builtin_sub_overflow(a, b, &result);
        break;
    case Arithmetic::multiply:
        is_over = __builtin_mul_overflow(a, b, &result);
        break;
    case Arithmetic::divide:
    case Arithmetic::remainder:
        if (b == 0) return make_error("cel_division_by_zero", std::to_string(a) + " / 0");
        if constexpr (std::is_signed_v<T>) {
            if (b == -1) {
                is_over = a == std::numeric_limits<T>::min();
                result = is_over || arithmetic == Arithmetic::remainder ? T{0} : -a;
                break;
            }
        }
        result = arithmetic == Arithmetic::divide ? a / b : a % b;
        break;
    }
    if (is_over) return overflow(name);
    return {result};
}

std::optional<Value> compute_numbers(Arithmetic arithmetic, Values arguments, char const *name) {
    Value const &a = arguments[0], &b = arguments[1];
    if (a.data.index() != b.data.index()) return std::nullopt;
    if (auto const *x = a.as<std::int64_t>())
        return compute(arithmetic, *x, *b.as<std::int64_t>(), name);
    if (auto const *x = a.as<std::uint64_t>())
        return compute(arithmetic, *x, *b.as<std::uint64_t>(), name);
    auto const *x = a.as<double>();
    if (x == nullptr) return std::nullopt;
    double const y = *b.as<double>();
    switch (arithmetic) {
    case Arithmetic::add:
        return Value{*x + y};
    case Arithmetic::subtract:
        return Value{*x - y};
    case Arithmetic::multiply:
        return Value{*x * y};
    case Arithmetic::divide:
        return Value{*x / y};
    case Arithmetic::remainder:
        break;
    }
    return std::nullopt;
}

bool is_money(Value const &value) { return value.as<base::Money>() != nullptr; }

Value add_function(Values arguments, Budget &budget) {
    if (auto result = compute_numbers(Arithmetic::add, arguments, "+")) return *std::move(result);
    Value const &a = arguments[0], &b = arguments[1];
    if (is_money(a) || is_money(b)) {
        auto const x = fen_of(a), y = fen_of(b);
        if (x && y) return money_of(*x + *y, "+");
    }
    if (auto const *x = a.as<std::string>(); x != nullptr && b.as<std::string>() != nullptr) {
        if (!budget.take_bytes(x->size() + b.as<std::string>()->size())) return cost_error();
        return {*x + *b.as<std::string>()};
    }
    if (auto const *x = a.as<Bytes>(); x != nullptr && b.as<Bytes>() != nullptr) {
        if (!budget.take_bytes(x->data.size() + b.as<Bytes>()->data.size())) return cost_error();
        return {Bytes{x->data + b.as<Bytes>()->data}};
    }
    auto const *list = a.as<std::shared_ptr<List const>>();
    if (auto const *other = b.as<std::shared_ptr<List const>>();
        list != nullptr && other != nullptr) {
        if (!budget.take_bytes(((*list)->size() + (*other)->size()) * sizeof(Value)))
            return cost_error();
        List all(**list);
        all.insert(all.end(), (*other)->begin(), (*other)->end());
        return make_list(std::move(all));
    }
    if (auto const *x = a.as<Timestamp>())
        if (auto const *y = b.as<Duration>()) return or_overflow(add(*x, *y), "+");
    if (auto const *x = a.as<Duration>()) {
        if (auto const *y = b.as<Timestamp>()) return or_overflow(add(*y, *x), "+");
        if (auto const *y = b.as<Duration>()) return or_overflow(add(*x, *y), "+");
    }
    if (auto const *x = a.as<base::Date>())
        if (auto const *y = b.as<std::int64_t>()) return date_of(x->days, *y, "+");
    if (auto const *x = a.as<std::int64_t>())
        if (auto const *y = b.as<base::Date>()) return date_of(y->days, *x, "+");
    return no_overload("+", arguments);
}

Value subtract_function(Values arguments, Budget &) {
    if (auto result = compute_numbers(Arithmetic::subtract, arguments, "-"))
        return *std::move(result);
    Value const &a = arguments[0], &b = arguments[1];
    if (is_money(a) || is_money(b)) {
        auto const x = fen_of(a), y = fen_of(b);
        if (x && y) return money_of(*x - *y, "-");
    }
    if (auto const *x = a.as<Timestamp>()) {
        if (auto const *y = b.as<Timestamp>()) return or_overflow(subtract(*x, *y), "-");
        if (auto const *y = b.as<Duration>()) return or_overflow(subtract(*x, *y), "-");
    }
    if (auto const *x = a.as<Duration>())
        if (auto const *y = b.as<Duration>()) return or_overflow(subtract(*x, *y), "-");
    if (auto const *x = a.as<base::Date>()) {
        if (auto const *y = b.as<base::Date>()) return {std::int64_t{x->days} - y->days};
        if (auto const *y = b.as<std::int64_t>()) {
            if (*y == INT64_MIN) return overflow("-");
            return date_of(x->days, -*y, "-");
        }
    }
    return no_overload("-", arguments);
}

Value multiply_function(Values arguments, Budget &) {
    if (auto result = compute_numbers(Arithmetic::multiply, arguments, "*"))
        return *std::move(result);
    Value const &a = arguments[0], &b = arguments[1];
    auto const *money = is_money(a) ? a.as<base::Money>() : b.as<base::Money>();
    auto const *factor = is_money(a) ? b.as<std::int64_t>() : a.as<std::int64_t>();
    if (money != nullptr && factor != nullptr)
        return money_of(static_cast<__int128>(money->fen) * *factor, "*");
    return no_overload("*", arguments);
}

// Money by a whole number stays an exact fraction, its divisor made positive.
Value divide_money(std::int64_t fen, std::int64_t divisor) {
    if (divisor == 0) return make_error("cel_division_by_zero", "money / 0");
    if (divisor < 0 && (fen == INT64_MIN || divisor == INT64_MIN)) return overflow("/");
    return {divisor < 0 ? MoneyRatio{-fen, -divisor} : MoneyRatio{fen, divisor}};
}

Value divide_function(Values arguments, Budget &) {
    if (auto result = compute_numbers(Arithmetic::divide, arguments, "/"))
        return *std::move(result);
    auto const *money = arguments[0].as<base::Money>();
    if (auto const *divisor = arguments[1].as<std::int64_t>();
        money != nullptr && divisor != nullptr)
        return divide_money(money->fen, *divisor);
    return no_overload("/", arguments);
}

Value remainder_function(Values arguments, Budget &) {
    if (auto result = compute_numbers(Arithmetic::remainder, arguments, "%"))
        return *std::move(result);
    return no_overload("%", arguments);
}

Value negate_function(Values arguments, Budget &) {
    Value const &a = arguments[0];
    if (auto const *x = a.as<double>()) return {-*x};
    if (auto const *x = a.as<std::int64_t>()) return *x == INT64_MIN ? overflow("-") : Value{-*x};
    if (auto const *x = a.as<base::Money>()) return money_of(-static_cast<__int128>(x->fen), "-");
    return no_overload("-", arguments);
}

Value not_function(Values arguments, Budget &) {
    if (auto const *truth = arguments[0].as<bool>()) return {!*truth};
    return no_overload("!", arguments);
}

template <char const *Name> Value relation_function(Values arguments, Budget &budget) {
    return relation(Name, arguments[0], arguments[1], budget);
}

constexpr char equal_name[] = "_==_", unequal_name[] = "_!=_", less_name[] = "_<_",
               at_most_name[] = "_<=_", more_name[] = "_>_", at_least_name[] = "_>=_";

Value in_function(Values arguments, Budget &budget) {
    return is_in(arguments[0], arguments[1], budget);
}

template <std::size_t Count, Function Inner> Value counted(Values arguments, Budget &budget) {
    return arguments.size() == Count ? Inner(arguments, budget) : no_overload("()", arguments);
}

constexpr FunctionEntry entries[] = {
    {"_+_", CallStyle::global, counted<2, add_function>},
    {"_-_", CallStyle::global, counted<2, subtract_function>},
    {"_*_", CallStyle::global, counted<2, multiply_function>},
    {"_/_", CallStyle::global, counted<2, divide_function>},
    {"_%_", CallStyle::global, counted<2, remainder_function>},
    {"-_", CallStyle::global, counted<1, negate_function>},
    {"!_", CallStyle::global, counted<1, not_function>},
    {"_==_", CallStyle::global, counted<2, relation_function<equal_name>>},
    {"_!=_", CallStyle::global, counted<2, relation_function<unequal_name>>},
    {"_<_", CallStyle::global, counted<2, relation_function<less_name>>},
    {"_<=_", CallStyle::global, counted<2, relation_function<at_most_name>>},
    {"_>_", CallStyle::global, counted<2, relation_function<more_name>>},
    {"_>=_", CallStyle::global, counted<2, relation_function<at_least_name>>},
    {"@in", CallStyle::global, counted<2, in_function>},
};

} // namespace

std::span<FunctionEntry const> operator_functions() { return entries; }

Value relation(std::string_view name, Value const &a, Value const &b, Budget &budget) {
    if (name == "_==_" || name == "_!=_") {
        auto const same = equal_within(a, b, budget.steps);
        if (!same) return cost_error();
        return {*same == (name == "_==_")};
    }
    auto const order = compare(a, b);
    if (!order) return no_overload(name, std::array{a, b});
    if (name == "_<_") return {*order < 0};
    if (name == "_<=_") return {*order <= 0};
    if (name == "_>_") return {*order > 0};
    return {*order >= 0};
}

Value is_in(Value const &element, Value const &container, Budget &budget) {
    if (auto const *list = container.as<std::shared_ptr<List const>>()) {
        for (Value const &each : **list) {
            auto const same = equal_within(element, each, budget.steps);
            if (!same) return cost_error();
            if (*same) return {true};
        }
        return {false};
    }
    if (auto const *map = container.as<std::shared_ptr<Map const>>()) {
        if (!budget.take_steps((*map)->size())) return cost_error();
        return {find_key(**map, element) != nullptr};
    }
    if (auto const *period = container.as<base::Period>())
        if (auto const *date = element.as<base::Date>()) return {period->contains(*date)};
    return no_overload("in", std::array{element, container});
}

Value index_value(Value const &container, Value const &key) {
    if (auto const *map = container.as<std::shared_ptr<Map const>>()) {
        Value const *found = find_key(**map, key);
        return found != nullptr ? *found : make_error("cel_no_such_key", to_string(key));
    }
    auto const *list = container.as<std::shared_ptr<List const>>();
    if (list == nullptr) return no_overload("[]", std::array{container, key});
    auto const bad = [&] { return make_error("cel_index", to_string(key)); };
    std::uint64_t at = 0;
    if (auto const *number = key.as<std::int64_t>()) {
        if (*number < 0) return bad();
        at = static_cast<std::uint64_t>(*number);
    } else if (auto const *natural = key.as<std::uint64_t>()) {
        at = *natural;
    } else if (auto const *real = key.as<double>()) {
        if (!(*real >= 0 && *real < 0x1p53) || *real != std::floor(*real)) return bad();
        at = static_cast<std::uint64_t>(*real);
    } else {
        return no_overload("[]", std::array{container, key});
    }
    return at < (*list)->size() ? (**list)[at] : bad();
}

} // namespace jingzhun::cel
