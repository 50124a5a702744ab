// The log of events.
#include "store/ledger.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

using namespace jingzhun::store;

TEST_CASE("events are numbered 1, 2, 3 in each county, in order, with who, why and from where") {
    Scratch scratch;
    auto const database = open(scratch / "county.db", Access::create);
    auto const before = jingzhun::base::now();
    Transaction transaction(*database);
    Actor const actor{"李明", "年度导入", "office-3"};
    CHECK(append(*database, actor, {431128, "import", "batch 1", R"({"rows":3})"}) == 1);
    CHECK(append(*database, actor, {431128, "import", "batch 2", "{}"}) == 2);
    CHECK(append(*database, actor, {431129, "init", "store", "{}"}) == 1);
    transaction.commit();
    auto const events = read_events(*database, 431128);
    REQUIRE(events.size() == 2);
    CHECK(events[0].sequence == 1);
    CHECK(events[0].time >= before);
    CHECK(events[0].actor.name == "李明");
    CHECK(events[0].actor.reason == "年度导入");
    CHECK(events[0].actor.from == "office-3");
    CHECK(events[0].event.kind == "import");
    CHECK(events[0].event.subject == "batch 1");
    CHECK(events[0].event.details == R"({"rows":3})");
    CHECK(read_events(*database, 431128, 1).size() == 1);
    CHECK(read_events(*database, 431128, 0, 1).size() == 1);
}

TEST_CASE(
    "an event of a transaction that is undone was never there, and its number is used again") {
    Scratch scratch;
    auto const database = open(scratch / "county.db", Access::create);
    {
        Transaction transaction(*database);
        append(*database, {}, {431128, "import", "batch 1", "{}"});
    }
    CHECK(read_events(*database, 431128).empty());
    Transaction transaction(*database);
    CHECK(append(*database, {}, {431128, "check", "", "{}"}) == 1);
    transaction.commit();
}

TEST_CASE("the base tables may be asked for again") {
    Scratch scratch;
    auto const database = open(scratch / "county.db", Access::create);
    set_meta(*database, "pack", "china");
    create_base_tables(*database);
    CHECK(meta(*database, "pack") == "china");
    set_meta(*database, "pack", "china 2");
    CHECK(meta(*database, "pack") == "china 2");
}
