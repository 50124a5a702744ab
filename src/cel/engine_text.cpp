// Texts: lane by lane, through their numbers; for identity numbers, parts, order and patterns.
#include "base/identity.hpp"
#include "cel/engine_state.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

std::string_view text_at(Frame const &frame, Lanes const &lanes, std::size_t i) {
    return frame.bound.text(integer_at(lanes, i));
}

// Words of truth from a test of each known lane.
template <class Test> void tests(Frame &frame, std::initializer_list<Lanes> operands, Test test) {
    std::size_t const lanes = frame.lanes();
    frame.result() = {};
    frame.known_where(operands);
    Words const known = known_of(frame.result());
    std::uint64_t *truth = frame.truth_words(lanes);
    for (std::size_t start = 0; start < lanes; start += 64) {
        if (start % 1024 == 0) frame.mind_time(); // texts may be long
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i)
            if ((known[i / 64] >> (i % 64)) & 1U) word |= std::uint64_t{test(i)} << (i - start);
        truth[start / 64] = word;
    }
    frame.result().data = truth;
}

void pairs(Frame &frame, bool (*test)(std::string_view, std::string_view)) {
    Lanes const a = frame.operand(0), b = frame.operand(1);
    tests(frame, {a, b},
          [&](std::size_t i) { return test(text_at(frame, a, i), text_at(frame, b, i)); });
}

void pattern(Frame &frame, Register number) {
    Lanes const text = frame.operand(0), by = frame.operand(1);
    if (by.known != Known::all) return make_unknown(frame.result(), Lane::truth);
    auto known = frame.patterns.find(number);
    if (known == frame.patterns.end())
        known = frame.patterns.emplace(number, compile_regex(text_at(frame, by, 0)).regex).first;
    Regex const *regex = known->second.get();
    if (regex == nullptr) return make_unknown(frame.result(), Lane::truth);
    tests(frame, {text}, [&](std::size_t i) { return matches(*regex, text_at(frame, text, i)); });
}

// Integers of each known text; nothing makes the lane not known.
template <class Function> void each(Frame &frame, Function function) {
    Lanes const text = frame.operand(0);
    std::size_t const lanes = frame.lanes();
    frame.result() = {Width::whole};
    frame.known_where({text});
    Words const known = known_of(frame.result());
    auto *data = frame.allocate<std::int64_t>(lanes);
    std::uint64_t *bits = frame.scratch_words(lanes);
    std::fill_n(bits, Frame::words(lanes), 0);
    for (std::size_t i = 0; i < lanes; ++i) {
        std::optional<std::int64_t> value;
        if ((known[i / 64] >> (i % 64)) & 1U) value = function(text_at(frame, text, i));
        data[i] = value.value_or(0);
        bits[i / 64] |= std::uint64_t{value.has_value()} << (i % 64);
    }
    auto const range = frame.kernel.range64(data, lanes);
    Lanes &out = frame.result();
    out.data = data;
    out.low = range.low;
    out.high = range.high;
    frame.also_where(bits, lanes);
}

using Answer = std::optional<std::int64_t>;

Answer characters(std::string_view text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

Answer birth(std::string_view text) {
    auto const date = base::birth_of(text);
    return date ? Answer{date->days} : std::nullopt;
}

} // namespace

void run_text(Frame &frame) {
    using View = std::string_view;
    switch (frame.instruction().op) {
    case Op::text_size:
        return each(frame, characters);
    case Op::text_contains:
        return pairs(frame, [](View a, View b) { return a.find(b) != View::npos; });
    case Op::text_starts:
        return pairs(frame, [](View a, View b) { return a.starts_with(b); });
    case Op::text_ends:
        return pairs(frame, [](View a, View b) { return a.ends_with(b); });
    case Op::text_less:
        return pairs(frame, [](View a, View b) { return a < b; });
    case Op::text_less_equal:
        return pairs(frame, [](View a, View b) { return a <= b; });
    case Op::text_matches:
        return pattern(frame, frame.number());
    case Op::valid_identity: {
        Lanes const text = frame.operand(0);
        return tests(frame, {text},
                     [&](std::size_t i) { return base::valid_identity(text_at(frame, text, i)); });
    }
    case Op::birth_of:
        return each(frame, birth);
    default: {
        std::int64_t const male = frame.bound.number("male"), female = frame.bound.number("female");
        return each(frame, [&](View text) {
            auto const sex = base::sex_of(text);
            return sex ? Answer{*sex == base::Sex::male ? male : female} : std::nullopt;
        });
    }
    }
}

} // namespace jingzhun::cel
