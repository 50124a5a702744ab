// What was decided of rows whose number finds nobody, as rows of frames. Not for others.
#pragma once

#include "register/frame_links.hpp"
#include "register/frames.hpp"

#include <compare>
#include <cstdint>
#include <vector>

namespace jingzhun::registry {

struct RowPair {
    std::uint32_t own = 0, theirs = 0;
    auto operator<=>(RowPair const &) const = default;
};

// Each sorted, each pair once.
struct DecidedRows {
    std::vector<RowPair> made, refused;
    bool is_own = false; // of a register with itself: each pair stands in both directions
    bool refuses(std::size_t own, std::size_t theirs) const;
};

// As known at the request's moment. Records that are not in the tables are left out.
DecidedRows decided_rows(store::Database &database, pack::Pack const &pack,
                         FrameRequest const &request, pack::LinkPlace const &place,
                         cel::Table const &from, cel::Table const &to);

// Puts in what was made, for rows that equal values lead to nobody; takes out what was refused.
void add_decided(Matches &matches, DecidedRows const &decided);

} // namespace jingzhun::registry
