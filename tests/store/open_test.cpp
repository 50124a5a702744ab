// Files that are stores, and files that are not.
#include "store/areas.hpp"
#include "store/ledger.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

using namespace jingzhun::store;

namespace {

// A closed store of some pages.
std::string make_store(Scratch const &scratch, std::string const &name) {
    auto const file = scratch / name;
    auto const database = open(file, Access::create);
    Transaction transaction(*database);
    for (int i = 0; i < 200; ++i)
        set_meta(*database, "name " + std::to_string(i), std::string(500, 'x'));
    transaction.commit();
    return file;
}

std::string opening(std::string const &file, Access access = Access::write) {
    return error_of([&] { open(file, access); });
}

} // namespace

TEST_CASE("what was committed is there when the store is opened again") {
    Scratch scratch;
    auto const file = make_store(scratch, "county.db");
    for (auto const access : {Access::read, Access::write}) {
        auto const database = open(file, access);
        CHECK(meta(*database, "name 7") == std::string(500, 'x'));
        CHECK(meta(*database, "nothing of the kind").empty());
    }
}

TEST_CASE("a store is made only where nothing is yet") {
    Scratch scratch;
    auto const file = make_store(scratch, "county.db");
    CHECK(opening(file, Access::create) == "store_exists");
    write_bytes(scratch / "note.txt", "not ours");
    CHECK(opening(scratch / "note.txt", Access::create) == "store_exists");
    CHECK(read_bytes(scratch / "note.txt") == "not ours");
    write_bytes(scratch / "empty.db", "");
    CHECK(opening(scratch / "empty.db", Access::create).empty());
    CHECK(opening(scratch / "no folder/county.db", Access::create) == "store_unwritable");
}

TEST_CASE("a store whose making was cut off before there was anything in it is made once more") {
    Scratch scratch;
    auto const file = scratch / "county.db";
    open(file, Access::create); // and then, say, a kill
    CHECK(opening(file, Access::create).empty());
    auto const database = open(file, Access::write);
    Transaction transaction(*database);
    set_meta(*database, "name", "x");
    transaction.commit();
    CHECK(opening(file, Access::create) == "store_exists");
}

TEST_CASE("a missing store is missing, and is not made by opening it") {
    Scratch scratch;
    CHECK(opening(scratch / "county.db") == "store_missing");
    CHECK(opening(scratch / "county.db", Access::read) == "store_missing");
    CHECK_FALSE(std::filesystem::exists(scratch / "county.db"));
}

TEST_CASE("a file that is no store is refused and left as it is") {
    Scratch scratch;
    std::string const text(4000, 'a');
    write_bytes(scratch / "text.db", text);
    write_bytes(scratch / "empty.db", "");
    for (auto const access : {Access::read, Access::write}) {
        CHECK(opening(scratch / "text.db", access) == "store_foreign");
        CHECK(opening(scratch / "empty.db", access) == "store_foreign");
    }
    CHECK(read_bytes(scratch / "text.db") == text);
    auto const other = make_store(scratch, "other.db"); // another program's SQLite file
    open(other, Access::write)->execute("PRAGMA application_id = 4711");
    CHECK(opening(other) == "store_foreign");
}

TEST_CASE("a store of another version is refused, saying which it is, and left as it is") {
    Scratch scratch;
    auto const file = make_store(scratch, "county.db");
    open(file, Access::write)
        ->execute("PRAGMA user_version = " + std::to_string(store_version + 1));
    auto const before = read_bytes(file);
    CHECK(opening(file) == "store_newer");
    CHECK(opening(file, Access::read) == "store_newer");
    CHECK(read_bytes(file) == before);
    auto const old = make_store(scratch, "old.db");
    open(old, Access::write)->execute("PRAGMA user_version = 0");
    CHECK(opening(old) == "store_older");
}

TEST_CASE("a store that was cut off at any point is called damaged or foreign, never opened") {
    Scratch scratch;
    auto const whole = read_bytes(make_store(scratch, "county.db"));
    REQUIRE(whole.size() > 8 * 8192);
    for (auto const length :
         {std::size_t{20}, std::size_t{99}, std::size_t{600}, std::size_t{8191}, std::size_t{8192},
          whole.size() / 2, whole.size() - 8192, whole.size() - 1}) {
        CAPTURE(length);
        write_bytes(scratch / "cut.db", whole.substr(0, length));
        for (auto const access : {Access::read, Access::write})
            CHECK(opening(scratch / "cut.db", access) == "store_damaged");
    }
}

TEST_CASE("a province's address is answered honestly, without repeating its password") {
    try {
        open("postgresql://jingzhun:secret@db/hunan", Access::write);
        FAIL("must not open");
    } catch (jingzhun::base::Error const &error) {
        CHECK(error.code() == "store_postgresql_unavailable");
        CHECK(std::string(error.what()).find("secret") == std::string::npos);
    }
}

TEST_CASE("divisions are kept by county and come back as they were") {
    Scratch scratch;
    auto const database = open(scratch / "county.db", Access::create);
    Transaction transaction(*database);
    put_areas(*database, 431128, {{"431128", "新田县"}, {"431128100", "龙泉镇"}});
    put_areas(*database, 431129, {{"431129", "江华"}});
    put_areas(*database, 431128,
              {{"431128", "新田县"}, {"431128101", "骥村镇", {}, {}, "431128100"}});
    transaction.commit();
    auto const areas = load_areas(*database, 431128);
    REQUIRE(areas.size() == 2);
    CHECK(areas[1].code == "431128101");
    CHECK(areas[1].name == "骥村镇");
    CHECK(areas[1].successor == "431128100");
    CHECK(areas[0].to == jingzhun::base::date_max);
    CHECK(counties(*database) == std::vector{431128, 431129});
}
