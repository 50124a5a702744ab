// The ledger as files that anybody may read (C2SP tlog-tiles): auditors and witnesses follow it
// without an account and without a program of ours. Nothing personal stands in it: entries are the
// leaves of events (store/event_leaf.hpp), in which whatever is private is a salted commitment.
//
//   /checkpoint                          the newest checkpoint, with the lines of witnesses it has
//   /tile/<L>/<N>[.p/<W>]                hashes of level L, 32 bytes each; 256, or W of them
//   /tile/entries/<N>[.p/<W>]            the entries under the tile of level 0: two bytes that
//                                        tell the length of each, and the entry
//
// N is written in groups of three digits: 1234067 is x001/x234/067. Tiles never change and may be
// kept for ever; the checkpoint is asked for anew. All of it is read from the store's rows.
#pragma once

#include "api/http.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace jingzhun::api {

// A tile by its path; nothing where the path is written in any other way.
struct TilePath {
    int level = 0; // -1: entries
    std::uint64_t number = 0;
    std::uint64_t width = 256;
    bool operator==(TilePath const &) const = default;
};
std::optional<TilePath> read_tile_path(std::string_view path); // "/tile/0/x001/067.p/3"

// Nothing where the path belongs to none of these. Throws Error "tile_missing" where the ledger is
// not that long, "tile_lost" where the store should have it and has not (`jingzhun verify` says
// what is wrong), "method_not_allowed".
std::optional<Response> log_file(store::Database &database, Request const &request);

} // namespace jingzhun::api
