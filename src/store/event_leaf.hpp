// An event as the leaf that is hashed into the ledger's tree and may be published: nothing personal
// stands in it.
//
//   event
//   county=i431128
//   sequence=i12
//   time=i1606694400000000         microseconds since 1970
//   kind=t6:import
//   private=t44:<Base64>           the commitment of what is private
//   seal                           for each seal, in order of table and part
//   table=t8:r_person
//   part=i3
//   rows=i120
//   root=t44:<Base64>
//
// Of more than four seals only how many they are, and the root of the hash tree over the lines of
// each ("seal" to "root"), so that a proof shows the one it needs and not all of an import:
//
//   seals=i24
//   root=t44:<Base64>
//
// Private are who, role, why, from where, about what and the details; their commitment is the leaf
// hash of these lines, and whoever is shown the lines can check it:
//
//   private
//   actor=t6:李明
//   role= reason= origin= subject= details=    a line each
//   salt=b16:00112233…
//
// No database is needed here: verifiers are built from this.
#pragma once

#include "base/date.hpp"
#include "store/merkle.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::store {

// What is private of an event.
struct EventPrivate {
    std::string_view actor, role, reason, origin, subject, details, salt;
};
std::string write_private(EventPrivate const &event); // the lines; their leaf hash commits to them

struct EventSeal {
    std::string table;
    std::int64_t part = 0, rows = 0;
    Hash root{};
    bool operator==(EventSeal const &) const = default;
};
constexpr std::size_t seals_shown = 4;
std::string write_seal(EventSeal const &seal); // its lines in a leaf
// Nothing unless the text is exactly what `write_seal` makes of something.
std::optional<EventSeal> read_seal(std::string_view text);

struct EventLeaf {
    int county = 0;
    std::int64_t sequence = 0;
    base::Instant time = 0;
    std::string kind;
    Hash private_commitment{};
    std::vector<EventSeal> seals; // in order of table and part; all of them, or none where
    std::int64_t seal_count = 0;  // so many stand under this root: more than `seals_shown`
    Hash seal_root{};
    bool operator==(EventLeaf const &) const = default;
};

std::string write_leaf(EventLeaf const &leaf);
// Seals that stand under a root are not in the text, and not in what is read. Nothing unless the
// text is exactly what `write_leaf` makes of something.
std::optional<EventLeaf> read_leaf(std::string_view text);

} // namespace jingzhun::store
