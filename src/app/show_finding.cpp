// jingzhun finding show, finding faults: one finding with its history; where closures proved false.
#include "app/acting.hpp"
#include "app/finding_command.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "finding/acts.hpp"
#include "work/route.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

struct Shown {
    finding::Finding finding;
    finding::Life life;
    std::string origin, person, owner;
    std::vector<finding::Entry> history;
    std::vector<std::string> receivers; // by entry: the name of whom it went to
};

Shown read(Session const &session, std::int64_t id) {
    auto &database = *session.database;
    auto found = finding::find(database, session.county, id);
    if (!found) throw base::Error("finding_unknown", {{"id", std::to_string(id)}});
    Shown shown{*std::move(found),
                finding::life_of(database, session.county, id),
                finding::origin_of(database, session.county, id),
                {},
                {},
                finding::history(database, session.county, id),
                {}};
    shown.owner = shown.finding.owner;
    if (pack::kept_responsibility(session.pack) == nullptr) return shown;
    work::People const people(database, session.pack, session.areas, session.county, base::today());
    shown.person = people.name_of(shown.life.assignee);
    for (auto const &entry : shown.history) shown.receivers.push_back(people.name_of(entry.person));
    return shown;
}

void write_json(Shown const &shown, Common const &common) {
    auto const &one = shown.finding;
    base::JsonWriter json;
    json.begin_object()
        .member("id", one.id)
        .member("rule", one.rule)
        .member("register", one.register_name)
        .member("subject", one.subject)
        .member("area", one.area)
        .member("state", finding::to_string(one.state))
        .member("severity", one.severity == pack::Severity::hard ? "hard" : "soft")
        .member("opened", base::to_string(one.opened))
        .member("due", base::to_string(one.due));
    json.key("closed");
    if (one.closed) json.value(base::to_string(*one.closed));
    else json.null();
    json.member("owner", one.owner)
        .member("person", shown.person)
        .member("origin", shown.origin)
        .member("message", one.message.in(common.language))
        .member("times_reopened", one.times_reopened)
        .member("times_returned", shown.life.times_returned)
        .member("false_closures", shown.life.false_closures)
        .member("level", shown.life.level);
    json.key("history").begin_array();
    for (std::size_t i = 0; i < shown.history.size(); ++i) {
        auto const &entry = shown.history[i];
        json.begin_object()
            .member("deed", finding::to_string(entry.deed))
            .member("by", entry.by)
            .member("at", base::to_string_instant(entry.at))
            .member("on", base::to_string(entry.on))
            .member("state", finding::to_string(entry.to))
            .member("person", i < shown.receivers.size() ? shown.receivers[i] : "")
            .member("reason", entry.reason)
            .member("measure", entry.measure);
        json.key("evidence").begin_array();
        for (auto const &file : entry.evidence) json.value(file);
        json.end_array();
        json.key("due");
        if (entry.due) json.value(base::to_string(*entry.due));
        else json.null();
        json.end_object();
    }
    json.end_array().key("next").begin_array();
    for (auto const deed : finding::possible(one.state)) json.value(finding::to_string(deed));
    json.end_array().end_object();
    print_json(json.text());
}

std::string said(Shown const &shown, std::size_t i, Common const &common) {
    auto const &entry = shown.history[i];
    std::vector<std::string> parts;
    if (i < shown.receivers.size() && !shown.receivers[i].empty())
        parts.push_back("→ " + shown.receivers[i]);
    if (!entry.measure.empty()) parts.push_back(entry.measure);
    if (!entry.reason.empty()) parts.push_back(entry.reason);
    for (auto const &file : entry.evidence)
        parts.push_back(file.substr(file.find(' ') + 1) + " [" + file.substr(0, 8) + "]");
    if (entry.due) parts.push_back(choose(common, "时限 ", "due ") + base::to_string(*entry.due));
    return fmt::format("{}", fmt::join(parts, common.language == base::Language::zh ? "；" : "; "));
}

void write_text(Session const &session, Shown const &shown, Common const &common) {
    auto const &one = shown.finding;
    auto const *rule = session.pack.find_rule(one.rule);
    print_line(fmt::format(fmt::runtime(choose(common, "问题 {}：{}", "finding {}: {}")), one.id,
                           one.message.in(common.language)));
    auto const rules = pack::kept_responsibility(session.pack);
    auto const *owner = rules == nullptr ? nullptr : rules->find_owner(one.owner);
    std::vector<std::vector<std::string>> rows = {
        {choose(common, "地点", "place"), session.areas.path_of(one.area)},
        {choose(common, "对象", "subject"), one.label + " " + one.subject},
        {choose(common, "来源", "from"),
         rule != nullptr ? choose(common, rule->title) : shown.origin},
        {choose(common, "状态", "state"), choose(common, finding::title_of(one.state))},
        {choose(common, "责任", "owner"),
         (owner == nullptr ? one.owner : choose(common, owner->title)) + " " + shown.person},
        {choose(common, "发现、时限", "found, due"),
         base::to_string(one.opened) + "  " + base::to_string(one.due)},
        {choose(common, "退回、重开、虚假销号、上报",
                "returned, reopened, false closures, levels up"),
         fmt::format("{}  {}  {}  {}", shown.life.times_returned, one.times_reopened,
                     shown.life.false_closures, shown.life.level)}};
    fmt::print("{}", table(rows, {}));
    if (shown.history.empty()) return;
    rows = {common.language == base::Language::zh
                ? std::vector<std::string>{"时间", "日期", "谁", "做了什么", "之后", "说明"}
                : std::vector<std::string>{"time", "day", "who", "what", "then", "details"}};
    for (std::size_t i = 0; i < shown.history.size(); ++i) {
        auto const &entry = shown.history[i];
        rows.push_back({local_time(entry.at), base::to_string(entry.on), entry.by,
                        choose(common, finding::title_of(entry.deed)),
                        choose(common, finding::title_of(entry.to)), said(shown, i, common)});
    }
    fmt::print("\n{}", table(rows, {}));
}

} // namespace

int show_finding(FindingCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    auto const shown = read(session, command.ids.at(0));
    auto name = shown.finding.register_name;
    if (name.empty()) name = work::responsibility_of(session.pack).persons;
    Acting(session, common).require(pack::Operation::read, name, shown.finding.area);
    if (common.json) write_json(shown, common);
    else write_text(session, shown, common);
    return 0;
}

int finding_faults(FaultsCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting(session, common).require_some_register(pack::Operation::read);
    auto const digits = command.by == "village" ? 12 : command.by == "county" ? 6 : 9;
    auto const all = finding::faults(*session.database, session.county, digits);
    if (common.json) {
        base::JsonWriter json;
        json.begin_array();
        for (auto const &one : all)
            json.begin_object()
                .member("area", one.area)
                .member("owner", one.owner)
                .member("findings", one.findings)
                .member("false_closures", one.false_closures)
                .member("reopened", one.reopened)
                .member("returned", one.returned)
                .end_object();
        json.end_array();
        print_json(json.text());
        return 0;
    }
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"地点", "责任", "问题", "虚假销号", "重开", "退回"}
            : std::vector<std::string>{"place", "owner", "findings", "false closures", "reopened",
                                       "returned"}};
    auto const rules = pack::kept_responsibility(session.pack);
    for (auto const &one : all) {
        auto const *owner = rules == nullptr ? nullptr : rules->find_owner(one.owner);
        rows.push_back({session.areas.path_of(one.area),
                        owner == nullptr ? one.owner : choose(common, owner->title),
                        grouped(one.findings), grouped(one.false_closures), grouped(one.reopened),
                        grouped(one.returned)});
    }
    fmt::print("{}", table(rows, {2, 3, 4, 5}));
    return 0;
}

} // namespace jingzhun::app
