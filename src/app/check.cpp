// jingzhun check: the rules over the register, findings opened and closed.
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "check/run_check.hpp"
#include "store/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

std::string as_json(check::CheckReport const &report) {
    base::JsonWriter json;
    json.begin_object()
        .member("as_of", base::to_string(report.as_of))
        .member("evaluated", report.evaluated);
    json.member("load_seconds", report.load_seconds).member("run_seconds", report.run_seconds);
    json.member("write_seconds", report.write_seconds).key("rules").begin_array();
    for (auto const &rule : report.rules)
        json.begin_object()
            .member("rule", rule.rule)
            .member("met", rule.met)
            .member("unmet", rule.unmet)
            .member("unknown", rule.unknown)
            .member("opened", rule.opened + rule.reopened)
            .member("closed", rule.closed)
            .member("open", rule.open)
            .end_object();
    json.end_array().end_object();
    return json.take();
}

// Whether the rule met anything at all: most registers of a young store are empty.
bool has_anything(check::RuleSummary const &rule) {
    return rule.met + rule.unmet + rule.unknown + rule.opened + rule.reopened + rule.closed +
               rule.open >
           0;
}

void print_report(Session const &session, check::CheckReport const &report, Common const &common) {
    auto const en = common.language == base::Language::en;
    std::vector<std::vector<std::string>> rows = {
        en ? std::vector<std::string>{"rule", "title", "clear", "problem", "unknown", "opened",
                                      "closed", "open"}
           : std::vector<std::string>{"规则", "名称", "无问题", "有问题", "无法判定", "新增",
                                      "销号", "未销号"}};
    std::size_t idle = 0;
    for (auto const &rule : report.rules) {
        if (!has_anything(rule)) {
            ++idle;
            continue;
        }
        auto const *definition = session.pack.find_rule(rule.rule);
        rows.push_back({rule.rule,
                        definition == nullptr ? choose(common, "缺少事实", "facts missing")
                                              : choose(common, definition->title),
                        grouped(rule.met), grouped(rule.unmet), grouped(rule.unknown),
                        grouped(rule.opened + rule.reopened), grouped(rule.closed),
                        grouped(rule.open)});
    }
    fmt::print("{}", table(rows, {2, 3, 4, 5, 6, 7}));
    if (idle > 0)
        print_line(fmt::format(
            fmt::runtime(choose(common, "另有 {} 条规则没有适用的对象，未列",
                                "{} more rules apply to nothing here and are not listed")),
            grouped(idle)));
    print_line(fmt::format(
        fmt::runtime(choose(
            common, "判定日期 {}；共判定 {} 次；读取 {:.2f} 秒，判定 {:.2f} 秒，登记 {:.2f} 秒",
            "as of {}; {} answers; loaded in {:.2f} s, decided in {:.2f} s, written in {:.2f} s")),
        base::to_string(report.as_of), grouped(report.evaluated), report.load_seconds,
        report.run_seconds, report.write_seconds));
}

} // namespace

int check(Check const &command, Common const &common) {
    auto const as_of = command.as_of.value_or(base::today());
    auto const known = known_of(command.known_at);
    auto const asks = !command.known_at.empty(); // what was known then is told, not written
    auto session = open_session(command.store, asks ? store::Access::read : store::Access::write,
                                as_of, known);
    auto const actor = Acting(session, common).require(pack::Operation::check, "", command.area);
    if (!command.area.empty() && session.areas.find(command.area) == nullptr)
        throw base::Error("area_not_in_store", {{"area", command.area}});
    for (auto const &rule : command.fail_on)
        if (session.pack.find_rule(rule) == nullptr)
            throw base::Error("rule_unknown", {{"rule", rule}, {"nearest", "-"}});
    auto const snapshot = snapshot_of(session, as_of, command.rules, known);
    auto const report = asks ? check::report_only(snapshot, command.area)
                             : check::run_check(*session.database, snapshot, command.area, actor);
    if (common.json) print_json(as_json(report));
    else print_report(session, report, common);
    if (asks && !common.json)
        print_line(choose(common, "按当时所知判定，没有写入。",
                          "Decided by what was known then; nothing was written."));
    auto const fails = std::ranges::any_of(report.rules, [&](check::RuleSummary const &rule) {
        return (asks ? rule.unmet : rule.open) > 0 &&
               std::ranges::find(command.fail_on, rule.rule) != command.fail_on.end();
    });
    return static_cast<int>(fails ? base::Status::no : base::Status::done);
}

} // namespace jingzhun::app
