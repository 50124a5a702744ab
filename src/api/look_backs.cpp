// /api/look-backs: closed findings drawn to be seen again, and what was seen.
#include "api/inspect_handlers.hpp"
#include "api/inspection_json.hpp"

#include "api/finding_json.hpp"
#include "finding/finding.hpp"
#include "work/person.hpp"

#include <algorithm>
#include <charconv>

namespace jingzhun::api {
namespace {

using pack::Operation;

// What is about an area alone is like what is about persons.
std::string register_for(Asked const &asked, finding::Finding const &found) {
    return found.register_name.empty() ? work::responsibility_of(asked.view.pack).persons
                                       : found.register_name;
}

bool may(Asked const &asked, Operation operation, finding::Finding const &found) {
    return asked.caller.may(operation, register_for(asked, found), found.area);
}

void write_look_back(base::JsonWriter &json, Asked const &asked, survey::LookBack const &one,
                     finding::Finding const &found) {
    json.begin_object()
        .member("month", one.month)
        .member("result", one.result)
        .member("by", one.by)
        .member("on", one.on ? base::to_string(*one.on) : "")
        .member("may_judge", one.result.empty() && may(asked, Operation::inspect, found))
        .key("finding");
    write(json, asked, found);
    json.end_object();
}

// Read when what was written is: names of subjects are kept with no request.
std::string as_json(Asked const &asked, std::string const &month) {
    auto &database = asked.database();
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : survey::list_look_backs(database, asked.view.county, month)) {
        auto const found = finding::find(database, asked.view.county, one.finding);
        if (found && may(asked, Operation::read, *found)) write_look_back(json, asked, one, *found);
    }
    json.end_array();
    return json.take();
}

} // namespace

Response list_look_backs(Asked const &asked) {
    return json_answer(as_json(asked, asked.request.parameter("month")));
}

Response draw_look_backs(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const month = survey::month_named(text_member(body, "month"));
    auto const seed = text_member(body, "seed");
    auto const *percent = body.find("percent");
    auto const *given = percent == nullptr ? nullptr : std::get_if<std::int64_t>(&percent->value);
    if (given == nullptr || *given < 1 || *given > 100)
        throw base::Error("request_malformed", {{"what", "percent"}});
    write(asked,
          {Operation::inspect, asked.view.pack.registers[asked.view.household].name, "",
           text_member(body, "reason", false)},
          [&](store::Database &database, store::Actor const &actor) {
              survey::draw_look_back(inspection_desk(asked, database, actor), month,
                                     static_cast<int>(*given), seed);
              return std::string("{}");
          });
    return json_answer(as_json(asked, month.name), 201);
}

Response judge_look_back(Asked const &asked) {
    auto const &text = asked.argument(0);
    std::int64_t id = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), id);
    auto const whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    auto const found =
        whole ? finding::find(asked.database(), asked.view.county, id) : std::nullopt;
    if (!found || !may(asked, Operation::read, *found))
        throw base::Error("look_back_unknown", {{"finding", text}});
    auto const body = read_body(asked.request);
    auto const result = text_member(body, "result");
    if (result != "holds" && result != "false")
        throw base::Error("request_malformed", {{"what", "result=" + result}});
    write(
        asked,
        {Operation::inspect, register_for(asked, *found), found->area, text_member(body, "reason")},
        [&](store::Database &database, store::Actor const &actor) {
            survey::look_back(inspection_desk(asked, database, actor), id, result == "holds");
            return std::string("{}");
        });
    return json_answer(as_json(asked, ""));
}

} // namespace jingzhun::api
