// Finding one's way in a procedure, and counting days by the calendar.
#include "pack/procedure_model.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::pack {
namespace {

template <class Item, class Name>
Item const *find_by(std::vector<Item> const &items, Name Item::*name, std::string_view wanted) {
    auto const found = std::ranges::find(items, wanted, name);
    return found == items.end() ? nullptr : &*found;
}

// Monday is 0. 1970-01-01 was a Thursday.
int weekday(base::Date day) { return ((day.days + 3) % 7 + 7) % 7; }

constexpr std::int64_t days_counted_max = 36'600; // a hundred years: more is a mistake

} // namespace

ProcedureRecord const *Step::find_record(std::string_view record) const {
    return find_by(records, &ProcedureRecord::name, record);
}

Step const *Procedure::find_step(std::string_view id) const {
    return find_by(steps, &Step::id, id);
}

std::size_t Procedure::step_index(std::string_view id) const {
    auto const *step = find_step(id);
    assert(step != nullptr);
    return static_cast<std::size_t>(step - steps.data());
}

ProcedureRecord const *Procedure::find_record(std::string_view record) const {
    for (auto const &step : steps)
        if (auto const *found = step.find_record(record)) return found;
    return nullptr;
}

Step const *Procedure::after(Step const &step) const {
    if (step.next == "end") return nullptr;
    return step.next.empty() ? following(step) : find_step(step.next);
}

Step const *Procedure::following(Step const &step) const {
    auto at = static_cast<std::size_t>(&step - steps.data()) + 1;
    while (at < steps.size() && steps[at].any_time) ++at;
    return at < steps.size() ? &steps[at] : nullptr;
}

Step const *Procedure::first() const {
    auto const found = std::ranges::find(steps, false, &Step::any_time);
    return found == steps.end() ? nullptr : &*found;
}

std::optional<bool> works_on(Calendar const &calendar, base::Date day) {
    if (day < calendar.from || day >= calendar.to) return std::nullopt;
    bool works = weekday(day) < 5;
    for (auto const &holiday : calendar.holidays) {
        if (holiday.from <= day && day <= holiday.to) works = false;
        if (std::ranges::find(holiday.work, day) != holiday.work.end()) return true;
    }
    return works;
}

std::optional<base::Date> days_after(Calendar const &calendar, base::Date from, std::int64_t days,
                                     CountedIn counted) {
    if (days < 0 || days > days_counted_max) return std::nullopt;
    if (counted == CountedIn::days) return base::add_days(from, static_cast<int>(days));
    auto day = from;
    while (days > 0) {
        day = base::add_days(day, 1);
        auto const works = works_on(calendar, day);
        if (!works) return std::nullopt;
        days -= *works ? 1 : 0;
    }
    return day;
}

} // namespace jingzhun::pack
