// Operators of the naive interpreter, on settled values.
#include "cel/naive.hpp"

namespace naive {
namespace {

Wide const least_moment = Wide{-62'135'596'800} * 1'000'000'000; // 0001-01-01
Wide const most_moment = Wide{253'402'300'800} * 1'000'000'000;  // 10000-01-01

Value fitting(Is is, Wide number) {
    bool fits = number >= INT64_MIN && number <= INT64_MAX;
    if (is == Is::natural) fits = number >= 0 && number <= Wide{UINT64_MAX};
    if (is == Is::timestamp) fits = number >= least_moment && number < most_moment;
    return fits ? Value{is, number} : error("cel_overflow");
}

Wide fen(Value const &value) { return value.is == Is::whole ? value.number * 100 : value.number; }
bool is_sum(Value const &value) { return value.is == Is::whole || value.is == Is::money; }

Value real(double number) {
    Value value{Is::real};
    value.real = number;
    return value;
}

Value joined(Value const &a, Value const &b) {
    Value value = a;
    value.text += b.text;
    value.items.insert(value.items.end(), b.items.begin(), b.items.end());
    return value;
}

Value plus(Value const &a, Value const &b) {
    if (a.is == Is::date && b.is == Is::whole) return calendar("shift", {a, b});
    if (a.is == Is::whole && b.is == Is::date) return calendar("shift", {b, a});
    if (is_sum(a) && is_sum(b) && a.is != b.is) return fitting(Is::money, fen(a) + fen(b));
    if (a.is == Is::timestamp && b.is == Is::duration) return fitting(a.is, a.number + b.number);
    if (a.is == Is::duration && b.is == Is::timestamp) return fitting(b.is, a.number + b.number);
    if (a.is != b.is) return error("cel_no_such_overload");
    switch (a.is) {
    case Is::whole:
    case Is::natural:
    case Is::money:
    case Is::duration:
        return fitting(a.is, a.number + b.number);
    case Is::real:
        return real(a.real + b.real);
    case Is::text:
    case Is::bytes:
    case Is::list:
        return joined(a, b);
    default:
        return error("cel_no_such_overload");
    }
}

Value minus(Value const &a, Value const &b) {
    if (a.is == Is::date && b.is == Is::whole)
        return calendar("shift", {a, {Is::whole, -b.number}});
    if (a.is == Is::date && b.is == Is::date) return whole(a.number - b.number);
    if (is_sum(a) && is_sum(b) && a.is != b.is) return fitting(Is::money, fen(a) - fen(b));
    if (a.is == Is::timestamp && b.is == Is::timestamp)
        return fitting(Is::duration, a.number - b.number);
    if (a.is == Is::timestamp && b.is == Is::duration) return fitting(a.is, a.number - b.number);
    if (a.is != b.is) return error("cel_no_such_overload");
    bool const is_exact =
        a.is == Is::whole || a.is == Is::natural || a.is == Is::money || a.is == Is::duration;
    if (is_exact) return fitting(a.is, a.number - b.number);
    return a.is == Is::real ? real(a.real - b.real) : error("cel_no_such_overload");
}

Value times(Value const &a, Value const &b) {
    if (a.is == Is::real && b.is == Is::real) return real(a.real * b.real);
    bool const is_exact = a.is == b.is && (a.is == Is::whole || a.is == Is::natural);
    bool const is_money = is_sum(a) && is_sum(b) && a.is != b.is;
    if (is_exact || is_money) {
        Wide product = 0;
        bool const is_over = __builtin_mul_overflow(a.number, b.number, &product);
        return is_over ? error("cel_overflow") : fitting(is_money ? Is::money : a.is, product);
    }
    return error("cel_no_such_overload");
}

// A fraction of money has a divisor above zero; its two numbers fit 64 bits.
Value quotient(Value const &money, Value const &divisor) {
    if (divisor.number == 0) return error("cel_division_by_zero");
    Value value{Is::quotient, money.number, divisor.number};
    if (divisor.number < 0) {
        value.number = -value.number;
        value.divisor = -value.divisor;
    }
    bool const fits = value.number <= INT64_MAX && value.divisor <= INT64_MAX;
    return fits ? value : error("cel_overflow");
}

Value divided(Value const &a, Value const &b, bool wants_rest) {
    if (a.is == Is::real && b.is == Is::real && !wants_rest) return real(a.real / b.real);
    if (a.is == Is::money && b.is == Is::whole && !wants_rest) return quotient(a, b);
    bool const is_exact = a.is == b.is && (a.is == Is::whole || a.is == Is::natural);
    if (!is_exact) return error("cel_no_such_overload");
    if (b.number == 0) return error("cel_division_by_zero");
    // The least number by -1 has no quotient, and so no rest.
    Value const result = fitting(a.is, a.number / b.number);
    return wants_rest && result.is != Is::error ? fitting(a.is, a.number % b.number) : result;
}

Value within(Value const &element, Value const &container) {
    if (container.is == Is::map) return truth(value_of_key(container, element) != nullptr);
    if (container.is == Is::period && element.is == Is::date)
        return truth(container.items[0].number <= element.number &&
                     element.number < container.items[1].number);
    if (container.is != Is::list) return error("cel_no_such_overload");
    for (Value const &item : container.items)
        if (are_equal(element, item)) return truth(true);
    return truth(false);
}

Value element(Value const &container, Value const &key) {
    if (container.is == Is::map) {
        Value const *found = value_of_key(container, key);
        return found == nullptr ? error("cel_no_such_key") : *found;
    }
    if (container.is != Is::list) return error("cel_no_such_overload");
    Wide at = key.number;
    if (key.is == Is::real) {
        bool const is_whole = key.real >= 0 && key.real < 0x1p53 &&
                              key.real == static_cast<double>(static_cast<long long>(key.real));
        at = is_whole ? static_cast<long long>(key.real) : -1;
    } else if (key.is != Is::whole && key.is != Is::natural) {
        return error("cel_no_such_overload");
    }
    bool const is_there = at >= 0 && at < static_cast<Wide>(container.items.size());
    return is_there ? container.items[static_cast<std::size_t>(at)] : error("cel_index");
}

Value relation(std::string_view name, Value const &a, Value const &b) {
    if (name == "_==_") return truth(are_equal(a, b));
    if (name == "_!=_") return truth(!are_equal(a, b));
    Order const order = order_of(a, b);
    if (order == Order::none) return error("cel_no_such_overload");
    if (name == "_<_") return truth(order == Order::less);
    if (name == "_<=_") return truth(order == Order::less || order == Order::equal);
    if (name == "_>_") return truth(order == Order::greater);
    return truth(order == Order::greater || order == Order::equal);
}

} // namespace

Value operate(std::string_view name, std::vector<Value> const &values) {
    Value const &a = values[0];
    if (name == "!_")
        return a.is == Is::truth ? truth(a.number == 0) : error("cel_no_such_overload");
    if (name == "-_") {
        if (a.is == Is::real) return real(-a.real);
        bool const fits = a.is == Is::whole || a.is == Is::money;
        return fits ? fitting(a.is, -a.number) : error("cel_no_such_overload");
    }
    Value const &b = values[1];
    if (name == "_+_") return plus(a, b);
    if (name == "_-_") return minus(a, b);
    if (name == "_*_") return times(a, b);
    if (name == "_/_") return divided(a, b, false);
    if (name == "_%_") return divided(a, b, true);
    if (name == "@in") return within(a, b);
    if (name == "@in_range") {
        Order const low = order_of(a, b), high = order_of(a, values[2]);
        if (low == Order::none || high == Order::none) return error("cel_no_such_overload");
        return truth((low == Order::greater || low == Order::equal) && high == Order::less);
    }
    if (name == "[]") return element(a, b);
    return relation(name, a, b);
}

} // namespace naive
