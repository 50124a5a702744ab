// Notices and objections to them.
#include "work/deadline.hpp"
#include "work/transition.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace jingzhun::work {
namespace {

void replace_all(std::string &text, std::string const &name, std::string const &value) {
    auto const wanted = "{" + name + "}";
    for (auto at = text.find(wanted); at != text.npos; at = text.find(wanted, at + value.size()))
        text.replace(at, wanted.size(), value);
}

} // namespace

// Whoever posts it has published what the pack lists, as it was known that day, and nothing else.
void Transition::post() {
    auto const *step = turn();
    if (step == nullptr || !step->notice) {
        refuse("case_notice_none");
        return;
    }
    if (standing_notice(case_) != nullptr) {
        refuse("case_notice_posted", {{"until", base::to_string(standing_notice(case_)->until)}});
        return;
    }
    if (!check_deadlines(*step) || !check_person(step->operation)) return;
    auto const &rule = *step->notice;
    auto const until = due_after(world_, variables(), rule.days.get(), rule.counted, act_.on);
    if (auto const *problem = std::get_if<base::Problem>(&until)) {
        problems_.push_back(*problem);
        return;
    }
    Notice notice{append(step->id).number,
                  step->id,
                  act_.on,
                  known(until).value_or(act_.on),
                  true,
                  rule.text,
                  {}};
    for (auto const &name : rule.shows) {
        auto line = world_.show(name, act_.on);
        replace_all(notice.text.zh, name, line.value.zh);
        replace_all(notice.text.en, name, line.value.en);
        notice.lines.push_back(std::move(line));
    }
    for (auto *text : {&notice.text.zh, &notice.text.en}) {
        replace_all(*text, "from", base::to_string(notice.from));
        replace_all(*text, "until", base::to_string(notice.until));
        replace_all(*text, "days", std::to_string(notice.until.days - notice.from.days));
    }
    case_.notices.push_back(std::move(notice));
}

bool Transition::check_notice_ended(pack::Step const &step) {
    auto const *notice = standing_notice(case_);
    if (notice == nullptr) return refuse("case_notice_missing", step_arguments(step));
    if (open_objections(case_) > 0)
        refuse("case_objection_open", {{"count", std::to_string(open_objections(case_))}});
    if (act_.on <= notice->until)
        refuse("case_notice_stands", {{"until", base::to_string(notice->until)},
                                      {"from", base::to_string(notice->from)}});
    return sound();
}

void Transition::object() {
    auto const *step = turn();
    auto const *notice = standing_notice(case_);
    if (notice == nullptr || step == nullptr || !step->notice || step->notice->objection.empty()) {
        refuse("case_objection_none");
        return;
    }
    if (act_.on > notice->until) {
        refuse("case_objection_late", {{"until", base::to_string(notice->until)}});
        return;
    }
    if (act_.text.empty()) {
        refuse("case_reason_missing");
        return;
    }
    if (!check_person(pack::Operation::record)) return;
    append(step->id);
    Objection objection;
    objection.number = static_cast<int>(case_.objections.size()) + 1;
    objection.step = step->id;
    objection.on = act_.on;
    objection.name = act_.name;
    objection.text = act_.text;
    case_.objections.push_back(std::move(objection));
}

void Transition::decide() {
    auto const *step = turn();
    auto const found = std::ranges::find_if(case_.objections, [&](Objection const &one) {
        return one.state == ObjectionState::open &&
               (act_.objection == 0 || one.number == act_.objection);
    });
    bool const unclear = act_.objection == 0 && open_objections(case_) > 1;
    if (found == case_.objections.end() || unclear || step == nullptr || !step->notice) {
        refuse("case_objection_unknown", {{"number", std::to_string(act_.objection)},
                                          {"open", std::to_string(open_objections(case_))}});
        return;
    }
    if (!check_person(step->notice->objection_operation)) return;
    if (act_.reason.empty()) {
        refuse("case_reason_missing");
        return;
    }
    append(step->id);
    bool const upheld = act_.kind == ActKind::uphold;
    found->state = upheld ? ObjectionState::upheld : ObjectionState::dismissed;
    found->decided_on = act_.on;
    found->decided_by = act_.person;
    found->answer = act_.reason;
    if (!upheld) return;
    for (auto &other : case_.objections) // the matter is decided anew: what is open goes with it
        if (other.state == ObjectionState::open) {
            other.state = ObjectionState::upheld;
            other.decided_on = act_.on;
            other.decided_by = act_.person;
            other.answer = act_.reason;
        }
    go_back(step->notice->objection);
}

} // namespace jingzhun::work
