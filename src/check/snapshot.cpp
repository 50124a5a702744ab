// Loading the frames that the rules and their messages need, and running the rules over them.
#include "check/snapshot.hpp"

#include "check/message.hpp"
#include "register/frame_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace jingzhun::check {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void add_all(std::vector<cel::UsedField> &fields, std::vector<cel::UsedField> const &more) {
    for (auto const &field : more)
        if (std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
}

cel::UsedField column_of(cel::Schema const &schema, pack::Register const &definition,
                         std::string const &field) {
    return {schema.index_of(definition.name), cel::FieldSource::column,
            definition.field_index(field)};
}

// Rules' subjects are shown by their label, so labels are loaded with them.
std::vector<cel::UsedField> label_fields(pack::Pack const &pack, cel::Schema const &schema) {
    std::vector<cel::UsedField> fields;
    for (auto const &rule : pack.rules) {
        auto const &definition = *pack.find_register(rule.on);
        if (!definition.label.empty())
            add_all(fields, {column_of(schema, definition, definition.label)});
    }
    return fields;
}

bool has_rules(pack::Pack const &pack, std::string const &name, bool measures_only) {
    return std::ranges::any_of(pack.rules, [&](pack::Rule const &rule) {
        return rule.on == name && (!measures_only || rule.kind == pack::RuleKind::measure);
    });
}

// What some program reads or shows, so that frames that are kept serve all of them: labels and
// relations of every register, and the codes by which the subjects of rules are told apart.
std::vector<cel::UsedField> shown_fields(pack::Pack const &pack, cel::Schema const &schema) {
    std::vector<cel::UsedField> fields;
    for (auto const &definition : pack.registers) {
        if (!definition.label.empty())
            add_all(fields, {column_of(schema, definition, definition.label)});
        if (!has_rules(pack, definition.name, true)) continue;
        for (auto const &field : definition.fields)
            if (field.type == pack::FieldType::code)
                add_all(fields, {column_of(schema, definition, field.name)});
    }
    for (auto const &place : pack::link_places(pack)) {
        if (!place.link->reverse.empty())
            add_all(fields, {{place.to, cel::FieldSource::relation, place.reverse_index}});
        if (!place.link->many)
            add_all(fields, {{place.from, cel::FieldSource::reference, place.own_index}});
    }
    return fields;
}

registry::FrameRequest request_of(Snapshot const &snapshot, MeasureSet const *measures) {
    auto const &selection = snapshot.selection;
    auto const &pack = *snapshot.pack;
    auto const &schema = *snapshot.schema;
    registry::FrameRequest request;
    request.county = selection.county;
    request.moment = {selection.as_of, selection.known_at, selection.position};
    request.threads = selection.threads;
    add_all(request.fields, snapshot.rules->used_fields());
    add_all(request.fields, label_fields(pack, schema));
    add_all(request.fields, message_fields(pack, schema));
    add_all(request.fields, selection.extra);
    if (measures != nullptr) add_all(request.fields, measures->used_fields());
    for (std::size_t i = 0; i < pack.registers.size(); ++i)
        if (has_rules(pack, pack.registers[i].name, true)) request.keyed.push_back(i);
    if (!selection.kept) return request;
    add_all(request.fields, RuleSet(pack, schema).used_fields());
    add_all(request.fields, MeasureSet(pack, schema).used_fields());
    add_all(request.fields, shown_fields(pack, schema));
    return request;
}

} // namespace

Snapshot take_snapshot(store::Database &database, pack::Pack const &pack,
                       Selection const &selection) {
    Snapshot snapshot;
    snapshot.selection = selection;
    snapshot.pack = &pack;
    snapshot.schema = std::make_unique<cel::Schema>(pack::make_schema(pack));
    snapshot.rules = std::make_unique<RuleSet>(pack, *snapshot.schema, selection.rules);
    std::optional<MeasureSet> measures;
    if (selection.measures) measures.emplace(pack, *snapshot.schema);
    auto const request = request_of(snapshot, measures ? &*measures : nullptr);
    snapshot.fields = request.fields;

    auto start = std::chrono::steady_clock::now();
    snapshot.population = selection.kept
                              ? registry::take_frames(database, pack, *snapshot.schema, request)
                              : registry::load_frames(database, pack, *snapshot.schema, request);
    snapshot.population.strings.settle(); // so that copies cost nothing
    snapshot.load_seconds = seconds_since(start);
    start = std::chrono::steady_clock::now();
    snapshot.results = snapshot.rules->run(snapshot.population, selection.as_of,
                                           county_code(selection.county), selection.threads);
    snapshot.run_seconds = seconds_since(start);
    if (measures)
        snapshot.measures =
            measures->run(snapshot.population, {selection.as_of, {}, county_code(selection.county)},
                          selection.threads);
    return snapshot;
}

std::string county_code(int county) { return fmt::format("{:06}", county); }

std::optional<std::uint32_t> row_of(cel::Table const &table, std::int64_t record) {
    auto const found = std::ranges::lower_bound(table.records, record);
    if (found == table.records.end() || *found != record) return std::nullopt;
    return static_cast<std::uint32_t>(found - table.records.begin());
}

std::string area_of(cel::Population const &population, std::size_t table, std::size_t row,
                    int county) {
    auto const &areas = population.tables[table].areas;
    if (row >= areas.size() || areas[row] <= 0) return county_code(county);
    return std::string(population.strings.text(areas[row]));
}

} // namespace jingzhun::check
