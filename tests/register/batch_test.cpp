// Batches: kept, counted, staged, taken back.
#include "register/county.hpp"
#include "register/history.hpp"

#include <doctest/doctest.h>

using namespace county;
using registry::Batch;
using registry::BatchState;

TEST_CASE("a batch comes back as it was written, numbered in its county") {
    Store county;
    store::Transaction transaction(*county.database);
    Batch batch;
    batch.county = code;
    batch.file = "名单.csv";
    batch.sheet = "人";
    batch.source = "roster";
    batch.file_hash = "ab";
    batch.actor = "李明";
    batch.reason = "年度";
    batch.recorded_at = 1000;
    batch.valid_from = Date{18000};
    CHECK((batch.id = registry::insert_batch(*county.database, batch)) == 1);
    CHECK(registry::insert_batch(*county.database, batch) == 2);
    batch.rows = 10;
    batch.accepted = 9;
    batch.rejected = 1;
    batch.created = 4;
    batch.updated = 3;
    batch.unchanged = 2;
    batch.linked = 5;
    batch.conflicts = 6;
    registry::update_batch(*county.database, batch);
    transaction.commit();
    auto const found = registry::find_batch(*county.database, code, 1);
    REQUIRE(found);
    CHECK(found->file == "名单.csv");
    CHECK(found->sheet == "人");
    CHECK(found->source == "roster");
    CHECK(found->file_hash == "ab");
    CHECK(found->actor == "李明");
    CHECK(found->reason == "年度");
    CHECK(found->recorded_at == 1000);
    CHECK(found->accepted_at == 1000);
    CHECK(found->valid_from == Date{18000});
    CHECK(std::vector{found->rows, found->accepted, found->rejected, found->created, found->updated,
                      found->unchanged, found->linked,
                      found->conflicts} == std::vector<std::int64_t>{10, 9, 1, 4, 3, 2, 5, 6});
    CHECK(registry::list_batches(*county.database, code).size() == 2);
    CHECK_FALSE(registry::find_batch(*county.database, code, 3));
    CHECK_FALSE(registry::find_batch(*county.database, code + 1, 1));
}

TEST_CASE("a refused row is kept with its cells and its problems") {
    Store county;
    Import import(county, "roster");
    registry::RefusedRow row;
    row.batch = import.batch.id;
    row.row = 7;
    row.name = "李明";
    row.identity = "4.31199E+17";
    row.cells = {"李明", "", "\"x\"\n"};
    row.problems = {{"identity_lost_digits",
                     {"a.xlsx", 7, 2, "人"},
                     {{"field", "identity"}, {"value", "4.3"}}}};
    registry::insert_refused(*county.database, code, row);
    row.refused = false;
    registry::insert_refused(*county.database, code, row); // a remark on the same row
    import.finish();
    auto const rows = registry::list_refused(*county.database, code, row.batch);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].refused);
    CHECK_FALSE(rows[1].refused);
    CHECK(rows[0].row == 7);
    CHECK(rows[0].cells == row.cells);
    CHECK(rows[0].identity == row.identity);
    REQUIRE(rows[0].problems.size() == 1);
    CHECK(rows[0].problems[0].code == "identity_lost_digits");
    CHECK(rows[0].problems[0].place.sheet == "人");
    CHECK(rows[0].problems[0].place.column == 2);
    CHECK(rows[0].problems[0].arguments == row.problems[0].arguments);
}

TEST_CASE("a batch that is taken back no longer counts, but what was known before is still known") {
    Store county;
    Import first(county, "roster");
    first.row("person", {{"number", text("P1")}, {"phone", text("1")}});
    first.finish();
    Import second(county, "roster");
    second.row("person", {{"number", text("P1")}, {"phone", text("2")}});
    second.row("person", {{"number", text("P2")}});
    auto const id = second.finish();
    auto const events = store::read_events(*county.database, code).size();
    auto const batch = registry::roll_back(*county.database, {"李明", "错误文件", ""}, code, id);
    CHECK(batch.state == BatchState::rolled_back);
    CHECK(value(county, "person", "P1", "phone") == text("1"));
    CHECK_FALSE(read(county, "person", "P2"));
    CHECK(value(county, "person", "P1", "phone", {.known_at = batch.rolled_back_at - 1}) ==
          text("2"));
    auto const log = store::read_events(*county.database, code);
    REQUIRE(log.size() == events + 1);
    CHECK(log.back().event.kind == "rollback");
    CHECK(log.back().actor.reason == "错误文件");
    auto const history =
        registry::read_history(*county.database, county.definition("person"), code, 1);
    REQUIRE(history.size() == 2);
    CHECK(history[0].counts);
    CHECK_FALSE(history[1].counts);
    CHECK(history[1].values[4] == text("2"));
}

TEST_CASE("the same file can be imported again after it was taken back") {
    Store county;
    Import first(county, "roster");
    first.row("person", {{"number", text("P1")}, {"phone", text("1")}});
    registry::roll_back(*county.database, {}, code, first.finish());
    Import again(county, "roster");
    CHECK(again.row("person", {{"number", text("P1")}, {"phone", text("1")}}) == Outcome::updated);
    again.finish();
    CHECK(value(county, "person", "P1", "phone") == text("1"));
}

TEST_CASE("a staged batch counts from its acceptance on") {
    Store county;
    Import import(county, "roster", jingzhun::base::date_min, BatchState::staged);
    import.row("person", {{ "number", text("P1") }});
    auto const id = import.finish();
    CHECK_FALSE(read(county, "person", "P1"));
    auto const batch = registry::accept(*county.database, {}, code, id);
    CHECK(read(county, "person", "P1"));
    CHECK_FALSE(read(county, "person", "P1", {.known_at = batch.accepted_at - 1}));
}

TEST_CASE("a staged batch that is refused never counted") {
    Store county;
    Import import(county, "roster", jingzhun::base::date_min, BatchState::staged);
    import.row("person", {{ "number", text("P1") }});
    auto const batch = registry::roll_back(*county.database, {}, code, import.finish());
    CHECK_FALSE(read(county, "person", "P1", {.known_at = batch.rolled_back_at - 1}));
}

TEST_CASE("what cannot be taken back or accepted is named") {
    Store county;
    auto &database = *county.database;
    CHECK(error_of([&] { registry::roll_back(database, {}, code, 9); }) == "batch_unknown");
    CHECK(error_of([&] { registry::accept(database, {}, code, 9); }) == "batch_unknown");
    auto const id = Import(county, "roster").finish();
    CHECK(error_of([&] { registry::accept(database, {}, code, id); }) == "batch_not_staged");
    registry::roll_back(database, {}, code, id);
    CHECK(error_of([&] { registry::roll_back(database, {}, code, id); }) == "batch_rolled_back");
    CHECK(store::read_events(database, code).size() == 2); // the import and one rollback
}

TEST_CASE("a newer pack's fields and registers are added, and nothing is dropped") {
    Store county;
    Import import(county, "roster");
    import.row("person", {{"number", text("P1")}, { "phone", text("1") }});
    import.finish();
    CHECK(registry::extend_tables(*county.database, county.pack) == 0);
    county.pack.registers[1].fields.push_back(field("height", FieldType::number));
    pack::Register project;
    project.name = "project";
    project.fields = {field("name", FieldType::text)};
    county.pack.registers.push_back(project);
    CHECK(registry::extend_tables(*county.database, county.pack) == 3);
    CHECK(value(county, "person", "P1", "phone") == text("1"));
    county.pack.registers[1].fields[4].type = FieldType::integer;
    CHECK(error_of([&] { registry::extend_tables(*county.database, county.pack); }) ==
          "register_field_changed");
}
