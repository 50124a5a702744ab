// Parameters: for given keys and area a function of the date in steps, made once and kept.
#include "cel/engine_parameter.hpp"

#include <algorithm>
#include <bit>

namespace jingzhun::cel {
namespace {

// A parameter's cell as the lane holds it.
std::int64_t cell(Bound const &bound, base::Value const &value, Type const &type) {
    if (auto const *text = std::get_if<std::string>(&value)) return bound.number(*text);
    if (auto const *real = std::get_if<double>(&value)) return std::bit_cast<std::int64_t>(*real);
    std::int64_t const number = base::as_integer(value);
    return type.kind == Kind::real ? std::bit_cast<std::int64_t>(static_cast<double>(number))
                                   : number;
}

bool is_narrow(std::int64_t low, std::int64_t high) {
    return low >= INT32_MIN && high <= INT32_MAX;
}

Steps make_steps(Bound const &bound, Parameter const &parameter, Keys const &keys) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < parameter.key_names.size(); ++i)
        texts.emplace_back(bound.text(keys.values[1 + i]));
    std::string_view const area =
        keys.values[0] == no_key ? std::string_view{} : bound.text(keys.values[0]);
    Steps steps;
    for (ParameterValue const &value : parameter.values)
        for (base::Date const date : {value.from, value.to}) steps.bounds.push_back(date.days);
    std::sort(steps.bounds.begin(), steps.bounds.end());
    steps.bounds.erase(std::unique(steps.bounds.begin(), steps.bounds.end()), steps.bounds.end());
    auto const at = [&](std::int32_t day) {
        base::Value const *found = find_value(parameter, texts, area, {day});
        return found == nullptr || base::is_missing(*found)
                   ? std::nullopt
                   : std::optional(cell(bound, *found, parameter.type));
    };
    steps.values.push_back(std::nullopt); // before the first bound nothing holds
    for (std::int32_t const day : steps.bounds) steps.values.push_back(at(day));
    steps.low = INT64_MAX;
    steps.high = INT64_MIN;
    for (auto const &value : steps.values) {
        steps.low = std::min(steps.low, value.value_or(0));
        steps.high = std::max(steps.high, value.value_or(0));
    }
    for (std::size_t i = 0; i + 1 < steps.values.size(); ++i)
        steps.deltas.push_back(
            static_cast<std::int64_t>(static_cast<std::uint64_t>(steps.values[i + 1].value_or(0)) -
                                      static_cast<std::uint64_t>(steps.values[i].value_or(0))));
    if (is_narrow(steps.low, steps.high))
        for (std::int64_t const delta : steps.deltas)
            steps.narrow_deltas.push_back(static_cast<std::int32_t>(delta));
    return steps;
}

std::optional<std::int64_t> value_at(Steps const &steps, std::int64_t day) {
    auto const after = std::upper_bound(steps.bounds.begin(), steps.bounds.end(), day);
    return steps.values[static_cast<std::size_t>(after - steps.bounds.begin())];
}

Steps const &steps_of(Frame &frame, Keys const &keys) {
    auto &all = frame.parameters->steps;
    auto found = all.find(keys);
    if (found == all.end()) {
        Parameter const &parameter =
            frame.bound.program.schema->parameters[static_cast<std::size_t>(keys.parameter)];
        found = all.emplace(keys, make_steps(frame.bound, parameter, keys)).first;
    }
    return found->second;
}

// Lanes of 64 bits that hold what was found, as the instruction's lane says.
void set_result(Frame &frame, std::int64_t const *data, std::uint64_t const *found,
                std::int64_t low, std::int64_t high, bool is_constant) {
    std::size_t const lanes = frame.lanes();
    Lane const lane = frame.instruction().lane;
    Lanes &out = frame.result();
    Lanes const knowledge = out;
    out = {lane == Lane::real ? Width::real : Width::whole, is_constant};
    out.known = knowledge.known;
    out.bits = knowledge.bits;
    out.data = data;
    out.low = low;
    out.high = high;
    frame.also_where(found, lanes);
    if (lane != Lane::truth) return;
    std::uint64_t *truth = frame.truth_words(lanes);
    Words const known = known_of(out);
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i)
            word |= std::uint64_t{data[is_constant ? 0 : i] != 0} << (i - start);
        truth[start / 64] = word & known[start / 64];
    }
    out.width = Width::truth;
    out.is_constant = false;
    out.data = truth;
}

// Integers in narrow lanes.
void set_narrow(Frame &frame, std::int32_t const *data, std::int64_t low, std::int64_t high) {
    Lanes &out = frame.result();
    out.width = Width::half;
    out.data = data;
    out.low = low;
    out.high = high;
}

// Only the steps between the first and the last date matter.
struct StepRange {
    std::size_t begin, end;
    bool is_gapless = true;
};
StepRange range_of(Steps const &steps, Lanes const &date) {
    auto const number = [&](std::int64_t day) {
        return static_cast<std::size_t>(
            std::upper_bound(steps.bounds.begin(), steps.bounds.end(), day) - steps.bounds.begin());
    };
    StepRange range{number(date.low), number(date.high)};
    for (std::size_t i = range.begin; i <= range.end; ++i)
        range.is_gapless = range.is_gapless && steps.values[i].has_value();
    return range;
}

// The keys are the same for all lanes.
void by_date(Frame &frame, Steps const &steps, Lanes const &date) {
    std::size_t const lanes = date.is_constant ? 1 : frame.lanes();
    auto const [begin, end, is_gapless] = range_of(steps, date);
    std::int32_t const *bounds = steps.bounds.data() + begin;
    std::int64_t const first = steps.values[begin].value_or(0);
    bool const by_kernel = !date.is_constant && date.width == Width::half;
    if (by_kernel && is_gapless && frame.instruction().lane == Lane::integer &&
        !steps.narrow_deltas.empty()) {
        auto *narrow = frame.allocate<std::int32_t>(lanes);
        frame.kernel.step32(date.as<std::int32_t>(), bounds, steps.narrow_deltas.data() + begin,
                            end - begin, static_cast<std::int32_t>(first), narrow, lanes);
        return set_narrow(frame, narrow, steps.low, steps.high);
    }
    auto *data = frame.allocate<std::int64_t>(lanes);
    if (by_kernel) {
        frame.kernel.step64(date.as<std::int32_t>(), bounds, steps.deltas.data() + begin,
                            end - begin, first, data, lanes);
    } else {
        for (std::size_t i = 0; i < lanes; ++i)
            data[i] = value_at(steps, integer_at(date, i)).value_or(0);
    }
    std::uint64_t *found = frame.scratch_words(frame.lanes());
    std::fill_n(found, Frame::words(frame.lanes()), is_gapless ? ~std::uint64_t{0} : 0);
    if (!is_gapless)
        for (std::size_t i = 0; i < frame.lanes(); ++i)
            found[i / 64] |= std::uint64_t{value_at(steps, integer_at(date, i)).has_value()}
                             << (i % 64);
    set_result(frame, data, found, steps.low, steps.high, date.is_constant);
}

void by_lane(Frame &frame, std::array<Lanes, 5> const &sides, Keys keys) {
    std::size_t const lanes = frame.lanes();
    auto *data = frame.allocate<std::int64_t>(lanes);
    std::uint64_t *found = frame.scratch_words(lanes);
    std::fill_n(found, Frame::words(lanes), 0);
    std::int64_t low = 0, high = 0;
    Steps const *steps = nullptr;
    Words const known = known_of(frame.result());
    for (std::size_t i = 0; i < lanes; ++i) {
        data[i] = 0;
        if (((known[i / 64] >> (i % 64)) & 1U) == 0) continue;
        bool is_same = steps != nullptr;
        for (std::size_t key = 0; key < 4; ++key) {
            if (sides[key].data == nullptr) continue;
            auto const value = static_cast<std::int32_t>(integer_at(sides[key], i));
            is_same = is_same && keys.values[key] == value;
            keys.values[key] = value;
        }
        if (!is_same) steps = &steps_of(frame, keys);
        auto const value = value_at(*steps, integer_at(sides[4], i));
        data[i] = value.value_or(0);
        found[i / 64] |= std::uint64_t{value.has_value()} << (i % 64);
        low = std::min(low, data[i]);
        high = std::max(high, data[i]);
    }
    set_result(frame, data, found, low, high, false);
}

// Asks for the keys of these lanes that have not been asked for yet.
void fill_table(Frame &frame, KeyTable &table, Lanes const &side, std::size_t key, Keys keys,
                std::int64_t date) {
    auto const size = static_cast<std::size_t>(side.high + 1);
    if (table.values.size() < size) {
        table.values.resize(size);
        table.states.resize(size);
    }
    for (std::size_t i = 0; i < frame.lanes(); ++i) {
        auto const number = static_cast<std::size_t>(integer_at(side, i));
        if (table.states[number] != 0) continue;
        keys.values[key] = static_cast<std::int32_t>(number);
        auto const value = value_at(steps_of(frame, keys), date);
        table.values[number] = value.value_or(0);
        table.states[number] = value ? 2 : 1;
        table.low = std::min(table.low, table.values[number]);
        table.high = std::max(table.high, table.values[number]);
    }
    table.narrow.clear();
    if (!is_narrow(table.low, table.high) || frame.instruction().lane != Lane::integer) return;
    for (std::size_t i = 0; i < table.values.size(); ++i)
        table.narrow.push_back(static_cast<std::uint32_t>(table.values[i]) |
                               (table.states[i] > 0 ? asked : 0) |
                               (table.states[i] > 1 ? there : 0));
}

template <class T, class Kernel>
bool by_narrow_key(Frame &frame, T const *lanes, KeyTable const &table, Kernel kernel) {
    std::size_t const count = frame.lanes();
    auto *data = frame.allocate<std::int32_t>(count);
    auto *is_there = frame.allocate<std::uint8_t>(count);
    std::uint32_t const states = kernel(lanes, table.narrow.data(), data, is_there, count);
    if ((states & (asked >> 32)) == 0) return false;
    set_narrow(frame, data, table.low, table.high);
    if ((states & (there >> 32)) != 0) return true;
    std::uint64_t *found = frame.scratch_words(count);
    frame.kernel.pack(is_there, found, count);
    frame.also_where(found, count);
    return true;
}

// Where the table has narrow values for all lanes; else false.
bool by_narrow_key(Frame &frame, Lanes const &side, KeyTable const &table) {
    if (table.narrow.size() <= static_cast<std::size_t>(side.high)) return false;
    if (side.width == Width::byte)
        return by_narrow_key(frame, side.as<std::uint8_t>(), table, frame.kernel.look_up8);
    if (side.width == Width::half)
        return by_narrow_key(frame, side.as<std::int32_t>(), table, frame.kernel.look_up32);
    return false;
}

// False where a key has not been asked for yet. Plain pointers: the loop writes beside what it
// reads.
template <class T>
bool look_up(KeyTable const &table, T const *lanes, std::size_t count,
             std::int64_t *__restrict data, std::uint8_t *__restrict is_there) {
    std::int64_t const *const values = table.values.data();
    std::uint8_t const *const states = table.states.data();
    unsigned unasked = 0;
    for (std::size_t i = 0; i < count; ++i) {
        auto const number = static_cast<std::size_t>(lanes[i]);
        data[i] = values[number];
        std::uint8_t const state = states[number];
        unasked |= state == 0 ? 1U : 0U;
        is_there[i] = state >> 1;
    }
    return unasked == 0;
}

bool look_up(KeyTable const &table, Lanes const &side, std::size_t count, std::int64_t *data,
             std::uint8_t *is_there) {
    if (table.values.size() <= static_cast<std::size_t>(side.high)) return false;
    if (side.width == Width::byte)
        return look_up(table, side.as<std::uint8_t>(), count, data, is_there);
    if (side.width == Width::half)
        return look_up(table, side.as<std::int32_t>(), count, data, is_there);
    return look_up(table, side.as<std::int64_t>(), count, data, is_there);
}

// For all blocks of the run, so that the table stands for them too.
bool other_keys_constant(std::array<Lanes, 5> const &sides, std::size_t varying) {
    for (std::size_t i = 0; i < 4; ++i)
        if (i != varying && sides[i].data != nullptr && !sides[i].is_constant) return false;
    return true;
}

void by_key(Frame &frame, Lanes const &side, std::size_t key, Keys const &keys, std::int64_t date) {
    KeyTable &table = frame.parameters->tables[frame.number()];
    if (by_narrow_key(frame, side, table)) return;
    std::size_t const lanes = frame.lanes();
    auto *data = frame.allocate<std::int64_t>(lanes);
    auto *is_there = frame.allocate<std::uint8_t>(lanes);
    std::uint64_t *found = frame.scratch_words(lanes);
    if (!look_up(table, side, lanes, data, is_there)) {
        fill_table(frame, table, side, key, keys, date);
        if (by_narrow_key(frame, side, table)) return;
        look_up(table, side, lanes, data, is_there);
    }
    frame.kernel.pack(is_there, found, lanes);
    set_result(frame, data, found, table.low, table.high, false);
}

} // namespace

void run_parameter(Frame &frame) {
    if (frame.parameters == nullptr) frame.parameters = std::make_unique<Frame::Parameters>();
    std::array<Lanes, 5> sides;
    Keys keys;
    keys.parameter = frame.instruction().payload;
    std::size_t varying = 0, last = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        if (frame.instruction().operands[i] == no_register) continue;
        sides[i] = frame.ranged(i);
        if (i == 4) break;
        bool const is_same = sides[i].is_constant || sides[i].low == sides[i].high;
        if (!is_same) {
            ++varying;
            last = i;
        }
        keys.values[i] = static_cast<std::int32_t>(sides[i].low);
    }
    frame.result() = {};
    frame.known_where({sides[0], sides[1], sides[2], sides[3], sides[4]});
    if (frame.result().known == Known::none)
        return make_unknown(frame.result(), frame.instruction().lane);
    bool const is_tabular = varying == 1 && sides[4].is_constant && sides[last].low >= 0 &&
                            sides[last].high < key_table_max && other_keys_constant(sides, last);
    if (varying == 0) by_date(frame, steps_of(frame, keys), sides[4]);
    else if (is_tabular) by_key(frame, sides[last], last, keys, sides[4].low);
    else by_lane(frame, sides, keys);
}

} // namespace jingzhun::cel
