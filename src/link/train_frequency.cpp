// How often values occur in two tables.
#include "link/han.hpp"
#include "link/train.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::link {
namespace {

constexpr std::size_t rows_counted = 500'000; // of each table, for characters of names

// Counts to log2 of their share; what never occurred counts as half of once.
void to_bits(std::vector<float> &counts) {
    double total = 0;
    for (auto const count : counts) total += count;
    for (auto &count : counts)
        count = static_cast<float>(std::log2(std::max(count, 0.5F) / std::max(total, 1.0)));
}

void count_characters(Frequency &frequency, Table const &table, std::size_t field) {
    auto const rows = std::min<std::size_t>(table.size(), rows_counted);
    for (std::size_t k = 0; k < rows; ++k) {
        auto const row = static_cast<RowNumber>(std::size_t{table.size()} * k / rows);
        auto const name = table.value(row, field);
        if (name == 0 || is_long_name(name)) continue;
        ++frequency.first[han().simple[name_character(name, 0)]];
        for (unsigned at = 1; at < name_length(name); ++at)
            ++frequency.further[han().simple[name_character(name, at)]];
    }
}

void count(Frequency &frequency, Table const &table, std::size_t field) {
    if (frequency.listed.empty()) {
        count_characters(frequency, table, field);
        return;
    }
    for (RowNumber row = 0; row < table.size(); ++row)
        if (auto const value = table.value(row, field); value != 0) ++frequency.listed[value];
}

} // namespace

std::vector<Frequency> count_frequencies(Space const &space, Table const &left,
                                         Table const &right) {
    auto const &model = *space.model;
    std::vector<Frequency> frequencies(model.comparisons.size());
    for (std::size_t i = 0; i < frequencies.size(); ++i) {
        if (!model.comparisons[i].frequency) continue;
        auto const field = model.comparisons[i].field;
        auto &frequency = frequencies[i];
        if (model.fields[field].type == Type::chinese_name) {
            frequency.first.assign(0x10000, 0);
            frequency.further.assign(0x10000, 0);
        } else {
            frequency.listed.assign(space.texts[field].dictionary.size(), 0);
        }
        count(frequency, left, field);
        if (&left != &right) count(frequency, right, field);
        to_bits(frequency.listed);
        to_bits(frequency.first);
        to_bits(frequency.further);
    }
    return frequencies;
}

} // namespace jingzhun::link
