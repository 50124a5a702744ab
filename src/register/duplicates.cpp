// The register linked to itself.
#include "register/duplicates.hpp"

#include "link/link.hpp"
#include "register/frames.hpp"
#include "register/link_cells.hpp"
#include "register/merge.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace jingzhun::registry {
namespace {

// Of a hundred records one is expected to be another once more.
constexpr double expected_share = 0.01;

pack::Link const *model_link(pack::Pack const &pack, std::string const &to) {
    for (auto const &definition : pack.registers)
        for (auto const &link : definition.links)
            if (link.to == to && !link.model.empty()) return &link;
    return nullptr;
}

using Pairs = std::set<std::pair<std::int64_t, std::int64_t>>;

// Pairs that somebody has spoken about already.
Pairs known_pairs(store::Database &database, int county, std::string const &register_name) {
    Pairs pairs;
    for (auto const &one : list_merges(database, county))
        if (one.register_name == register_name && one.state != MergeState::undone)
            pairs.insert(std::minmax(one.record, one.target));
    return pairs;
}

cel::Population load(store::Database &database, pack::Pack const &pack, int county,
                     std::size_t table, LinkCells const &cells) {
    FrameRequest request;
    request.county = county;
    for (auto const field : cells.fields())
        request.fields.push_back({table, cel::FieldSource::column, field});
    return load_frames(database, pack, pack::make_schema(pack), request);
}

LinkDecision decision_of(link::Link const &found, link::Scorer const &scorer,
                         cel::Table const &table, std::string const &register_name,
                         std::string const &model, double link) {
    LinkDecision one;
    one.register_name = register_name;
    one.record = std::max(table.records[found.left], table.records[found.right]);
    one.target = std::min(table.records[found.left], table.records[found.right]);
    one.score = std::round(static_cast<double>(found.score) * 10) / 10;
    one.state = one.score >= link ? LinkState::automatic : LinkState::review;
    one.model = model;
    for (auto &term : scorer.terms(found.pair(), found.pattern))
        if (term.outcome != "missing")
            one.evidence.push_back({std::move(term.name), std::move(term.outcome), term.bits});
    return one;
}

} // namespace

std::vector<LinkDecision> find_duplicates(store::Database &database, pack::Pack const &pack,
                                          int county, pack::Register const &definition) {
    auto const *by = model_link(pack, definition.name);
    if (by == nullptr)
        throw base::Error("duplicates_no_model", {{"register", definition.title.zh},
                                                  {"register_en", definition.title.en}});
    auto const &model = *pack.find_linkage(by->model)->model;
    LinkCells const cells(model, definition, by->possible_their_name, by->possible_their_identity);
    auto const at = pack.register_index(definition.name);
    auto const population = load(database, pack, county, at, cells);
    auto const &records = population.tables[at];
    std::vector<LinkDecision> found;
    if (records.rows < 2) return found;
    link::Space space(model);
    link::Table table(model);
    table.present.assign(model.fields.size(), true);
    for (std::size_t row = 0; row < records.rows; ++row) {
        auto const texts = cells.cells(population, at, row);
        std::vector<std::string_view> const views(texts.begin(), texts.end());
        table.add(space, std::to_string(row), views);
    }
    space.prepare();
    link::Options options;
    options.parameters = link::guess(space, table, table);
    options.parameters->share = 2 * expected_share / static_cast<double>(records.rows);
    auto const outcome = link::dedupe(space, table, options);
    link::Scorer const scorer(space, table, outcome.parameters);
    auto const known = known_pairs(database, county, definition.name);
    for (auto const &one : outcome.links) {
        if (one.score < model.review) continue;
        auto decision = decision_of(one, scorer, records, definition.name, by->model, model.link);
        if (!known.contains({decision.target, decision.record}))
            found.push_back(std::move(decision));
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &LinkDecision::score);
    return found;
}

} // namespace jingzhun::registry
