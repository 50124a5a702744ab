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

} // namespace

void attach_outcomes(cel::Population &population, cel::Schema const &schema,
                     std::span<OutcomeColumn const> outcomes) {
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
        cel::Relation relation;
        relation.table = last;
        relation.offsets.push_back(0);
        for (std::size_t row = 0; row < population.tables[record].rows; ++row) {
            for (std::size_t i = 0; i < outcomes.size(); ++i)
                if (outcomes[i].record == record)
                    relation.rows.push_back(static_cast<std::uint32_t>(
                        i * answers.size() + answer_of(*outcomes[i].answers, row)));
            relation.offsets.push_back(static_cast<std::uint32_t>(relation.rows.size()));
        }
        population.tables[record].relations[static_cast<std::size_t>(index)] = std::move(relation);
    }
}

} // namespace jingzhun::registry
