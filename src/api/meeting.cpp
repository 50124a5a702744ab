// /api/agenda, /api/bulletins: what a month's meeting needs.
#include "api/field_handlers.hpp"

#include "report/bulletin.hpp"
#include "work/agenda.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

base::Period month_of(Asked const &asked) {
    auto const &text = asked.request.parameter("month");
    if (text.empty()) return base::period_of(base::PeriodUnit::month, base::today());
    auto const first = base::parse_iso_date(text + "-01");
    if (!first) throw base::Error("month_malformed", {{"month", text}});
    return base::period_of(base::PeriodUnit::month, *first);
}

void write_rows(base::JsonWriter &json, std::vector<std::vector<std::string>> const &rows) {
    json.begin_array();
    for (auto const &row : rows) {
        json.begin_array();
        for (auto const &cell : row) json.value(cell);
        json.end_array();
    }
    json.end_array();
}

pack::Bulletin const &bulletin_of(Asked const &asked, std::string const &name) {
    auto const &all = asked.view.pack.bulletins;
    auto const found = std::ranges::find(all, name, &pack::Bulletin::name);
    if (found == all.end()) throw base::Error("not_found", {{"what", name}});
    return *found;
}

// The period that holds the day asked for, today unless given.
base::Period period_of(Asked const &asked, pack::Bulletin const &bulletin) {
    auto const &text = asked.request.parameter("on");
    auto day = base::today();
    if (!text.empty()) {
        auto const given = base::parse_iso_date(text);
        if (!given) throw base::Error("request_malformed", {{"what", "on=" + text}});
        day = *given;
    }
    return base::period_of(bulletin.every, day);
}

} // namespace

Response show_agenda(Asked const &asked) {
    auto const area = area_led(asked);
    auto const month = month_of(asked);
    auto const on = std::min(base::add_days(month.to, -1), base::today());
    auto const made =
        work::agenda_of({asked.database(), asked.view.pack, asked.view.areas, asked.view.county},
                        area, month, on, asked.language());
    base::JsonWriter json;
    json.begin_object()
        .member("area", area)
        .member("place", asked.view.areas.path_of(area))
        .member("month", month.name)
        .key("sections")
        .begin_array();
    for (auto const &section : made.sections) {
        json.begin_object().member("title", section.title.in(asked.language()));
        json.key("header").begin_array();
        for (auto const &cell : section.header) json.value(cell.in(asked.language()));
        json.end_array().key("rows");
        write_rows(json, section.rows);
        json.end_object();
    }
    json.end_array().end_object();
    return json_answer(json.take());
}

Response list_bulletins(Asked const &asked) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : asked.view.pack.bulletins)
        json.begin_object()
            .member("name", one.name)
            .member("title", one.title.in(asked.language()))
            .member("every", base::to_string(one.every))
            .member("ranks", one.ranks())
            .member("source", one.source)
            .end_object();
    json.end_array();
    return json_answer(json.take());
}

Response show_bulletin(Asked const &asked) {
    auto const &bulletin = bulletin_of(asked, asked.argument(0));
    auto const area = area_led(asked);
    auto const period = period_of(asked, bulletin);
    auto const language = asked.language();
    auto const made = report::make_bulletin(asked.database(), asked.view.pack, asked.view.areas,
                                            asked.view.county, bulletin, period, area);
    base::JsonWriter json;
    json.begin_object()
        .member("name", bulletin.name)
        .member("title", report::bulletin_title(made, asked.view.areas, language))
        .member("period", period.name)
        .member("area", area)
        .key("table");
    write_rows(json, report::bulletin_table(made, language));
    json.key("notes").begin_array();
    for (auto const &note : report::bulletin_notes(made, language)) json.value(note);
    json.end_array().end_object();
    return json_answer(json.take());
}

} // namespace jingzhun::api
