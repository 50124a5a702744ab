// Records whose date of authorisation has not come.
#include "app/uncompared.hpp"

#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "register/frames.hpp"

#include <fmt/format.h>

#include <map>

namespace jingzhun::app {
namespace {

// The lists by the date they wait for: "household.authorised_on" -> titles.
std::map<std::string, std::vector<std::string>> lists_waiting(Session const &session,
                                                              Common const &common) {
    std::map<std::string, std::vector<std::string>> lists;
    for (auto const &source : session.pack.sources)
        if (!source.needs_authorisation.empty())
            lists[source.needs_authorisation].push_back(choose(common, source.title));
    return lists;
}

struct Unsigned {
    std::string key, area;
};

// Records of the register whose date has not come.
std::vector<Unsigned> unsigned_records(Session const &session, Acting const &acting,
                                       pack::Register const &definition, std::string const &field,
                                       base::Date as_of) {
    registry::FrameRequest request;
    request.county = session.county;
    request.moment.as_of = as_of;
    auto const at = session.pack.register_index(definition.name);
    auto const column_at = definition.field_index(field);
    request.fields.push_back({at, cel::FieldSource::column, column_at});
    request.keyed.push_back(at);
    auto const population = registry::load_frames(*session.database, session.pack,
                                                  pack::make_schema(session.pack), request);
    auto const &table = population.tables[at];
    auto const &column = table.columns[column_at];
    auto const &dates = std::get<cel::Array<std::int32_t>>(column.values);
    std::vector<Unsigned> found;
    for (std::size_t row = 0; row < table.rows; ++row) {
        if (cel::bit(column.present, row) && base::Date{dates[row]} <= as_of) continue;
        std::string area(population.strings.text(table.areas[row]));
        if (!acting.may(pack::Operation::read, definition.name, area)) continue;
        found.push_back({std::string(population.strings.text(table.keys[row])), std::move(area)});
    }
    return found;
}

} // namespace

int uncompared(Uncompared const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting const acting(session, common);
    acting.require_some_register(pack::Operation::read);
    auto const as_of = command.as_of.value_or(last_check(session));
    auto const lists = lists_waiting(session, common);
    base::JsonWriter json;
    json.begin_array();
    for (auto const &[date, titles] : lists) {
        auto const dot = date.find('.');
        auto const &definition = register_of(session, date.substr(0, dot));
        auto const found =
            unsigned_records(session, acting, definition, date.substr(dot + 1), as_of);
        if (!common.json)
            print_line(fmt::format(
                fmt::runtime(choose(common, "{}：{} 条没有授权，未与这些名单比对：{}",
                                    "{}: {} without authorisation, not held against: {}")),
                choose(common, definition.title), grouped(static_cast<std::int64_t>(found.size())),
                fmt::join(titles, choose(common, "、", ", "))));
        for (auto const &one : found) {
            if (!common.json) print_line("  " + one.key + " " + session.areas.path_of(one.area));
            json.begin_object()
                .member("register", definition.name)
                .member("key", one.key)
                .member("area", one.area)
                .end_object();
        }
    }
    json.end_array();
    if (common.json) print_json(json.text());
    else if (lists.empty())
        print_line(choose(common, "政策包没有要求授权的名单。",
                          "The pack has no list that needs an authorisation."));
    return 0;
}

} // namespace jingzhun::app
