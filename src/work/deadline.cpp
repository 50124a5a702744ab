// Days counted by the pack's calendar.
#include "work/deadline.hpp"

namespace jingzhun::work {

Due due_after(World const &world, Variables const &variables, cel::Expression const *days,
              pack::CountedIn counted, base::Date from) {
    if (days == nullptr) return std::optional<base::Date>();
    auto const value = world.evaluate(*days, variables, from);
    auto const *count = value.as<std::int64_t>();
    if (count == nullptr)
        return base::Problem{"case_days_unknown", days->place, {{"expression", days->text}}};
    auto const day = pack::days_after(world.pack->calendar, from, *count, counted);
    if (!day)
        return base::Problem{"calendar_ends",
                             {},
                             {{"from", base::to_string(from)},
                              {"days", std::to_string(*count)},
                              {"to", base::to_string(world.pack->calendar.to)}}};
    return std::optional(*day);
}

Due due_of(World const &world, pack::Procedure const &procedure, Case const &one,
           pack::Step const &step) {
    auto const from = step.any_time ? one.opened : one.since;
    return due_after(world, variables_of(procedure, one), step.within.days.get(),
                     step.within.counted, from);
}

Due due_of_whole(World const &world, pack::Procedure const &procedure, Case const &one) {
    return due_after(world, variables_of(procedure, one), procedure.within.days.get(),
                     procedure.within.counted, one.opened);
}

std::optional<base::Date> known(Due const &due) {
    auto const *day = std::get_if<std::optional<base::Date>>(&due);
    return day == nullptr ? std::nullopt : *day;
}

} // namespace jingzhun::work
