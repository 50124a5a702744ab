// Tiles and what is proved with them, against the trees they stand for.
#include "store/head.hpp"
#include "store/ledger_tree.hpp"
#include "store/note.hpp"
#include "store/sealed_store.hpp"
#include "store/tile.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

constexpr int county = SealedStore::county;

// A ledger of many events in few commits, and its leaves.
struct Long {
    SealedStore store;
    std::vector<Hash> leaves;
    explicit Long(int events) {
        for (auto left = events - 1; left > 0;) {
            Transaction transaction(*store.database);
            for (int i = 0; i < 200 && left > 0; ++i, --left) store.append("visit", "x");
            transaction.commit();
        }
        for_each_leaf(*store.database, county, 0,
                      [&](LeafRow const &row) { leaves.push_back(row.hash); });
    }
};

} // namespace

TEST_CASE("proofs from tiles are those of the tree, for every place and size that tells") {
    Long const ledger(1100);
    auto &database = *ledger.store.database;
    std::span<Hash const> const leaves = ledger.leaves;
    REQUIRE(leaves.size() == 1100);
    CHECK(ledger.store.problems().empty());
    for (std::uint64_t const size :
         {1U, 2U, 3U, 255U, 256U, 257U, 511U, 512U, 513U, 1024U, 1100U}) {
        auto const root = tree_root(leaves.first(size));
        CHECK(ledger_root(database, county, size) == root);
        CHECK(ledger_tree(database, county, size).root() == root);
        for (std::uint64_t const index : {0UL, 1UL, 254UL, 255UL, 256UL, 512UL, size - 1}) {
            if (index >= size) continue;
            auto const proof = ledger_inclusion(database, county, index, size);
            CHECK(proof == inclusion_proof(leaves.first(size), index));
            CHECK(includes(index, size, leaves[index], proof, root));
        }
        for (std::uint64_t const before : {1UL, 2UL, 200UL, 256UL, 257UL, 700UL, size})
            if (before <= size)
                CHECK(ledger_consistency(database, county, before, size) ==
                      consistency_proof(leaves.first(size), before));
    }
}

TEST_CASE("tiles are as C2SP tlog-tiles has them: 256 hashes, a partial one at the right edge") {
    Long const ledger(600);
    auto &database = *ledger.store.database;
    CHECK(tile(database, county, 0, 0, 600).size() == 256 * 32);
    CHECK(tile(database, county, 0, 2, 600).size() == (600 - 512) * 32);
    CHECK(tile(database, county, 0, 3, 600).empty());
    CHECK(tile(database, county, 0, 2, 520).size() == 8 * 32); // for every size that was signed
    auto const level_1 = tile(database, county, 1, 0, 600);
    CHECK(level_1.size() == 2 * 32);
    CHECK(level_1.substr(32) == bytes_of(tree_root(std::span(ledger.leaves).subspan(256, 256))));
    CHECK(tile(database, county, 2, 0, 600).empty());
    CHECK(tile(database, county, 0, 0, 1) == bytes_of(ledger.leaves[0]));
}

TEST_CASE("tiles and hashes that were changed are told, and are made anew by the next write") {
    for (auto const *sql :
         {"UPDATE tile SET hash = zeroblob(32) WHERE number = 1", "DELETE FROM tile",
          "INSERT INTO tile VALUES (431199, 1, 9, zeroblob(32))",
          "UPDATE event SET leaf = zeroblob(32) WHERE sequence = 300"}) {
        Long ledger(600);
        open(ledger.store.file, Access::write)->execute(sql);
        auto const problems = ledger.store.problems();
        REQUIRE(problems.size() == 1);
        CHECK((problems[0].starts_with("ledger_tile_changed") ||
               problems[0] == "ledger_hash_changed 300"));
        auto const again = open(ledger.store.file, Access::write);
        Transaction transaction(*again);
        append(*again, {}, {county, "visit", "x", "{}"});
        transaction.commit();
        CHECK(ledger.store.problems().empty());
        CHECK(read_events(*again, county, 600, 1).front().event.kind == "tampering");
    }
}

TEST_CASE("an event whose hash was made to fit is located between the tiles") {
    Long ledger(1000);
    auto &database = *ledger.store.database;
    database.execute("UPDATE event SET kind = 'forged' WHERE sequence = 400");
    auto update = database.prepare("UPDATE event SET leaf = $1 WHERE sequence = 400");
    update->bind_blob(1, bytes_of(leaf_hash(leaf_of(database, county, 400))));
    update->run();
    auto const found = check_ledger(database, county);
    REQUIRE(!found.empty());
    CHECK(found[0].code == "ledger_event_changed");
    CHECK(found[0].arguments[0].second == "257");
    CHECK(found[0].arguments[1].second == "512");
}

TEST_CASE(
    "a checkpoint that is issued is an event, and is handed out again while nothing happens") {
    SealedStore store;
    store.set_finding(1, 0);
    auto const first = issue_checkpoint(*store.database, {"李明", "", ""}, county);
    CHECK(first.size == 2);
    CHECK(read_events(*store.database, county).back().event.kind == "checkpoint");
    CHECK(issue_checkpoint(*store.database, {}, county).note == first.note);
    CHECK(read_events(*store.database, county).size() == 3);
    store.set_finding(1, 1);
    CHECK(issue_checkpoint(*store.database, {}, county).size == 4);
    CHECK(store.problems().empty());
    store.database->execute("DELETE FROM issued_checkpoint WHERE size = 2");
    CHECK(store.problems() ==
          std::vector<std::string>{"seal_row_removed issued_checkpoint size=2"});
}

TEST_CASE("no checkpoint is issued over events that were changed, one bit of them even") {
    auto const columns = {"time", "kind", "actor", "reason", "origin", "subject", "details"};
    for (auto const *column : columns) {
        SealedStore store;
        store.set_finding(1, 0);
        store.database->execute(std::string("UPDATE event SET ") + column + " = " + column +
                                (std::string_view(column) == "time" ? " + 1" : " || 'x'") +
                                " WHERE sequence = 1");
        CHECK(error_of([&] { issue_checkpoint(*store.database, {}, county); }) == "ledger_unsound");
        CHECK(stored_checkpoints(*store.database, county).back().size == 2);
    }
}

TEST_CASE("a store that lost commits, or was replaced by an old copy, is told by its head") {
    SealedStore store;
    store.set_finding(1, 0);
    auto const old = store.scratch / "old.db";
    store.database->execute("VACUUM INTO '" + old + "'");
    store.set_finding(1, 1);
    CHECK(check_quickly(*store.database, county, read_head(store.file)).empty());
    store.database.reset();
    std::filesystem::copy_file(old, store.file, std::filesystem::copy_options::overwrite_existing);
    store.database = open(store.file, Access::write);
    auto const found = check_quickly(*store.database, county, read_head(store.file));
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "ledger_head_lost");
    CHECK(store.problems().empty()); // in itself it is sound
    store.set_finding(1, 2);
    CHECK(read_events(*store.database, county, 2, 1).front().event.kind == "tampering");
}
