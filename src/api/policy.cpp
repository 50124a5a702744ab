// /api/rules, /api/parameters, /api/what-if: the policy as data, and what another value would
// change.
#include "api/handlers.hpp"
#include "api/what_if_json.hpp"

#include "api/narrowed.hpp"
#include "base/json.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "check/what_if.hpp"

#include <array>

namespace jingzhun::api {
namespace {

constexpr std::array<std::string_view, 4> kind_names = {"indicator", "alert", "measure", "duty"};

void write_parameter_value(base::JsonWriter &json, cel::Parameter const &parameter,
                           base::Value const &value) {
    if (auto const *text = std::get_if<std::string>(&value)) {
        json.value(*text);
    } else if (auto const *real = std::get_if<double>(&value)) {
        json.value(*real);
    } else if (auto const *integer = std::get_if<std::int64_t>(&value)) {
        if (parameter.type.kind == cel::Kind::money)
            json.value(base::to_string(base::Money{*integer}));
        else if (parameter.type.kind == cel::Kind::boolean) json.value(*integer != 0);
        else json.value(*integer);
    } else {
        json.null();
    }
}

void write_date(base::JsonWriter &json, std::string_view name, base::Date date) {
    json.key(name);
    if (date == base::date_min || date == base::date_max) json.null();
    else json.value(base::to_string(date));
}

} // namespace

Response list_rules(Asked const &asked) {
    auto const *const view = &asked.view;
    auto const &request = asked.request;
    base::JsonWriter json;
    json.begin_array();
    for (auto const &rule : view->pack.rules) {
        json.begin_object()
            .member("rule", rule.id)
            .member("title", rule.title.in(request.language));
        json.member("kind", kind_names[static_cast<std::size_t>(rule.kind)])
            .member("register", rule.on);
        json.member("severity", rule.severity == pack::Severity::hard ? "hard" : "soft");
        json.member("when", rule.when ? rule.when->text : "")
            .member("must", rule.must ? rule.must->text : "");
        json.member("must_hold", rule.must_hold)
            .member("source", rule.source)
            .member("owner", rule.owner);
        json.member("due_days", rule.due_days)
            .member("message", rule.message.in(request.language))
            .end_object();
    }
    json.end_array();
    return {200, "application/json; charset=utf-8", json.take(), {}};
}

Response list_parameters(Asked const &asked) {
    auto const *const view = &asked.view;
    auto const &request = asked.request;
    auto const &pack = view->pack;
    base::JsonWriter json;
    json.begin_array();
    for (std::size_t i = 0; i < pack.parameters.size(); ++i) {
        auto const &parameter = pack.parameters[i];
        json.begin_object()
            .member("parameter", parameter.name)
            .member("title", pack.parameter_titles[i].in(request.language));
        json.member("unit", parameter.type.unit)
            .member("type", cel::to_string(parameter.type))
            .key("values")
            .begin_array();
        for (std::size_t v = 0; v < parameter.values.size(); ++v) {
            auto const &value = parameter.values[v];
            json.begin_object().key("keys").begin_object();
            for (std::size_t k = 0; k < value.keys.size(); ++k)
                json.member(parameter.key_names[k], value.keys[k]);
            json.end_object().member("area", value.area);
            write_date(json, "from", value.from);
            write_date(json, "to", value.to);
            json.key("value");
            write_parameter_value(json, parameter, value.value);
            json.member("source", pack.parameter_sources[i][v]).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
    return {200, "application/json; charset=utf-8", json.take(), {}};
}

Response show_what_if(Asked const &asked) {
    auto const &request = asked.request;
    auto const &by = request.parameter("by");
    auto const digits = by == "county" ? 6 : by == "village" ? 12 : 9;
    std::vector<check::ParameterChange> changes;
    for (auto const piece : base::split(request.parameter("set"), ';'))
        if (!piece.empty()) changes.push_back(check::parse_change(std::string(piece)));
    if (changes.empty()) throw base::Error("what_if_of_nothing");
    auto result = asked.view.ground->scenarios->run(changes, digits);
    narrow(asked, result, changes, digits);
    return json_answer(what_if_json(result, asked.view.areas));
}

} // namespace jingzhun::api
