// /api/summary, /api/areas, /api/batches: the county at a glance.
#include "api/handlers.hpp"
#include "api/narrowed.hpp"
#include "api/places.hpp"

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

// The households the caller may read, of an area.
std::vector<bool> readable(Asked const &asked, std::string_view area = "") {
    return places_within(asked.view, asked.reads(asked.view.household), area);
}

// Open findings the caller may read, by rule and area of that many digits.
std::vector<finding::Count> open_findings(Asked const &asked, int digits) {
    auto const whole = reads_everything(asked);
    auto const fine = whole ? digits : 12; // areas of callers are no finer
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    for (auto const &count : finding::count_open(asked.database(), asked.view.county, fine)) {
        auto const *rule = asked.view.pack.find_rule(count.rule);
        // Missing facts are those of households and their members.
        auto const on = rule == nullptr ? std::string("household") : rule->on;
        if (!whole && !asked.reads(on).contains(count.area)) continue;
        counts[{count.rule, count.area.substr(0, static_cast<std::size_t>(digits))}] +=
            count.findings;
    }
    std::vector<finding::Count> narrowed;
    for (auto const &[key, findings] : counts)
        narrowed.push_back({key.first, key.second, findings});
    return narrowed;
}

// By the first `digits` of the area; findings not of a household count where they stand.
std::map<std::string, AreaTotals> totals_by_area(Asked const &asked, std::size_t digits) {
    auto const &view = asked.view;
    auto const within = readable(asked);
    std::map<std::string, AreaTotals> totals;
    if (digits == 9 && reads_everything(asked))
        for (auto const *area : view.areas.children(view.county_code)) totals[area->code];
    std::vector<AreaTotals> by_place(within.size());
    auto const &place_of = view.ground->place_of[view.household];
    auto const *registered = view.find_measure("households_registered");
    auto const *size = view.find_measure("household_size");
    auto const value = [](check::MeasureResult const *measure, std::size_t row) {
        return measure == nullptr ? 0 : check::integer_at(measure->values, row).value_or(0);
    };
    for (std::size_t row = 0; row < place_of.size(); ++row) {
        auto &place = by_place[place_of[row]];
        ++place.households;
        place.registered += value(registered, row) != 0 ? 1 : 0;
        place.persons += value(size, row);
    }
    for (std::size_t i = 0; i < within.size(); ++i) {
        if (!within[i] || by_place[i].households == 0) continue;
        auto &area = totals[view.ground->places[i].substr(0, digits)];
        area.households += by_place[i].households;
        area.registered += by_place[i].registered;
        area.persons += by_place[i].persons;
    }
    std::map<std::string, bool> hard;
    for (auto const &rule : view.pack.rules) hard[rule.id] = rule.severity == pack::Severity::hard;
    for (auto const &count : open_findings(asked, static_cast<int>(digits))) {
        totals[count.area].open += count.findings;
        if (hard[count.rule]) totals[count.area].hard += count.findings;
    }
    return totals;
}

std::int64_t sum(Asked const &asked, std::string_view name) {
    auto const *measure = asked.view.find_measure(name);
    if (measure == nullptr) return 0;
    auto const within = readable(asked);
    auto const &place_of = asked.view.ground->place_of[asked.view.household];
    std::int64_t total = 0;
    for (std::size_t row = 0; row < place_of.size(); ++row)
        if (within[place_of[row]]) total += check::integer_at(measure->values, row).value_or(0);
    return total;
}

std::int64_t rows_of(Asked const &asked, std::string_view name) {
    auto const *definition = asked.view.pack.find_register(name);
    if (definition == nullptr) return 0;
    auto const table = asked.view.pack.register_index(name);
    auto const within = places_within(asked.view, asked.reads(table), "");
    return std::ranges::count_if(asked.view.ground->place_of[table],
                                 [&](std::uint32_t place) { return within[place]; });
}

void write_totals(base::JsonWriter &json, Asked const &asked) {
    json.key("totals").begin_object();
    json.member("villages", rows_of(asked, "village"))
        .member("households", rows_of(asked, "household"));
    json.member("persons", rows_of(asked, "person"))
        .member("officials", rows_of(asked, "official"));
    json.member("registered", sum(asked, "households_registered"))
        .member("exited", sum(asked, "households_exited"));
    json.member("general", sum(asked, "households_general"))
        .member("monitored", sum(asked, "households_monitored"));
    json.end_object();
}

void write_rules(base::JsonWriter &json, Asked const &asked,
                 std::map<std::string, std::int64_t> const &open) {
    auto const &view = asked.view;
    auto const language = asked.language();
    auto summaries = summarise_read(asked);
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

void write_causes(base::JsonWriter &json, Asked const &asked) {
    auto const &view = asked.view;
    auto const language = asked.language();
    auto const within = readable(asked);
    json.key("causes").begin_array();
    auto const &definition = view.pack.registers[view.household];
    if (auto const *field = definition.find_field("main_cause"); field != nullptr) {
        auto const &table = view.snapshot.population.tables[view.household];
        auto const &column = table.columns[definition.field_index("main_cause")];
        auto const *codes = std::get_if<cel::Array<std::int32_t>>(&column.values);
        std::map<std::string, std::int64_t> counts;
        for (std::size_t row = 0; codes != nullptr && row < table.rows; ++row)
            if (cel::bit(column.present, row) &&
                within[view.ground->place_of[view.household][row]] &&
                view.is("households_registered", row))
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

void write_income(base::JsonWriter &json, Asked const &asked) {
    auto const &view = asked.view;
    auto const within = readable(asked);
    std::array<std::array<std::int64_t, 2>, static_cast<std::size_t>(bands)> counts{};
    for (std::size_t row = 0; row < view.snapshot.population.tables[view.household].rows; ++row) {
        if (!within[view.ground->place_of[view.household][row]]) continue;
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

void write_townships(base::JsonWriter &json, Asked const &asked) {
    auto const &view = asked.view;
    json.key("townships").begin_array();
    for (auto const &[area, totals] : totals_by_area(asked, 9)) {
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

// Of somebody else's batch only where all that it feeds may be read in the whole county.
bool may_list(Asked const &asked, registry::Batch const &batch) {
    if (!asked.caller.accounts() || batch.actor == asked.caller.name()) return true;
    auto const *source = asked.view.pack.find_source(batch.source);
    return source != nullptr &&
           std::ranges::all_of(source->registers, [&](std::string const &name) {
               return asked.reads(name).contains(asked.view.county_code);
           });
}

void write_batches(base::JsonWriter &json, Asked const &asked) {
    auto const &view = asked.view;
    auto const language = asked.language();
    json.begin_array();
    auto batches = registry::list_batches(asked.database(), view.county);
    std::ranges::reverse(batches);
    for (auto const &batch : batches) {
        if (batch.part_of != 0) continue; // its first part stands for it
        if (!may_list(asked, batch)) continue;
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

namespace {

std::string summary_json(Asked const &asked) {
    auto const &view = asked.view;
    std::map<std::string, std::int64_t> open;
    std::int64_t hard = 0, soft = 0, missing = 0;
    for (auto const &count : open_findings(asked, 6)) {
        auto const *rule = view.pack.find_rule(count.rule);
        open[count.rule] += count.findings;
        if (count.rule == check::facts_missing) missing += count.findings;
        else if (rule != nullptr && rule->severity == pack::Severity::hard) hard += count.findings;
        else soft += count.findings;
    }
    base::JsonWriter json;
    json.begin_object().key("county").begin_object().member("code", view.county_code);
    json.member("name", view.areas.name_of(view.county_code))
        .member("path", view.areas.path_of(view.county_code))
        .end_object();
    json.member("as_of", base::to_string(view.as_of)).member("checked", view.checked);
    json.key("pack")
        .begin_object()
        .member("name", view.pack.title.in(asked.language()))
        .member("version", view.pack.version)
        .end_object();
    write_totals(json, asked);
    json.key("findings")
        .begin_object()
        .member("open", hard + soft)
        .member("hard", hard)
        .member("soft", soft);
    json.member("missing", missing).end_object();
    write_rules(json, asked, open);
    write_townships(json, asked);
    write_causes(json, asked);
    write_income(json, asked);
    json.key("batches");
    write_batches(json, asked);
    json.end_object();
    return json.take();
}

// Whose answers are the same: by all areas he reads anything of.
std::string scope_key(Asked const &asked, std::string const &what) {
    auto key = what + (asked.language() == base::Language::zh ? " zh" : " en");
    if (reads_everything(asked)) return key + " *";
    key += " " + asked.caller.name(); // his own batches are listed to him
    for (auto const &definition : asked.view.pack.registers) {
        key += "|";
        for (auto const &area : asked.reads(definition.name).areas) key += area + ",";
    }
    return key;
}

} // namespace

Response show_summary(Asked const &asked) {
    return json_answer(
        asked.view.remembered(scope_key(asked, "summary"), [&] { return summary_json(asked); }));
}

Response list_areas(Asked const &asked) {
    auto const &view = asked.view;
    auto const &wanted = asked.request.parameter("parent");
    auto const parent = wanted.empty() ? view.county_code : wanted;
    auto const digits = parent.size() == 6 ? std::size_t{9} : std::size_t{12};
    auto const make = [&] {
        auto const totals = totals_by_area(asked, digits);
        base::JsonWriter json;
        json.begin_array();
        for (auto const *area : view.areas.children(parent)) {
            auto const found = totals.find(area->code);
            auto const total = found == totals.end() ? AreaTotals{} : found->second;
            json.begin_object().member("area", area->code).member("name", area->name);
            json.member("level", area->code.size() == 9 ? "township" : "village")
                .member("households", total.households);
            json.member("open", total.open).end_object();
        }
        json.end_array();
        return json.take();
    };
    return json_answer(view.remembered(scope_key(asked, "areas " + parent), make));
}

Response list_batches(Asked const &asked) {
    base::JsonWriter json;
    write_batches(json, asked);
    return json_answer(json.take());
}

} // namespace jingzhun::api
