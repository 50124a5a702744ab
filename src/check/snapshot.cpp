// Loading the frames that the rules and their messages need, and running the rules over them.
#include "check/snapshot.hpp"

#include "check/message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace jingzhun::check {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Rules' subjects are shown by their label, so labels are loaded with them.
std::vector<cel::UsedField> label_fields(pack::Pack const &pack, cel::Schema const &schema) {
    std::vector<cel::UsedField> fields;
    for (auto const &rule : pack.rules) {
        auto const &definition = *pack.find_register(rule.on);
        if (definition.label.empty()) continue;
        cel::UsedField const field{schema.index_of(rule.on), cel::FieldSource::column,
                                   definition.field_index(definition.label)};
        if (std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
    }
    return fields;
}

} // namespace

Snapshot take_snapshot(store::Database &database, pack::Pack const &pack,
                       Selection const &selection) {
    Snapshot snapshot;
    snapshot.selection = selection;
    snapshot.pack = &pack;
    snapshot.schema = std::make_unique<cel::Schema>(pack::make_schema(pack));
    snapshot.rules = std::make_unique<RuleSet>(pack, *snapshot.schema, selection.rules);

    registry::FrameRequest request;
    request.county = selection.county;
    request.moment = {selection.as_of, selection.known_at};
    request.fields = snapshot.rules->used_fields();
    request.threads = selection.threads;
    auto const add = [&](cel::UsedField const &field) {
        if (std::ranges::find(request.fields, field) == request.fields.end())
            request.fields.push_back(field);
    };
    std::ranges::for_each(label_fields(pack, *snapshot.schema), add);
    std::ranges::for_each(message_fields(pack, *snapshot.schema), add);
    std::ranges::for_each(selection.extra, add);
    std::optional<MeasureSet> measures;
    if (selection.measures) {
        measures.emplace(pack, *snapshot.schema);
        std::ranges::for_each(measures->used_fields(), add);
    }

    auto start = std::chrono::steady_clock::now();
    snapshot.population = registry::load_frames(database, pack, *snapshot.schema, request);
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
