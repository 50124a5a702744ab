// jingzhun what-if: what another line or another pack would change, nothing written.
#include "check/what_if.hpp"
#include "api/what_if_json.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "pack/load.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

int digits_of(std::string const &by) { return by == "county" ? 6 : by == "township" ? 9 : 12; }

// Of the pack in force, or of the one tried, which may bring rules of its own.
pack::Rule const *rule_of(Session const &session, pack::Pack const *other, std::string const &id) {
    auto const *rule = session.pack.find_rule(id);
    return rule == nullptr && other != nullptr ? other->find_rule(id) : rule;
}

void print_result(Session const &session, pack::Pack const *other, check::WhatIf const &result,
                  Common const &common) {
    auto const zh = common.language == base::Language::zh;
    std::vector<std::vector<std::string>> rows = {
        zh ? std::vector<std::string>{"规则", "名称", "现在有问题", "改后有问题", "差"}
           : std::vector<std::string>{"rule", "title", "problems now", "problems then",
                                      "difference"}};
    for (auto const &after : result.after) {
        auto const before = std::ranges::find(result.before, after.rule, &check::RuleSummary::rule);
        if (before == result.before.end() ||
            (before->unmet == after.unmet && before->unknown == after.unknown))
            continue;
        auto const *rule = rule_of(session, other, after.rule);
        rows.push_back({after.rule, rule == nullptr ? "" : choose(common, rule->title),
                        grouped(before->unmet), grouped(after.unmet),
                        fmt::format("{:+}", after.unmet - before->unmet)});
    }
    if (rows.size() == 1)
        return print_line(zh ? "没有任何规则的结果会改变。" : "No rule's answer would change.");
    fmt::print("{}\n", table(rows, {2, 3, 4}));
    rows = {
        zh ? std::vector<std::string>{"地点", "规则", "改后有问题", "新增有问题", "转为无问题"}
           : std::vector<std::string>{"place", "rule", "problems then", "new problems", "solved"}};
    for (auto const &one : result.by)
        rows.push_back({session.areas.path_of(one.area), one.rule, grouped(one.unmet),
                        grouped(one.newly_unmet), grouped(one.newly_met)});
    fmt::print("{}", table(rows, {2, 3, 4}));
}

// Counts of the whole county are for those who may see whom they count.
void keep_what_may_be_seen(Session const &session, pack::Pack const *other, Acting const &acting,
                           check::WhatIf &result) {
    if (acting.holder() == nullptr) return;
    auto const hidden = [&](auto const &one) {
        auto const *rule = rule_of(session, other, one.rule);
        return rule == nullptr ||
               !acting.may(pack::Operation::read, rule->on, check::county_code(session.county));
    };
    std::erase_if(result.before, hidden);
    std::erase_if(result.after, hidden);
    std::erase_if(result.by, hidden);
    if (result.after.empty()) acting.require(pack::Operation::read, "household");
}

} // namespace

int what_if(WhatIf const &command, Common const &common) {
    auto const known = known_of(command.known_at);
    auto session = open_session(command.store, store::Access::read, {}, known);
    Acting const acting(session, common);
    acting.require_some_register(pack::Operation::read);
    std::vector<check::ParameterChange> changes;
    for (auto const &text : command.changes) changes.push_back(check::parse_change(text));
    std::optional<pack::Pack> other;
    if (!command.pack.empty()) other = pack::load_or_throw(command.pack);
    if (changes.empty() && !other) throw base::Error("what_if_of_nothing");
    auto const snapshot =
        snapshot_of(session, command.as_of.value_or(last_check(session)), {}, known);
    auto const *tried = other ? &*other : nullptr;
    auto result =
        check::what_if(*session.database, snapshot, tried, changes, digits_of(command.by));
    keep_what_may_be_seen(session, tried, acting, result);
    if (common.json) print_json(api::what_if_json(result, session.areas));
    else print_result(session, tried, result, common);
    return 0;
}

} // namespace jingzhun::app
