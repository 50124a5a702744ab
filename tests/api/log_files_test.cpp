// The ledger as a monitor reads it: over HTTP alone, with nothing but the log's public key.
#include "api/log_files.hpp"
#include "store/ledger_tree.hpp"
#include "store/sealed_store.hpp"
#include "store/trust.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using api::read_tile_path;

namespace {

struct Served {
    SealedStore store;
    void grow(int events) {
        store::Transaction transaction(*store.database);
        for (int i = 0; i < events; ++i) store.append("visit", "household " + std::to_string(i));
        transaction.commit();
    }
    api::Response get(std::string const &path) {
        return api::log_file(*store.database, api::make_request("GET", path, {})).value();
    }
    std::string refusal(std::string const &path) {
        try {
            get(path);
            return "";
        } catch (base::Error const &error) {
            return std::string(error.code());
        }
    }
    store::Checkpoint checkpoint() {
        auto const file = store::key_file_of(store.file);
        store::Trust trust;
        for (auto const &key : store::read_signing_keys(file))
            trust.log_keys.push_back(store::public_key_of(key));
        auto const opened = store::open_checkpoint(get("/checkpoint").body, trust);
        REQUIRE(opened.fault == store::CheckpointFault::none);
        return opened.checkpoint;
    }
};

std::vector<store::Hash> hashes_in(std::string const &tile) {
    std::vector<store::Hash> hashes;
    for (std::size_t at = 0; at < tile.size(); at += 32)
        hashes.push_back(store::hash_of_bytes(tile.substr(at, 32)).value());
    return hashes;
}

std::vector<std::string> entries_in(std::string const &bundle) {
    std::vector<std::string> entries;
    for (std::size_t at = 0; at + 2 <= bundle.size();) {
        auto const high = static_cast<unsigned char>(bundle[at]),
                   low = static_cast<unsigned char>(bundle[at + 1]);
        auto const length = static_cast<std::size_t>(high << 8 | low);
        entries.push_back(bundle.substr(at + 2, length));
        at += 2 + length;
    }
    return entries;
}

} // namespace

TEST_CASE("a tile's path is read in the one way the standard writes it") {
    CHECK(read_tile_path("/tile/0/x001/x234/067") == api::TilePath{0, 1'234'067, 256});
    CHECK(read_tile_path("/tile/3/000.p/17") == api::TilePath{3, 0, 17});
    CHECK(read_tile_path("/tile/entries/042") == api::TilePath{-1, 42, 256});
    for (auto const *path :
         {"/tile/0/67", "/tile/0/0067", "/tile/0/x000/067", "/tile/0/001/067", "/tile/00/067",
          "/tile/64/067", "/tile/-1/067", "/tile/0/067.p/0", "/tile/0/067.p/256",
          "/tile/0/067.p/01", "/tile/0/067.p", "/tile/0/", "/tile/0", "/tile/0/06a", "/tile/x/067",
          "/tile/0/x001/x001/x001/x001/x001/x001/067", "/tiles/0/067", "/tile/0/067/"})
        CHECK_MESSAGE(!read_tile_path(path), path);
}

TEST_CASE("a monitor rebuilds the signed root from entries and from hashes alone") {
    Served county;
    for (auto const more : {0, 3, 252, 300}) {
        county.grow(more);
        auto const signed_root = county.checkpoint();
        std::vector<store::Hash> from_entries, from_hashes;
        for (std::uint64_t done = 0; done < signed_root.size; done += 256) {
            auto const width = std::min<std::uint64_t>(signed_root.size - done, 256);
            auto path = "00" + std::to_string(done / 256);
            if (width < 256) path += ".p/" + std::to_string(width);
            for (auto const &entry : entries_in(county.get("/tile/entries/" + path).body))
                from_entries.push_back(store::leaf_hash(entry));
            for (auto const &hash : hashes_in(county.get("/tile/0/" + path).body))
                from_hashes.push_back(hash);
        }
        CHECK(from_entries.size() == signed_root.size);
        CHECK(store::tree_root(from_entries) == signed_root.root);
        CHECK(from_hashes == from_entries);
    }
    auto const first = hashes_in(county.get("/tile/0/000").body);
    CHECK(hashes_in(county.get("/tile/1/000.p/1").body).front() == store::tree_root(first));
}

TEST_CASE("tiles may be kept for ever, the checkpoint not") {
    Served county;
    county.grow(5);
    auto const headers = [&](std::string const &path) { return county.get(path).headers.front(); };
    CHECK(headers("/tile/0/000.p/3").second == "public, max-age=31536000, immutable");
    CHECK(headers("/checkpoint").second == "no-cache");
    CHECK(county.get("/tile/0/000.p/3").type == "application/octet-stream");
    auto const before = county.get("/tile/0/000.p/3").body;
    county.grow(300);
    CHECK(county.get("/tile/0/000.p/3").body == before);
}

TEST_CASE("nothing personal is among the entries") {
    Served county;
    county.grow(1);
    auto const entries = county.get("/tile/entries/000.p/2").body;
    for (auto const *secret : {"李明", "年度", "office-3", "household"})
        CHECK(entries.find(secret) == std::string::npos);
}

TEST_CASE("a tile that is not there is named: not yet, or lost") {
    Served county;
    county.grow(299);
    CHECK(county.refusal("/tile/0/000") == "");
    CHECK(county.refusal("/tile/0/001") == "tile_missing");
    CHECK(county.refusal("/tile/0/001.p/44") == "");
    CHECK(county.refusal("/tile/0/001.p/45") == "tile_missing");
    CHECK(county.refusal("/tile/entries/001.p/45") == "tile_missing");
    CHECK(county.refusal("/tile/2/000.p/1") == "tile_missing");
    CHECK(county.refusal("/tile/40/000.p/1") == "tile_missing");
    CHECK(county.refusal("/tile/0/x999/x999/x999/x999/x999/999") == "tile_missing");
    county.store.database->execute("DELETE FROM tile");
    CHECK(county.refusal("/tile/1/000.p/1") == "tile_lost");
    CHECK(!api::log_file(*county.store.database, api::make_request("GET", "/index.html", {})));
    CHECK_THROWS_AS(
        api::log_file(*county.store.database, api::make_request("POST", "/checkpoint", {})),
        base::Error);
}
