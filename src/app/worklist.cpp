// jingzhun worklist: what one person does today; what is stuck where in an area.
#include "work/worklist.hpp"

#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "app/worklist_command.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

work::FindingDesk desk_of(Session const &session) {
    return {*session.database, session.pack, session.areas, session.county};
}

// The key at once; a name by reading everybody.
work::Person person_of(Session const &session, std::string const &text, base::Date on) {
    if (auto found = work::read_person(*session.database, session.pack, session.areas,
                                       session.county, text, on))
        return *std::move(found);
    return work::People(*session.database, session.pack, session.areas, session.county, on)
        .require(text);
}

void add_steps(base::JsonWriter &json, std::vector<work::WaitingStep> const &steps,
               Common const &common) {
    json.key("steps").begin_array();
    for (auto const &one : steps)
        json.begin_object()
            .member("procedure", choose(common, one.procedure))
            .member("step", choose(common, one.step))
            .member("cases", one.cases)
            .member("since", base::to_string(one.since))
            .end_object();
    json.end_array();
}

void print_steps(std::vector<work::WaitingStep> const &steps, Common const &common) {
    for (auto const &one : steps)
        print_line(fmt::format(fmt::runtime(choose(common, "{}：{} 有 {} 件在等，最早 {}",
                                                   "{}: {} has {} cases waiting, since {}")),
                               choose(common, one.procedure), choose(common, one.step),
                               grouped(one.cases), base::to_string(one.since)));
}

void write_json(work::Worklist const &list, Common const &common) {
    base::JsonWriter json;
    json.begin_object()
        .member("person", list.person.name)
        .member("unit", list.person.unit)
        .member("on", base::to_string(list.on))
        .member("mine", list.mine)
        .member("late", list.late)
        .member("overseen", list.overseen)
        .member("to_verify", list.to_verify)
        .member("to_assign", list.to_assign);
    json.key("items").begin_array();
    for (auto const &item : list.items)
        json.begin_object()
            .member("why", work::to_string(item.why))
            .member("finding", item.finding.id)
            .member("rule", item.finding.rule)
            .member("subject", item.finding.subject)
            .member("label", item.finding.label)
            .member("area", item.finding.area)
            .member("due", base::to_string(item.finding.due))
            .member("returned", item.times_returned)
            .member("message", item.finding.message.in(common.language))
            .end_object();
    json.end_array().key("owed").begin_array();
    for (auto const &owed : list.owed)
        json.begin_object()
            .member("period", owed.period.name)
            .member("what", owed.nights ? "nights" : "visits")
            .member("quota", owed.quota)
            .member("done", owed.done)
            .end_object();
    json.end_array();
    add_steps(json, list.steps, common);
    json.key("notices").begin_array();
    for (auto const &one : list.notices)
        json.begin_object()
            .member("case", one.case_id)
            .member("label", one.label)
            .member("until", base::to_string(one.until))
            .end_object();
    json.end_array().end_object();
    print_json(json.text());
}

void print_owed(work::Worklist const &list, Common const &common) {
    for (auto const &owed : list.owed)
        print_line(fmt::format(fmt::runtime(choose(common, "{}：{} 要求 {}，已有 {}，还欠 {}",
                                                   "{}: {} asked for {}, done {}, owed {}")),
                               owed.period.name,
                               owed.nights ? choose(common, "住村（晚）", "nights")
                                           : choose(common, "走访", "visits"),
                               owed.quota, owed.done, owed.owed()));
}

void write_text(Session const &session, work::Worklist const &list, Common const &common) {
    print_line(fmt::format(
        fmt::runtime(choose(common,
                            "{} {}，{}：名下 {} 条，逾期 {} 条；上报来 {}，待复核 {}，待分派 {}",
                            "{} {}, {}: {} in hand, {} late; {} gone up, {} to verify, {} to "
                            "assign")),
        list.person.name, list.person.unit, base::to_string(list.on), grouped(list.mine),
        grouped(list.late), grouped(list.overseen), grouped(list.to_verify),
        grouped(list.to_assign)));
    print_owed(list, common);
    print_steps(list.steps, common);
    for (auto const &one : list.notices)
        print_line(fmt::format(fmt::runtime(choose(common, "案卷 {} {} 的公示到 {} 为止",
                                                   "the notice of case {}, {}, stands until {}")),
                               one.case_id, one.label, base::to_string(one.until)));
    if (list.items.empty()) return;
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"为何", "问题", "对象", "地点", "时限", "说明"}
            : std::vector<std::string>{"why", "finding", "subject", "place", "due", "message"}};
    for (auto const &item : list.items)
        rows.push_back({choose(common, work::title_of(item.why)), std::to_string(item.finding.id),
                        item.finding.label, session.areas.path_of(item.finding.area),
                        base::to_string(item.finding.due),
                        item.finding.message.in(common.language)});
    fmt::print("{}", table(rows, {1}));
}

void add(base::JsonWriter &json, work::Stuck const &row, base::Date on) {
    json.begin_object()
        .member("area", row.area)
        .member("owner", row.owner)
        .member("open", row.open)
        .member("assigned", row.assigned)
        .member("rectified", row.rectified)
        .member("verified", row.verified)
        .member("closed", row.closed)
        .member("late", row.late)
        .member("hard", row.hard)
        .member("week", row.week)
        .member("month", row.month)
        .member("quarter", row.quarter)
        .member("older", row.older)
        .member("oldest_days", row.oldest ? on.days - row.oldest->days : 0)
        .end_object();
}

std::vector<std::string> cells(work::Stuck const &row, std::string const &name, base::Date on) {
    return {name,
            grouped(row.open),
            grouped(row.assigned),
            grouped(row.rectified),
            grouped(row.verified),
            grouped(row.late),
            grouped(row.hard),
            grouped(row.week),
            grouped(row.month),
            grouped(row.quarter),
            grouped(row.older),
            row.oldest ? std::to_string(on.days - row.oldest->days) : ""};
}

void print_stuck(std::string const &first, std::vector<std::vector<std::string>> rows,
                 Common const &common) {
    auto header = common.language == base::Language::zh
                      ? std::vector<std::string>{"",       "待分派",  "整改中",   "待复核",
                                                 "已复核", "逾期",    "硬伤",     "7天内",
                                                 "8–30天", "31–90天", "90天以上", "最久（天）"}
                      : std::vector<std::string>{"",         "open", "assigned", "rectified",
                                                 "verified", "late", "hard",     "7 days",
                                                 "30",       "90",   "older",    "oldest (days)"};
    header.front() = first;
    rows.insert(rows.begin(), std::move(header));
    fmt::print("{}\n", table(rows, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
}

int of_area(Session const &session, WorklistCommand const &command, Common const &common) {
    Acting(session, common).require_some_register(pack::Operation::read);
    auto const on = command.on.value_or(base::today());
    auto const list = work::worklist_of_area(desk_of(session), command.area, on);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().member("area", list.area).member("on", base::to_string(on));
        json.key("total");
        add(json, list.total, on);
        json.key("areas").begin_array();
        for (auto const &row : list.areas) add(json, row, on);
        json.end_array().key("owners").begin_array();
        for (auto const &row : list.owners) add(json, row, on);
        json.end_array();
        add_steps(json, list.steps, common);
        json.end_object();
        print_json(json.text());
        return 0;
    }
    std::vector<std::vector<std::string>> rows = {
        cells(list.total, choose(common, "合计", "total"), on)};
    for (auto const &row : list.areas)
        rows.push_back(cells(row, session.areas.path_of(row.area), on));
    print_stuck(choose(common, "地点", "place"), std::move(rows), common);
    rows.clear();
    auto const &rules = work::responsibility_of(session.pack);
    for (auto const &row : list.owners) {
        auto const *owner = rules.find_owner(row.owner);
        rows.push_back(cells(row, owner == nullptr ? row.owner : choose(common, owner->title), on));
    }
    print_stuck(choose(common, "责任", "owner"), std::move(rows), common);
    print_steps(list.steps, common);
    return 0;
}

} // namespace

int worklist(WorklistCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    if (command.person.empty() == command.area.empty()) throw base::Error("worklist_whose");
    if (!command.area.empty()) {
        if (session.areas.find(command.area) == nullptr)
            throw base::Error("area_not_in_store", {{"area", command.area}});
        return of_area(session, command, common);
    }
    auto const on = command.on.value_or(base::today());
    auto const person = person_of(session, command.person, on);
    Acting const acting(session, common);
    // One's own list needs no more than being somebody; another's, the right to read persons.
    auto const own = command.person == common.actor.name || person.name == common.actor.name;
    if (!own)
        acting.require_somewhere(pack::Operation::read,
                                 work::responsibility_of(session.pack).persons);
    auto const list = work::worklist_of(desk_of(session), person, on);
    if (common.json) write_json(list, common);
    else write_text(session, list, common);
    return 0;
}

} // namespace jingzhun::app
