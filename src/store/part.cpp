// Rows of a part, with those that were erased.
#include "store/part.hpp"

#include "store/erase.hpp"

#include <algorithm>

namespace jingzhun::store {

std::vector<Hash> commitments_of(Database &database, int county, SealedTable const &table,
                                 std::int64_t part) {
    std::vector<Hash> commitments;
    Erased const erased(database, county, table.name);
    auto const *gone = erased.of(part);
    auto const add_erased = [&] {
        if (gone == nullptr) return;
        for (auto at = gone->find(commitments.size()); at != gone->end();
             at = gone->find(commitments.size()))
            commitments.push_back(at->second);
    };
    for_each_row(database, table, county, part - 1, [&](SealedRow const &row) {
        if (row.part != part) return;
        add_erased();
        commitments.push_back(commitment_of(row.bytes));
    });
    add_erased();
    return commitments;
}

std::optional<std::uint64_t> place_in_part(Database &database, int county, SealedTable const &table,
                                           std::int64_t part, Hash const &commitment) {
    auto const seal = seal_of(database, county, table.name, part);
    if (!seal) return std::nullopt;
    std::vector<std::uint64_t> places;
    std::string_view const marks = seal->marks;
    for (std::size_t at = 0; at + mark_bytes <= marks.size(); at += mark_bytes)
        if (marks.substr(at, mark_bytes) == mark_of(commitment)) places.push_back(at / mark_bytes);
    if (places.size() == 1) return places.front();
    if (places.empty()) return std::nullopt;
    auto const all = commitments_of(database, county, table, part);
    auto const found = std::ranges::find(all, commitment);
    if (found == all.end()) return std::nullopt;
    return static_cast<std::uint64_t>(found - all.begin());
}

} // namespace jingzhun::store
