// What was sealed goes, and every seal and proof is what it was.
#include "store/erase.hpp"
#include "store/ledger_tree.hpp"
#include "store/part.hpp"
#include "store/sealed_store.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

constexpr int county = SealedStore::county;

std::string key_of(int record, int batch) {
    std::string key;
    add_integer(key, "record", record);
    add_integer(key, "batch", batch);
    return key;
}

void erase_persons(SealedStore &store, std::vector<std::string> const &keys) {
    auto const table = table_named(*store.database, "r_person");
    Transaction transaction(*store.database);
    store.append("erase", "r_person");
    CHECK(erase_rows(*store.database, county, table, keys) ==
          static_cast<std::int64_t>(keys.size()));
    transaction.commit();
}

} // namespace

TEST_CASE("rows that are erased leave seals and roots as they were, and paths of others valid") {
    SealedStore store;
    store.import(1, 1, 40);
    store.import(2, 30, 10);
    auto const table = table_named(*store.database, "r_person");
    auto const seal = *seal_of(*store.database, county, "r_person", 1);
    auto const before = commitments_of(*store.database, county, table, 1);
    REQUIRE(tree_root(before) == seal.root);
    // The first, the last, two neighbours, and all of a run.
    for (auto const &records :
         std::vector<std::vector<int>>{{1}, {40}, {7, 8}, {20, 22, 21, 23, 24, 25}, {39, 38}}) {
        std::vector<std::string> keys;
        for (auto const record : records) keys.push_back(key_of(record, 1));
        erase_persons(store, keys);
        CHECK(store.problems().empty());
        CHECK(commitments_of(*store.database, county, table, 1) == before);
    }
    CHECK(store.count("r_person WHERE batch = 1") == 40 - 12);
    auto const path = inclusion_proof(before, 9); // record 10
    CHECK(includes(9, 40, before[9], path, seal.root));
    store.database->execute("UPDATE r_person SET f_name = 'x' WHERE record = 10 AND batch = 1");
    CHECK(store.problems() ==
          std::vector<std::string>{"seal_row_changed r_person record=10 batch=1"});
}

TEST_CASE("a row removed behind the program's back does not pass for one that was erased") {
    SealedStore store;
    store.import(1, 1, 5);
    auto const table = table_named(*store.database, "r_person");
    auto const all = commitments_of(*store.database, county, table, 1);
    auto insert =
        store.database->prepare("INSERT INTO erased VALUES (431199, 'r_person', 1, 2, $1, 2)");
    insert->bind_blob(1, bytes_of(all[2]));
    insert->run();
    store.database->execute("DELETE FROM r_person WHERE record = 3");
    auto const found = store.problems();
    REQUIRE(found.size() == 1);
    CHECK(found[0] == "seal_row_added erased table_name=r_person part=1 number=2");
}

TEST_CASE("a row that is not as it was sealed is not erased") {
    SealedStore store;
    store.import(1, 1, 5);
    store.database->execute("UPDATE r_person SET f_name = 'x' WHERE record = 3");
    auto const table = table_named(*store.database, "r_person");
    Transaction transaction(*store.database);
    store.append("erase", "r_person");
    CHECK(error_of([&] { erase_rows(*store.database, county, table, {key_of(3, 1)}); }) ==
          "erase_unsealed");
}

TEST_CASE("what the log said of a row before goes, the newest change stays") {
    SealedStore store;
    for (int state = 0; state < 4; ++state)
        store.set_finding(1, state, "李明 " + std::to_string(state));
    store.set_finding(2, 0, "王芳");
    store.set_finding(1, 4, "");
    Transaction transaction(*store.database);
    store.append("erase", "finding");
    CHECK(erase_changes(*store.database, county, "finding", "id=i1\n") == 4);
    transaction.commit();
    CHECK(store.count("change WHERE after LIKE '%李明%'") == 0);
    CHECK(store.count("change WHERE after LIKE '%王芳%'") == 1);
    CHECK(store.problems().empty());
    store.set_finding(1, 5);
    CHECK(store.problems().empty());
}

TEST_CASE("what is private of an event goes, its leaf stays") {
    SealedStore store;
    store.set_finding(1, 0);
    auto const before = leaf_of(*store.database, county, 2);
    {
        Transaction transaction(*store.database);
        store.append("erase", "event");
        CHECK(erase_private(*store.database, county, 2));
        CHECK_FALSE(erase_private(*store.database, county, 2));
        transaction.commit();
    }
    CHECK(leaf_of(*store.database, county, 2) == before);
    CHECK(read_events(*store.database, county, 1, 1).front().actor.name.empty());
    CHECK(store.problems().empty());
    store.database->execute("UPDATE event SET actor = '王芳' WHERE sequence = 2");
    CHECK_FALSE(store.problems().empty());
}
