// /api/map: the county's own outlines, where it has imported any.
#include "api/inspect_handlers.hpp"

#include "report/area_map.hpp"

namespace jingzhun::api {
namespace {

using pack::Operation;

std::string as_json(report::AreaMap const &map) {
    base::JsonWriter json;
    json.begin_object().member("approval", map.approval).key("shapes").begin_array();
    for (auto const &shape : map.shapes) {
        json.begin_object().member("area", shape.area).key("rings").begin_array();
        for (auto const &ring : shape.rings) {
            json.begin_array();
            for (auto const &[x, y] : ring) json.begin_array().value(x).value(y).end_array();
            json.end_array();
        }
        json.end_array().end_object();
    }
    json.end_array().key("unknown").begin_array();
    for (auto const &code : map.unknown) json.value(code);
    json.end_array().end_object();
    return json.take();
}

} // namespace

Response show_map(Asked const &asked) {
    auto const map = report::load_map(asked.database(), asked.view.county);
    return json_answer(map ? as_json(*map) : as_json({}));
}

Response keep_map(Asked const &asked) {
    if (asked.request.body.empty()) throw base::Error("file_wanted");
    auto map = report::read_map(asked.request.body, asked.view.areas);
    map.approval = asked.request.parameter("approval");
    return json_answer(write(asked, {Operation::install, "", "", asked.request.parameter("reason")},
                             [&](store::Database &database, store::Actor const &actor) {
                                 report::keep_map(database, actor, asked.view.county, map);
                                 return as_json(map);
                             }),
                       201);
}

Response drop_map(Asked const &asked) {
    return json_answer(write(asked, {Operation::install, "", "", ""},
                             [&](store::Database &database, store::Actor const &actor) {
                                 report::drop_map(database, actor, asked.view.county);
                                 return as_json({});
                             }));
}

} // namespace jingzhun::api
