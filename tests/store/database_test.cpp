// What a connection and its statements promise.
#include "base/error.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun::store;
using jingzhun::base::Value;

namespace {

std::unique_ptr<Database> fresh(Scratch const &scratch) {
    auto database = open(scratch / "county.db", Access::create);
    database->execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, a ANY) STRICT");
    return database;
}

std::int64_t count(Database &database) {
    auto select = database.prepare("SELECT count(*) FROM thing");
    select->step();
    return select->integer(0);
}

} // namespace

TEST_CASE("placeholders are bound by their number, wherever and however often they stand") {
    Scratch scratch;
    auto const database = fresh(scratch);
    auto select = database->prepare("SELECT $2, $1, $3, $2");
    select->bind(1, "one");
    select->bind(2, "two");
    select->bind(3, 3);
    REQUIRE(select->step());
    CHECK(select->text(0) == "two");
    CHECK(select->text(1) == "one");
    CHECK(select->integer(2) == 3);
    CHECK(select->text(3) == "two");
    CHECK_FALSE(select->step());
}

TEST_CASE("a cell comes back as the kind and the value that went in") {
    Scratch scratch;
    auto const database = fresh(scratch);
    auto select = database->prepare("SELECT $1");
    CHECK(rc::check("value in = value out", [&] {
        Value value;
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            break;
        case 1:
            value = *rc::gen::arbitrary<std::int64_t>();
            break;
        case 2:
            value = *rc::gen::arbitrary<double>();
            break;
        default:
            value = *rc::gen::string<std::string>();
            break;
        }
        select->bind(1, value);
        RC_ASSERT(select->step());
        RC_ASSERT(select->value(0) == value);
        RC_ASSERT(select->is_null(0) == jingzhun::base::is_missing(value));
        select->reset();
    }));
}

TEST_CASE("empty text is text, not a missing value") {
    Scratch scratch;
    auto const database = fresh(scratch);
    auto select = database->prepare("SELECT $1, $2");
    select->bind(1, std::string_view());
    select->bind_borrowed(2, std::string_view());
    REQUIRE(select->step());
    CHECK(select->kind(0) == Kind::text);
    CHECK(select->kind(1) == Kind::text);
}

TEST_CASE("a statement that has ended can be bound and run again, each run once") {
    Scratch scratch;
    auto const database = fresh(scratch);
    auto insert = database->prepare("INSERT INTO thing (a) VALUES ($1)");
    for (int i = 0; i < 10; ++i) {
        insert->bind(1, i);
        insert->run();
        CHECK(database->changes() == 1);
    }
    CHECK(count(*database) == 10);
}

TEST_CASE("a transaction that is not committed leaves nothing") {
    Scratch scratch;
    auto const database = fresh(scratch);
    {
        Transaction transaction(*database);
        database->execute("INSERT INTO thing (a) VALUES (1)");
        CHECK(database->hold() == Hold::write);
    }
    CHECK(database->hold() == Hold::none);
    CHECK(count(*database) == 0);
    {
        Transaction transaction(*database);
        database->execute("INSERT INTO thing (a) VALUES (1)");
        transaction.commit();
    }
    CHECK(count(*database) == 1);
}

TEST_CASE("a commit that fails is undone, and the next one goes through") {
    Scratch scratch;
    auto const database = fresh(scratch);
    database->execute(
        "CREATE TABLE child (id INTEGER PRIMARY KEY, thing INTEGER REFERENCES thing (id) "
        "DEFERRABLE INITIALLY DEFERRED) STRICT");
    Transaction transaction(*database);
    database->execute("INSERT INTO thing (a) VALUES (1); INSERT INTO child (thing) VALUES (77)");
    CHECK(error_of([&] { transaction.commit(); }) == "store_internal");
    CHECK(count(*database) == 0);
    Transaction second(*database);
    database->execute("INSERT INTO thing (a) VALUES (1)");
    second.commit();
    CHECK(count(*database) == 1);
}

TEST_CASE("a snapshot sees one state while another connection writes") {
    Scratch scratch;
    auto const writer = fresh(scratch);
    auto const reader = open(scratch / "county.db", Access::read);
    {
        Snapshot snapshot(*reader);
        CHECK(count(*reader) == 0);
        Transaction transaction(*writer);
        writer->execute("INSERT INTO thing (a) VALUES (1)");
        transaction.commit();
        CHECK(count(*reader) == 0);
    }
    CHECK(count(*reader) == 1);
}

TEST_CASE("a reader cannot write") {
    Scratch scratch;
    fresh(scratch);
    auto const reader = open(scratch / "county.db", Access::read);
    CHECK(error_of([&] { reader->execute("INSERT INTO thing (a) VALUES (1)"); }) ==
          "store_unwritable");
}

TEST_CASE(
    "of two writers the second is told that the store is busy, and gets its turn afterwards") {
    Scratch scratch;
    auto const first = fresh(scratch);
    auto const second = open(scratch / "county.db", Access::write, {.busy_milliseconds = 50});
    {
        Transaction transaction(*first);
        first->execute("INSERT INTO thing (a) VALUES (1)");
        CHECK(error_of([&] { second->begin_write(); }) == "store_busy");
        CHECK(count(*second) == 0); // reading goes on
        transaction.commit();
    }
    Transaction transaction(*second);
    second->execute("INSERT INTO thing (a) VALUES (2)");
    transaction.commit();
    CHECK(count(*first) == 2);
}

TEST_CASE("the store writes through its log and waits for the disk") {
    Scratch scratch;
    auto const database = fresh(scratch);
    auto const asks = [&](std::string const &name) {
        auto statement = database->prepare("PRAGMA " + name);
        statement->step();
        return std::string(statement->text(0));
    };
    CHECK(asks("journal_mode") == "wal");
    CHECK(asks("synchronous") == "2");
    CHECK(asks("foreign_keys") == "1");
    CHECK(asks("page_size") == "8192");
}

TEST_CASE("a statement that was used before has nothing bound and begins anew") {
    Scratch scratch;
    auto const database = fresh(scratch);
    database->execute("INSERT INTO thing VALUES (1, 'a'), (2, 'b')");
    auto const *const text = "SELECT id, $1 FROM thing ORDER BY id";
    {
        auto select = database->prepare(text);
        select->bind(1, "bound");
        REQUIRE(select->step()); // and not to its end
    }
    auto select = database->prepare(text);
    auto beside = database->prepare(text); // while the other is in use
    for (auto const &one : {select.get(), beside.get()}) {
        REQUIRE(one->step());
        CHECK(one->integer(0) == 1);
        CHECK(one->is_null(1));
    }
}

TEST_CASE("a statement used again sees a table that has changed meanwhile") {
    Scratch scratch;
    auto const database = fresh(scratch);
    auto const *const all = "SELECT * FROM thing";
    database->execute("INSERT INTO thing VALUES (1, 'a')");
    CHECK(database->prepare(all)->columns() == 2);
    database->execute("ALTER TABLE thing ADD COLUMN b ANY");
    auto select = database->prepare(all);
    REQUIRE(select->step());
    CHECK(select->columns() == 3);
    database->execute("CREATE INDEX thing_by_a ON thing (a)"); // nothing is in its way
    select.reset();
    database->execute("DROP TABLE thing");
    CHECK_THROWS_AS(database->prepare(all)->step(), jingzhun::base::Error);
}

TEST_CASE("more different statements than are kept do no harm") {
    Scratch scratch;
    auto const database = fresh(scratch);
    for (int round = 0; round < 2; ++round)
        for (int i = 0; i < 500; ++i) {
            auto select = database->prepare("SELECT " + std::to_string(i));
            REQUIRE(select->step());
            CHECK(select->integer(0) == i);
        }
}

TEST_CASE("a statement may outlive its connection unused") {
    Scratch scratch;
    auto database = fresh(scratch);
    auto select = database->prepare("SELECT 1");
    database.reset();
    select.reset();
    CHECK(open(scratch / "county.db", Access::write) != nullptr);
}
