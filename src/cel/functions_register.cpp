// What registers need: calendar days, money, identity numbers, the smaller of two.
#include "base/identity.hpp"
#include "cel/compare.hpp"
#include "cel/functions.hpp"

#include <array>

namespace jingzhun::cel {
namespace {

template <class... Kinds> bool are(Values arguments) {
    if (arguments.size() != sizeof...(Kinds)) return false;
    std::size_t i = 0;
    return ((arguments[i++].template as<Kinds>() != nullptr) && ...);
}
using base::Date;
using Int = std::int64_t;

std::optional<Date> day_at(Int year, Int month, Int day) {
    bool const fits =
        year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    if (!fits) return std::nullopt;
    return base::make_date(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
}

Value date_function(Values arguments, Budget &) {
    if (are<Date>(arguments)) return arguments[0];
    if (are<Timestamp>(arguments)) {
        Int const seconds = arguments[0].as<Timestamp>()->seconds;
        return {Date{static_cast<std::int32_t>((seconds - ((seconds % 86'400) + 86'400) % 86'400) /
                                               86'400)}};
    }
    if (are<std::string>(arguments)) {
        auto const &text = *arguments[0].as<std::string>();
        auto const date = base::parse_iso_date(text);
        return date ? Value{*date} : make_error("cel_conversion", text + " → date");
    }
    if (!are<Int, Int, Int>(arguments)) return no_overload("date", arguments);
    auto const date =
        day_at(*arguments[0].as<Int>(), *arguments[1].as<Int>(), *arguments[2].as<Int>());
    if (date) return {*date};
    return make_error("cel_no_such_day", to_string(arguments[0]) + "-" + to_string(arguments[1]) +
                                             "-" + to_string(arguments[2]));
}

// The same day `months` later, or an error where that month has no such day.
Value shift(Date date, Int months, Int factor) {
    Int total = 0;
    if (__builtin_mul_overflow(months, factor, &total) ||
        __builtin_add_overflow(total, Int{date.year()} * 12 + date.month() - 1, &total))
        return make_error("cel_overflow", "date");
    if (total < 12 || total >= 120'000) return make_error("cel_overflow", "date");
    auto const shifted = day_at(total / 12, total % 12 + 1, date.day());
    if (shifted) return {*shifted};
    return make_error("cel_no_such_day", base::to_string(date) + " + " + std::to_string(months) +
                                             (factor == 12 ? " years" : " months"));
}

Value add_months(Values arguments, Budget &) {
    if (!are<Date, Int>(arguments)) return no_overload("add_months", arguments);
    return shift(*arguments[0].as<Date>(), *arguments[1].as<Int>(), 1);
}
Value add_years(Values arguments, Budget &) {
    if (!are<Date, Int>(arguments)) return no_overload("add_years", arguments);
    return shift(*arguments[0].as<Date>(), *arguments[1].as<Int>(), 12);
}

Value age_function(Values arguments, Budget &) {
    if (!are<Date, Date>(arguments)) return no_overload("age", arguments);
    return {Int{base::age(*arguments[0].as<Date>(), *arguments[1].as<Date>())}};
}
Value days_between(Values arguments, Budget &) {
    if (!are<Date, Date>(arguments)) return no_overload("days_between", arguments);
    return {Int{arguments[1].as<Date>()->days} - arguments[0].as<Date>()->days};
}
Value year_function(Values arguments, Budget &) {
    if (!are<Date>(arguments)) return no_overload("year", arguments);
    return {Int{arguments[0].as<Date>()->year()}};
}
Value month_function(Values arguments, Budget &) {
    if (!are<Date>(arguments)) return no_overload("month", arguments);
    return {Int{arguments[0].as<Date>()->month()}};
}
Value day_function(Values arguments, Budget &) {
    if (!are<Date>(arguments)) return no_overload("day", arguments);
    return {Int{arguments[0].as<Date>()->day()}};
}

Value money_function(Values arguments, Budget &) {
    if (are<base::Money>(arguments)) return arguments[0];
    if (are<Int>(arguments)) {
        __int128 const fen = *fen_of(arguments[0]);
        if (fen < INT64_MIN || fen > INT64_MAX) return make_error("cel_overflow", "money");
        return {base::Money{static_cast<Int>(fen)}};
    }
    if (!are<std::string>(arguments)) return no_overload("money", arguments);
    auto const &text = *arguments[0].as<std::string>();
    auto const money = base::read_money(text);
    return money ? Value{*money} : make_error("cel_conversion", text + " → money");
}

Value abs_function(Values arguments, Budget &) {
    if (arguments.size() != 1) return no_overload("abs", arguments);
    Value const &a = arguments[0];
    if (auto const *x = a.as<double>()) return {*x < 0 ? -*x : *x};
    if (auto const *x = a.as<MoneyRatio>())
        return x->fen == INT64_MIN ? make_error("cel_overflow", "abs")
                                   : Value{MoneyRatio{x->fen < 0 ? -x->fen : x->fen, x->divisor}};
    auto const *number = a.as<Int>();
    auto const *money = a.as<base::Money>();
    if (number == nullptr && money == nullptr) return no_overload("abs", arguments);
    Int const value = number != nullptr ? *number : money->fen;
    if (value == INT64_MIN) return make_error("cel_overflow", "abs");
    Int const result = value < 0 ? -value : value;
    if (money != nullptr) return {base::Money{result}};
    return {result};
}

// Of whole yuan and money the answer is money.
Value as_money_beside(Value const &value, Value const &other, Budget &budget) {
    bool const is_mixed = value.as<Int>() != nullptr && other.as<base::Money>() != nullptr;
    return is_mixed ? money_function(std::array{value}, budget) : value;
}

Value chosen(Values arguments, Budget &budget, bool wants_greatest, std::string_view name) {
    auto const order = arguments.size() == 2 ? compare(arguments[0], arguments[1]) : std::nullopt;
    if (!order) return no_overload(name, arguments);
    bool const takes_second = wants_greatest ? *order < 0 : *order > 0;
    return as_money_beside(arguments[takes_second ? 1 : 0], arguments[takes_second ? 0 : 1],
                           budget);
}
Value least(Values arguments, Budget &budget) { return chosen(arguments, budget, false, "least"); }
Value greatest(Values arguments, Budget &budget) {
    return chosen(arguments, budget, true, "greatest");
}

Value between(Values arguments, Budget &) {
    auto const low = arguments.size() == 3 ? compare(arguments[0], arguments[1]) : std::nullopt;
    auto const high = arguments.size() == 3 ? compare(arguments[0], arguments[2]) : std::nullopt;
    if (!low || !high) return no_overload("between", arguments);
    return {*low >= 0 && *high <= 0};
}

// From the first on, and before the last.
Value in_range(Values arguments, Budget &) {
    auto const low = arguments.size() == 3 ? compare(arguments[0], arguments[1]) : std::nullopt;
    auto const high = arguments.size() == 3 ? compare(arguments[0], arguments[2]) : std::nullopt;
    if (!low || !high) return no_overload("in range", arguments);
    return {*low >= 0 && *high < 0};
}

Value valid_identity(Values arguments, Budget &) {
    if (!are<std::string>(arguments)) return no_overload("valid_identity", arguments);
    return {base::valid_identity(*arguments[0].as<std::string>())};
}
Value birth_of(Values arguments, Budget &) {
    if (!are<std::string>(arguments)) return no_overload("birth_of", arguments);
    auto const birth = base::birth_of(*arguments[0].as<std::string>());
    return birth ? Value{*birth} : make_error("cel_identity_invalid", "birth_of");
}
Value sex_of(Values arguments, Budget &) {
    if (!are<std::string>(arguments)) return no_overload("sex_of", arguments);
    auto const sex = base::sex_of(*arguments[0].as<std::string>());
    if (!sex) return make_error("cel_identity_invalid", "sex_of");
    return {std::string(*sex == base::Sex::male ? "male" : "female")};
}

constexpr FunctionEntry entries[] = {
    {"date", CallStyle::global, date_function},
    {"add_months", CallStyle::global, add_months},
    {"add_years", CallStyle::global, add_years},
    {"age", CallStyle::global, age_function},
    {"days_between", CallStyle::global, days_between},
    {"year", CallStyle::global, year_function},
    {"month", CallStyle::global, month_function},
    {"day", CallStyle::global, day_function},
    {"money", CallStyle::global, money_function},
    {"abs", CallStyle::global, abs_function},
    {"least", CallStyle::global, least},
    {"greatest", CallStyle::global, greatest},
    {"between", CallStyle::global, between},
    {"@in_range", CallStyle::global, in_range},
    {"valid_identity", CallStyle::global, valid_identity},
    {"birth_of", CallStyle::global, birth_of},
    {"sex_of", CallStyle::global, sex_of},
};

} // namespace

std::span<FunctionEntry const> register_functions() { return entries; }

} // namespace jingzhun::cel
