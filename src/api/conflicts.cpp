// /api/conflicts: open findings whose rule has two sides, each with what both sides say, from which
// file and row, since when; those that are alike are told apart from the others by one text.
#include "api/conflicts.hpp"

#include "api/explain_json.hpp"
#include "api/finding_json.hpp"
#include "api/masking.hpp"
#include "api/seen_facts.hpp"
#include "api/shown.hpp"
#include "base/hash.hpp"
#include "finding/proposal.hpp"
#include "finding/settlement.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::api {
namespace {

constexpr std::int64_t page_default = 20, page_max = 100;

// Only what the caller may see there.
std::optional<std::vector<finding::Query::Part>> parts_of(Asked const &asked,
                                                          std::string const &register_name) {
    if (!asked.caller.accounts()) return std::nullopt;
    std::vector<finding::Query::Part> parts;
    for (auto const &area : asked.reads(register_name).areas)
        parts.push_back({register_name, area});
    return parts;
}

finding::Query query_of(Asked const &asked, pack::Rule const &rule) {
    finding::Query query;
    query.county = asked.view.county;
    query.rule = rule.id;
    query.area = asked.request.parameter("area");
    query.search = asked.request.parameter("q");
    query.open_only = true;
    query.parts = parts_of(asked, rule.on);
    return query;
}

// The rules of two sides whose register the caller may read.
std::vector<pack::Rule const *> rules_of(Asked const &asked) {
    std::vector<pack::Rule const *> rules;
    for (auto const &rule : asked.view.pack.rules)
        if (!rule.sides.empty() && !asked.reads(rule.on).none()) rules.push_back(&rule);
    return rules;
}

void write_sides(base::JsonWriter &json, Asked const &asked, pack::Rule const &rule) {
    json.key("sides").begin_array();
    for (auto const &side : rule.sides) json.value(side.in(asked.language()));
    json.end_array();
}

// Titles by source: whose list a value stands in.
std::string source_title(Asked const &asked, std::string const &name) {
    auto const *source = asked.view.pack.find_source(name);
    return source == nullptr ? name : source->title.in(asked.language());
}

void write_fact(base::JsonWriter &json, Asked const &asked, check::FactRead const &fact) {
    auto const &definition = *asked.view.pack.find_register(fact.register_name);
    auto const *field = definition.find_field(fact.field);
    auto const identity = field != nullptr && field->type == pack::FieldType::identity;
    auto const zh = asked.language() == base::Language::zh;
    auto const &value = zh ? fact.value : fact.value_en;
    json.begin_object()
        .member("register", definition.title.in(asked.language()))
        .member("field", fact.field)
        .member("title", fact.title.in(asked.language()))
        .member("value", identity && !fact.missing ? mask_value(*field, value) : value)
        .member("missing", fact.missing)
        .member("source", fact.origin ? source_title(asked, fact.origin->source) : std::string());
    if (!fact.linked_by.empty()) json.member("linked_by", zh ? fact.linked_by : fact.linked_by_en);
    json.key("origin");
    if (fact.origin) write(json, *fact.origin);
    else json.null();
    json.end_object();
}

// The same for conflicts in which the same sources say the same things of the same fields: a name,
// a number, a place does not tell one case from another.
std::string alike(Asked const &asked, check::Explanation const &explanation) {
    std::set<std::string> said;
    for (auto const &fact : explanation.facts) {
        auto const &definition = *asked.view.pack.find_register(fact.register_name);
        auto const *field = definition.find_field(fact.field);
        auto const own_words = field == nullptr || field->type == pack::FieldType::identity ||
                               field->type == pack::FieldType::text ||
                               field->type == pack::FieldType::area ||
                               field->name == definition.label;
        if (!own_words) said.insert(fact.register_name + "." + fact.field + "=" + fact.value);
    }
    std::string text = explanation.rule->id;
    for (auto const &one : said) text += "\n" + one;
    return base::sha256(text).substr(0, 16);
}

std::optional<check::Explanation> explanation_of(Asked const &asked,
                                                 finding::Finding const &found) {
    auto const &view = asked.view;
    auto const table = view.pack.register_index(found.register_name);
    auto const row = check::row_of(view.snapshot.population.tables[table], found.record);
    if (!row) return std::nullopt;
    auto all = check::explain(asked.database(), view.snapshot, table, *row, found.rule);
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
}

// A side is kept in Chinese.
std::string side_title(Asked const &asked, pack::Rule const &rule, std::string const &side) {
    for (auto const &one : rule.sides)
        if (one.zh == side) return one.in(asked.language());
    return asked.language() == base::Language::zh ? side : "neither";
}

void write_proposal(base::JsonWriter &json, Asked const &asked, pack::Rule const &rule,
                    finding::Proposal const &proposal) {
    json.begin_object()
        .member("id", proposal.id)
        .member("finding", proposal.finding)
        .member("side", side_title(asked, rule, proposal.side))
        .member("reason", proposal.reason)
        .member("evidence", proposal.evidence)
        .member("asked_by", proposal.asked_by)
        .member("asked_at", base::to_string_instant(proposal.asked_at))
        .end_object();
}

void write_conflict(base::JsonWriter &json, Asked const &asked, finding::Finding const &found,
                    std::vector<finding::Proposal> const &proposals, FactPlaces &places) {
    auto const &rule = *asked.view.pack.find_rule(found.rule);
    json.begin_object().key("finding");
    write(json, asked, found);
    write_sides(json, asked, rule);
    json.member("may_settle",
                asked.caller.may(pack::Operation::approve, found.register_name, found.area))
        .member("may_propose",
                asked.caller.may(pack::Operation::review, found.register_name, found.area) ||
                    asked.caller.may(pack::Operation::approve, found.register_name, found.area));
    auto explanation = explanation_of(asked, found);
    if (explanation && asked.caller.accounts()) keep_what_may_be_seen(asked, *explanation, places);
    auto const told = explanation && !explanation->facts.empty();
    json.member("alike", told ? alike(asked, *explanation) : std::string())
        .key("facts")
        .begin_array();
    if (explanation)
        for (auto const &fact : explanation->facts) write_fact(json, asked, fact);
    json.end_array().key("proposal");
    auto const waiting = std::ranges::find(proposals, found.id, &finding::Proposal::finding);
    if (waiting == proposals.end()) json.null();
    else write_proposal(json, asked, rule, *waiting);
    json.end_object();
}

std::set<std::int64_t> findings_of(std::vector<finding::Proposal> const &proposals) {
    std::set<std::int64_t> findings;
    for (auto const &one : proposals) findings.insert(one.finding);
    return findings;
}

// About findings the caller may read.
std::vector<finding::Proposal> waiting(Asked const &asked) {
    auto all = finding::list_proposals(asked.database(), asked.view.county);
    std::erase_if(all, [&](finding::Proposal const &one) {
        if (one.state != finding::ProposalState::waiting) return true;
        auto const found = finding::find(asked.database(), asked.view.county, one.finding);
        return !found || !may_read(asked, *found);
    });
    return all;
}

} // namespace

bool may_read(Asked const &asked, finding::Finding const &found) {
    return asked.caller.may(pack::Operation::read, found.register_name, found.area);
}

Response list_conflicts(Asked const &asked) {
    auto const &request = asked.request;
    auto const limit = request.number("limit", page_default, 1, page_max);
    auto const after = request.number("after", 0, 0, INT64_MAX);
    auto const proposals = waiting(asked);
    auto const proposed = findings_of(proposals);
    auto const proposed_only = request.parameter("state") == "proposed";
    std::vector<finding::Finding> found;
    std::int64_t total = 0;
    base::JsonWriter json;
    json.begin_object().key("rules").begin_array();
    for (auto const *rule : rules_of(asked)) {
        auto query = query_of(asked, *rule);
        auto const count = finding::count(asked.database(), query);
        json.begin_object()
            .member("rule", rule->id)
            .member("title", rule->title.in(asked.language()))
            .member("count", count);
        write_sides(json, asked, *rule);
        json.end_object();
        auto const &chosen = request.parameter("rule");
        if (!chosen.empty() && chosen != rule->id) continue;
        if (!proposed_only) total += count;
        query.after_id = proposed_only ? 0 : after;
        query.limit = proposed_only ? 0 : limit + 1;
        finding::list(asked.database(), query, [&](finding::Finding const &one) {
            if (proposed_only && !proposed.contains(one.id)) return;
            if (proposed_only) ++total;
            if (one.id > after) found.push_back(one);
        });
    }
    std::ranges::sort(found, {}, &finding::Finding::id);
    auto const more = static_cast<std::int64_t>(found.size()) > limit;
    if (more) found.resize(static_cast<std::size_t>(limit));
    FactPlaces places(asked);
    json.end_array()
        .member("total", total)
        .member("proposed", proposals.size())
        .key("items")
        .begin_array();
    for (auto const &one : found) write_conflict(json, asked, one, proposals, places);
    json.end_array().key("next");
    if (more) json.value(found.back().id);
    else json.null();
    json.end_object();
    return json_answer(json.take());
}

// Of records that the caller may read, the newest first.
Response list_settlements(Asked const &asked) {
    auto const limit = asked.request.number("limit", page_default, 1, page_max);
    auto all = finding::list_settlements(asked.database(), asked.view.county,
                                         asked.request.parameter("rule"),
                                         asked.request.parameter("subject"));
    std::ranges::reverse(all);
    base::JsonWriter json;
    json.begin_array();
    std::int64_t shown = 0;
    for (auto const &one : all) {
        auto const *rule = asked.view.pack.find_rule(one.rule);
        if (rule == nullptr || shown == limit) continue;
        auto const &definition = *asked.view.pack.find_register(rule->on);
        auto const record = registry::read_record(asked.database(), asked.view.pack, definition,
                                                  asked.view.county, one.record);
        if (!record || !asked.reads(definition.name).contains(record->area)) continue;
        ++shown;
        json.begin_object()
            .member("id", one.id)
            .member("rule", one.rule)
            .member("title", rule->title.in(asked.language()))
            .member("subject", shown_key(asked, definition, one.subject, record->area))
            .member("place", asked.view.areas.path_of(record->area))
            .member("side", side_title(asked, *rule, one.side))
            .member("reason", one.reason)
            .member("evidence", one.evidence)
            .member("actor", one.actor)
            .member("time", base::to_string_instant(one.time))
            .end_object();
    }
    json.end_array();
    return json_answer(json.take());
}

} // namespace jingzhun::api
