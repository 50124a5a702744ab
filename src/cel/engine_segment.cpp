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
    DomainIndex domain;

    std::size_t begin(std::size_t parent) const {
        return segments.offsets[parent] - segments.offsets[0];
    }
};

Lanes child_operand(Frame &frame, std::size_t i, std::size_t lanes) {
    if (frame.instruction().operands[i] == no_register) return {};
    if (frame.instruction().op == Op::segment_sum) frame.look_at(i, lanes);
    Lanes value = frame.raw_operand(i);
    if (!value.is_run) return value;
    auto *rows = frame.allocate<std::int32_t>(lanes);
    for (std::size_t lane = 0; lane < lanes; ++lane)
        rows[lane] = static_cast<std::int32_t>(value.low) + static_cast<std::int32_t>(lane);
    value.data = rows;
    value.is_run = false;
    return value;
}

std::uint64_t const *mask_of(Frame &frame, Children const &children) {
    return children.mask.data == nullptr ? frame.ones() : frame.truth_at(children.mask);
}

// Words over the children: a combined with b, and both only where the mask takes them.
std::uint64_t *child_words(Frame &frame, Children const &children, Combine combine,
                           std::uint64_t const *a, std::uint64_t const *b) {
    std::size_t const count = Frame::words(children.segments.lanes);
    std::uint64_t *words = frame.scratch_words(children.segments.lanes);
    combine(a, b, words, count);
    if (children.mask.data != nullptr && b != frame.truth_at(children.mask))
        frame.kernel.and_words(words, frame.truth_at(children.mask), words, count);
    return words;
}

std::uint64_t *taken(Frame &frame, Children const &children) {
    return child_words(frame, children, frame.kernel.and_words, mask_of(frame, children),
                       mask_of(frame, children));
}
std::uint64_t *taken_true(Frame &frame, Children const &children) {
    return child_words(frame, children, frame.kernel.and_words, frame.truth_at(children.value),
                       mask_of(frame, children));
}
std::uint64_t *taken_false(Frame &frame, Children const &children) {
    return child_words(frame, children, frame.kernel.and_not_words, frame.truth_at(children.value),
                       frame.known_at(children.value));
}
std::uint64_t *taken_unknown(Frame &frame, Children const &children) {
    return child_words(frame, children, frame.kernel.and_not_words, frame.known_at(children.value),
                       mask_of(frame, children));
}

// Bits of the parents that have a child whose bit is set.
std::uint64_t *any_of(Frame &frame, Children const &children, std::uint64_t const *bits,
                      std::uint64_t *out) {
    if (children.parents > 0)
        frame.kernel.segment_any(bits, frame.segmented(children.domain), out,
                                 frame.scratch_words(children.parents));
    return out;
}

// Known where every child of the mask is.
void known_where_all(Frame &frame, Children const &children) {
    if (children.value.known == Known::all) return;
    std::size_t const parents = children.parents;
    std::uint64_t *bits = frame.scratch_words(parents);
    any_of(frame, children, taken_unknown(frame, children), bits);
    frame.kernel.and_not_words(bits, frame.ones(), bits, Frame::words(parents));
    frame.also_where(bits, parents);
}

void any(Frame &frame, Children const &children) {
    std::size_t const parents = children.parents, words = Frame::words(parents);
    std::uint64_t *truth = frame.truth_words(parents);
    any_of(frame, children, taken_true(frame, children), truth);
    Lanes &out = frame.result();
    out = {};
    out.data = truth;
    if (children.value.known == Known::all) return;
    std::uint64_t *known = frame.known_words(parents);
    any_of(frame, children, taken_unknown(frame, children), known);
    frame.kernel.or_not_words(known, truth, known, words);
    frame.settle(known, parents);
}

void all(Frame &frame, Children const &children) {
    std::size_t const parents = children.parents, words = Frame::words(parents);
    std::uint64_t *truth = frame.truth_words(parents);
    // First: is there a false one.
    any_of(frame, children, taken_false(frame, children), truth);
    Lanes &out = frame.result();
    out = {};
    out.data = truth;
    if (children.value.known == Known::all) {
        return frame.kernel.and_not_words(truth, frame.ones(), truth, words);
    }
    std::uint64_t *open = frame.known_words(parents);
    any_of(frame, children, taken_unknown(frame, children), open);
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
    auto const &lengths = children.segments.lengths;
    bool const counts_all = children.mask.data == nullptr;
    if (counts_all) {
        std::uint32_t const *offsets = children.segments.offsets;
        for (std::size_t i = 0; i < children.parents; ++i)
            data[i] = static_cast<std::int32_t>(offsets[i + 1] - offsets[i]);
    } else if (children.parents > 0) {
        auto const *bits = taken(frame, children);
        auto *running = frame.allocate<std::uint32_t>(Frame::words(children.segments.lanes) + 1);
        frame.kernel.segment_count(bits, frame.segmented(children.domain), data, running);
    }
    Lanes &out = frame.result();
    out = {Width::half};
    out.data = data;
    out.low = counts_all ? lengths.low : 0;
    out.high = lengths.high;
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
    Width const width =
        value.low >= INT32_MIN && value.high <= INT32_MAX ? Width::half : Width::whole;
    bool const is_wide = value.width == Width::whole && !value.is_constant;
    value = widened(frame, value, is_wide ? Width::whole : width, lanes);
    if (!value.is_constant && children.mask.data == nullptr) return value;
    auto const *bits = taken(frame, children);
    auto const keep = [&](auto select, auto const *from) {
        using Cell = std::remove_cvref_t<decltype(*from)>;
        auto *cells = frame.allocate<Cell>(lanes);
        auto *none = frame.allocate<Cell>(lanes);
        std::fill_n(none, lanes, Cell{0});
        auto *all = value.is_constant ? frame.allocate<Cell>(lanes) : nullptr;
        if (all != nullptr) std::fill_n(all, lanes, *from);
        select(bits, all != nullptr ? all : from, none, cells, lanes);
        value.data = cells;
    };
    if (value.width == Width::half) keep(frame.kernel.select32, value.as<std::int32_t>());
    else keep(frame.kernel.select64, value.as<std::int64_t>());
    value.is_constant = false;
    value.low = std::min<std::int64_t>(value.low, 0);
    value.high = std::max<std::int64_t>(value.high, 0);
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

// Of so many lanes at most none can be out of range.
bool fits(Lanes const &value, std::int64_t lanes, std::int64_t limit) {
    return lanes == 0 || std::max(value.high, -(value.low + 1)) < limit / lanes;
}

template <class T, class Kernel>
void plain_sum(Frame &frame, Children const &children, Lanes const &value, Kernel kernel) {
    T *data = frame.allocate<T>(children.parents);
    T *running = frame.allocate<T>(children.segments.lanes + 1);
    Lanes &out = frame.result();
    std::int64_t const most = children.segments.lengths.high;
    if (children.parents > 0)
        kernel(value.as<T>(), frame.segmented(children.domain), data, running);
    out = {sizeof(T) == 4 ? Width::half : Width::whole};
    out.data = data;
    out.low = std::min<std::int64_t>(value.low, 0) * most;
    out.high = std::max<std::int64_t>(value.high, 0) * most;
}

void sum(Frame &frame, Children const &children) {
    Lanes const value = masked(frame, children);
    std::int64_t const most = children.segments.lengths.high;
    if (value.width == Width::half && fits(value, most, INT32_MAX)) {
        plain_sum<std::int32_t>(frame, children, value, frame.kernel.segment_sum32);
    } else if (fits(value, most, INT64_MAX)) {
        Lanes const whole = widened(frame, value, Width::whole, children.segments.lanes);
        plain_sum<std::int64_t>(frame, children, whole, frame.kernel.segment_sum64);
    } else {
        auto *data = frame.allocate<std::int64_t>(children.parents);
        frame.result() = {Width::whole};
        checked_sum(frame, children, value, data, frame.scratch_words(children.parents));
        Lanes &out = frame.result();
        out.data = data;
        look_at_range(frame, out, children.parents);
    }
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
    auto const domain = static_cast<DomainIndex>(frame.instruction().payload);
    Segments const &segments = frame.segments(domain);
    Children const children{segments, child_operand(frame, 0, segments.lanes),
                            child_operand(frame, 1, segments.lanes), frame.lanes(), domain};
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
