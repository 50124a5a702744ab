// What no scenario tries: of every procedure the whole way, each step, each refusal, each objection
// and each deadline.
#include "pack/readers.hpp"
#include "pack/record_value.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::pack {
namespace {

// "did vote", "refused vote case_late", "ends done" …
std::set<std::string> tried(Pack const &pack, Procedure const &procedure) {
    std::set<std::string> all;
    for (auto const &scenario : pack.scenarios) {
        if (scenario.procedure != procedure.name) continue;
        all.insert("ends " + scenario.ends);
        for (auto const &act : scenario.acts) {
            if (!act.refused.empty()) {
                all.insert("refused " + act.refused);
                all.insert("refused " + act.what + " " + act.refused);
                continue;
            }
            all.insert("did " + act.what);
            if (!act.outcome.empty()) all.insert("did " + act.what + " " + act.outcome);
        }
    }
    return all;
}

// What must be tried for the procedure as a whole.
std::vector<std::string> wanted_of(Procedure const &procedure) {
    std::vector<std::string> wanted = {"ends done", "refused case_wrong_person",
                                       "refused case_clock_back", "refused case_day_ahead"};
    if (std::ranges::count(procedure.steps, false, &Step::any_time) > 1) {
        wanted.emplace_back("refused case_step_order");
        wanted.emplace_back("refused case_step_twice");
    }
    std::set<Operation> operations;
    bool records = false, documents = false;
    for (auto const &step : procedure.steps) {
        operations.insert(step.operation);
        for (auto const &record : step.records) {
            records = records || !record.optional;
            documents = documents || !record.accept.empty();
        }
    }
    if (operations.size() > 1) wanted.emplace_back("refused duty_separated");
    if (records) wanted.emplace_back("refused case_record_missing");
    if (documents) wanted.emplace_back("refused case_document_kind");
    if (procedure.starts != nullptr) wanted.emplace_back("refused case_start_unmet");
    if (procedure.within.escalate) wanted.emplace_back("refused case_whole_late");
    return wanted;
}

void add_wanted(Step const &step, std::vector<std::string> &wanted) {
    wanted.push_back("did " + step.id);
    for (auto const &condition : step.must) wanted.push_back("refused " + condition.id);
    if (step.within.escalate) wanted.push_back("refused " + step.id + " case_late");
    if (!step.excludes.empty()) wanted.push_back("refused " + step.id + " case_relative");
    if (!step.return_to.empty()) wanted.push_back("did " + step.id + " return");
    if (step.reject) wanted.push_back("did " + step.id + " reject");
    if (!step.notice) return;
    wanted.push_back("refused " + step.id + " case_notice_stands");
    if (step.notice->objection.empty()) return;
    for (auto const *what : {"did uphold", "did dismiss", "refused object case_objection_late",
                             "refused case_objection_open"})
        wanted.emplace_back(what);
}

} // namespace

void check_scenarios(Pack const &pack, Faults &faults) {
    for (auto const &procedure : pack.procedures) {
        auto wanted = wanted_of(procedure);
        for (auto const &step : procedure.steps) add_wanted(step, wanted);
        std::ranges::sort(wanted);
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        auto const done = tried(pack, procedure);
        std::string missing;
        for (auto const &one : wanted)
            if (!done.contains(one)) missing += (missing.empty() ? "" : "; ") + one;
        if (!missing.empty())
            faults.add("pack_procedure_untested", procedure.place,
                       {{"procedure", procedure.name}, {"missing", missing}});
    }
}

} // namespace jingzhun::pack
