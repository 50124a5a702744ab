// jingzhun finding show|raise|assign|transfer|rectify|verify|reject|close|extend|escalate|reopen.
#include "app/acting.hpp"
#include "app/finding_command.hpp"
#include "app/kept_file.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "check/data_says.hpp"
#include "register/records.hpp"
#include "work/act.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

namespace jingzhun::app {
namespace {

using finding::Deed;

work::FindingDesk desk_of(Session &session) {
    return {*session.database, session.pack, session.areas, session.county};
}

finding::Finding require_finding(Session const &session, std::int64_t id) {
    auto found = finding::find(*session.database, session.county, id);
    if (!found) throw base::Error("finding_unknown", {{"id", std::to_string(id)}});
    return *std::move(found);
}

// The register by which may is decided: what is about an area alone is like what is about persons.
std::string register_for(Session const &session, finding::Finding const &found) {
    if (!found.register_name.empty()) return found.register_name;
    return work::responsibility_of(session.pack).persons;
}

// Those named; else the open ones the filter lets through.
std::vector<std::int64_t> meant(Session const &session, FindingCommand const &command) {
    if (!command.ids.empty()) return command.ids;
    auto const filtered = !command.rule.empty() || !command.within.empty() ||
                          !command.of_owner.empty() || command.overdue || command.all;
    if (!filtered) throw base::Error("finding_which");
    finding::Query query;
    query.county = session.county;
    query.rule = command.rule;
    query.area = command.within;
    query.owner = command.of_owner;
    query.open_only = true;
    auto const deed = finding::parse_deed(command.what);
    if (deed == Deed::assign) query.state = finding::State::open;
    if (deed == Deed::transfer) query.state = finding::State::assigned;
    if (command.overdue || deed == Deed::escalate)
        query.overdue_on = command.on.value_or(base::today());
    std::vector<std::int64_t> ids;
    finding::list(*session.database, query,
                  [&](finding::Finding const &one) { ids.push_back(one.id); });
    if (deed == Deed::escalate)
        std::erase_if(ids, [&](std::int64_t id) {
            return !work::goes_up(work::responsibility_of(session.pack),
                                  finding::life_of(*session.database, session.county, id),
                                  *query.overdue_on);
        });
    return ids;
}

// Who answers for a finding reports what was done without further rights; all else needs them.
store::Actor require(Session &session, Acting const &acting, FindingCommand const &command,
                     Deed deed, std::vector<std::int64_t> const &ids, Common const &common) {
    auto actor = common.actor;
    if (acting.holder() == nullptr) return actor;
    work::People const people(*session.database, session.pack, session.areas, session.county,
                              command.on.value_or(base::today()));
    auto const *self = work::person_of(desk_of(session), people, common.actor.name);
    for (auto const id : ids) {
        auto const found = require_finding(session, id);
        auto const name = register_for(session, found);
        auto const life = finding::life_of(*session.database, session.county, id);
        auto const own = self != nullptr && life.assignee == self->record;
        actor =
            deed == Deed::rectify && own && !acting.may(pack::Operation::record, name, found.area)
                ? acting.require(pack::Operation::read, name, found.area)
                : acting.require(work::operation_of(deed), name, found.area);
    }
    return actor;
}

// Asked once, for all findings of the request.
class DataNow {
  public:
    explicit DataNow(Session const &session) : session_(session) {}
    finding::Data operator()(finding::Finding const &found) {
        if (session_.pack.find_rule(found.rule) == nullptr) return check::data_says({}, found);
        auto &kept = snapshots_[found.rule];
        if (kept == nullptr)
            kept = std::make_unique<check::Snapshot>(
                snapshot_of(session_, last_check(session_), {found.rule}));
        return check::data_says(*kept, found);
    }

  private:
    Session const &session_;
    std::map<std::string, std::unique_ptr<check::Snapshot>> snapshots_;
};

void print_done(std::vector<work::FindingDone> const &done, Common const &common) {
    if (common.json) {
        base::JsonWriter json;
        json.begin_array();
        for (auto const &one : done)
            json.begin_object()
                .member("id", one.id)
                .member("state", finding::to_string(one.life.state))
                .member("person", one.person)
                .member("due", base::to_string(one.life.due))
                .end_object();
        json.end_array();
        return print_json(json.text());
    }
    constexpr std::size_t shown = 20;
    for (std::size_t i = 0; i < std::min(done.size(), shown); ++i) {
        auto const &one = done[i];
        print_line(fmt::format(
            fmt::runtime(choose(common, "问题 {}：{}{}，时限 {}", "finding {}: {}{}, due {}")),
            one.id, choose(common, finding::title_of(one.life.state)),
            one.person.empty() ? ""
                               : (common.language == base::Language::zh ? "，" : ", ") + one.person,
            base::to_string(one.life.due)));
        if (one.life.state == finding::State::verified)
            print_line(choose(common, "  已复核；数据仍不符合，数据更新、核查符合后才销号",
                              "  verified; the data still contradict, it closes once they agree"));
    }
    if (done.size() > shown)
        print_line(fmt::format(fmt::runtime(choose(common, "共 {} 条", "{} findings")),
                               grouped(static_cast<std::int64_t>(done.size()))));
}

int act(FindingCommand const &command, Deed deed, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    Acting const acting(session, common);
    work::FindingRequest request;
    request.ids = meant(session, command);
    auto const actor = require(session, acting, command, deed, request.ids, common);
    request.deed = deed;
    request.on = command.on.value_or(base::today());
    request.to = command.to;
    request.measure = command.measure;
    for (auto const &file : command.evidence)
        request.evidence.push_back(keep_file(command.store, file));
    request.due = command.due;
    request.request = command.request;
    DataNow says(session);
    print_done(work::act_on_findings(desk_of(session), actor, request,
                                     [&](finding::Finding const &found) { return says(found); }),
               common);
    return 0;
}

// What it is about, from the register or the division.
finding::Raised raised_of(Session &session, FindingCommand const &command) {
    finding::Raised raised;
    raised.text = command.text;
    raised.owner = command.owner;
    raised.origin = command.origin;
    raised.opened = command.on.value_or(base::today());
    raised.due = command.due.value_or(base::date_min);
    raised.severity = command.severity == "hard" ? pack::Severity::hard : pack::Severity::soft;
    if (command.register_name.empty()) {
        raised.area = command.area.empty() ? check::county_code(session.county) : command.area;
        if (session.areas.find(raised.area) == nullptr)
            throw base::Error("area_not_in_store", {{"area", raised.area}});
        return raised;
    }
    auto const &definition = register_of(session, command.register_name);
    auto const record = registry::read_record(*session.database, session.pack, definition,
                                              session.county, command.key);
    if (!record)
        throw base::Error("record_unknown",
                          {{"register", definition.title.zh}, {"key", command.key}});
    raised.register_name = definition.name;
    raised.record = record->id;
    raised.subject = record->key;
    raised.area = record->area;
    if (!definition.label.empty())
        if (auto const *label =
                std::get_if<std::string>(&record->values[definition.field_index(definition.label)]))
            raised.label = *label;
    return raised;
}

int raise(FindingCommand const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    auto const raised = raised_of(session, command);
    Acting const acting(session, common);
    finding::Finding about;
    about.register_name = raised.register_name;
    auto const actor =
        acting.require(work::operation_of(Deed::raise), register_for(session, about), raised.area);
    auto const id = work::raise_finding(desk_of(session), actor, {raised, command.request});
    auto const found = require_finding(session, id);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("id", id)
            .member("state", finding::to_string(found.state))
            .member("due", base::to_string(found.due))
            .end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format(
            fmt::runtime(choose(common, "已提出问题 {}，整改时限 {}", "raised finding {}, due {}")),
            id, base::to_string(found.due)));
    }
    return 0;
}

} // namespace

int finding_command(FindingCommand const &command, Common const &common) {
    if (command.what == "show") return show_finding(command, common);
    if (command.what == "raise") return raise(command, common);
    return act(command, finding::parse_deed(command.what).value(), common);
}

} // namespace jingzhun::app
