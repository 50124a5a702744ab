// Recognising matters, and their steps.
#include "work/grievance_matter.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace jingzhun::work {
namespace {

bool same(std::string const &a, std::string const &b) { return !a.empty() && a == b; }

bool is_anonymous(Report const &report) {
    return report.claimant.empty() && report.phone.empty() && report.household.empty();
}

bool same_claimant(Report const &a, Report const &b) {
    return same(a.household, b.household) || same(a.phone, b.phone) ||
           (same(a.claimant, b.claimant) && same(a.village, b.village));
}

// What percentage of likeness makes the two one matter; over 100: none does.
int needed(pack::GrievanceRules const &rules, Report const &a, Report const &b) {
    if (same_claimant(a, b)) return rules.same_matter;
    auto const one_missing = is_anonymous(a) || is_anonymous(b);
    return one_missing && same(a.village, b.village) ? rules.same_matter_anonymous : 101;
}

int dice(std::u32string const &a, std::u32string const &b) {
    if (a.size() < 2 || b.size() < 2) return 0;
    std::map<std::pair<char32_t, char32_t>, int> pairs;
    for (std::size_t i = 0; i + 1 < a.size(); ++i) ++pairs[{a[i], a[i + 1]}];
    int shared = 0;
    for (std::size_t i = 0; i + 1 < b.size(); ++i)
        if (auto const at = pairs.find({b[i], b[i + 1]}); at != pairs.end() && at->second > 0) {
            --at->second;
            ++shared;
        }
    return static_cast<int>(200 * shared / static_cast<int>(a.size() + b.size() - 2));
}

base::Date last_day(Matter const &matter) {
    return std::ranges::max_element(matter.reports, {}, &Report::on)->on;
}

Matter with_report(Matter matter, GrievanceAct const &act) {
    auto const report = *act.report;
    if (!matter.life) {
        finding::Life life;
        life.by_rule = false;
        life.opened = report.on;
        life.due = act.due;
        life.last = act.act.at;
        matter.life = life;
    }
    matter.reports.push_back(report);
    return matter;
}

} // namespace

int likeness(std::string_view a, std::string_view b) {
    auto const first = base::to_code_points(base::fold(a)),
               second = base::to_code_points(base::fold(b));
    auto const longer = std::max(first.size(), second.size());
    if (longer == 0) return 0;
    auto const far = base::edit_distance(base::fold(a), base::fold(b));
    auto const near = static_cast<int>(100 * (longer - std::min(far, longer)) / longer);
    return std::max(near, dice(first, second));
}

Recognised recognise(pack::GrievanceRules const &rules, Report const &report,
                     std::vector<Report> const &earlier) {
    Recognised best{Standing::fresh, report.number, 0};
    for (auto const &other : earlier) {
        auto const apart = report.on.days - other.on.days;
        if (other.number == report.number || apart < 0 || apart > rules.repeat_days) continue;
        auto const alike = likeness(report.content, other.content);
        if (alike < needed(rules, report, other) || alike < best.likeness) continue;
        if (alike == best.likeness && best.standing != Standing::fresh) continue;
        auto const twice = apart == 0 && same_claimant(report, other);
        best = {twice ? Standing::duplicate : Standing::repeat, other.first, alike};
    }
    return best;
}

base::Date due_of(pack::GrievanceRules const &rules, pack::Calendar const &calendar,
                  std::string const &kind, base::Date received) {
    pack::GrievanceKind const *found = nullptr;
    for (auto const &one : rules.kinds)
        if (one.code == kind || (one.code.empty() && found == nullptr)) found = &one;
    auto const days = found == nullptr ? 0 : found->days;
    auto const working = found != nullptr && found->working_days;
    auto const due = pack::days_after(
        calendar, received, days, working ? pack::CountedIn::working_days : pack::CountedIn::days);
    if (!due) throw base::Error("grievance_no_calendar", {{"on", base::to_string(received)}});
    return *due;
}

int repeats(Matter const &matter) {
    std::set<base::Date> days;
    for (auto const &report : matter.reports) days.insert(report.on);
    return std::max(0, static_cast<int>(days.size()) - 1);
}

std::optional<int> days_to_solution(Matter const &matter) {
    if (matter.reports.empty()) return std::nullopt;
    std::optional<base::Date> closed;
    if (matter.life) {
        if (matter.life->state == finding::State::closed) closed = matter.life->closed;
    } else {
        for (auto const &report : matter.reports) {
            if (!report.closed_on) return std::nullopt;
            closed = std::max(closed.value_or(*report.closed_on), *report.closed_on);
        }
    }
    if (!closed || *closed < last_day(matter)) return std::nullopt;
    return closed->days - std::ranges::min_element(matter.reports, {}, &Report::on)->on.days;
}

int levels_due(pack::GrievanceRules const &rules, finding::Life const &life, base::Date today) {
    if (life.state == finding::State::closed || today <= life.due) return 0;
    auto const late = today.days - life.due.days - 1;
    auto const steps = 1 + (rules.escalate_days > 0 ? late / rules.escalate_days : 0);
    auto const start = std::ranges::find(rules.levels, rules.handled_at);
    return std::min(steps, static_cast<int>(rules.levels.end() - start) - 1);
}

std::string const &level_now(pack::GrievanceRules const &rules, finding::Life const &life) {
    auto const start = std::ranges::find(rules.levels, rules.handled_at) - rules.levels.begin();
    auto const at = std::min(start + life.level, std::ssize(rules.levels) - 1);
    return rules.levels[static_cast<std::size_t>(at)];
}

std::optional<finding::Refusal> about_the_actor(Matter const &matter,
                                                std::vector<std::string> const &names) {
    for (auto const &report : matter.reports)
        for (auto const &respondent : report.respondents)
            for (auto const &name : names)
                if (!name.empty() && base::fold(name) == base::fold(respondent))
                    return finding::Refusal{"grievance_about_you",
                                            {{"number", report.first}, {"name", respondent}}};
    return std::nullopt;
}

std::vector<finding::Act> finding_acts(Matter const &matter, GrievanceAct const &act) {
    using finding::Deed;
    auto const as = [&](Deed deed) {
        auto one = act.act;
        one.deed = deed;
        return one;
    };
    switch (act.kind) {
    case GrievanceAct::Kind::report: {
        auto const closed = matter.life && matter.life->state == finding::State::closed;
        if (!closed) return {};
        auto again = as(Deed::found_again);
        again.due = act.due;
        return {again};
    }
    case GrievanceAct::Kind::assign:
        return {as(matter.life && matter.life->state == finding::State::open ? Deed::assign
                                                                             : Deed::transfer)};
    case GrievanceAct::Kind::answer:
        return {as(Deed::rectify)};
    case GrievanceAct::Kind::rate:
        if (act.satisfied) return {as(Deed::verify), as(Deed::close)};
        return {as(Deed::reject)};
    case GrievanceAct::Kind::escalate:
        return {as(Deed::escalate)};
    }
    return {};
}

std::variant<Matter, finding::Refusal> step(pack::GrievanceRules const &rules, Matter matter,
                                            GrievanceAct const &act) {
    using Kind = GrievanceAct::Kind;
    if (act.kind != Kind::report) {
        if (auto refusal = about_the_actor(matter, act.names)) return *std::move(refusal);
        if (!matter.life) return finding::Refusal{"grievance_unknown", {{"number", ""}}};
        if (act.kind == Kind::escalate &&
            levels_due(rules, *matter.life, act.act.on) <= matter.life->level)
            return finding::Refusal{"finding_not_late",
                                    {{"id", std::to_string(matter.life->id)},
                                     {"due", base::to_string(matter.life->due)}}};
    }
    auto next = act.kind == Kind::report ? with_report(matter, act) : matter;
    for (auto const &one : finding_acts(matter, act)) {
        auto stepped = finding::step(*next.life, one);
        if (auto *refusal = std::get_if<finding::Refusal>(&stepped)) return std::move(*refusal);
        next.life = std::get<finding::Life>(std::move(stepped));
    }
    return next;
}

} // namespace jingzhun::work
