// jingzhun settle, settlements: which side of a data fight is right, and what was decided before.
#include "check/settle.hpp"

#include "app/acting.hpp"
#include "app/kept_file.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"

#include <fmt/format.h>

namespace jingzhun::app {
namespace {

std::string as_json(std::vector<finding::Settlement> const &all) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : all)
        json.begin_object()
            .member("id", one.id)
            .member("rule", one.rule)
            .member("subject", one.subject)
            .member("side", one.side)
            .member("reason", one.reason)
            .member("evidence", one.evidence)
            .member("actor", one.actor)
            .member("time", base::to_string_instant(one.time))
            .key("claims")
            .raw(one.claims)
            .end_object();
    json.end_array();
    return json.take();
}

} // namespace

int settle(Settle const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    auto const found = finding::find(*session.database, session.county, command.finding);
    if (!found) throw base::Error("finding_unknown", {{"id", std::to_string(command.finding)}});
    auto const actor = Acting(session, common)
                           .require(pack::Operation::approve, found->register_name, found->area);
    std::vector<std::string> rules;
    if (session.pack.find_rule(found->rule) != nullptr) rules.push_back(found->rule);
    auto const snapshot = snapshot_of(session, last_check(session), rules);
    auto const settled =
        check::settle(*session.database, snapshot, actor,
                      {command.finding, command.side, keep_file(command.store, command.evidence)});
    if (common.json) print_json(as_json({settled}));
    else
        print_line(fmt::format(
            fmt::runtime(choose(common, "问题 {} 已裁定：以“{}”为准；双方说法不变就不再提出",
                                "finding {} settled: “{}” is right; it is not raised again while "
                                "both sides say the same")),
            command.finding, settled.side));
    return 0;
}

int settlements(Settlements const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting(session, common).require_some_register(pack::Operation::read);
    auto const all =
        finding::list_settlements(*session.database, session.county, command.rule, command.subject);
    if (common.json) {
        print_json(as_json(all));
        return 0;
    }
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"编号", "规则", "对象", "以谁为准", "理由", "佐证", "裁定人",
                                       "时间"}
            : std::vector<std::string>{"id", "rule", "subject", "right", "why", "evidence", "by",
                                       "time"}};
    for (auto const &one : all)
        rows.push_back({std::to_string(one.id), one.rule, one.subject, one.side, one.reason,
                        one.evidence.substr(0, one.evidence.find(' ')).substr(0, 8), one.actor,
                        local_time(one.time)});
    fmt::print("{}", table(rows, {0}));
    return 0;
}

} // namespace jingzhun::app
