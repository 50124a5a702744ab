// What stating rows of a batch writes, and what it does not.
#include "register/county.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace county;
using jingzhun::base::date_min;

namespace {

Date day(int year, int month, int day_of_month) {
    return *jingzhun::base::make_date(year, month, day_of_month);
}

constexpr auto created = Outcome::created, updated = Outcome::updated,
               unchanged = Outcome::unchanged;

} // namespace

TEST_CASE("the first statement about a record creates it and has always held") {
    Store county;
    Import import(county, "roster", day(2020, 6, 1));
    CHECK(import.row("person", {{"number", text("P1")}, {"name", text("李明")}}) == created);
    import.finish();
    auto const record = read(county, "person", "P1", {.as_of = date_min});
    REQUIRE(record);
    CHECK(record->id == 1);
    CHECK(record->key == "P1");
    CHECK(record->values[2] == text("李明"));
    CHECK(record->origins[2]->valid_from == date_min);
    CHECK_FALSE(read(county, "person", "P2"));
}

TEST_CASE("importing the same rows twice writes nothing") {
    Store county;
    for (auto const first : {true, false}) {
        Import import(county, "roster", day(2020, first ? 6 : 7, 1));
        auto const expected = first ? created : unchanged;
        CHECK(import.row("person", {{"number", text("P1")}, {"name", text("李明")}}) == expected);
        CHECK(import.row("person", {{"number", text("P2")}, {"name", text("王芳")}}) == expected);
        CHECK(import.row("vehicle", {{"plate", text("湘M1")}, {"price", number(5)}}) == expected);
        CHECK(import.row("vehicle", {{"plate", text("湘M1")}, {"price", number(6)}}) == expected);
        import.finish();
    }
    CHECK(statements(county, "person") == 2);
    CHECK(statements(county, "vehicle") == 2);
}

TEST_CASE("a later batch that says something else holds from its own day on") {
    Store county;
    Import(county, "roster").finish();
    Import first(county, "roster", day(2020, 1, 1));
    first.row("person", {{"number", text("P1")}, {"name", text("李明")}, {"phone", text("1")}});
    first.finish();
    Import second(county, "roster", day(2020, 6, 1));
    CHECK(second.row("person",
                     {{"number", text("P1")}, {"name", text("李明")}, {"phone", text("2")}}) ==
          updated);
    second.finish();
    CHECK(value(county, "person", "P1", "phone", {.as_of = day(2020, 5, 31)}) == text("1"));
    CHECK(value(county, "person", "P1", "phone", {.as_of = day(2020, 6, 1)}) == text("2"));
}

TEST_CASE("a row's own date goes before the batch's") {
    Store county;
    Import import(county, "roster", day(2020, 6, 1));
    import.row("person", {{"number", text("P1")}, { "phone", text("1") }}, day(2019, 3, 1));
    import.finish();
    CHECK_FALSE(read(county, "person", "P1", {.as_of = day(2019, 2, 28)}));
    CHECK(value(county, "person", "P1", "phone", {.as_of = day(2019, 3, 1)}) == text("1"));
}

TEST_CASE("what a source no longer states it no longer says") {
    Store county;
    Import first(county, "roster");
    first.row("person", {{"number", text("P1")}, {"phone", text("1")}});
    first.finish();
    Import second(county, "roster");
    CHECK(second.row("person", {{"number", text("P1")}}) == updated);
    second.finish();
    CHECK(value(county, "person", "P1", "phone") == Value());
}

TEST_CASE("another source's first statement has always held, too, and takes nothing away") {
    Store county;
    Import roster(county, "roster", day(2020, 1, 1));
    roster.row("person",
               {{"number", text("P1")}, {"name", text("李明")}, {"labour", text("full")}});
    roster.finish();
    Import survey(county, "survey", day(2020, 6, 1));
    CHECK(survey.row("person", {{"number", text("P1")}, {"labour", text("none")}}) == updated);
    survey.finish();
    CHECK(value(county, "person", "P1", "name") == text("李明"));
    CHECK(value(county, "person", "P1", "labour") == text("none")); // the survey is believed first
    CHECK(value(county, "person", "P1", "labour", {.as_of = day(2020, 1, 1)}) == text("none"));
}

TEST_CASE("rows of one batch about one household complete each other") {
    Store county;
    for (auto const first : {true, false}) { // the second time nothing is new
        Import import(county, "roster", day(2020, first ? 6 : 7, 1));
        CHECK(import.row("household", {{"number", text("H1")}, {"income", number(100)}}) ==
              (first ? created : unchanged));
        CHECK(import.row("household", {{"number", text("H2")}}) == (first ? created : unchanged));
        CHECK(import.row("household", {{"number", text("H1")}}) == unchanged);
        CHECK(
            import.row("household", {{"number", text("H1")}, {"village", text("431128100200")}}) ==
            (first ? updated : unchanged));
        CHECK(import.conflicts("household") == 0);
        import.finish();
        CHECK(value(county, "household", "H1", "income") == number(100));
        CHECK(value(county, "household", "H1", "village") == text("431128100200"));
    }
    CHECK(statements(county, "household") == 3);
    auto const record = read(county, "household", "H1");
    CHECK(record->origins[3]->row == 2); // each value from the row that said it
    CHECK(record->origins[1]->row == 5);
}

TEST_CASE(
    "of rows of one batch that contradict each other the later wins, and the conflict is counted") {
    Store county;
    Import import(county, "roster");
    import.row("household", {{"number", text("H1")}, { "income", number(100) }});
    import.row("household", {{"number", text("H1")}, { "income", number(200) }});
    CHECK(import.conflicts("household") == 1);
    import.finish();
    CHECK(value(county, "household", "H1", "income") == number(200));
}

TEST_CASE("a change in a later row keeps what an unchanged row of the same batch repeated") {
    Store county;
    Import first(county, "roster");
    first.row("household",
              {{"number", text("H1")}, {"income", number(100)}, {"village", text("4311281002")}});
    first.finish();
    Import second(county, "roster");
    CHECK(second.row("household", {{"number", text("H1")},
                                   {"income", number(100)},
                                   {"village", text("4311281002")}}) == unchanged);
    CHECK(second.row("household", {{"number", text("H1")}, {"income", number(300)}}) == updated);
    second.finish();
    CHECK(value(county, "household", "H1", "income") == number(300));
    CHECK(value(county, "household", "H1", "village") == text("4311281002"));
}

TEST_CASE("in a list, different rows with the same key are records of their own") {
    Store county;
    Import import(county, "vehicles");
    CHECK(import.row("vehicle", {{"plate", text("湘M1")}, {"price", number(1)}}) == created);
    CHECK(import.row("vehicle", {{"plate", text("湘M1")}, {"price", number(2)}}) == created);
    CHECK(import.row("vehicle", {{"plate", text("湘M1")}, {"price", number(1)}}) == unchanged);
    CHECK(import.row("vehicle", {{"plate", text("湘M1")}, {"price", number(3)}}) == created);
    import.finish();
    CHECK(value(county, "vehicle", "湘M1|", "price") == number(1));
    CHECK(value(county, "vehicle", "湘M1|~2", "price") == number(2));
    CHECK(value(county, "vehicle", "湘M1|~3", "price") == number(3));
}

TEST_CASE(
    "a list imported again in another order, with one row changed, ends with the rows it has") {
    Store county;
    Import first(county, "vehicles");
    for (int price : {1, 2, 3})
        first.row("vehicle", {{"plate", text("湘M1")}, {"price", number(price)}});
    first.finish();
    Import second(county, "vehicles");
    int changes = 0;
    for (int price : {3, 9, 1})
        changes +=
            second.row("vehicle", {{"plate", text("湘M1")}, {"price", number(price)}}) != unchanged;
    second.finish();
    CHECK(changes <= 2);
    std::vector<std::int64_t> prices;
    for (auto const *key : {"湘M1|", "湘M1|~2", "湘M1|~3"})
        prices.push_back(std::get<std::int64_t>(value(county, "vehicle", key, "price")));
    std::ranges::sort(prices);
    CHECK(prices == std::vector<std::int64_t>{1, 3, 9});
    CHECK_FALSE(read(county, "vehicle", "湘M1|~4"));
}

TEST_CASE("two persons under one number are both kept, in this batch and in the next") {
    Store county;
    for (auto const first : {true, false}) {
        Import import(county, "roster");
        auto const expected = first ? created : unchanged;
        CHECK(import.row("person", {{"number", text("P1")},
                                    {"name", text("李明")},
                                    {"identity", text("A1")}}) == expected);
        CHECK(import.row("person", {{"number", text("P1")},
                                    {"name", text("王芳")},
                                    {"identity", text("A2")}}) == expected);
        CHECK(import.row("person", {{"number", text("P1")}, {"name", text("王 芳")}}) !=
              created); // folded: the same
        import.finish();
        CHECK(value(county, "person", "P1", "name") == text("李明"));
        CHECK(value(county, "person", "P1~2", "identity") == text("A2"));
    }
    Import survey(county, "survey"); // finds each by name
    CHECK(survey.row("person",
                     {{"number", text("P1")}, {"name", text("王芳")}, {"labour", text("none")}}) ==
          updated);
    survey.finish();
    CHECK(value(county, "person", "P1~2", "labour") == text("none"));
    CHECK(value(county, "person", "P1", "labour") == Value());
}

TEST_CASE("a name corrected in a later batch changes the person and makes no second one") {
    Store county;
    Import first(county, "roster");
    first.row("person", {{"number", text("P1")}, {"name", text("李明")}});
    first.finish();
    Import second(county, "roster");
    CHECK(second.row("person", {{"number", text("P1")}, {"name", text("李鸣")}}) == updated);
    second.finish();
    CHECK(value(county, "person", "P1", "name") == text("李鸣"));
    CHECK_FALSE(read(county, "person", "P1~2"));
}

TEST_CASE("ten thousand persons under one number take no longer than under their own") {
    Store county;
    Import import(county, "roster");
    for (int i = 0; i < 10000; ++i)
        CHECK(import.row("person", {{"number", text("1")},
                                    {"name", text("人" + std::to_string(i))}}) == created);
    for (int i = 0; i < 10000; ++i)
        CHECK(import.row("person", {{"number", text("1")},
                                    {"name", text("人" + std::to_string(i))}}) == unchanged);
    import.finish();
    CHECK(value(county, "person", "1~10000", "name") == text("人9999"));
}

TEST_CASE("thousands of records are found again, whether looked up in the store or in memory") {
    Store county;
    for (int round = 0; round < 2; ++round) {
        Import import(county, "roster");
        for (int i = 0; i < 5000; ++i)
            CHECK(import.row("person", {{"number", text("P" + std::to_string(i))}}) ==
                  (round == 0 ? created : unchanged));
        import.finish();
    }
    CHECK(statements(county, "person") == 5000);
}

TEST_CASE("a key is its fields joined; dates in it can be read") {
    pack::Register definition;
    definition.fields = {field("a", FieldType::text), field("on", FieldType::date),
                         field("n", FieldType::integer)};
    std::vector<Value> const values = {text("x"), number(day(2020, 12, 31).days), number(7)};
    definition.key = {"on", "a"};
    CHECK(registry::Writer::key_of(definition, values) == "2020-12-31|x");
    definition.key = {"a"};
    CHECK(registry::Writer::key_of(definition, values) == "x");
    definition.key = {};
    CHECK(registry::Writer::key_of(definition, values) == "x|2020-12-31|7");
    CHECK(registry::repeatable(definition));
}
