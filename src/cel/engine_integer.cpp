// Arithmetic on integers: in the narrowest lanes the ranges allow, checked where they may be
// exceeded.
#include "cel/engine_state.hpp"

#include <algorithm>
#include <limits>

namespace jingzhun::cel {
namespace {

using Wide = __int128;

struct WideRange {
    Wide low, high;
};

WideRange range_of(Arithmetic operation, Lanes const &a, Lanes const &b) {
    Wide const al = a.low, ah = a.high, bl = b.low, bh = b.high;
    switch (operation) {
    case Arithmetic::add:
        return {al + bl, ah + bh};
    case Arithmetic::subtract:
        return {al - bh, ah - bl};
    case Arithmetic::multiply: {
        Wide const corners[] = {al * bl, al * bh, ah * bl, ah * bh};
        return {*std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4)};
    }
    case Arithmetic::least:
        return {std::min(al, bl), std::min(ah, bh)};
    case Arithmetic::greatest:
        return {std::max(al, bl), std::max(ah, bh)};
    }
    return {};
}

template <class T> bool fits(WideRange const &range) {
    return range.low >= std::numeric_limits<T>::min() &&
           range.high <= std::numeric_limits<T>::max();
}

// Lane by lane, out of range is not known. `step` gives false where it is.
template <class Step> void checked(Frame &frame, Lanes const &a, Lanes const &b, Step step) {
    std::size_t const lanes = frame.lanes();
    auto *data = frame.allocate<std::int64_t>(lanes);
    std::uint64_t *bits = frame.scratch_words(lanes);
    std::int64_t low = INT64_MAX, high = INT64_MIN;
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i) {
            data[i] = 0;
            if (!step(integer_at(a, i), integer_at(b, i), data[i])) continue;
            word |= std::uint64_t{1} << (i - start);
            low = std::min(low, data[i]);
            high = std::max(high, data[i]);
        }
        bits[start / 64] = word;
    }
    Lanes &out = frame.result();
    out = {Width::whole};
    out.data = data;
    out.low = low <= high ? low : 0;
    out.high = low <= high ? high : 0;
    frame.known_where({a, b});
    frame.also_where(bits, lanes);
}

void checked_arithmetic(Frame &frame, Arithmetic operation, Lanes const &a, Lanes const &b) {
    checked(frame, a, b, [&](std::int64_t x, std::int64_t y, std::int64_t &result) {
        if (operation == Arithmetic::add) return !__builtin_add_overflow(x, y, &result);
        if (operation == Arithmetic::subtract) return !__builtin_sub_overflow(x, y, &result);
        return !__builtin_mul_overflow(x, y, &result);
    });
}

void arithmetic(Frame &frame, Arithmetic operation) {
    Lanes const a = frame.ranged(0), b = frame.ranged(1);
    Lanes result;
    if (compute(frame, operation, a, b, result)) {
        frame.result() = result;
        frame.known_where({a, b});
    } else {
        checked_arithmetic(frame, operation, a, b);
    }
}

void divide(Frame &frame, bool wants_remainder) {
    checked(frame, frame.operand(0), frame.operand(1),
            [&](std::int64_t x, std::int64_t y, std::int64_t &result) {
                if (y == 0 || (y == -1 && x == INT64_MIN)) return false;
                result = wants_remainder ? x % y : x / y;
                return true;
            });
}

Lanes zero() {
    static constexpr std::int64_t value = 0;
    Lanes lanes{Width::whole, true};
    lanes.data = &value;
    return lanes;
}

void negative(Frame &frame) {
    Lanes const a = frame.ranged(0);
    Lanes result;
    if (compute(frame, Arithmetic::subtract, zero(), a, result)) {
        frame.result() = result;
        frame.known_where({a});
    } else {
        checked_arithmetic(frame, Arithmetic::subtract, zero(), a);
    }
}

void absolute(Frame &frame) {
    Lanes const a = frame.ranged(0);
    if (a.low >= 0) {
        frame.result() = a;
        if (!a.is_constant) { // lanes of its own, since those of the operand end with it
            Lanes copy;
            compute(frame, Arithmetic::add, a, zero(), copy);
            frame.result() = copy;
        }
        return frame.known_where({a});
    }
    checked(frame, a, a, [](std::int64_t x, std::int64_t, std::int64_t &result) {
        if (x == INT64_MIN) return false;
        result = x < 0 ? -x : x;
        return true;
    });
}

Lanes narrow_constant(Frame &frame, Lanes const &lanes) {
    Lanes result = lanes;
    auto *value = frame.allocate<std::int32_t>(1);
    *value = static_cast<std::int32_t>(lanes.low);
    result.data = value;
    result.width = Width::half;
    return result;
}

bool is_half(Lanes const &lanes) { return lanes.low >= INT32_MIN && lanes.high <= INT32_MAX; }

} // namespace

void look_at_range(Frame &frame, Lanes &lanes, std::size_t count) {
    lanes.is_loose = false;
    if (lanes.width == Width::half) {
        auto const range = frame.kernel.range32(lanes.as<std::int32_t>(), count);
        lanes.low = range.low;
        lanes.high = range.high;
    } else if (lanes.width == Width::whole) {
        auto const range = frame.kernel.range64(lanes.as<std::int64_t>(), count);
        lanes.low = range.low;
        lanes.high = range.high;
    }
}

Lanes widened(Frame &frame, Lanes const &lanes, Width width, std::size_t count) {
    if (lanes.width == width) return lanes;
    if (lanes.is_constant && width == Width::half) return narrow_constant(frame, lanes);
    if (lanes.is_constant) count = 1;
    Lanes result = lanes;
    if (lanes.width == Width::byte) {
        auto *half = frame.allocate<std::int32_t>(count);
        frame.kernel.widen8(lanes.as<std::uint8_t>(), half, count);
        result.data = half;
        result.width = Width::half;
    }
    if (result.width == Width::half && width == Width::whole) {
        auto *whole = frame.allocate<std::int64_t>(count);
        frame.kernel.widen32(result.as<std::int32_t>(), whole, count);
        result.data = whole;
        result.width = Width::whole;
    }
    return result;
}

Common common(Frame &frame, Lanes a, Lanes b) {
    auto const can_be_half = [](Lanes const &lanes) {
        return lanes.is_constant ? is_half(lanes) : lanes.width != Width::whole;
    };
    Width const width = can_be_half(a) && can_be_half(b) ? Width::half : Width::whole;
    std::size_t const lanes = frame.lanes();
    Shape const shape = b.is_constant ? Shape::right : a.is_constant ? Shape::left : Shape::neither;
    return {widened(frame, a, width, lanes), widened(frame, b, width, lanes), shape};
}

bool compute(Frame &frame, Arithmetic operation, Lanes const &a, Lanes const &b, Lanes &out) {
    WideRange const range = range_of(operation, a, b);
    if (!fits<std::int64_t>(range)) return false;
    std::size_t const lanes = a.is_constant && b.is_constant ? 1 : frame.lanes();
    Common sides = common(frame, a, b);
    if (sides.a.width == Width::half && !fits<std::int32_t>(range)) {
        sides.a = widened(frame, a, Width::whole, lanes);
        sides.b = widened(frame, b, Width::whole, lanes);
    }
    auto const which = static_cast<std::size_t>(operation),
               shape = static_cast<std::size_t>(sides.shape);
    out = {sides.a.width, a.is_constant && b.is_constant};
    out.low = static_cast<std::int64_t>(range.low);
    out.high = static_cast<std::int64_t>(range.high);
    if (out.width == Width::half) {
        auto *data = frame.allocate<std::int32_t>(lanes);
        frame.kernel.integers32[which][shape](sides.a.as<std::int32_t>(),
                                              sides.b.as<std::int32_t>(), data, lanes);
        out.data = data;
    } else {
        auto *data = frame.allocate<std::int64_t>(lanes);
        frame.kernel.integers64[which][shape](sides.a.as<std::int64_t>(),
                                              sides.b.as<std::int64_t>(), data, lanes);
        out.data = data;
    }
    return true;
}

void run_integer(Frame &frame) {
    switch (frame.instruction().op) {
    case Op::add:
        return arithmetic(frame, Arithmetic::add);
    case Op::subtract:
        return arithmetic(frame, Arithmetic::subtract);
    case Op::multiply:
        return arithmetic(frame, Arithmetic::multiply);
    case Op::least:
        return arithmetic(frame, Arithmetic::least);
    case Op::greatest:
        return arithmetic(frame, Arithmetic::greatest);
    case Op::divide:
        return divide(frame, false);
    case Op::modulo:
        return divide(frame, true);
    case Op::negative:
        return negative(frame);
    default:
        return absolute(frame);
    }
}

} // namespace jingzhun::cel
