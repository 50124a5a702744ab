// /api/statistics: the pack's figures, by area and year, each with its definition.
#include "api/inspect_handlers.hpp"

#include "api/narrowed.hpp"
#include "register/pack_files.hpp"
#include "survey/county_statistics.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

using pack::Operation;
using pack::Statistic;

std::vector<Statistic> all_of(Asked const &asked) {
    std::vector<Statistic> statistics;
    registry::with_pack_files(asked.database(), asked.view.county, asked.view.pack.hash,
                              [&](std::string const &folder) {
                                  statistics = pack::load_statistics(folder, asked.view.pack);
                              });
    std::erase_if(statistics, [&](Statistic const &one) { return asked.reads(one.on).none(); });
    return statistics;
}

void write_head(base::JsonWriter &json, Asked const &asked, Statistic const &one) {
    json.member("id", one.id)
        .member("title", one.title.in(asked.language()))
        .member("definition", one.definition.in(asked.language()))
        .member("unit", one.unit)
        .member("source", one.source)
        .member("years", one.years)
        .member("groups", one.across.size());
}

void write_figure(base::JsonWriter &json, Asked const &asked, survey::Figure const &figure) {
    json.begin_object()
        .member("as_of", base::to_string(figure.as_of))
        .member("area", figure.area)
        .member("name", asked.view.areas.name_of(figure.area))
        .key("groups")
        .begin_array();
    for (auto const &group : figure.groups) json.value(group);
    json.end_array().key("value");
    if (figure.value) json.value(*figure.value);
    else json.null();
    json.member("rows", figure.rows)
        .member("left_out", figure.left_out)
        .member("base", figure.base)
        .end_object();
}

std::string figures_json(Asked const &asked, Statistic const &one, std::size_t digits) {
    survey::StatisticsOf of;
    of.county = asked.view.county;
    of.as_of = asked.view.as_of;
    of.digits = digits;
    of.threads = asked.county.options().threads;
    std::vector<Statistic> const wanted = {one};
    auto const reads = asked.reads(one.on);
    base::JsonWriter json;
    json.begin_object();
    write_head(json, asked, one);
    json.key("figures").begin_array();
    for (auto const &figure :
         survey::county_statistics(asked.database(), asked.view.pack, wanted, of))
        if (reads.contains(figure.area)) write_figure(json, asked, figure);
    json.end_array().end_object();
    return json.take();
}

} // namespace

Response list_statistics(Asked const &asked) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : all_of(asked)) {
        json.begin_object();
        write_head(json, asked, one);
        json.end_object();
    }
    json.end_array();
    return json_answer(json.take());
}

// Whole areas alone: of one of which the caller sees a part there is no figure.
Response show_statistic(Asked const &asked) {
    auto const &by = asked.request.parameter("by");
    auto const digits = by == "village" ? std::size_t{12} : std::size_t{9};
    auto const whose = reads_everything(asked) ? std::string("*") : asked.caller.name();
    auto const key = "statistic " + asked.argument(0) + " " + by +
                     (asked.language() == base::Language::zh ? " zh " : " en ") + whose;
    return json_answer(asked.view.remembered(key, [&] {
        auto const all = all_of(asked);
        auto const found = std::ranges::find(all, asked.argument(0), &Statistic::id);
        if (found == all.end()) throw base::Error("not_found", {{"what", asked.argument(0)}});
        return figures_json(asked, *found, digits);
    }));
}

} // namespace jingzhun::api
