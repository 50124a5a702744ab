// Paths, tiles and entries.
#include "api/log_files.hpp"

#include "base/text.hpp"
#include "store/cosignature.hpp"
#include "store/seal.hpp"

#include <charconv>

namespace jingzhun::api {
namespace {

constexpr int level_max = 63; // of the standard; a ledger of ours never has so many
constexpr auto for_ever = "public, max-age=31536000, immutable";

std::optional<std::uint64_t> number_in(std::string_view digits) {
    std::uint64_t number = 0;
    auto const *end = digits.data() + digits.size();
    auto const read = std::from_chars(digits.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

// As it is written without leading zeros.
std::optional<std::uint64_t> plain_number(std::string_view digits, std::uint64_t most) {
    auto const number = number_in(digits);
    if (!number || *number > most || std::to_string(*number) != digits) return std::nullopt;
    return number;
}

// "x001", "x234", "067": the groups of one number.
std::optional<std::uint64_t> grouped_number(std::vector<std::string_view> const &groups) {
    constexpr std::size_t groups_max = 6; // 10^18 tiles
    if (groups.empty() || groups.size() > groups_max) return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        auto digits = groups[i];
        auto const last = i + 1 == groups.size();
        if (!last && !digits.starts_with('x')) return std::nullopt;
        if (!last) digits.remove_prefix(1);
        auto const group = digits.size() == 3 ? number_in(digits) : std::nullopt;
        if (!group || (i == 0 && !last && *group == 0)) return std::nullopt;
        number = number * 1000 + *group;
    }
    return number;
}

struct Log {
    int county = 0;
    store::CosignedCheckpoint newest;
};

Log log_of(store::Database &database) {
    auto const counties = store::sealed_counties(database);
    if (!counties.empty()) {
        auto all = store::cosigned_checkpoints(database, counties.front());
        if (!all.empty()) return {counties.front(), std::move(all.back())};
    }
    throw base::Error("checkpoint_none", {{"store", database.address()}});
}

std::string entries(store::Database &database, int county, std::uint64_t first,
                    std::uint64_t count) {
    std::string bytes;
    store::for_each_leaf(
        database, county, static_cast<std::int64_t>(first),
        [&](store::LeafRow const &row) {
            bytes += static_cast<char>(row.leaf.size() >> 8 & 255);
            bytes += static_cast<char>(row.leaf.size() & 255);
            bytes += row.leaf;
        },
        static_cast<std::int64_t>(first + count));
    return bytes;
}

Response tile_of(store::Database &database, Log const &log, TilePath const &tile,
                 std::string const &path) {
    auto const size = static_cast<std::uint64_t>(log.newest.issued.size);
    auto const level = std::max(tile.level, 0);
    auto const there = level > 7 ? 0 : size >> (level * store::tile_height);
    auto const first = tile.number * store::tile_width;
    if (tile.number > there || first + tile.width > there)
        throw base::Error("tile_missing", {{"tile", path}, {"events", std::to_string(size)}});
    auto hashes = store::tile(database, log.county, level, tile.number, size);
    auto const bytes = tile.width * sizeof(store::Hash);
    if (hashes.size() < bytes) throw base::Error("tile_lost", {{"tile", path}});
    hashes.resize(bytes);
    Response response{200, "application/octet-stream", std::move(hashes), {}};
    if (tile.level < 0) response.body = entries(database, log.county, first, tile.width);
    response.headers.emplace_back("Cache-Control", for_ever);
    return response;
}

} // namespace

std::optional<TilePath> read_tile_path(std::string_view path) {
    auto parts = base::split(path, '/');
    if (parts.size() < 4 || !parts[0].empty() || parts[1] != "tile") return std::nullopt;
    TilePath tile;
    auto const level =
        parts[2] == "entries" ? std::optional<std::uint64_t>(0) : plain_number(parts[2], level_max);
    if (!level) return std::nullopt;
    tile.level = parts[2] == "entries" ? -1 : static_cast<int>(*level);
    std::vector<std::string_view> groups(parts.begin() + 3, parts.end());
    if (groups.size() >= 2 && groups[groups.size() - 2].ends_with(".p")) {
        auto const width = plain_number(groups.back(), store::tile_width - 1);
        if (!width || *width == 0) return std::nullopt;
        tile.width = *width;
        groups.pop_back();
        groups.back().remove_suffix(2);
    }
    auto const number = grouped_number(groups);
    if (!number) return std::nullopt;
    tile.number = *number;
    return tile;
}

std::optional<Response> log_file(store::Database &database, Request const &request) {
    auto const asks_checkpoint = request.path == "/checkpoint";
    auto const tile = read_tile_path(request.path);
    if (!asks_checkpoint && !tile) return std::nullopt;
    if (request.method != "GET" && request.method != "HEAD")
        throw base::Error("method_not_allowed", {{"method", request.method}});
    store::Snapshot const snapshot(database);
    auto const log = log_of(database);
    if (tile) return tile_of(database, log, *tile, request.path);
    Response response{200, "text/plain; charset=utf-8", log.newest.note, {}};
    response.headers.emplace_back("Cache-Control", "no-cache");
    return response;
}

} // namespace jingzhun::api
