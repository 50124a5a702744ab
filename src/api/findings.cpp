// /api/findings: the list, page by page.
#include "api/finding_json.hpp"
#include "api/routes.hpp"

#include "api/masking.hpp"
#include "check/run_check.hpp"

namespace jingzhun::api {
namespace {

constexpr std::int64_t page_default = 50, page_max = 500;

finding::Query query_of(View const &view, Request const &request) {
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
    query.open_only = state.empty() || state == "open";
    if (query.open_only || state == "all") return query;
    query.state = finding::parse_state(state);
    if (!query.state) throw base::Error("state_unknown", {{"state", state}});
    return query;
}

} // namespace

void write(base::JsonWriter &json, View const &view, finding::Finding const &finding,
           base::Language language) {
    auto const *rule = view.pack.find_rule(finding.rule);
    auto const *definition = view.pack.find_register(finding.register_name);
    auto const subject =
        definition == nullptr ? finding.subject : mask_key(*definition, finding.subject);
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

Response list_findings(County &county, Request const &request) {
    auto const view = county.view();
    auto query = query_of(*view, request);
    auto const total = finding::count(county.database(), query);
    auto const limit = request.number("limit", page_default, 1, page_max);
    query.after_id = request.number("after", 0, 0, INT64_MAX);
    query.limit = limit + 1; // one more tells whether there is a next page
    base::JsonWriter json;
    json.begin_object().member("total", total).key("items").begin_array();
    std::int64_t shown = 0, last = 0;
    auto more = false;
    finding::list(county.database(), query, [&](finding::Finding const &finding) {
        if (shown == limit) {
            more = true;
            return;
        }
        write(json, *view, finding, request.language);
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
