// The inspectors among the persons of the store, and whom they are close to.
#include "app/inspection_kin.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "work/kin.hpp"

#include <algorithm>

namespace jingzhun::app {

void require_no_relative(Session const &session, survey::Inspection const &inspection,
                         survey::Recorded const &recorded) {
    auto const rules = pack::kept_responsibility(session.pack);
    if (rules == nullptr || rules->kin.register_name.empty() || recorded.subjects.empty()) return;
    auto const form = std::ranges::find(session.pack.questionnaires, inspection.questionnaire,
                                        &pack::Questionnaire::name);
    if (form == session.pack.questionnaires.end()) return;
    work::People const people(*session.database, session.pack, session.areas, session.county,
                              inspection.day);
    auto const inspects = [&](work::Person const &person) {
        return std::ranges::any_of(inspection.members, [&](std::string const &name) {
            return base::fold(name) == base::fold(person.name);
        });
    };
    for (auto const &person : people.all()) {
        if (!inspects(person)) continue;
        auto const close = work::close_to(*session.database, session.pack, session.county,
                                          person.key, inspection.day);
        for (auto const &[key, area] : recorded.subjects) {
            auto const subject = work::subject_of(*session.database, session.pack, session.county,
                                                  form->subject, key, area, inspection.day);
            if (close.holds(subject))
                throw base::Error(
                    "inspection_relative",
                    {{"number", inspection.number}, {"who", person.name}, {"key", key}});
        }
    }
}

} // namespace jingzhun::app
