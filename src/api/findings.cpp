// /api/findings: the list, page by page.
#include "api/finding_json.hpp"
#include "api/handlers.hpp"

#include "api/shown.hpp"
#include "check/run_check.hpp"

namespace jingzhun::api {
namespace {

constexpr std::int64_t page_default = 50, page_max = 500;

// Only what the caller may see there.
std::optional<std::vector<finding::Query::Part>> parts_of(Asked const &asked) {
    if (!asked.caller.accounts()) return std::nullopt;
    std::vector<finding::Query::Part> parts;
    for (auto const &definition : asked.view.pack.registers)
        for (auto const &area : asked.reads(definition.name).areas)
            parts.push_back({definition.name, area});
    return parts;
}

finding::Query query_of(Asked const &asked) {
    auto const &view = asked.view;
    auto const &request = asked.request;
    finding::Query query;
    query.county = view.county;
    query.rule = request.parameter("rule");
    query.area = request.parameter("area");
    query.register_name = request.parameter("register");
    query.subject = request.parameter("subject");
    query.search = request.parameter("q");
    auto const &severity = request.parameter("severity");
    if (severity == "hard") query.severity = pack::Severity::hard;
    else if (severity == "soft") query.severity = pack::Severity::soft;
    else if (!severity.empty())
        throw base::Error("request_malformed", {{"what", "severity=" + severity}});
    auto const &state = request.parameter("state");
    query.parts = parts_of(asked);
    query.open_only = state.empty() || state == "open";
    if (query.open_only || state == "all") return query;
    query.state = finding::parse_state(state);
    if (!query.state) throw base::Error("state_unknown", {{"state", state}});
    return query;
}

// All that their number depends on. No parameter holds a zero byte.
std::string asked_for(Request const &request, finding::Query const &query) {
    std::string text;
    for (auto const *name : {"rule", "area", "register", "subject", "q", "severity", "state"})
        text += request.parameter(name) + '\0';
    if (!query.parts) return text;
    for (auto const &part : *query.parts) text += part.register_name + ' ' + part.area + '\0';
    return text;
}

} // namespace

void write(base::JsonWriter &json, Asked const &asked, finding::Finding const &finding) {
    auto const &view = asked.view;
    auto const language = asked.language();
    auto const *rule = view.pack.find_rule(finding.rule);
    auto const *definition = view.pack.find_register(finding.register_name);
    auto const subject = definition == nullptr
                             ? finding.subject
                             : shown_key(asked, *definition, finding.subject, finding.area);
    auto const missing = language == base::Language::zh ? "缺少事实" : "Facts missing";
    json.begin_object().member("id", finding.id).member("rule", finding.rule);
    json.member("title", rule == nullptr ? std::string(missing) : rule->title.in(language));
    json.member("register", finding.register_name)
        .member("subject", subject)
        .member("label", finding.label);
    json.key("household");
    std::optional<std::uint32_t> home;
    if (definition != nullptr) {
        auto const table = view.pack.register_index(finding.register_name);
        if (auto const row = check::row_of(view.snapshot.population.tables[table], finding.record))
            home = view.household_of(table, *row);
    }
    if (home) json.value(view.household_key(*home));
    else json.null();
    json.member("period", finding.rule == check::facts_missing ? std::string() : finding.period);
    json.member("area", finding.area).member("place", view.areas.path_of(finding.area));
    json.member("state", finding::to_string(finding.state));
    json.member("severity", finding.severity == pack::Severity::hard ? "hard" : "soft");
    json.member("opened", base::to_string(finding.opened))
        .member("due", base::to_string(finding.due))
        .key("closed");
    if (finding.closed) json.value(base::to_string(*finding.closed));
    else json.null();
    json.member("times_reopened", finding.times_reopened).member("owner", finding.owner);
    json.member("message", finding.message.in(language)).end_object();
}

Response list_findings(Asked const &asked) {
    auto const &request = asked.request;
    auto query = query_of(asked);
    auto const total = asked.view.totals->of(
        asked_for(request, query), [&] { return finding::count(asked.database(), query); });
    auto const limit = request.number("limit", page_default, 1, page_max);
    query.after_id = request.number("after", 0, 0, INT64_MAX);
    query.limit = limit + 1; // one more tells whether there is a next page
    base::JsonWriter json;
    json.begin_object().member("total", total).key("items").begin_array();
    std::int64_t shown = 0, last = 0;
    auto more = false;
    finding::list(asked.database(), query, [&](finding::Finding const &finding) {
        if (shown == limit) {
            more = true;
            return;
        }
        write(json, asked, finding);
        last = finding.id;
        ++shown;
    });
    json.end_array().key("next");
    if (more) json.value(last);
    else json.null();
    json.end_object();
    return {200, "application/json; charset=utf-8", json.take(), {}};
}

} // namespace jingzhun::api
