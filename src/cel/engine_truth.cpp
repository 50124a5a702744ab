// Truth with three answers, a word of 64 lanes at a time; and choosing by it.
//
// Truth words are zero where the truth is not known, which every operation here keeps.
#include "cel/engine_state.hpp"

namespace jingzhun::cel {
namespace {

// Truth and knowledge of one word.
struct Word {
    std::uint64_t truth, known;
};

template <class Operation> void by_words(Frame &frame, Operation operation) {
    std::size_t const lanes = frame.lanes(), count = Frame::words(lanes);
    std::uint64_t *truth = frame.truth_words(lanes), *known = frame.known_words(lanes);
    for (std::size_t i = 0; i < count; ++i) {
        Word const word = operation(i);
        truth[i] = word.truth;
        known[i] = word.known;
    }
    Lanes &out = frame.result();
    out = {};
    out.data = truth;
    frame.settle(known, lanes);
}

// Both operands wholly known: no knowledge to work out.
template <class Operation> void by_known_words(Frame &frame, Operation operation) {
    std::size_t const lanes = frame.lanes(), count = Frame::words(lanes);
    std::uint64_t *truth = frame.truth_words(lanes);
    for (std::size_t i = 0; i < count; ++i) truth[i] = operation(i);
    frame.result() = {};
    frame.result().data = truth;
}

void both_or_either(Frame &frame, bool is_both) {
    Lanes const left = frame.operand(0), right = frame.operand(1);
    std::size_t const lanes = frame.lanes(), count = Frame::words(lanes);
    WordPair const a = frame.pair_at(left), b = frame.pair_at(right);
    std::uint64_t *truth = frame.truth_words(lanes);
    Kernels const &kernel = frame.kernel;
    Lanes &out = frame.result();
    out = {};
    out.data = truth;
    if (left.known == Known::all && right.known == Known::all)
        return (is_both ? kernel.and_words : kernel.or_words)(a.truth, b.truth, truth, count);
    std::uint64_t *known = frame.known_words(lanes);
    (is_both ? kernel.both_words : kernel.either_words)(a, b, truth, known, count);
    frame.settle(known, lanes);
}

void guard(Frame &frame) {
    Lanes const value = frame.raw_operand(0), needed = frame.raw_operand(1);
    Lanes &out = frame.result();
    out = value;
    if (needed.known == Known::all) return;
    if (value.is_run) {
        out = frame.operand(0);
        out.known = value.known;
    }
    frame.known_where({value, needed});
    if (value.width != Width::truth || out.known == Known::all) return;
    std::size_t const lanes = frame.lanes();
    std::uint64_t *truth = frame.truth_words(lanes);
    frame.kernel.and_words(frame.truth_at(value), frame.known_at(out), truth, Frame::words(lanes));
    out.data = truth;
    out.is_constant = false;
}

void is_known(Frame &frame) {
    Lanes const value = frame.raw_operand(0);
    if (value.known != Known::some) return make_truth(frame.result(), value.known == Known::all);
    Words const known = known_of(value);
    by_known_words(frame, [&](std::size_t i) { return known[i]; });
}

void negate(Frame &frame) {
    Lanes const value = frame.operand(0);
    std::uint64_t *truth = frame.truth_words(frame.lanes());
    frame.kernel.and_not_words(frame.truth_at(value), frame.known_at(value), truth,
                               Frame::words(frame.lanes()));
    Lanes &out = frame.result();
    out = {};
    out.data = truth;
    out.known = value.known;
    out.bits = value.bits;
}

void same_truth(Frame &frame) {
    Lanes const left = frame.operand(0), right = frame.operand(1);
    Words const a = truth_of(left), b = truth_of(right), ka = known_of(left), kb = known_of(right);
    by_words(frame, [&](std::size_t i) {
        std::uint64_t const known = ka[i] & kb[i];
        return Word{~(a[i] ^ b[i]) & known, known};
    });
}

void select_truth(Frame &frame) {
    Lanes const test = frame.operand(0), left = frame.operand(1), right = frame.operand(2);
    Words const t = truth_of(test), kt = known_of(test);
    Words const a = truth_of(left), b = truth_of(right), ka = known_of(left), kb = known_of(right);
    by_words(frame, [&](std::size_t i) {
        std::uint64_t const other = kt[i] & ~t[i];
        return Word{(t[i] & a[i]) | (other & b[i]), (t[i] & ka[i]) | (other & kb[i])};
    });
}

// One value written out for every lane.
template <class T> T const *spread_constant(Frame &frame, Lanes const &lanes) {
    if (!lanes.is_constant) return lanes.as<T>();
    T *own = frame.allocate<T>(frame.lanes());
    for (std::size_t i = 0; i < frame.lanes(); ++i) own[i] = lanes.as<T>()[0];
    return own;
}

void select_lanes(Frame &frame) {
    Lanes const test = frame.operand(0), left = frame.ranged(1), right = frame.ranged(2);
    std::size_t const lanes = frame.lanes();
    bool const is_real = frame.instruction().lane == Lane::real;
    Words const t = truth_of(test), kt = known_of(test), ka = known_of(left), kb = known_of(right);
    std::uint64_t *bits = frame.scratch_words(lanes), *known = frame.known_words(lanes);
    for (std::size_t i = 0; i < Frame::words(lanes); ++i) {
        bits[i] = t[i];
        known[i] = (t[i] & ka[i]) | (kt[i] & ~t[i] & kb[i]);
    }
    Lanes &out = frame.result();
    out = {};
    if (is_real) {
        auto *data = frame.allocate<double>(lanes);
        double const *a = spread_constant<double>(frame, left),
                     *b = spread_constant<double>(frame, right);
        for (std::size_t i = 0; i < lanes; ++i)
            data[i] = (bits[i / 64] >> (i % 64)) & 1U ? a[i] : b[i];
        out.width = Width::real;
        out.data = data;
    } else {
        Common sides = common(frame, left, right);
        out.width = sides.a.width;
        out.low = left.low < right.low ? left.low : right.low;
        out.high = left.high > right.high ? left.high : right.high;
        if (out.width == Width::half) {
            auto *data = frame.allocate<std::int32_t>(lanes);
            frame.kernel.select32(bits, spread_constant<std::int32_t>(frame, sides.a),
                                  spread_constant<std::int32_t>(frame, sides.b), data, lanes);
            out.data = data;
        } else {
            auto *data = frame.allocate<std::int64_t>(lanes);
            frame.kernel.select64(bits, spread_constant<std::int64_t>(frame, sides.a),
                                  spread_constant<std::int64_t>(frame, sides.b), data, lanes);
            out.data = data;
        }
    }
    frame.settle(known, lanes);
}

} // namespace

void run_truth(Frame &frame) {
    switch (frame.instruction().op) {
    case Op::guard:
        return guard(frame);
    case Op::is_known:
        return is_known(frame);
    case Op::both:
        return both_or_either(frame, true);
    case Op::either:
        return both_or_either(frame, false);
    case Op::negate:
        return negate(frame);
    default:
        return same_truth(frame);
    }
}

void run_select(Frame &frame) {
    if (frame.instruction().op == Op::select_truth) select_truth(frame);
    else select_lanes(frame);
}

} // namespace jingzhun::cel
