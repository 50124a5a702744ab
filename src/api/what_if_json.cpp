// JSON of a what-if.
#include "api/what_if_json.hpp"

#include "base/json.hpp"

namespace jingzhun::api {
namespace {

void write_summaries(base::JsonWriter &json, std::vector<check::RuleSummary> const &summaries) {
    json.begin_array();
    for (auto const &one : summaries)
        json.begin_object()
            .member("rule", one.rule)
            .member("met", one.met)
            .member("unmet", one.unmet)
            .member("unknown", one.unknown)
            .end_object();
    json.end_array();
}

} // namespace

std::string what_if_json(check::WhatIf const &result, base::AreaTree const &areas) {
    base::JsonWriter json;
    json.begin_object().key("before");
    write_summaries(json, result.before);
    json.key("after");
    write_summaries(json, result.after);
    json.key("by").begin_array();
    for (auto const &one : result.by)
        json.begin_object()
            .member("area", one.area)
            .member("name", areas.name_of(one.area))
            .member("rule", one.rule)
            .member("met", one.met)
            .member("unmet", one.unmet)
            .member("unknown", one.unknown)
            .member("newly_unmet", one.newly_unmet)
            .member("newly_met", one.newly_met)
            .end_object();
    json.end_array().end_object();
    return json.take();
}

} // namespace jingzhun::api
