// Copies of a store that somebody who erases must be told of.
#include "register/copies.hpp"
#include "store/sealed_store.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace jingzhun;

TEST_CASE("stores put aside and backups that were made are known, and whether they are there") {
    SealedStore store;
    auto const backed_up = [&](std::string const &file) {
        store::Transaction transaction(*store.database);
        store::append(*store.database, {"李明", "", "office"},
                      {SealedStore::county, "backup", file, R"({"file":")" + file + R"("})"});
        transaction.commit();
    };
    CHECK(registry::known_copies(*store.database, SealedStore::county).empty());
    auto const aside = store.file + ".replaced-20201231T080000", kept = store.scratch / "kept.db";
    for (auto const &file : {aside, aside + "-wal", aside + ".head", kept})
        std::ofstream(file) << 1;
    backed_up(kept);
    backed_up(kept);
    backed_up("/media/stick/county.db");
    CHECK(registry::known_copies(*store.database, SealedStore::county) ==
          std::vector<registry::KnownCopy>{
              {aside, true}, {"/media/stick/county.db", false}, {kept, true}});
}
