// Order and equality of the naive interpreter.
#include "cel/naive.hpp"

namespace naive {
namespace {

Order of(Wide a, Wide b) { return a < b ? Order::less : a > b ? Order::greater : Order::equal; }
Order of(double a, double b) {
    return a < b ? Order::less : a > b ? Order::greater : a == b ? Order::equal : Order::unordered;
}

// Numbers of different kinds stand on one line; beside a real number a whole one is read as real,
// once it is sure that the real one is within its kind's range.
Order of(Value const &a, double b) {
    double const least = a.is == Is::whole ? -0x1p63 : 0,
                 most = a.is == Is::whole ? 0x1p63 : 0x1p64;
    if (b < least) return Order::greater;
    if (b > most) return Order::less;
    return of(static_cast<double>(a.number), b);
}

Order turned(Order order) {
    return order == Order::less ? Order::greater : order == Order::greater ? Order::less : order;
}

bool is_exact(Is is) { return is == Is::whole || is == Is::natural; }
bool is_amount(Is is) { return is == Is::money || is == Is::quotient; }

// a / b against c / d by continued fractions: whole parts first, then the rests turned over.
Order of_fractions(Wide a, Wide b, Wide c, Wide d) {
    auto const floor = [](Wide top, Wide bottom) {
        Wide const whole = top / bottom;
        return top % bottom < 0 ? whole - 1 : whole;
    };
    Wide const left = floor(a, b), right = floor(c, d);
    if (left != right) return of(left, right);
    Wide const rest = a - left * b, other = c - right * d;
    if (rest == 0 || other == 0) return of(rest, other);
    return of_fractions(d, other, b, rest);
}

Order of_amounts(Value const &a, Value const &b) {
    auto const fen = [](Value const &value) {
        return value.is == Is::whole ? value.number * 100 : value.number;
    };
    return of_fractions(fen(a), a.divisor, fen(b), b.divisor);
}

} // namespace

Order order_of(Value const &a, Value const &b) {
    if (is_amount(a.is) || is_amount(b.is)) {
        bool const fits =
            (is_amount(a.is) || a.is == Is::whole) && (is_amount(b.is) || b.is == Is::whole);
        return fits ? of_amounts(a, b) : Order::none;
    }
    if (is_exact(a.is) && is_exact(b.is)) return of(a.number, b.number);
    if (a.is == Is::real && b.is == Is::real) return of(a.real, b.real);
    if (is_exact(a.is) && b.is == Is::real) return of(a, b.real);
    if (a.is == Is::real && is_exact(b.is)) return turned(of(b, a.real));
    if (a.is != b.is) return Order::none;
    switch (a.is) {
    case Is::truth:
    case Is::date:
    case Is::timestamp:
    case Is::duration:
        return of(a.number, b.number);
    case Is::text:
    case Is::bytes:
        return of(Wide{a.text.compare(b.text)}, Wide{0});
    default:
        return Order::none;
    }
}

bool are_equal(Value const &a, Value const &b) {
    Order const order = order_of(a, b);
    if (order != Order::none) return order == Order::equal;
    if (a.is != b.is) return false;
    switch (a.is) {
    case Is::null:
        return true;
    case Is::type:
    case Is::period:
        return a.text == b.text;
    case Is::record:
        return a.table == b.table && a.row == b.row;
    case Is::list:
        if (a.items.size() != b.items.size()) return false;
        for (std::size_t i = 0; i < a.items.size(); ++i)
            if (!are_equal(a.items[i], b.items[i])) return false;
        return true;
    case Is::map:
        if (a.items.size() != b.items.size()) return false;
        for (std::size_t i = 0; i + 1 < a.items.size(); i += 2) {
            Value const *other = value_of_key(b, a.items[i]);
            if (other == nullptr || !are_equal(a.items[i + 1], *other)) return false;
        }
        return true;
    default:
        return false;
    }
}

} // namespace naive
