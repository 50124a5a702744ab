// Taking grievances in, and every act on them.
#include "work/grievance_desk.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "finding/acts.hpp"
#include "pack/read_value.hpp"
#include "register/records.hpp"
#include "work/grievance_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace jingzhun::work {
namespace {

base::Value read_told(GrievanceDesk const &desk, std::string const &name, std::string const &text) {
    auto const &definition = grievance_register(desk);
    auto const *field = definition.find_field(name);
    if (field == nullptr) {
        std::vector<std::string> names;
        for (auto const &one : definition.fields) names.push_back(one.name);
        throw base::Error(
            "grievance_field_unknown",
            {{"field", name}, {"near", base::nearest(name, names).value_or(names.front())}});
    }
    auto read = pack::read_cell(desk.pack, *field, text);
    if (auto const *problem = std::get_if<base::Problem>(&read)) throw base::Error(*problem);
    return std::get<base::Value>(std::move(read));
}

// "" where it is not stated, or is no text.
std::string text_in(Stated const &stated, std::string const &field) {
    for (auto const &[name, value] : stated)
        if (auto const *text = std::get_if<std::string>(&value); text != nullptr && name == field)
            return *text;
    return "";
}

bool is_stated(Stated const &stated, std::string const &field) {
    return std::ranges::any_of(stated, [&](auto const &one) {
        return one.first == field && !base::is_missing(one.second);
    });
}

void put(Stated &stated, std::string const &field, base::Value value) {
    for (auto &[name, old] : stated)
        if (name == field) {
            old = std::move(value);
            return;
        }
    stated.emplace_back(field, std::move(value));
}

Report report_of(GrievanceDesk const &desk, Stated const &stated) {
    auto const &fields = desk.pack.grievances.fields;
    Report report;
    report.number = report.first = text_in(stated, fields.number);
    for (auto const &[name, value] : stated)
        if (name == fields.received_on)
            if (auto const *days = std::get_if<std::int64_t>(&value))
                report.on = base::Date{static_cast<std::int32_t>(*days)};
    report.level = text_in(stated, fields.level);
    report.channel = text_in(stated, fields.channel);
    report.kind = text_in(stated, fields.kind);
    report.claimant = base::fold(text_in(stated, fields.claimant));
    report.phone = text_in(stated, fields.phone);
    report.village = text_in(stated, fields.area);
    report.household = text_in(stated, fields.household);
    report.content = text_in(stated, fields.content);
    report.respondents = base::split_list(text_in(stated, fields.respondents));
    return report;
}

std::string new_number(std::vector<Report> const &earlier, base::Date on) {
    for (auto n = earlier.size() + 1;; ++n) {
        auto number = fmt::format("XF{}{:06}", on.year(), n);
        if (std::ranges::find(earlier, number, &Report::number) == earlier.end()) return number;
    }
}

// The finding of a matter; nothing where nobody raised one yet.
std::optional<finding::Finding> finding_of(GrievanceDesk const &desk, std::string const &first) {
    finding::Query query;
    query.county = desk.county;
    query.rule = finding::raised_rule;
    query.register_name = desk.pack.grievances.register_name;
    query.subject = first;
    std::optional<finding::Finding> found;
    finding::list(desk.database, query, [&](finding::Finding const &one) { found = one; });
    return found;
}

std::int64_t raise_finding(GrievanceDesk const &desk, Report const &report, base::Date due) {
    auto const place = place_of_report(desk, report.number);
    finding::Raised raised;
    raised.register_name = desk.pack.grievances.register_name;
    raised.record = place.record;
    raised.subject = report.number;
    raised.label = report.number;
    raised.area = place.area;
    raised.text = report.content;
    raised.owner = desk.pack.grievances.owner;
    raised.origin = "grievance " + report.number;
    raised.severity = pack::Severity::hard;
    raised.opened = report.on;
    raised.due = due;
    auto const id = finding::raise(desk.database, desk.actor, desk.county, raised);
    finding::log_acts(desk.database, desk.actor, desk.county, finding::Deed::raise, {id},
                      report.on);
    return id;
}

void log(GrievanceDesk const &desk, Taken const &taken, char const *what) {
    base::JsonWriter details;
    details.begin_object()
        .member("what", what)
        .member("matter", taken.first)
        .member("finding", taken.finding)
        .end_object();
    store::append(desk.database, desk.actor,
                  {desk.county, "grievance", "grievance " + taken.number, details.take()});
}

// Does what an act asks of the finding. Requires: a write transaction is open.
finding::Life perform(GrievanceDesk const &desk, Matter const &matter, GrievanceAct const &act) {
    if (act.kind != GrievanceAct::Kind::report)
        if (auto const refusal = about_the_actor(matter, desk.names))
            throw base::Error(refusal->code, refusal->arguments);
    auto life = *matter.life;
    for (auto const &one : finding_acts(matter, act)) {
        life = finding::perform(desk.database, desk.actor, desk.county, matter.life->id, one);
        finding::log_acts(desk.database, desk.actor, desk.county, one.deed, {matter.life->id},
                          desk.today);
    }
    return life;
}

GrievanceAct act_of(GrievanceDesk const &desk, GrievanceAct::Kind kind) {
    GrievanceAct act;
    act.kind = kind;
    act.act.by = desk.actor.name;
    act.act.at = base::now();
    act.act.on = desk.today;
    act.act.reason = desk.actor.reason;
    act.names = desk.names;
    return act;
}

// Raises the matter's finding, or opens it again where it was closed.
void bring_to_finding(GrievanceDesk const &desk, Report const &report, Taken &taken) {
    taken.due = due_of(desk.pack.grievances, desk.pack.calendar, report.kind, report.on);
    auto const found = finding_of(desk, taken.first);
    if (!found) {
        taken.finding = raise_finding(desk, report, taken.due);
        return;
    }
    taken.finding = found->id;
    Matter matter;
    matter.life = finding::life_of(desk.database, desk.county, found->id);
    auto act = act_of(desk, GrievanceAct::Kind::report);
    act.due = taken.due;
    act.act.reason = "重复反映 " + report.number;
    perform(desk, matter, act);
}

Taken recognise_and_raise(GrievanceDesk const &desk, Report report,
                          std::vector<Report> const &earlier) {
    auto const recognised = recognise(desk.pack.grievances, report, earlier);
    Taken taken;
    taken.number = report.number;
    taken.first = recognised.first;
    taken.standing = recognised.standing;
    taken.likeness = recognised.likeness;
    taken.household = report.household;
    return taken;
}

Matter require_handled(GrievanceDesk const &desk, std::string const &number) {
    auto matter = find_matter(desk, number);
    if (!matter.life) throw base::Error("grievance_not_taken_up", {{"number", number}});
    return matter;
}

} // namespace

Taken take_in(GrievanceDesk const &desk, Told const &told) {
    auto const &fields = desk.pack.grievances.fields;
    grievance_register(desk);
    store::Transaction transaction(desk.database);
    Stated stated;
    for (auto const &[name, text] : told)
        if (!text.empty()) put(stated, name, read_told(desk, name, text));
    if (!is_stated(stated, fields.received_on))
        put(stated, fields.received_on, std::int64_t{desk.today.days});
    if (text_in(stated, fields.content).empty()) throw base::Error("grievance_incomplete");
    auto const earlier = all_reports(desk);
    if (text_in(stated, fields.number).empty())
        put(stated, fields.number, new_number(earlier, desk.today));
    auto const number = text_in(stated, fields.number);
    if (std::ranges::find(earlier, number, &Report::number) != earlier.end())
        throw base::Error("grievance_number_taken", {{"number", number}});
    std::vector<std::string> candidates;
    if (text_in(stated, fields.household).empty()) {
        candidates = households_of(desk, text_in(stated, fields.claimant),
                                   text_in(stated, fields.area), text_in(stated, fields.phone));
        if (candidates.size() == 1) put(stated, fields.household, candidates.front());
    }
    auto const report = report_of(desk, stated);
    auto taken = recognise_and_raise(desk, report, earlier);
    if (candidates.size() > 1) taken.candidates = std::move(candidates);
    put(stated, fields.first, taken.first);
    state_report(desk, number, stated);
    bring_to_finding(desk, report, taken);
    log(desk, taken, "taken in");
    transaction.commit();
    return taken;
}

std::vector<Taken> take_up(GrievanceDesk const &desk) {
    store::Transaction transaction(desk.database);
    std::vector<Taken> all;
    std::vector<Report> earlier;
    for (auto report : all_reports(desk)) {
        auto const is_open =
            !report.closed_on && report.first == report.number && !finding_of(desk, report.number);
        if (is_open) {
            auto taken = recognise_and_raise(desk, report, earlier);
            report.first = taken.first;
            state_report(desk, report.number, {{desk.pack.grievances.fields.first, taken.first}});
            bring_to_finding(desk, report, taken);
            log(desk, taken, "taken up");
            all.push_back(std::move(taken));
        }
        earlier.push_back(std::move(report));
    }
    transaction.commit();
    return all;
}

std::vector<Matter> all_matters(GrievanceDesk const &desk) {
    std::map<std::string, Matter> matters;
    for (auto &report : all_reports(desk)) matters[report.first].reports.push_back(report);
    finding::Query query;
    query.county = desk.county;
    query.rule = finding::raised_rule;
    query.register_name = desk.pack.grievances.register_name;
    std::vector<std::pair<std::string, std::int64_t>> found;
    finding::list(desk.database, query,
                  [&](finding::Finding const &one) { found.emplace_back(one.subject, one.id); });
    for (auto const &[first, id] : found)
        if (auto const at = matters.find(first); at != matters.end())
            at->second.life = finding::life_of(desk.database, desk.county, id);
    std::vector<Matter> all;
    for (auto &[first, matter] : matters) all.push_back(std::move(matter));
    return all;
}

Matter find_matter(GrievanceDesk const &desk, std::string const &number) {
    for (auto &matter : all_matters(desk))
        if (std::ranges::find(matter.reports, number, &Report::number) != matter.reports.end())
            return std::move(matter);
    throw base::Error("grievance_unknown", {{"number", number}});
}

finding::Life assign(GrievanceDesk const &desk, std::string const &number,
                     std::string const &person) {
    store::Transaction transaction(desk.database);
    auto const matter = require_handled(desk, number);
    auto const record = registry::read_record(
        desk.database, desk.pack, *desk.pack.find_register(desk.pack.grievances.persons),
        desk.county, person);
    if (!record) throw base::Error("grievance_person_unknown", {{"person", person}});
    auto act = act_of(desk, GrievanceAct::Kind::assign);
    act.act.to = record->id;
    auto const life = perform(desk, matter, act);
    transaction.commit();
    return life;
}

finding::Life answer(GrievanceDesk const &desk, std::string const &number,
                     std::string const &answer, std::vector<std::string> evidence) {
    store::Transaction transaction(desk.database);
    auto act = act_of(desk, GrievanceAct::Kind::answer);
    act.act.measure = answer;
    act.act.evidence = std::move(evidence);
    auto const life = perform(desk, require_handled(desk, number), act);
    transaction.commit();
    return life;
}

finding::Life rate(GrievanceDesk const &desk, std::string const &number, bool satisfied) {
    store::Transaction transaction(desk.database);
    auto const matter = require_handled(desk, number);
    auto act = act_of(desk, GrievanceAct::Kind::rate);
    act.satisfied = satisfied;
    auto const life = perform(desk, matter, act);
    auto const &fields = desk.pack.grievances.fields;
    Stated stated = {{fields.satisfied, std::int64_t{satisfied}}};
    if (satisfied) stated.emplace_back(fields.closed_on, std::int64_t{desk.today.days});
    for (auto const &report : matter.reports)
        if (!report.closed_on) state_report(desk, report.number, stated);
    Taken taken;
    taken.number = number;
    taken.first = matter.reports.front().first;
    taken.finding = life.id;
    log(desk, taken, satisfied ? "satisfied" : "not satisfied");
    transaction.commit();
    return life;
}

std::vector<std::string> escalate_late(GrievanceDesk const &desk) {
    store::Transaction transaction(desk.database);
    std::vector<std::string> numbers;
    for (auto const &matter : all_matters(desk)) {
        if (!matter.life) continue;
        auto life = *matter.life;
        auto const wanted = levels_due(desk.pack.grievances, life, desk.today);
        if (wanted <= life.level || about_the_actor(matter, desk.names)) continue;
        while (life.level < wanted) {
            auto act = act_of(desk, GrievanceAct::Kind::escalate);
            auto now = matter;
            now.life = life;
            life = perform(desk, now, act);
        }
        numbers.push_back(matter.reports.front().first);
    }
    if (!numbers.empty()) transaction.commit();
    return numbers;
}

} // namespace jingzhun::work
