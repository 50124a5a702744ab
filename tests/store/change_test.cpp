// The log of changes: what it holds, what it notices.
#include "store/change.hpp"
#include "store/log_check.hpp"
#include "store/sealed_store.hpp"

#include <doctest/doctest.h>
#include <random>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

constexpr int county = SealedStore::county;

// "table key -> after" of one event.
std::vector<std::string> logged(SealedStore &store, std::int64_t sequence) {
    std::vector<std::string> rows;
    auto select = store.database->prepare(
        "SELECT table_name, row_key, coalesce(after, 'gone') FROM change WHERE sequence = $1");
    select->bind(1, sequence);
    while (select->step())
        rows.push_back(std::string(select->text(0)) + ' ' + name_of_key(select->text(1)) + " -> " +
                       std::string(select->text(2)));
    return rows;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("a change is logged with what stood before and after it") {
    SealedStore store;
    store.set_finding(7, 0, "a");
    store.set_finding(7, 1, "b");
    CHECK(logged(store, 2) == Lines{"finding id=7 -> state=i0\nnote=t1:a\n"});
    CHECK(logged(store, 3) == Lines{"finding id=7 -> state=i1\nnote=t1:b\n"});
    auto const last = last_change(*store.database, county, "finding", "id=i7\n");
    REQUIRE(last);
    CHECK(last->sequence == 3);
    CHECK(last->after == "state=i1\nnote=t1:b\n");
}

TEST_CASE("a removed row is logged as gone, a row put back as it was not at all") {
    SealedStore store;
    store.set_finding(7, 0);
    {
        Transaction transaction(*store.database);
        store.database->execute("DELETE FROM finding; UPDATE batch SET rows = rows");
        store.put_finding(7, 0);
        store.append("check", "nothing");
        transaction.commit();
    }
    CHECK(logged(store, 3).empty());
    Transaction transaction(*store.database);
    store.database->execute("DELETE FROM finding");
    store.append("check", "removed");
    transaction.commit();
    CHECK(logged(store, 4) == Lines{"finding id=7 -> gone"});
    CHECK(store.problems().empty());
}

TEST_CASE("what is written after an event belongs to it, up to the next one") {
    SealedStore store;
    Transaction transaction(*store.database);
    store.put_finding(1, 0);
    store.append("check", "one");
    store.put_finding(2, 0);
    store.append("check", "two");
    store.put_finding(3, 0);
    transaction.commit();
    CHECK(logged(store, 2).size() == 2);
    CHECK(logged(store, 3) == Lines{"finding id=3 -> state=i0\nnote=t0:\n"});
    CHECK(store.problems().empty());
}

TEST_CASE("a row whose key changes is logged as gone and as new") {
    SealedStore store;
    store.set_finding(7, 0);
    Transaction transaction(*store.database);
    store.database->execute("UPDATE finding SET id = 8");
    store.append("check", "moved");
    transaction.commit();
    CHECK(logged(store, 3) ==
          Lines{"finding id=7 -> gone", "finding id=8 -> state=i0\nnote=t0:\n"});
    CHECK(store.problems().empty());
}

TEST_CASE("what was written without an event is logged by the next one") {
    SealedStore store;
    {
        Transaction transaction(*store.database);
        store.put_finding(1, 0);
        transaction.commit();
    }
    {
        Transaction undone(*store.database);
        store.put_finding(2, 0);
        store.append("check", "undone");
    }
    CHECK(store.problems() == Lines{"seal_row_added finding id=1"});
    store.set_finding(3, 0);
    CHECK(logged(store, 2).size() == 2);
    CHECK(store.problems().empty());
}

TEST_CASE("a table made in the transaction, and rows of it, are logged whole") {
    SealedStore store;
    Transaction transaction(*store.database);
    store.database->execute("CREATE TABLE account (county INTEGER NOT NULL, name TEXT NOT NULL, "
                            "PRIMARY KEY (county, name)) STRICT; "
                            "INSERT INTO account VALUES (431199, '王芳'), (431199, '李明')");
    store.append("account", "two");
    transaction.commit();
    CHECK(logged(store, 2).size() == 2);
    CHECK(store.problems().empty());
    store.database->execute("DELETE FROM account WHERE name = '王芳'");
    CHECK(store.problems() == Lines{"seal_row_removed account name=王芳"});
}

TEST_CASE(
    "a row changed behind the program's back is told when it is written over, at the latest") {
    SealedStore store;
    store.set_finding(1, 0);
    {
        // As a broken disk does: nothing but the row itself tells.
        Transaction transaction(*store.database);
        store.database->execute("UPDATE finding SET state = 9");
        transaction.commit();
        (void)store.database->take_touched();
        Transaction forgotten(*store.database);
        forgotten.commit();
    }
    store.set_finding(1, 2);
    auto const events = read_events(*store.database, county);
    CHECK(events.back().event.kind == "tampering");
    CHECK(events.back().event.details.find("finding id=1") != std::string::npos);
    CHECK(store.problems().empty());
}

TEST_CASE("whatever is written, undone and written again, the log follows and finds every change") {
    std::mt19937 random(431199);
    for (int round = 0; round < 20; ++round) {
        SealedStore store;
        for (int step = 0; step < 30; ++step) {
            Transaction transaction(*store.database);
            for (auto i = random() % 4; i-- > 0;) {
                Transaction part(*store.database);
                store.put_finding(static_cast<int>(random() % 9), static_cast<int>(random() % 3));
                if (random() % 3 == 0)
                    store.database->execute("DELETE FROM finding WHERE id = " +
                                            std::to_string(random() % 9));
                if (random() % 4 == 0) store.append("part", "x");
                if (random() % 2 == 0) part.commit();
            }
            store.append("check", "step");
            if (random() % 4 != 0) transaction.commit();
        }
        REQUIRE(store.problems().empty());
        store.set_finding(5, 7);
        store.database->execute("UPDATE finding SET state = 8 WHERE id = 5");
        CHECK(store.problems() == Lines{"seal_row_changed finding id=5"});
    }
}
