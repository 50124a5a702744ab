// /api/summary, /api/areas, /api/batches: the county at a glance.
#include "api/routes.hpp"

#include "base/json.hpp"
#include "check/run_check.hpp"
#include "finding/finding.hpp"
#include "pack/read_value.hpp"
#include "register/batch.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace jingzhun::api {
namespace {

constexpr std::array<std::string_view, 4> kind_names = {"indicator", "alert", "measure", "duty"};
constexpr std::int64_t band_yuan = 1000, bands = 21; // the last band is open

struct AreaTotals {
    std::int64_t households = 0, registered = 0, persons = 0, open = 0, hard = 0;
};

// By the first `digits` of the area; findings not of a household count where they stand.
std::map<std::string, AreaTotals> totals_by_area(store::Database &database, View const &view,
                                                 std::size_t digits) {
    std::map<std::string, AreaTotals> totals;
    for (auto const *area : view.areas.children(view.county_code))
        if (digits == 9) totals[area->code];
    auto const rows = view.snapshot.population.tables[view.household].rows;
    for (std::size_t row = 0; row < rows; ++row) {
        auto &area =
            totals[check::area_of(view.snapshot.population, view.household, row, view.county)
                       .substr(0, digits)];
        ++area.households;
        area.registered += view.is("households_registered", row) ? 1 : 0;
        area.persons += view.measure("household_size", row).value_or(0);
    }
    std::map<std::string, bool> hard;
    for (auto const &rule : view.pack.rules) hard[rule.id] = rule.severity == pack::Severity::hard;
    for (auto const &count : finding::count_open(database, view.county, static_cast<int>(digits))) {
        totals[count.area].open += count.findings;
        if (hard[count.rule]) totals[count.area].hard += count.findings;
    }
    return totals;
}

std::int64_t sum(View const &view, std::string_view measure) {
    std::int64_t total = 0;
    for (std::size_t row = 0; row < view.snapshot.population.tables[view.household].rows; ++row)
        total += view.measure(measure, row).value_or(0);
    return total;
}

std::int64_t rows_of(View const &view, std::string_view name) {
    auto const *definition = view.pack.find_register(name);
    if (definition == nullptr) return 0;
    return static_cast<std::int64_t>(
        view.snapshot.population.tables[view.pack.register_index(name)].rows);
}

void write_totals(base::JsonWriter &json, View const &view) {
    json.key("totals").begin_object();
    json.member("villages", rows_of(view, "village"))
        .member("households", rows_of(view, "household"));
    json.member("persons", rows_of(view, "person")).member("officials", rows_of(view, "official"));
    json.member("registered", sum(view, "households_registered"))
        .member("exited", sum(view, "households_exited"));
    json.member("general", sum(view, "households_general"))
        .member("monitored", sum(view, "households_monitored"));
    json.end_object();
}

void write_rules(base::JsonWriter &json, View const &view,
                 std::map<std::string, std::int64_t> const &open, base::Language language) {
    auto summaries = check::summarise(view.snapshot, {});
    auto const open_of = [&](std::string const &rule) {
        auto const found = open.find(rule);
        return found == open.end() ? std::int64_t{0} : found->second;
    };
    std::ranges::stable_sort(
        summaries, [&](auto const &a, auto const &b) { return open_of(a.rule) > open_of(b.rule); });
    json.key("rules").begin_array();
    for (auto const &summary : summaries) {
        auto const &rule = *view.pack.find_rule(summary.rule);
        json.begin_object().member("rule", rule.id).member("title", rule.title.in(language));
        json.member("kind", kind_names[static_cast<std::size_t>(rule.kind)])
            .member("register", rule.on);
        json.member("severity", rule.severity == pack::Severity::hard ? "hard" : "soft");
        json.member("met", summary.met)
            .member("unmet", summary.unmet)
            .member("unknown", summary.unknown);
        json.member("open", open_of(rule.id)).end_object();
    }
    json.end_array();
}

void write_causes(base::JsonWriter &json, View const &view, base::Language language) {
    json.key("causes").begin_array();
    auto const &definition = view.pack.registers[view.household];
    if (auto const *field = definition.find_field("main_cause"); field != nullptr) {
        auto const &table = view.snapshot.population.tables[view.household];
        auto const &column = table.columns[definition.field_index("main_cause")];
        auto const *codes = std::get_if<cel::Array<std::int32_t>>(&column.values);
        std::map<std::string, std::int64_t> counts;
        for (std::size_t row = 0; codes != nullptr && row < table.rows; ++row)
            if (cel::bit(column.present, row) && view.is("households_registered", row))
                ++counts[std::string(view.snapshot.population.strings.text((*codes)[row]))];
        std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
        std::ranges::stable_sort(sorted, std::ranges::greater{},
                                 &std::pair<std::string, std::int64_t>::second);
        for (auto const &[code, households] : sorted)
            json.begin_object()
                .member("code", code)
                .member("title", pack::write_cell(view.pack, *field, code, language))
                .member("households", households)
                .end_object();
    }
    json.end_array();
}

void write_income(base::JsonWriter &json, View const &view) {
    std::array<std::array<std::int64_t, 2>, static_cast<std::size_t>(bands)> counts{};
    for (std::size_t row = 0; row < view.snapshot.population.tables[view.household].rows; ++row) {
        auto const net = view.measure("household_net_income", row),
                   size = view.measure("household_size", row);
        if (!net || !size || *size <= 0) continue;
        auto const band = std::clamp<std::int64_t>(*net / *size / 100 / band_yuan, 0, bands - 1);
        ++counts[static_cast<std::size_t>(band)][view.is("households_registered", row) ? 0 : 1];
    }
    json.key("income").begin_array();
    for (std::int64_t band = 0; band < bands; ++band) {
        json.begin_object().member("from", band * band_yuan).key("to");
        if (band + 1 == bands) json.null();
        else json.value((band + 1) * band_yuan);
        auto const &count = counts[static_cast<std::size_t>(band)];
        json.member("registered", count[0]).member("general", count[1]).end_object();
    }
    json.end_array();
}

void write_townships(base::JsonWriter &json, store::Database &database, View const &view) {
    json.key("townships").begin_array();
    for (auto const &[area, totals] : totals_by_area(database, view, 9)) {
        if (area.size() < 9) continue; // what stands at the county as a whole
        json.begin_object().member("area", area).member("name", view.areas.name_of(area));
        json.member("households", totals.households).member("registered", totals.registered);
        json.member("persons", totals.persons)
            .member("open", totals.open)
            .member("hard", totals.hard)
            .end_object();
    }
    json.end_array();
}

void write_batches(base::JsonWriter &json, store::Database &database, View const &view,
                   base::Language language) {
    json.begin_array();
    auto batches = registry::list_batches(database, view.county);
    std::ranges::reverse(batches);
    for (auto const &batch : batches) {
        auto const *source = view.pack.find_source(batch.source);
        json.begin_object()
            .member("batch", batch.id)
            .member("file", batch.file)
            .member("sheet", batch.sheet);
        json.member("source", batch.source)
            .member("title", source == nullptr ? batch.source : source->title.in(language));
        json.member("state", registry::to_string(batch.state)).member("rows", batch.rows);
        json.member("accepted", batch.accepted)
            .member("rejected", batch.rejected)
            .member("linked", batch.linked);
        json.member("recorded_at", base::to_string_instant(batch.recorded_at))
            .member("actor", batch.actor)
            .end_object();
    }
    json.end_array();
}

} // namespace

Response show_summary(County &county, Request const &request) {
    auto const view = county.view();
    auto &database = county.database();
    std::map<std::string, std::int64_t> open;
    std::int64_t hard = 0, soft = 0, missing = 0;
    for (auto const &count : finding::count_open(database, view->county, 6)) {
        auto const *rule = view->pack.find_rule(count.rule);
        open[count.rule] += count.findings;
        if (count.rule == check::facts_missing) missing += count.findings;
        else if (rule != nullptr && rule->severity == pack::Severity::hard) hard += count.findings;
        else soft += count.findings;
    }
    base::JsonWriter json;
    json.begin_object().key("county").begin_object().member("code", view->county_code);
    json.member("name", view->areas.name_of(view->county_code))
        .member("path", view->areas.path_of(view->county_code))
        .end_object();
    json.member("as_of", base::to_string(view->as_of)).member("checked", view->checked);
    json.key("pack")
        .begin_object()
        .member("name", view->pack.title.in(request.language))
        .member("version", view->pack.version)
        .end_object();
    write_totals(json, *view);
    json.key("findings")
        .begin_object()
        .member("open", hard + soft)
        .member("hard", hard)
        .member("soft", soft);
    json.member("missing", missing).end_object();
    write_rules(json, *view, open, request.language);
    write_townships(json, database, *view);
    write_causes(json, *view, request.language);
    write_income(json, *view);
    json.key("batches");
    write_batches(json, database, *view, request.language);
    json.end_object();
    return {200, "application/json; charset=utf-8", json.take(), {}};
}

Response list_areas(County &county, Request const &request) {
    auto const view = county.view();
    auto const &asked = request.parameter("parent");
    auto const parent = asked.empty() ? view->county_code : asked;
    auto const digits = parent.size() == 6 ? std::size_t{9} : std::size_t{12};
    auto const totals = totals_by_area(county.database(), *view, digits);
    base::JsonWriter json;
    json.begin_array();
    for (auto const *area : view->areas.children(parent)) {
        auto const found = totals.find(area->code);
        auto const total = found == totals.end() ? AreaTotals{} : found->second;
        json.begin_object().member("area", area->code).member("name", area->name);
        json.member("level", area->code.size() == 9 ? "township" : "village")
            .member("households", total.households);
        json.member("open", total.open).end_object();
    }
    json.end_array();
    return {200, "application/json; charset=utf-8", json.take(), {}};
}

Response list_batches(County &county, Request const &request) {
    base::JsonWriter json;
    write_batches(json, county.database(), *county.view(), request.language);
    return {200, "application/json; charset=utf-8", json.take(), {}};
}

} // namespace jingzhun::api
