// Claims, and the settlements made of them.
#include "check/settle.hpp"

#include "base/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace jingzhun::check {
namespace {

constexpr std::string_view neither_zh = "都不对", neither_en = "neither";

void log(store::Database &database, int county, store::Actor const &actor,
         finding::Settlement const &settled, std::int64_t finding) {
    base::JsonWriter details;
    details.begin_object()
        .member("finding", finding)
        .member("rule", settled.rule)
        .member("side", settled.side)
        .member("evidence", settled.evidence)
        .key("claims")
        .raw(settled.claims)
        .end_object();
    store::append(database, actor, {county, "settle", settled.subject, details.take()});
}

} // namespace

std::string side_of(pack::Rule const &rule, std::string const &said) {
    if (said == neither_zh || said == neither_en) return std::string(neither_zh);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < rule.sides.size(); ++i) {
        auto const &side = rule.sides[i];
        if (said == side.zh || said == side.en || said == std::to_string(i + 1)) return side.zh;
        names.push_back(fmt::format("{} {}", i + 1, side.zh));
    }
    names.emplace_back(neither_zh);
    throw base::Error("side_unknown",
                      {{"side", said}, {"sides", fmt::format("{}", fmt::join(names, "、"))}});
}

finding::Finding finding_to_settle(store::Database &database, Snapshot const &snapshot,
                                   std::int64_t id) {
    auto found = finding::find(database, snapshot.selection.county, id);
    if (!found) throw base::Error("finding_unknown", {{"id", std::to_string(id)}});
    auto const *rule = snapshot.pack->find_rule(found->rule);
    if (rule == nullptr || rule->sides.empty() || found->state == finding::State::closed)
        throw base::Error("finding_not_settled",
                          {{"id", std::to_string(id)}, {"rule", found->rule}});
    return *found;
}

std::string claims_about(store::Database &database, Snapshot const &snapshot,
                         finding::Finding const &found) {
    auto const &rule = *snapshot.pack->find_rule(found.rule);
    auto const table = snapshot.pack->register_index(found.register_name);
    auto const row = row_of(snapshot.population.tables[table], found.record);
    if (!row) throw base::Error("finding_unknown", {{"id", std::to_string(found.id)}});
    return claims_of(database, snapshot, rule, table, *row);
}

std::string claims_of(store::Database &database, Snapshot const &snapshot, pack::Rule const &rule,
                      std::size_t table, std::uint32_t row) {
    std::set<std::vector<std::string>> claims; // sorted: the order of reading is no claim
    for (auto const &explanation : explain(database, snapshot, table, row, rule.id))
        for (auto const &fact : explanation.facts)
            claims.insert({fact.register_name, fact.key, fact.field, fact.value,
                           fact.origin ? fact.origin->source : ""});
    base::JsonWriter json;
    json.begin_array();
    for (auto const &claim : claims) {
        json.begin_array();
        for (auto const &text : claim) json.value(text);
        json.end_array();
    }
    json.end_array();
    return json.take();
}

std::vector<std::int64_t> settled_records(store::Database &database, Snapshot const &snapshot,
                                          RuleResult const &result) {
    std::vector<std::int64_t> records;
    if (result.rule->sides.empty()) return records;
    auto const &table = snapshot.population.tables[result.record];
    for (auto const &[record, settlement] :
         finding::settlements_of(database, snapshot.selection.county, result.rule->id)) {
        auto const row = row_of(table, record);
        if (!row || !cel::bit(result.answers.unmet, *row)) continue;
        if (claims_of(database, snapshot, *result.rule, result.record, *row) == settlement.claims)
            records.push_back(record);
    }
    return records;
}

finding::Settlement settle(store::Database &database, Snapshot const &snapshot,
                           store::Actor const &actor, SettleRequest const &request) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
    auto const found = finding_to_settle(database, snapshot, request.finding);
    auto const &rule = *snapshot.pack->find_rule(found.rule);
    finding::Settlement settled;
    settled.rule = found.rule;
    settled.record = found.record;
    settled.subject = found.subject;
    settled.claims = claims_about(database, snapshot, found);
    settled.side = side_of(rule, request.side);
    settled.reason = actor.reason;
    settled.evidence = request.evidence;
    settled.actor = actor.name;
    settled.time = base::now();
    store::Transaction transaction(database);
    settled.id = finding::add_settlement(database, snapshot.selection.county, settled);
    finding::close(database, snapshot.selection.county, found.id, snapshot.selection.as_of);
    log(database, snapshot.selection.county, actor, settled, found.id);
    transaction.commit();
    return settled;
}

} // namespace jingzhun::check
