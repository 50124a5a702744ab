// The order of a procedure's steps: every step can be reached, and what leads back does lead back.
#include "pack/readers.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::pack {
namespace {

std::vector<std::string> ids_of(Procedure const &procedure) {
    std::vector<std::string> ids;
    for (auto const &step : procedure.steps) ids.push_back(step.id);
    return ids;
}

void check_back(Procedure const &procedure, Step const &from, std::string const &to,
                base::Place const &place, Faults &faults) {
    if (to.empty()) return;
    auto const *target = procedure.find_step(to);
    if (target == nullptr) faults.add_unknown("pack_unknown_step", place, to, ids_of(procedure));
    else if (target > &from || target->any_time)
        faults.add("pack_step_later", place, {{"step", to}, {"from", from.id}});
}

void check_next(Procedure const &procedure, Step const &step, base::Place const &place,
                Faults &faults) {
    if (step.next.empty() || step.next == "end" || procedure.find_step(step.next) != nullptr)
        return;
    auto ids = ids_of(procedure);
    ids.emplace_back("end");
    faults.add_unknown("pack_unknown_step", place, step.next, ids);
}

std::set<std::string> reached_in(Procedure const &procedure) {
    std::set<std::string> reached;
    std::vector<Step const *> waiting{procedure.first()};
    while (!waiting.empty()) {
        auto const *step = waiting.back();
        waiting.pop_back();
        if (step == nullptr || !reached.insert(step->id).second) continue;
        waiting.push_back(procedure.after(*step));
        if (step->when != nullptr) waiting.push_back(procedure.following(*step));
        waiting.push_back(procedure.find_step(step->return_to));
        if (step->notice) waiting.push_back(procedure.find_step(step->notice->objection));
    }
    return reached;
}

} // namespace

void check_order(Procedure const &procedure, Node const &node, Faults &faults) {
    auto const &nodes = node.find("step")->items;
    for (std::size_t i = 0; i < procedure.steps.size(); ++i) {
        auto const &step = procedure.steps[i];
        check_back(procedure, step, step.return_to, nodes[i].place_of("return_to"), faults);
        if (step.notice)
            check_back(procedure, step, step.notice->objection,
                       nodes[i].find("notice")->place_of("objection"), faults);
        check_next(procedure, step, nodes[i].place_of("next"), faults);
        if (step.any_time && step.notice)
            faults.add("pack_step_any_time", step.place, {{"step", step.id}});
    }
    if (procedure.first() == nullptr)
        faults.add("pack_key_missing", procedure.place, {{"key", "step"}});
    auto const reached = reached_in(procedure);
    for (auto const &step : procedure.steps)
        if (!step.any_time && !reached.contains(step.id))
            faults.add("pack_step_unreachable", step.place, {{"step", step.id}});
}

} // namespace jingzhun::pack
