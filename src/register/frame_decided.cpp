// Decisions about records, looked up as rows.
#include "register/frame_decided.hpp"

#include "register/link_decision.hpp"

#include <algorithm>
#include <optional>

namespace jingzhun::registry {
namespace {

// Rows ascend by record.
std::optional<std::uint32_t> row_of(cel::Table const &table, std::int64_t record) {
    auto const found = std::lower_bound(table.records.begin(), table.records.end(), record);
    if (found == table.records.end() || *found != record) return std::nullopt;
    return static_cast<std::uint32_t>(found - table.records.begin());
}

} // namespace

bool DecidedRows::refuses(std::size_t own, std::size_t theirs) const {
    if (refused.empty()) return false;
    return std::ranges::binary_search(
        refused, RowPair{static_cast<std::uint32_t>(own), static_cast<std::uint32_t>(theirs)});
}

DecidedRows decided_rows(store::Database &database, pack::Pack const &pack,
                         FrameRequest const &request, pack::LinkPlace const &place,
                         cel::Table const &from, cel::Table const &to) {
    DecidedRows rows;
    for (auto const &one : decisions(database, request.county, request.moment.known(),
                                     pack.registers[place.from].name)) {
        if (one.link != place.link->name || one.state == LinkState::review) continue;
        auto const own = row_of(from, one.record), theirs = row_of(to, one.target);
        if (!own || !theirs) continue;
        auto &pairs = one.state == LinkState::refused ? rows.refused : rows.made;
        pairs.push_back({*own, *theirs});
        if (place.from == place.to) pairs.push_back({*theirs, *own});
    }
    rows.is_own = place.from == place.to;
    for (auto *pairs : {&rows.made, &rows.refused}) {
        std::ranges::sort(*pairs);
        pairs->erase(std::unique(pairs->begin(), pairs->end()), pairs->end());
    }
    return rows;
}

namespace {

// Of a register with itself: whoever is somebody's other record is that one's and its own, beside
// those that equal values lead to.
void add_own(Matches &matches, DecidedRows const &decided) {
    Matches whole;
    whole.offsets.push_back(0);
    auto made = decided.made.begin();
    for (std::size_t row = 0; row + 1 < matches.offsets.size(); ++row) {
        auto const start = static_cast<std::ptrdiff_t>(whole.rows.size());
        for (auto i = matches.offsets[row]; i < matches.offsets[row + 1]; ++i)
            if (!decided.refuses(row, matches.rows[i])) whole.rows.push_back(matches.rows[i]);
        if (made != decided.made.end() && made->own == row)
            whole.rows.push_back(static_cast<std::uint32_t>(row));
        for (; made != decided.made.end() && made->own == row; ++made)
            whole.rows.push_back(made->theirs);
        auto const first = whole.rows.begin() + start;
        std::sort(first, whole.rows.end());
        whole.rows.erase(std::unique(first, whole.rows.end()), whole.rows.end());
        whole.offsets.push_back(static_cast<std::uint32_t>(whole.rows.size()));
    }
    matches = std::move(whole);
}

} // namespace

void add_decided(Matches &matches, DecidedRows const &decided) {
    if (decided.made.empty() && decided.refused.empty()) return;
    if (decided.is_own) return add_own(matches, decided);
    Matches whole;
    whole.offsets.reserve(matches.offsets.size());
    whole.rows.reserve(matches.rows.size() + decided.made.size());
    whole.offsets.push_back(0);
    auto made = decided.made.begin();
    for (std::size_t row = 0; row + 1 < matches.offsets.size(); ++row) {
        for (auto i = matches.offsets[row]; i < matches.offsets[row + 1]; ++i)
            if (!decided.refuses(row, matches.rows[i])) whole.rows.push_back(matches.rows[i]);
        for (; made != decided.made.end() && made->own == row; ++made)
            if (matches.count(row) == 0) whole.rows.push_back(made->theirs);
        whole.offsets.push_back(static_cast<std::uint32_t>(whole.rows.size()));
    }
    matches = std::move(whole);
}

} // namespace jingzhun::registry
