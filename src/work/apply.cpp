// The order of steps, time, and who.
#include "work/apply.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "work/deadline.hpp"
#include "work/transition.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::work {
namespace {

pack::Title const &title_of(base::AreaLevel level) {
    static std::array<pack::Title, 7> const titles = {{{"全国", "nation"},
                                                       {"省", "province"},
                                                       {"市州", "prefecture"},
                                                       {"县", "county"},
                                                       {"乡镇", "township"},
                                                       {"村", "village"},
                                                       {"组", "group"}}};
    return titles.at(static_cast<std::size_t>(level));
}

// The level that may still act, where the day is past and the matter escalates.
std::optional<base::AreaLevel> escalated(Due const &due, pack::Deadline const &deadline,
                                         base::Date on) {
    auto const day = known(due);
    if (!day || on <= *day || !deadline.escalate) return std::nullopt;
    return deadline.escalate;
}

bool is_act_on_step(ActKind kind) { return kind == ActKind::step || kind == ActKind::post; }

} // namespace

Right right_for(World const &world, pack::Procedure const &procedure, Case const &one,
                Act const &act) {
    bool const decides = act.kind == ActKind::uphold || act.kind == ActKind::dismiss;
    auto const *step =
        procedure.find_step(act.kind == ActKind::step && !act.step.empty() ? act.step : one.step);
    if (decides && step != nullptr && step->notice)
        return {step->notice->objection_operation,
                area_at(one.area, step->notice->objection_level)};
    if (!is_act_on_step(act.kind) || step == nullptr) return {pack::Operation::record, one.area};
    auto level = step->level;
    if (auto const up = escalated(due_of(world, procedure, one, *step), step->within, act.on))
        level = std::min(level, *up);
    if (auto const up = escalated(due_of_whole(world, procedure, one), procedure.within, act.on))
        level = std::min(level, *up);
    return {step->operation, area_at(one.area, level)};
}

Applied apply(World const &world, pack::Procedure const &procedure, Case const &before,
              Act const &act) {
    return Transition(world, procedure, before, act).run();
}

Applied Transition::run() {
    if (check_time()) {
        switch (act_.kind) {
        case ActKind::open:
            open();
            break;
        case ActKind::post:
            post();
            break;
        case ActKind::object:
            object();
            break;
        case ActKind::uphold:
        case ActKind::dismiss:
            decide();
            break;
        case ActKind::withdraw:
            withdraw();
            break;
        default:
            take();
        }
    }
    if (!problems_.empty()) return std::move(problems_);
    return std::move(case_);
}

bool Transition::refuse(std::string_view code, base::Arguments arguments) {
    problems_.push_back({std::string(code), {}, std::move(arguments)});
    return false;
}

base::Arguments Transition::step_arguments(pack::Step const &step) const {
    auto const *now = turn();
    static pack::Title const none{"（已结束）", "(ended)"};
    auto const &turn_title = now == nullptr ? none : now->title;
    return {{"step", step.title.zh},
            {"step_en", step.title.en},
            {"now", turn_title.zh},
            {"now_en", turn_title.en}};
}

bool Transition::check_time() {
    if (case_.acts.empty() && act_.kind != ActKind::open) return refuse("case_not_opened");
    if (!case_.acts.empty() && act_.kind == ActKind::open)
        return refuse("case_open_already",
                      {{"key", case_.key}, {"case", std::to_string(case_.id)}});
    if (case_.state != CaseState::open)
        return refuse("case_closed", {{"state", title_of(case_.state).zh},
                                      {"state_en", title_of(case_.state).en}});
    if (act_.on > world_.today)
        return refuse("case_day_ahead",
                      {{"on", base::to_string(act_.on)}, {"today", base::to_string(world_.today)}});
    if (!case_.acts.empty() && (act_.on < case_.last_on || act_.at < case_.last_at))
        return refuse("case_clock_back",
                      {{"on", act_.on < case_.last_on ? base::to_string(act_.on)
                                                      : base::to_string_instant(act_.at)},
                       {"last", act_.on < case_.last_on ? base::to_string(case_.last_on)
                                                        : base::to_string_instant(case_.last_at)}});
    return true;
}

bool Transition::check_person(pack::Operation operation) {
    auto const right = right_for(world_, procedure_, case_, act_);
    auto const level = base::level_of(right.area).value_or(base::AreaLevel::nation);
    if (!world_.may(operation, right.area))
        refuse("case_wrong_person", {{"who", act_.person},
                                     {"operation", pack::title_of(operation).zh},
                                     {"operation_en", pack::title_of(operation).en},
                                     {"level", title_of(level).zh},
                                     {"level_en", title_of(level).en}});
    auto deeds = world_.deeds;
    auto const own = deeds_of(procedure_, case_);
    deeds.insert(deeds.end(), own.begin(), own.end());
    try {
        access::require_separate(world_.pack->access, deeds, act_.account, operation, case_.key);
    } catch (base::Error const &error) {
        problems_.push_back(error.problem());
    }
    return sound();
}

void Transition::open() {
    if (!check_person(pack::Operation::record)) return;
    case_.opened = case_.since = act_.on;
    if (procedure_.starts != nullptr) {
        auto const value = world_.evaluate(*procedure_.starts, variables(), act_.on);
        auto const *truth = value.as<bool>();
        // What is not known stops no opening: the steps are there to find it out.
        if (truth != nullptr && !*truth)
            refuse("case_start_unmet", {{"why", procedure_.starts_message.zh},
                                        {"why_en", procedure_.starts_message.en}});
    }
    if (!sound()) return;
    append("");
    enter(procedure_.first());
}

bool Transition::check_turn(pack::Step const &step) {
    if (step.any_time || step.id == case_.step) return true;
    auto const *now = turn();
    bool const passed =
        now != nullptr && &step < now && std::ranges::any_of(case_.acts, [&](Taken const &act) {
            return act.kind == ActKind::step && act.step == step.id;
        });
    return refuse(passed ? "case_step_twice" : "case_step_order", step_arguments(step));
}

// Late acts are left to the level the matter has escalated to.
bool Transition::check_deadlines(pack::Step const &step) {
    auto const right = right_for(world_, procedure_, case_, act_);
    auto const check = [&](Due const &due, pack::Deadline const &deadline, std::string_view code) {
        if (auto const *problem = std::get_if<base::Problem>(&due)) problems_.push_back(*problem);
        auto const up = escalated(due, deadline, act_.on);
        if (!up || world_.may(right.operation, right.area)) return;
        auto arguments = step_arguments(step);
        arguments.insert(arguments.end(), {{"due", base::to_string(*known(due))},
                                           {"level", title_of(*up).zh},
                                           {"level_en", title_of(*up).en}});
        refuse(code, std::move(arguments));
    };
    check(due_of(world_, procedure_, case_, step), step.within, "case_late");
    check(due_of_whole(world_, procedure_, case_), procedure_.within, "case_whole_late");
    return sound();
}

bool Transition::check_outcome(pack::Step const &step) {
    if (act_.outcome == Outcome::pass) return true;
    bool const allowed = act_.outcome == Outcome::back ? !step.return_to.empty() : step.reject;
    if (!allowed) {
        auto arguments = step_arguments(step);
        arguments.emplace_back("outcome", title_of(act_.outcome).zh);
        arguments.emplace_back("outcome_en", title_of(act_.outcome).en);
        return refuse("case_outcome_none", std::move(arguments));
    }
    return !act_.reason.empty() || refuse("case_reason_missing");
}

void Transition::take() {
    auto const *step = procedure_.find_step(act_.step);
    if (step == nullptr) {
        std::vector<std::string> ids;
        for (auto const &one : procedure_.steps) ids.push_back(one.id);
        auto const *now = turn();
        refuse("case_step_unknown",
               {{"step", act_.step},
                {"near", base::nearest(act_.step, ids).value_or(now == nullptr ? "" : now->id)}});
        return;
    }
    if (!check_turn(*step) || !check_deadlines(*step) || !check_person(step->operation) ||
        !check_outcome(*step))
        return;
    if (step->notice && act_.outcome == Outcome::pass && !check_notice_ended(*step)) return;
    check_relatives(*step);
    check_records(*step);
    if (act_.outcome == Outcome::pass && sound()) check_conditions(*step);
    if (!sound()) return;
    if (act_.outcome == Outcome::pass) {
        pass(*step);
        return;
    }
    append(step->id);
    if (act_.outcome == Outcome::back) go_back(step->return_to);
    else {
        case_.state = CaseState::rejected;
        case_.step.clear();
    }
}

void Transition::pass(pack::Step const &step) {
    append(step.id);
    for (auto &notice : case_.notices)
        if (notice.step == step.id) notice.standing = false;
    state_effects(step);
    if (!step.any_time && sound()) enter(procedure_.after(step));
}

// The first of the steps from here on whose condition does not say no; the end after the last.
void Transition::enter(pack::Step const *step) {
    while (step != nullptr && step->when != nullptr) {
        auto const value = world_.evaluate(*step->when, variables(), act_.on);
        auto const *truth = value.as<bool>();
        if (truth == nullptr || *truth) break;
        auto &skipped = append(step->id);
        skipped.kind = ActKind::skip;
        skipped.records.clear();
        step = procedure_.following(*step);
    }
    case_.since = act_.on;
    case_.step = step == nullptr ? "" : step->id;
    if (step != nullptr) return;
    for (auto const &beside : procedure_.steps) {
        auto const taken = std::ranges::any_of(
            case_.acts, [&](Taken const &act) { return act.step == beside.id; });
        if (beside.any_time && !taken) refuse("case_step_needed", step_arguments(beside));
    }
    case_.state = CaseState::done;
}

void Transition::go_back(std::string const &step) {
    for (auto &notice : case_.notices) notice.standing = false;
    case_.step = step;
    case_.since = act_.on;
}

void Transition::withdraw() {
    if (!check_person(pack::Operation::record)) return;
    if (act_.reason.empty()) {
        refuse("case_reason_missing");
        return;
    }
    append(case_.step);
    case_.state = CaseState::withdrawn;
    case_.step.clear();
    for (auto &notice : case_.notices) notice.standing = false;
}

Taken &Transition::append(std::string const &step) {
    Taken taken;
    taken.number = static_cast<int>(case_.acts.size()) + 1;
    taken.kind = act_.kind;
    taken.step = step;
    taken.outcome = act_.outcome;
    taken.on = act_.on;
    taken.at = act_.at;
    taken.account = act_.account;
    taken.person = act_.person;
    taken.role = act_.role;
    taken.reason = act_.reason;
    taken.records = act_.records;
    case_.last_on = act_.on;
    case_.last_at = act_.at;
    return case_.acts.emplace_back(std::move(taken));
}

} // namespace jingzhun::work
