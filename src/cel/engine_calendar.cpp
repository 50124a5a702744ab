// Calendar days: ages, parts of dates, dates made of parts.
#include "cel/engine_state.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

using base::Date;
using Answer = std::optional<std::int64_t>;

Date day_of(std::int64_t days) {
    return {static_cast<std::int32_t>(
        std::clamp<std::int64_t>(days, base::date_min.days, base::date_max.days))};
}

Answer date_at(std::int64_t year, std::int64_t month, std::int64_t day) {
    bool const fits =
        year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    if (!fits) return std::nullopt;
    auto const date =
        base::make_date(static_cast<int>(year), static_cast<int>(month), static_cast<int>(day));
    if (!date) return std::nullopt;
    return date->days;
}

// The same day months later; nothing where that month has no such day.
Answer shifted(std::int64_t days, std::int64_t months, std::int64_t factor) {
    Date const date = day_of(days);
    std::int64_t total = 0;
    if (__builtin_mul_overflow(months, factor, &total) ||
        __builtin_add_overflow(total, std::int64_t{date.year()} * 12 + date.month() - 1, &total))
        return std::nullopt;
    if (total < 12 || total >= 120'000) return std::nullopt;
    return date_at(total / 12, total % 12 + 1, date.day());
}

// The last birth with which one has that many years on the day; before all days or after all where
// nobody or everybody has.
std::int64_t age_cutoff(std::int64_t on_days, std::int64_t years) {
    Date const on = day_of(on_days);
    std::int64_t const year = on.year() - std::clamp<std::int64_t>(years, -20'000, 20'000);
    if (year < 1) return std::int64_t{base::date_min.days} - 1;
    if (year > 9999) return base::date_max.days;
    auto const same_day = base::make_date(static_cast<int>(year), on.month(), on.day());
    // Only 29 February may be lacking; who was born on the day before has the age.
    return (same_day ? *same_day : *base::make_date(static_cast<int>(year), 2, 28)).days;
}

// Lane by lane from up to three operands; what gives nothing is not known.
template <class Function> void each(Frame &frame, std::size_t operands, Function function) {
    std::array<Lanes, 3> sides;
    bool is_constant = true;
    for (std::size_t i = 0; i < operands; ++i) {
        sides[i] = frame.operand(i);
        is_constant = is_constant && sides[i].is_constant;
    }
    std::size_t const lanes = is_constant ? 1 : frame.lanes();
    auto *data = frame.allocate<std::int64_t>(lanes);
    std::uint64_t *bits = frame.scratch_words(std::max(lanes, frame.lanes()));
    for (std::size_t start = 0; start < lanes; start += 64) {
        std::uint64_t word = 0;
        for (std::size_t i = start; i < std::min(lanes, start + 64); ++i) {
            std::array<std::int64_t, 3> values{};
            for (std::size_t j = 0; j < operands; ++j) values[j] = integer_at(sides[j], i);
            Answer const answer = function(values);
            data[i] = answer.value_or(0);
            word |= std::uint64_t{answer.has_value()} << (i - start);
        }
        bits[start / 64] = word;
    }
    if (is_constant)
        std::fill_n(bits, Frame::words(frame.lanes()), (bits[0] & 1U) != 0 ? ~std::uint64_t{0} : 0);
    auto const range = frame.kernel.range64(data, lanes);
    Lanes &out = frame.result();
    out = {Width::whole, is_constant};
    out.data = data;
    out.low = range.low;
    out.high = range.high;
    frame.known_where({sides[0], sides[1], sides[2]});
    frame.also_where(bits, frame.lanes());
}

} // namespace

void run_calendar(Frame &frame) {
    using Values = std::array<std::int64_t, 3>;
    std::int64_t const factor = frame.instruction().payload;
    switch (frame.instruction().op) {
    case Op::age:
        return each(frame, 2,
                    [](Values const &v) { return Answer{base::age(day_of(v[0]), day_of(v[1]))}; });
    case Op::age_cutoff:
        return each(frame, 2, [](Values const &v) { return Answer{age_cutoff(v[0], v[1])}; });
    case Op::year:
        return each(frame, 1, [](Values const &v) { return Answer{day_of(v[0]).year()}; });
    case Op::month:
        return each(frame, 1, [](Values const &v) { return Answer{day_of(v[0]).month()}; });
    case Op::day:
        return each(frame, 1, [](Values const &v) { return Answer{day_of(v[0]).day()}; });
    case Op::date_in_range:
        return each(frame, 1, [](Values const &v) {
            bool const fits = v[0] >= base::date_min.days && v[0] <= base::date_max.days;
            return fits ? Answer{v[0]} : std::nullopt;
        });
    case Op::make_date:
        return each(frame, 3, [](Values const &v) { return date_at(v[0], v[1], v[2]); });
    default:
        return each(frame, 2, [factor](Values const &v) { return shifted(v[0], v[1], factor); });
    }
}

} // namespace jingzhun::cel
