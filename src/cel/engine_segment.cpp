// From the children back to each parent lane: any, all, count, sum, smallest, greatest.
#include "cel/engine_state.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

// The children of the instruction under way, and their parents.
struct Children {
    Segments const &segments;
    Lanes value, mask;
    std::size_t parents;

    std::size_t begin(std::size_t parent) const {
        return segments.offsets[parent] - segments.offsets[0];
    }
};

Lanes child_operand(Frame &frame, std::size_t i, std::size_t lanes) {
    if (frame.instruction().operands[i] == no_register) return {};
    Lanes value = frame.raw_operand(i);
    if (!value.is_run) return value;
    auto *rows = frame.allocate<std::int32_t>(lanes);
    for (std::size_t lane = 0; lane < lanes; ++lane)
        rows[lane] = static_cast<std::int32_t>(value.low) + static_cast<std::int32_t>(lane);
    value.data = rows;
    value.is_run = false;
    return value;
}

// Words over the children made from each word of truth, knowledge and mask.
template <class Make>
std::uint64_t *child_words(Frame &frame, Children const &children, Make make) {
    std::size_t const lanes = children.segments.lanes;
    std::uint64_t *words = frame.scratch_words(lanes);
    static constexpr std::uint64_t every = ~std::uint64_t{0};
    Words const truth = children.value.width == Width::truth && children.value.data != nullptr
                            ? truth_of(children.value)
                            : Words{&every, 0};
    Words const known = known_of(children.value);
    Words const mask = children.mask.data == nullptr ? Words{&every, 0} : truth_of(children.mask);
    for (std::size_t i = 0; i < Frame::words(lanes); ++i)
        words[i] = make(truth[i], known[i], mask[i]);
    return words;
}

// Bits of the parents that have a child whose bit is set.
std::uint64_t *any_of(Frame &frame, Children const &children, std::uint64_t const *bits,
                      std::uint64_t *out) {
    if (children.parents > 0)
        frame.kernel.segment_any(bits, children.segments.offsets, out, children.parents);
    return out;
}

// Known where every child of the mask is.
void known_where_all(Frame &frame, Children const &children) {
    if (children.value.known == Known::all) return;
    std::size_t const parents = children.parents;
    std::uint64_t *bits = frame.scratch_words(parents);
    any_of(frame, children,
           child_words(frame, children, [](auto, auto known, auto mask) { return ~known & mask; }),
           bits);
    for (std::size_t i = 0; i < Frame::words(parents); ++i) bits[i] = ~bits[i];
    frame.also_where(bits, parents);
}

void any(Frame &frame, Children const &children) {
    std::size_t const parents = children.parents, words = Frame::words(parents);
    std::uint64_t *truth = frame.truth_words(parents);
    any_of(frame, children,
           child_words(frame, children, [](auto t, auto, auto mask) { return t & mask; }), truth);
    Lanes &out = frame.result();
    out = {};
    out.data = truth;
    if (children.value.known == Known::all) return;
    std::uint64_t *known = frame.known_words(parents);
    any_of(frame, children,
           child_words(frame, children, [](auto, auto k, auto mask) { return ~k & mask; }), known);
    for (std::size_t i = 0; i < words; ++i) known[i] = truth[i] | ~known[i];
    frame.settle(known, parents);
}

void all(Frame &frame, Children const &children) {
    std::size_t const parents = children.parents, words = Frame::words(parents);
    std::uint64_t *truth = frame.truth_words(parents);
    // First: is there a false one.
    any_of(frame, children,
           child_words(frame, children, [](auto t, auto k, auto mask) { return k & ~t & mask; }),
           truth);
    Lanes &out = frame.result();
    out = {};
    out.data = truth;
    if (children.value.known == Known::all) {
        for (std::size_t i = 0; i < words; ++i) truth[i] = ~truth[i];
        return;
    }
    std::uint64_t *open = frame.known_words(parents);
    any_of(frame, children,
           child_words(frame, children, [](auto, auto k, auto mask) { return ~k & mask; }), open);
    for (std::size_t i = 0; i < words; ++i) {
        std::uint64_t const has_false = truth[i], has_open = open[i];
        truth[i] = ~has_false & ~has_open;
        open[i] = has_false | ~has_open;
    }
    frame.settle(open, parents);
}

void known(Frame &frame, Children const &children) {
    make_truth(frame.result(), true);
    known_where_all(frame, children);
    Lanes &out = frame.result();
    if (out.known == Known::all) return;
    Words const bits = known_of(out);
    std::uint64_t *truth = frame.truth_words(children.parents);
    for (std::size_t i = 0; i < Frame::words(children.parents); ++i) truth[i] = bits[i];
    out.data = truth;
    out.is_constant = false;
}

void count(Frame &frame, Children const &children) {
    auto *data = frame.allocate<std::int32_t>(children.parents);
    Offsets const offsets = children.segments.offsets;
    if (children.mask.data == nullptr) {
        for (std::size_t i = 0; i < children.parents; ++i)
            data[i] = static_cast<std::int32_t>(offsets[i + 1] - offsets[i]);
    } else {
        auto const *bits = child_words(frame, children, [](auto, auto, auto mask) { return mask; });
        if (children.parents > 0) frame.kernel.segment_count(bits, offsets, data, children.parents);
    }
    auto const range = frame.kernel.range32(data, children.parents);
    Lanes &out = frame.result();
    out = {Width::half};
    out.data = data;
    out.low = range.low;
    out.high = range.high;
}

// Is child lane `i` among those asked for.
bool is_taken(Children const &children, std::size_t i) {
    if (children.mask.data == nullptr) return true;
    Words const mask = truth_of(children.mask);
    return ((mask[i / 64] >> (i % 64)) & 1U) != 0;
}

// The children's integers, zero where the mask leaves them out.
Lanes masked(Frame &frame, Children const &children) {
    std::size_t const lanes = children.segments.lanes;
    Lanes value = children.value;
    if (!value.is_constant && children.mask.data == nullptr)
        return widened(frame, value, value.width == Width::whole ? Width::whole : Width::half,
                       lanes);
    auto *data = frame.allocate<std::int64_t>(lanes);
    for (std::size_t i = 0; i < lanes; ++i)
        data[i] = is_taken(children, i) ? integer_at(value, i) : 0;
    value.data = data;
    value.width = Width::whole;
    value.is_constant = false;
    return value;
}

void checked_sum(Frame &frame, Children const &children, Lanes const &value, std::int64_t *data,
                 std::uint64_t *fits) {
    std::fill_n(fits, Frame::words(children.parents), 0);
    for (std::size_t parent = 0; parent < children.parents; ++parent) {
        std::int64_t sum = 0;
        bool is_exact = true;
        for (std::size_t i = children.begin(parent); i < children.begin(parent + 1); ++i)
            is_exact = is_exact && !__builtin_add_overflow(sum, integer_at(value, i), &sum);
        data[parent] = is_exact ? sum : 0;
        fits[parent / 64] |= std::uint64_t{is_exact} << (parent % 64);
    }
    frame.also_where(fits, children.parents);
}

void sum(Frame &frame, Children const &children) {
    Lanes const value = masked(frame, children);
    std::size_t const parents = children.parents;
    auto *data = frame.allocate<std::int64_t>(parents);
    std::int64_t const most = std::max(value.high, -(value.low + 1));
    bool const is_safe = children.segments.lanes == 0 ||
                         most < INT64_MAX / static_cast<std::int64_t>(children.segments.lanes);
    Lanes &out = frame.result();
    out = {Width::whole};
    if (!is_safe) {
        checked_sum(frame, children, value, data, frame.scratch_words(parents));
    } else if (parents > 0) {
        Offsets const offsets = children.segments.offsets;
        auto *running = frame.allocate<std::int64_t>(children.segments.lanes + 1);
        if (value.width == Width::half)
            frame.kernel.segment_sum32(value.as<std::int32_t>(), offsets, data, parents, running);
        else frame.kernel.segment_sum64(value.as<std::int64_t>(), offsets, data, parents, running);
    }
    auto const range = frame.kernel.range64(data, parents);
    out.data = data;
    out.low = range.low;
    out.high = range.high;
    known_where_all(frame, children);
}

template <class T, class Value>
void extreme(Frame &frame, Children const &children, bool least, Value value_at) {
    std::size_t const parents = children.parents;
    T *data = frame.allocate<T>(parents);
    std::uint64_t *found = frame.scratch_words(parents);
    std::fill_n(found, Frame::words(parents), 0);
    for (std::size_t parent = 0; parent < parents; ++parent) {
        T best{};
        bool is_first = true;
        for (std::size_t i = children.begin(parent); i < children.begin(parent + 1); ++i) {
            if (!is_taken(children, i)) continue;
            T const value = value_at(i);
            if (is_first || (least ? value < best : value > best)) best = value;
            is_first = false;
        }
        data[parent] = best;
        found[parent / 64] |= std::uint64_t{!is_first} << (parent % 64);
    }
    frame.result() = {};
    frame.result().data = data;
    frame.also_where(found, parents);
    known_where_all(frame, children);
}

void extreme_integer(Frame &frame, Children const &children, bool least) {
    extreme<std::int64_t>(frame, children, least,
                          [&](std::size_t i) { return integer_at(children.value, i); });
    Lanes &out = frame.result();
    auto const range = frame.kernel.range64(out.as<std::int64_t>(), children.parents);
    out.width = Width::whole;
    out.low = range.low;
    out.high = range.high;
}

double real_at(Children const &children, std::size_t i) {
    return children.value.as<double>()[children.value.is_constant ? 0 : i];
}

void extreme_real(Frame &frame, Children const &children, bool least) {
    extreme<double>(frame, children, least, [&](std::size_t i) { return real_at(children, i); });
    frame.result().width = Width::real;
}

// From the first element on, not from zero: the sum of -0.0 alone is -0.0.
void sum_real(Frame &frame, Children const &children) {
    auto *data = frame.allocate<double>(children.parents);
    for (std::size_t parent = 0; parent < children.parents; ++parent) {
        double sum = 0;
        bool is_first = true;
        for (std::size_t i = children.begin(parent); i < children.begin(parent + 1); ++i) {
            if (!is_taken(children, i)) continue;
            sum = is_first ? real_at(children, i) : sum + real_at(children, i);
            is_first = false;
        }
        data[parent] = sum;
    }
    frame.result() = {Width::real};
    frame.result().data = data;
    known_where_all(frame, children);
}

void distinct(Frame &frame, Children const &children) {
    auto *data = frame.allocate<std::int64_t>(children.parents);
    std::vector<std::int64_t> values;
    for (std::size_t parent = 0; parent < children.parents; ++parent) {
        values.clear();
        for (std::size_t i = children.begin(parent); i < children.begin(parent + 1); ++i)
            if (is_taken(children, i)) values.push_back(integer_at(children.value, i));
        std::sort(values.begin(), values.end());
        data[parent] = std::unique(values.begin(), values.end()) - values.begin();
    }
    Lanes &out = frame.result();
    out = {Width::whole};
    out.data = data;
    out.high = static_cast<std::int64_t>(children.segments.lanes);
    known_where_all(frame, children);
}

} // namespace

void run_segment(Frame &frame) {
    Segments const &segments =
        frame.segments(static_cast<DomainIndex>(frame.instruction().payload));
    Children const children{segments, child_operand(frame, 0, segments.lanes),
                            child_operand(frame, 1, segments.lanes), frame.lanes()};
    switch (frame.instruction().op) {
    case Op::segment_any:
        return any(frame, children);
    case Op::segment_all:
        return all(frame, children);
    case Op::segment_count:
        return count(frame, children);
    case Op::segment_sum:
        return sum(frame, children);
    case Op::segment_min:
        return extreme_integer(frame, children, true);
    case Op::segment_max:
        return extreme_integer(frame, children, false);
    case Op::segment_sum_real:
        return sum_real(frame, children);
    case Op::segment_min_real:
        return extreme_real(frame, children, true);
    case Op::segment_max_real:
        return extreme_real(frame, children, false);
    case Op::segment_known:
        return known(frame, children);
    default:
        return distinct(frame, children);
    }
}

} // namespace jingzhun::cel
