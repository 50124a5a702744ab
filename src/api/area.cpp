// /api/area: one area at a glance, from the county down to a village, with the areas below it.
#include "api/inspect_handlers.hpp"

#include "api/narrowed.hpp"
#include "api/places.hpp"
#include "check/run_check.hpp"
#include "finding/finding.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::api {
namespace {

constexpr std::size_t township = 9, village = 12;

struct Totals {
    std::int64_t households = 0, registered = 0, exited = 0, monitored = 0, persons = 0, open = 0,
                 hard = 0;
    void add(Totals const &other) {
        households += other.households;
        registered += other.registered;
        exited += other.exited;
        monitored += other.monitored;
        persons += other.persons;
        open += other.open;
        hard += other.hard;
    }
};

// Of the households at each of the view's places.
std::vector<Totals> by_place(View const &view) {
    std::vector<Totals> totals(view.ground->places.size());
    auto const value = [](check::MeasureResult const *measure, std::size_t row) {
        return measure == nullptr ? 0 : check::integer_at(measure->values, row).value_or(0);
    };
    auto const *registered = view.find_measure("households_registered");
    auto const *exited = view.find_measure("households_exited");
    auto const *monitored = view.find_measure("households_monitored");
    auto const *size = view.find_measure("household_size");
    auto const &place_of = view.ground->place_of[view.household];
    for (std::size_t row = 0; row < place_of.size(); ++row) {
        auto &place = totals[place_of[row]];
        ++place.households;
        place.registered += value(registered, row) != 0 ? 1 : 0;
        place.exited += value(exited, row) != 0 ? 1 : 0;
        place.monitored += value(monitored, row) != 0 ? 1 : 0;
        place.persons += value(size, row);
    }
    return totals;
}

// What the caller may see of an area: counts of it, of the areas below, and open findings by rule.
struct Seen {
    Totals all;
    std::map<std::string, Totals> below;
    std::map<std::string, std::int64_t> rules;
};

void add_findings(Seen &seen, Asked const &asked, std::string const &area, std::size_t digits) {
    auto const &view = asked.view;
    auto const &household = view.pack.registers[view.household].name;
    for (auto const &count :
         finding::count_open(asked.database(), view.county, static_cast<int>(village))) {
        if (!base::contains(area, count.area)) continue;
        auto const *rule = view.pack.find_rule(count.rule);
        if (!asked.reads(rule == nullptr ? household : rule->on).contains(count.area)) continue;
        if (count.rule == check::facts_missing) continue;
        Totals totals;
        totals.open = count.findings;
        if (rule != nullptr && rule->severity == pack::Severity::hard) totals.hard = count.findings;
        seen.all.add(totals);
        if (count.area.size() >= digits) seen.below[count.area.substr(0, digits)].add(totals);
        if (rule != nullptr) seen.rules[rule->id] += count.findings;
    }
}

Seen look(Asked const &asked, std::string const &area, std::size_t digits) {
    Seen seen;
    auto const within = places_within(asked.view, asked.reads(asked.view.household), area);
    auto const totals = by_place(asked.view);
    for (std::size_t i = 0; i < totals.size(); ++i) {
        if (!within[i]) continue;
        seen.all.add(totals[i]);
        auto const &place = asked.view.ground->places[i];
        if (place.size() >= digits) seen.below[place.substr(0, digits)].add(totals[i]);
    }
    add_findings(seen, asked, area, digits);
    return seen;
}

void write_totals(base::JsonWriter &json, Totals const &totals) {
    json.member("households", totals.households)
        .member("registered", totals.registered)
        .member("exited", totals.exited)
        .member("monitored", totals.monitored)
        .member("persons", totals.persons)
        .member("open", totals.open)
        .member("hard", totals.hard);
}

// Whether any of it is the caller's to see: an area above his own is shown with his part of it.
bool touches(Asked const &asked, std::string const &area) {
    for (auto const &definition : asked.view.pack.registers)
        for (auto const &own : asked.reads(definition.name).areas)
            if (base::contains(area, own) || base::contains(own, area)) return true;
    return false;
}

void write_way(base::JsonWriter &json, Asked const &asked, std::string const &area) {
    json.key("way").begin_array();
    for (auto const digits : {std::size_t{6}, township, village}) {
        if (area.size() < digits) break;
        auto const code = area.substr(0, digits);
        json.begin_object()
            .member("area", code)
            .member("name", asked.view.areas.name_of(code))
            .end_object();
    }
    json.end_array();
}

void write_rules(base::JsonWriter &json, Asked const &asked,
                 std::map<std::string, std::int64_t> const &open) {
    std::vector<std::pair<std::string, std::int64_t>> sorted(open.begin(), open.end());
    std::ranges::stable_sort(sorted, std::ranges::greater{},
                             &std::pair<std::string, std::int64_t>::second);
    json.key("rules").begin_array();
    for (auto const &[id, findings] : sorted) {
        auto const *rule = asked.view.pack.find_rule(id);
        json.begin_object()
            .member("rule", id)
            .member("title", rule->title.in(asked.language()))
            .member("severity", rule->severity == pack::Severity::hard ? "hard" : "soft")
            .member("open", findings)
            .end_object();
    }
    json.end_array();
}

std::string area_json(Asked const &asked, std::string const &area) {
    auto const digits = area.size() < township ? township : village;
    auto const seen = look(asked, area, digits);
    base::JsonWriter json;
    json.begin_object()
        .member("area", area)
        .member("name", asked.view.areas.name_of(area))
        .member("path", asked.view.areas.path_of(area))
        .member("as_of", base::to_string(asked.view.as_of))
        .key("totals")
        .begin_object();
    write_totals(json, seen.all);
    json.end_object();
    write_way(json, asked, area);
    json.key("below").begin_array();
    if (area.size() < village)
        for (auto const *child : asked.view.areas.children(area)) {
            if (!touches(asked, child->code)) continue;
            auto const found = seen.below.find(child->code);
            json.begin_object().member("area", child->code).member("name", child->name);
            write_totals(json, found == seen.below.end() ? Totals{} : found->second);
            json.end_object();
        }
    json.end_array();
    write_rules(json, asked, seen.rules);
    json.end_object();
    return json.take();
}

} // namespace

Response show_area(Asked const &asked) {
    auto const &given = asked.request.parameter("area");
    auto const area = given.empty() ? asked.view.county_code : given;
    if (asked.view.areas.find(area) == nullptr || area.size() < 6 || !touches(asked, area))
        throw base::Error("area_not_in_store", {{"area", area}});
    auto const whose = reads_everything(asked) ? std::string("*") : asked.caller.name();
    auto const key = std::string("area ") + area +
                     (asked.language() == base::Language::zh ? " zh " : " en ") + whose;
    return json_answer(asked.view.remembered(key, [&] { return area_json(asked, area); }));
}

} // namespace jingzhun::api
