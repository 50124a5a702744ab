// jingzhun summary: the county at a glance, from what is stored.
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "finding/finding.hpp"
#include "register/batch.hpp"
#include "register/tables.hpp"
#include "store/ledger.hpp"

#include <fmt/format.h>

namespace jingzhun::app {
namespace {

std::int64_t records_of(Session const &session, std::string_view name) {
    auto const *definition = session.pack.find_register(name);
    if (definition == nullptr) return 0;
    auto query = session.database->prepare(
        fmt::format("select count(distinct record) from {} where county = $1 and batch in "
                    "(select id from batch where county = $1 and state = $2)",
                    registry::table_of(*definition)));
    query->bind(1, session.county);
    query->bind(2, static_cast<std::int64_t>(registry::BatchState::accepted));
    query->step();
    return query->integer(0);
}

} // namespace

int summary(Summary const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    auto const code = check::county_code(session.county);
    Acting const acting(session, common);
    for (auto const *name : {"village", "household", "person"})
        acting.require(pack::Operation::read, name);
    auto const counts = finding::count_open(*session.database, session.county, 6);
    std::int64_t open = 0;
    for (auto const &count : counts) open += count.findings;
    auto const villages = records_of(session, "village"),
               households = records_of(session, "household"),
               persons = records_of(session, "person");
    auto const checked = store::meta(*session.database, "last_check");
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
