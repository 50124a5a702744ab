// Comparison of integers and of exact quotients.
#include "cel/engine_state.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

constexpr std::size_t less = 0, less_equal = 1;

// What the ranges alone decide; nothing where lanes must be looked at.
std::optional<bool> decided(std::size_t operation, Lanes const &a, Lanes const &b) {
    if (operation == less || operation == less_equal) {
        bool const strict = operation == less;
        if (strict ? a.high < b.low : a.high <= b.low) return true;
        if (strict ? a.low >= b.high : a.low > b.high) return false;
    } else {
        if (a.high < b.low || b.high < a.low) return false;
        if (a.low == a.high && b.low == b.high) return a.low == b.low;
    }
    return std::nullopt;
}

// What was found, and truth zero where it is not known.
void finish(Frame &frame, Lanes const &found) {
    Lanes &out = frame.result();
    Lanes const knowledge = out;
    out = found;
    if (knowledge.known == Known::all) return;
    std::size_t const lanes = frame.lanes();
    std::uint64_t *truth = frame.truth_words(lanes);
    frame.kernel.and_words(frame.truth_at(found), frame.known_at(knowledge), truth,
                           Frame::words(lanes));
    out = {};
    out.known = knowledge.known;
    out.bits = knowledge.bits;
    out.data = truth;
}

// fen * scale / divisor of one side.
struct Side {
    Lanes value, divisor;
    bool is_yuan;
};

Lanes hundred() {
    static constexpr std::int64_t value = 100;
    Lanes lanes{Width::whole, true};
    lanes.data = &value;
    lanes.low = lanes.high = value;
    return lanes;
}

// value * other divisor, where that fits; divisors are not negative.
std::optional<Lanes> cross(Frame &frame, Side const &side, Side const &other) {
    if (side.divisor.low < 0) return std::nullopt;
    Lanes product, scaled;
    bool const by_one = other.divisor.is_constant && other.divisor.low == 1;
    if (by_one) product = side.value;
    else if (!compute(frame, Arithmetic::multiply, side.value, other.divisor, product))
        return std::nullopt;
    if (!side.is_yuan) return product;
    if (!compute(frame, Arithmetic::multiply, product, hundred(), scaled)) return std::nullopt;
    if (scaled.is_constant) scaled.low = scaled.high = integer_at(scaled, 0);
    return scaled;
}

// a / n against b / m, n and m positive: whole parts first, then rests; 128 bits hold both.
int order(std::int64_t a, std::int64_t n, std::int64_t b, std::int64_t m, bool a_yuan,
          bool b_yuan) {
    using Wide = __int128;
    Wide x = Wide{a} * (a_yuan ? 100 : 1), y = Wide{b} * (b_yuan ? 100 : 1), p = n, q = m;
    if (p < 0) x = -x, p = -p;
    if (q < 0) y = -y, q = -q;
    auto const floor = [](Wide value, Wide divisor) {
        return value / divisor - (value % divisor < 0 ? 1 : 0);
    };
    Wide const whole_x = floor(x, p), whole_y = floor(y, q);
    if (whole_x != whole_y) return whole_x < whole_y ? -1 : 1;
    Wide const rest_x = (x - whole_x * p) * q, rest_y = (y - whole_y * q) * p;
    return rest_x < rest_y ? -1 : rest_x > rest_y ? 1 : 0;
}

void exact(Frame &frame, Side const &left, Side const &right, std::size_t operation,
           std::uint64_t *truth) {
    std::size_t const lanes = frame.lanes();
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i) {
            std::int64_t const n = integer_at(left.divisor, i), m = integer_at(right.divisor, i);
            if (n == 0 || m == 0) continue;
            int const found = order(integer_at(left.value, i), n, integer_at(right.value, i), m,
                                    left.is_yuan, right.is_yuan);
            bool const holds = operation == less         ? found < 0
                               : operation == less_equal ? found <= 0
                                                         : found == 0;
            word |= std::uint64_t{holds} << (i - start);
        }
        truth[start / 64] = word;
    }
}

// Not known where a divisor is zero, or where making it positive would overflow.
void exclude(Frame &frame, Side const &side) {
    Lanes const &divisor = side.divisor;
    if (divisor.low > 0 ||
        (divisor.high < 0 && divisor.low > INT64_MIN && side.value.low > INT64_MIN))
        return;
    std::size_t const lanes = frame.lanes();
    std::uint64_t *bits = frame.scratch_words(lanes);
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i) {
            std::int64_t const by = integer_at(divisor, i);
            bool const is_over =
                by < 0 && (by == INT64_MIN || integer_at(side.value, i) == INT64_MIN);
            word |= std::uint64_t{by != 0 && !is_over} << (i - start);
        }
        bits[start / 64] = word;
    }
    frame.also_where(bits, lanes);
}

} // namespace

void compare_integers(Frame &frame, std::size_t operation, Lanes const &a, Lanes const &b,
                      Lanes &out) {
    if (auto const answer = decided(operation, a, b)) return make_truth(out, *answer);
    std::size_t const lanes = a.is_constant && b.is_constant ? 1 : frame.lanes();
    std::uint64_t *truth = frame.truth_words(lanes);
    out = {};
    out.is_constant = a.is_constant && b.is_constant;
    out.data = truth;
    // Bytes against a constant: the ranges have told that it is a byte, or just beside.
    bool const byte_left =
        a.width == Width::byte && !a.is_constant && b.is_constant && b.low >= 0 && b.low <= 255;
    bool const byte_right =
        b.width == Width::byte && !b.is_constant && a.is_constant && a.low >= 0 && a.low <= 255;
    if (byte_left || byte_right) {
        auto const value = static_cast<std::uint8_t>(byte_left ? b.low : a.low);
        auto const shape = static_cast<std::size_t>(byte_left ? Shape::right : Shape::left);
        return frame.kernel.compare8[operation][shape](byte_left ? a.as<std::uint8_t>() : &value,
                                                       byte_left ? &value : b.as<std::uint8_t>(),
                                                       truth, lanes);
    }
    Common const sides = common(frame, a, b);
    auto const shape = static_cast<std::size_t>(sides.shape);
    if (sides.a.width == Width::half)
        frame.kernel.compare32[operation][shape](sides.a.as<std::int32_t>(),
                                                 sides.b.as<std::int32_t>(), truth, lanes);
    else
        frame.kernel.compare64[operation][shape](sides.a.as<std::int64_t>(),
                                                 sides.b.as<std::int64_t>(), truth, lanes);
}

void run_compare(Frame &frame) {
    Op const op = frame.instruction().op;
    std::size_t const operation = op == Op::less ? 0 : op == Op::less_equal ? 1 : 2;
    Lanes const a = frame.operand(0), b = frame.operand(1);
    Lanes found;
    compare_integers(frame, operation, a, b, found);
    frame.result() = {};
    frame.known_where({a, b});
    finish(frame, found);
}

void run_quotient(Frame &frame) {
    Op const op = frame.instruction().op;
    std::size_t const operation = op == Op::quotient_less         ? 0
                                  : op == Op::quotient_less_equal ? 1
                                                                  : 2;
    std::int64_t const yuan = frame.instruction().payload;
    Side const left{frame.ranged(0), frame.ranged(1), (yuan & 1) != 0};
    Side const right{frame.ranged(2), frame.ranged(3), (yuan & 2) != 0};
    frame.result() = {};
    frame.known_where({left.value, left.divisor, right.value, right.divisor});
    exclude(frame, left);
    exclude(frame, right);
    Lanes found;
    auto const a = cross(frame, left, right), b = a ? cross(frame, right, left) : std::nullopt;
    if (a && b) {
        compare_integers(frame, operation, *a, *b, found);
    } else {
        std::uint64_t *truth = frame.truth_words(frame.lanes());
        exact(frame, left, right, operation, truth);
        found.data = truth;
    }
    finish(frame, found);
}

} // namespace jingzhun::cel
