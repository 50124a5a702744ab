// The answers of rules as records: one for each rule and answer, shared by all rows that have it.
#include "register/frames.hpp"

#include "pack/schema.hpp"

#include <array>
#include <cassert>

namespace jingzhun::registry {
namespace {

constexpr std::array<std::string_view, 4> answers = {"met", "unmet", "unknown", "not_applicable"};
constexpr std::size_t rule_column = 0, answer_column = 1;

std::uint32_t answer_of(cel::Answers const &all, std::size_t row) {
    if (cel::bit(all.met, row)) return 0;
    if (cel::bit(all.unmet, row)) return 1;
    return cel::bit(all.unknown, row) ? 2 : 3;
}

// For each rule of the register the answers of a row, as rows of the outcomes' table.
cel::Relation relation_of(std::size_t rows, std::size_t table,
                          std::vector<std::pair<std::uint32_t, cel::Answers const *>> const &rules,
                          cel::Bits const *reached) {
    cel::Relation relation;
    relation.table = table;
    std::vector<std::uint32_t> offsets, answered;
    offsets.reserve(rows + 1);
    offsets.push_back(0);
    if (reached == nullptr) answered.reserve(rows * rules.size());
    for (std::size_t row = 0; row < rows; ++row) {
        if (reached == nullptr || ((*reached)[row / 64] >> (row % 64) & 1U) != 0)
            for (auto const &[first, all] : rules) answered.push_back(first + answer_of(*all, row));
        offsets.push_back(static_cast<std::uint32_t>(answered.size()));
    }
    relation.offsets = std::move(offsets);
    relation.rows = std::move(answered);
    return relation;
}

} // namespace

void attach_outcomes(cel::Population &population, cel::Schema const &schema,
                     std::span<OutcomeColumn const> outcomes,
                     std::vector<cel::Bits> const *reached) {
    auto const last = schema.records.size() - 1;
    auto &table = population.tables[last];
    std::vector<std::int32_t> rules, texts;
    for (auto const &outcome : outcomes) {
        for (auto const answer : answers) {
            rules.push_back(population.strings.intern(outcome.rule));
            texts.push_back(population.strings.intern(answer));
        }
    }
    table.rows = rules.size();
    table.columns.resize(std::max(table.columns.size(), answer_column + 1));
    table.columns[rule_column] = {std::move(rules), {}};
    table.columns[answer_column] = {std::move(texts), {}};
    for (std::size_t record = 0; record < last; ++record) {
        auto const index = pack::outcomes_relation(schema, record);
        if (index < 0) continue;
        std::vector<std::pair<std::uint32_t, cel::Answers const *>> own;
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            if (outcomes[i].record == record)
                own.emplace_back(static_cast<std::uint32_t>(i * answers.size()),
                                 outcomes[i].answers);
        population.tables[record].relations[static_cast<std::size_t>(index)] =
            relation_of(population.tables[record].rows, last, own,
                        reached == nullptr ? nullptr : &(*reached)[record]);
    }
}

std::vector<cel::Bits> reached_rows(cel::Population const &population, std::size_t record,
                                    std::span<cel::UsedField const> used) {
    std::vector<cel::Bits> reached;
    std::vector<std::pair<std::size_t, std::uint32_t>> open; // table, row
    for (auto const &table : population.tables) reached.emplace_back((table.rows + 63) / 64, 0);
    auto const reach = [&](std::size_t table, std::uint32_t row) {
        auto &word = reached[table][row / 64];
        auto const bit = std::uint64_t{1} << (row % 64);
        if ((word & bit) != 0) return;
        word |= bit;
        open.emplace_back(table, row);
    };
    for (std::uint32_t row = 0; row < population.tables[record].rows; ++row) reach(record, row);
    while (!open.empty()) {
        auto const [table, row] = open.back();
        open.pop_back();
        for (auto const &field : used) {
            if (field.record != table) continue;
            if (field.source == cel::FieldSource::reference) {
                auto const &reference = population.tables[table].references[field.index];
                if (row < reference.rows.size() && reference.rows[row] >= 0)
                    reach(reference.table, static_cast<std::uint32_t>(reference.rows[row]));
            } else if (field.source == cel::FieldSource::relation) {
                auto const &relation = population.tables[table].relations[field.index];
                if (row + 1 >= relation.offsets.size()) continue;
                for (auto i = relation.offsets[row]; i < relation.offsets[row + 1]; ++i)
                    reach(relation.table, relation.child(i));
            }
        }
    }
    return reached;
}

} // namespace jingzhun::registry
