// /api/reports: bulletins and rankings of the pack, every share with the arithmetic behind it.
#include "api/inspect_handlers.hpp"

#include "report/bulletin.hpp"
#include "report/bulletin_period.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

using pack::Operation;

// Of the whole area, every register that is counted and those whom findings are about.
void require_all(Asked const &asked, pack::Bulletin const &bulletin, std::string const &area) {
    asked.caller.require(Operation::read, asked.view.pack.registers[asked.view.household].name,
                         area);
    for (auto const &column : bulletin.columns)
        if (!column.register_name.empty())
            asked.caller.require(Operation::read, column.register_name, area);
}

void write_cells(base::JsonWriter &json, std::vector<std::string> const &cells) {
    json.begin_array();
    for (auto const &cell : cells) json.value(cell);
    json.end_array();
}

std::string report_json(Asked const &asked, pack::Bulletin const &bulletin,
                        base::Period const &period, std::string const &area) {
    auto const made = report::make_bulletin(asked.database(), asked.view.pack, asked.view.areas,
                                            asked.view.county, bulletin, period, area);
    auto const rows = report::bulletin_table(made, asked.language());
    base::JsonWriter json;
    json.begin_object()
        .member("name", bulletin.name)
        .member("title", report::bulletin_title(made, asked.view.areas, asked.language()))
        .member("period", period.name)
        .member("area", area)
        .member("ranks", bulletin.ranks())
        .key("header");
    write_cells(json, rows.front());
    json.key("lines").begin_array();
    for (std::size_t i = 1; i < rows.size(); ++i) {
        auto const last = i + 1 == rows.size();
        json.begin_object()
            .member("area", last || bulletin.digits == 0 ? "" : made.lines[i - 1].code)
            .member("all", last)
            .key("cells");
        write_cells(json, rows[i]);
        json.end_object();
    }
    json.end_array().key("notes");
    write_cells(json, report::bulletin_notes(made, asked.language()));
    json.end_object();
    return json.take();
}

} // namespace

Response list_reports(Asked const &asked) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : asked.view.pack.bulletins)
        json.begin_object()
            .member("name", one.name)
            .member("title", one.title.in(asked.language()))
            .member("every", base::to_string(one.every))
            .member("last", report::last_period(one, asked.view.as_of).name)
            .end_object();
    json.end_array();
    return json_answer(json.take());
}

Response show_report(Asked const &asked) {
    auto const &bulletin = report::bulletin_named(asked.view.pack, asked.argument(0));
    auto const &given = asked.request.parameter("area");
    auto const area = given.empty() ? asked.view.county_code : given;
    auto const &name = asked.request.parameter("period");
    auto const period = name.empty() ? report::last_period(bulletin, asked.view.as_of)
                                     : report::period_named(bulletin, name);
    if (asked.view.areas.find(area) == nullptr)
        throw base::Error("area_not_in_store", {{"area", area}});
    require_all(asked, bulletin, area);
    auto const key = "report " + bulletin.name + " " + period.name + " " + area +
                     (asked.language() == base::Language::zh ? " zh" : " en");
    return json_answer(
        asked.view.remembered(key, [&] { return report_json(asked, bulletin, period, area); }));
}

} // namespace jingzhun::api
