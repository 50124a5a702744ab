// The inspectors among the persons of the store, and whom they are close to.
#include "report/inspection_kin.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "work/kin.hpp"

#include <algorithm>

namespace jingzhun::report {

void require_no_relative(survey::InspectionDesk const &desk, base::AreaTree const &areas,
                         survey::Inspection const &inspection, survey::Recorded const &recorded) {
    auto const rules = pack::kept_responsibility(desk.pack);
    if (rules == nullptr || rules->kin.register_name.empty() || recorded.subjects.empty()) return;
    auto const form = std::ranges::find(desk.pack.questionnaires, inspection.questionnaire,
                                        &pack::Questionnaire::name);
    if (form == desk.pack.questionnaires.end()) return;
    work::People const people(desk.database, desk.pack, areas, desk.county, inspection.day);
    auto const inspects = [&](work::Person const &person) {
        return std::ranges::any_of(inspection.members, [&](std::string const &name) {
            return base::fold(name) == base::fold(person.name);
        });
    };
    for (auto const &person : people.all()) {
        if (!inspects(person)) continue;
        auto const close =
            work::close_to(desk.database, desk.pack, desk.county, person.key, inspection.day);
        for (auto const &[key, area] : recorded.subjects) {
            auto const subject = work::subject_of(desk.database, desk.pack, desk.county,
                                                  form->subject, key, area, inspection.day);
            if (close.holds(subject))
                throw base::Error(
                    "inspection_relative",
                    {{"number", inspection.number}, {"who", person.name}, {"key", key}});
        }
    }
}

survey::Recorded record_by_strangers(survey::InspectionDesk const &desk,
                                     base::AreaTree const &areas,
                                     survey::Inspection const &inspection, std::string const &file,
                                     std::string const &keep_in) {
    return survey::record_table(desk, areas, inspection, file, keep_in,
                                [&](survey::Recorded const &recorded) {
                                    require_no_relative(desk, areas, inspection, recorded);
                                });
}

} // namespace jingzhun::report
