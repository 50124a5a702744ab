// A full list: what it does not hold any more has ended, from the list's day.
#include "register/county.hpp"

#include "register/history.hpp"

#include <doctest/doctest.h>

using namespace county;

namespace {

struct Lists : Store {
    // Answers how many have ended.
    std::int64_t list(std::initializer_list<std::string> plates, Date day,
                      std::vector<registry::Candidate> const &doubtful = {},
                      bool correction = false) {
        registry::Batch batch;
        batch.county = code;
        batch.source = "vehicles";
        batch.valid_from = day;
        batch.recorded_at = jingzhun::base::now();
        batch.correction = correction;
        store::Transaction transaction(*database);
        batch.id = registry::insert_batch(*database, batch);
        last = batch.id;
        auto const &vehicle = definition("vehicle");
        registry::Writer writer(*database, pack, vehicle, batch);
        int row = 1;
        for (auto const &plate : plates) {
            auto const fields = values("vehicle", {{"plate", text(plate)},
                                                   {"name", text("车主" + plate)},
                                                   {"identity", text("4311991980" + plate)}});
            writer.state(registry::Writer::key_of(vehicle, fields), {}, ++row, fields);
        }
        auto const ended = writer.end_unnamed(doubtful);
        store::append(*database, {"tester", "", ""}, {code, "import", "batch", "{}"});
        transaction.commit();
        return ended;
    }

    std::size_t rows(Date day) {
        auto const schema = pack::make_schema(pack);
        registry::Moment moment;
        moment.as_of = day;
        registry::FrameRequest request{code, moment, {}};
        auto const vehicle = schema.index_of("vehicle");
        request.fields.push_back({vehicle, cel::FieldSource::column, 0});
        return registry::load_frames(*database, pack, schema, request).tables[vehicle].rows;
    }

    static std::string key(std::string const &plate) { return plate + "|4311991980" + plate; }

    std::int64_t last = 0;
};

} // namespace

TEST_CASE("what a full list does not hold any more is not there from its day on") {
    Lists county;
    CHECK(county.list({"A", "B", "C"}, Date{18000}) == 0);
    CHECK(county.list({"A", "C"}, Date{18100}) == 1);
    CHECK(county.rows(Date{18099}) == 3);
    CHECK(county.rows(Date{18100}) == 2);
    CHECK(read(county, "vehicle", Lists::key("B"), {Date{18099}}));
    CHECK_FALSE(read(county, "vehicle", Lists::key("B"), {Date{18100}}));
    auto const &vehicle = county.definition("vehicle");
    auto const history = registry::read_history(*county.database, vehicle, code, 2);
    REQUIRE(history.size() == 2);
    CHECK(history[1].saying == registry::Saying::ended);
    CHECK(history[0].valid_to == Date{18100});
}

TEST_CASE("what comes back is there again; the same list again ends nothing") {
    Lists county;
    county.list({"A", "B"}, Date{18000});
    county.list({"A"}, Date{18100});
    CHECK(county.list({"A"}, Date{18200}) == 0);
    CHECK(county.list({"A", "B"}, Date{18300}) == 0);
    CHECK(county.rows(Date{18250}) == 1);
    CHECK(county.rows(Date{18300}) == 2);
}

TEST_CASE("a corrected list takes back what never was") {
    Lists county;
    county.list({"A", "B"}, Date{18000});
    CHECK(county.list({"A"}, Date{18100}, {}, true) == 1);
    CHECK(county.rows(Date{18000}) == 1);
}

TEST_CASE("a row that could not be read ends nobody it could be") {
    Lists county;
    county.list({"A", "B", "C"}, Date{18000});
    CHECK(county.list({"A"}, Date{18100}, {{"B", ""}}) == 1);
    CHECK(read(county, "vehicle", Lists::key("B"), {Date{18100}}));
    CHECK_FALSE(read(county, "vehicle", Lists::key("C"), {Date{18100}}));
}

TEST_CASE("a list taken back takes its ends back") {
    Lists county;
    county.list({"A", "B"}, Date{18000});
    county.list({"A"}, Date{18100});
    registry::roll_back(*county.database, {}, code, county.last);
    CHECK(county.rows(Date{18100}) == 2);
}

TEST_CASE("what another source says of a record stays when one list drops it") {
    Store county;
    Import roster(county, "roster", Date{18000});
    roster.row("person", {{"number", text("P1")}, {"name", text("李明")}});
    roster.finish();
    Import survey(county, "survey", Date{18000});
    survey.row("person", {{"number", text("P1")}, {"labour", text("full")}});
    survey.finish();
    registry::Batch batch;
    batch.county = code;
    batch.source = "survey";
    batch.valid_from = Date{18100};
    store::Transaction transaction(*county.database);
    batch.id = registry::insert_batch(*county.database, batch);
    registry::Writer writer(*county.database, county.pack, county.definition("person"), batch);
    CHECK(writer.end_unnamed({}) == 1);
    store::append(*county.database, {"tester", "", ""}, {code, "import", "batch", "{}"});
    transaction.commit();
    CHECK(value(county, "person", "P1", "name") == text("李明"));
    CHECK(jingzhun::base::is_missing(value(county, "person", "P1", "labour")));
}
