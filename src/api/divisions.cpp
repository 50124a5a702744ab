// /api/divisions: names of areas as they are divided, without anything that is counted there: for
// those who grant roles for areas and read no register.
#include "api/inspect_handlers.hpp"

#include <algorithm>

namespace jingzhun::api {

Response list_divisions(Asked const &asked) {
    auto const &given = asked.request.parameter("parent");
    auto const parent = given.empty() ? asked.view.county_code : given;
    auto const digits = parent.size() < 9 ? std::size_t{9} : std::size_t{12};
    base::JsonWriter json;
    json.begin_object()
        .member("area", parent)
        .member("name", asked.view.areas.name_of(parent))
        .key("below")
        .begin_array();
    for (auto const &area : asked.view.areas.all()) {
        if (area.code.size() != digits || !base::contains(parent, area.code)) continue;
        json.begin_object()
            .member("area", area.code)
            .member("name", area.name)
            .member("from", area.from == base::date_min ? "" : base::to_string(area.from))
            .member("to", area.to == base::date_max ? "" : base::to_string(area.to))
            .member("successor", area.successor)
            .end_object();
    }
    json.end_array().end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
