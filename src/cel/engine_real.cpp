// Real numbers, and the way to them from integers and back.
#include "cel/engine_state.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::cel {
namespace {

void arithmetic(Frame &frame, std::size_t operation) {
    Lanes const a = frame.operand(0), b = frame.operand(1);
    bool const is_constant = a.is_constant && b.is_constant;
    std::size_t const lanes = is_constant ? 1 : frame.lanes();
    auto const shape = static_cast<std::size_t>(b.is_constant   ? Shape::right
                                                : a.is_constant ? Shape::left
                                                                : Shape::neither);
    auto *data = frame.allocate<double>(lanes);
    frame.kernel.reals[operation][shape](a.as<double>(), b.as<double>(), data, lanes);
    Lanes &out = frame.result();
    out = {Width::real, is_constant};
    out.data = data;
    frame.known_where({a, b});
}

void compare(Frame &frame, std::size_t operation) {
    Lanes const a = frame.operand(0), b = frame.operand(1);
    bool const is_constant = a.is_constant && b.is_constant;
    std::size_t const lanes = is_constant ? 1 : frame.lanes();
    auto const shape = static_cast<std::size_t>(b.is_constant   ? Shape::right
                                                : a.is_constant ? Shape::left
                                                                : Shape::neither);
    std::uint64_t *truth = frame.truth_words(frame.lanes());
    frame.kernel.compare_real[operation][shape](a.as<double>(), b.as<double>(), truth, lanes);
    if (is_constant)
        std::fill_n(truth, Frame::words(frame.lanes()),
                    (truth[0] & 1U) != 0 ? ~std::uint64_t{0} : 0);
    Lanes &out = frame.result();
    out = {};
    out.data = truth;
    frame.known_where({a, b});
    if (out.known == Known::all) return;
    Words const known = known_of(out);
    for (std::size_t i = 0; i < Frame::words(frame.lanes()); ++i) truth[i] &= known[i];
}

template <class Function> void each(Frame &frame, Function function) {
    Lanes const a = frame.operand(0);
    std::size_t const lanes = a.is_constant ? 1 : frame.lanes();
    auto *data = frame.allocate<double>(lanes);
    for (std::size_t i = 0; i < lanes; ++i) data[i] = function(a.as<double>()[i]);
    Lanes &out = frame.result();
    out = {Width::real, a.is_constant};
    out.data = data;
    frame.known_where({a});
}

void to_real(Frame &frame) {
    Lanes const a = frame.operand(0);
    std::size_t const lanes = a.is_constant ? 1 : frame.lanes();
    auto *data = frame.allocate<double>(lanes);
    if (a.width == Width::whole) frame.kernel.real64(a.as<std::int64_t>(), data, lanes);
    else frame.kernel.real32(widened(frame, a, Width::half, lanes).as<std::int32_t>(), data, lanes);
    Lanes &out = frame.result();
    out = {Width::real, a.is_constant};
    out.data = data;
    frame.known_where({a});
}

// Towards zero; what is no 64-bit integer is not known.
void to_integer(Frame &frame) {
    Lanes const a = frame.operand(0);
    std::size_t const lanes = frame.lanes();
    auto *data = frame.allocate<std::int64_t>(lanes);
    std::uint64_t *bits = frame.scratch_words(lanes);
    std::fill_n(bits, Frame::words(lanes), 0);
    for (std::size_t i = 0; i < lanes; ++i) {
        double const value = a.as<double>()[a.is_constant ? 0 : i];
        bool const fits = value > -0x1p63 && value < 0x1p63;
        data[i] = fits ? static_cast<std::int64_t>(value) : 0;
        bits[i / 64] |= std::uint64_t{fits} << (i % 64);
    }
    Lanes &out = frame.result();
    out = {Width::whole};
    out.data = data;
    auto const range = frame.kernel.range64(data, lanes);
    out.low = range.low;
    out.high = range.high;
    frame.known_where({a});
    frame.also_where(bits, lanes);
}

} // namespace

void run_real(Frame &frame) {
    switch (frame.instruction().op) {
    case Op::add_real:
        return arithmetic(frame, 0);
    case Op::subtract_real:
        return arithmetic(frame, 1);
    case Op::multiply_real:
        return arithmetic(frame, 2);
    case Op::least_real:
        return arithmetic(frame, 3);
    case Op::greatest_real:
        return arithmetic(frame, 4);
    case Op::divide_real:
        return arithmetic(frame, 5);
    case Op::less_real:
        return compare(frame, 0);
    case Op::less_equal_real:
        return compare(frame, 1);
    case Op::equal_real:
        return compare(frame, 2);
    case Op::negative_real:
        return each(frame, [](double value) { return -value; });
    case Op::absolute_real:
        return each(frame, [](double value) { return value < 0 ? -value : value; });
    case Op::to_real:
        return to_real(frame);
    default:
        return to_integer(frame);
    }
}

} // namespace jingzhun::cel
