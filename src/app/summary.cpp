// jingzhun summary: the county at a glance, from what is stored.
#include "app/acting.hpp"
#include "app/checked_days.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "finding/finding.hpp"
#include "register/batch.hpp"
#include "register/tables.hpp"
#include "store/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace jingzhun::app {
namespace {

// What is asked for: now, or a day, or what was known at a time.
struct Then {
    base::Date as_of = base::date_max;
    registry::Known known;
    bool is_now = true;
    std::string batches = "0"; // that count, "0,1,2,5"; there is no batch 0
};

Then then_of(Summary const &command, Session const &session) {
    Then then{command.as_of.value_or(base::date_max), known_of(command.known_at),
              !command.as_of && command.known_at.empty()};
    for (auto const &batch : registry::list_batches(*session.database, session.county))
        if (registry::counts(batch, then.known)) then.batches += "," + std::to_string(batch.id);
    return then;
}

std::int64_t records_of(Session const &session, Then const &then, std::string_view name) {
    auto const *definition = session.pack.find_register(name);
    if (definition == nullptr) return 0;
    auto query = session.database->prepare(
        fmt::format("select count(distinct record) from {} where county = $1 and valid_from <= $2 "
                    "and batch in ({})",
                    registry::table_of(*definition), then.batches));
    query->bind(1, session.county);
    query->bind(2, then.as_of.days);
    query->step();
    return query->integer(0);
}

std::vector<finding::Count> open_then(Session const &session, Then const &then) {
    if (then.is_now) return finding::count_open(*session.database, session.county, 6);
    finding::Query query;
    query.county = session.county;
    if (then.as_of != base::date_max) query.open_on = then.as_of;
    else query.open_only = true;
    auto const known = findings_known(session, then.known);
    std::map<std::string, std::int64_t> by_rule;
    finding::list(known ? *known : *session.database, query,
                  [&](auto const &one) { ++by_rule[one.rule]; });
    std::vector<finding::Count> counts;
    auto const code = check::county_code(session.county);
    for (auto const &[rule, findings] : by_rule) counts.push_back({rule, code, findings});
    return counts;
}

std::string last_check_of(Session const &session, Then const &then) {
    if (then.is_now) return store::meta(*session.database, "last_check");
    auto days = days_checked(session, then.known);
    std::erase_if(days, [&](base::Date day) { return day > then.as_of; });
    return days.empty() ? "" : base::to_string(*std::ranges::max_element(days));
}

} // namespace

int summary(Summary const &command, Common const &common) {
    auto const session =
        open_session(command.store, store::Access::read, command.as_of, known_of(command.known_at));
    auto const code = check::county_code(session.county);
    Acting const acting(session, common);
    for (auto const *name : {"village", "household", "person"})
        acting.require(pack::Operation::read, name);
    auto const then = then_of(command, session);
    auto const counts = open_then(session, then);
    std::int64_t open = 0;
    for (auto const &count : counts) open += count.findings;
    auto const villages = records_of(session, then, "village"),
               households = records_of(session, then, "household"),
               persons = records_of(session, then, "person");
    auto const checked = last_check_of(session, then);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("area", code)
            .member("villages", villages)
            .member("households", households);
        json.member("persons", persons)
            .member("last_check", checked)
            .member("open", open)
            .key("rules")
            .begin_array();
        for (auto const &count : counts)
            json.begin_object()
                .member("rule", count.rule)
                .member("open", count.findings)
                .end_object();
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    print_line(fmt::format(
        fmt::runtime(
            choose(common, "{}：{} 村 {} 户 {} 人；最近核查 {}；未销号问题 {} 条",
                   "{}: {} villages, {} households, {} persons; last check {}; {} open findings")),
        session.areas.path_of(code), grouped(villages), grouped(households), grouped(persons),
        checked.empty() ? "-" : checked, grouped(open)));
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh ? std::vector<std::string>{"规则", "名称", "未销号"}
                                              : std::vector<std::string>{"rule", "title", "open"}};
    for (auto const &count : counts) {
        auto const *rule = session.pack.find_rule(count.rule);
        rows.push_back({count.rule,
                        rule == nullptr ? choose(common, "缺少事实", "facts missing")
                                        : choose(common, rule->title),
                        grouped(count.findings)});
    }
    if (rows.size() > 1) fmt::print("{}", table(rows, {2}));
    return 0;
}

} // namespace jingzhun::app
