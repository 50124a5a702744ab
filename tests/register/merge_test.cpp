// Two records that are one: asked for, approved by another, undone; nothing is lost on the way.
#include "register/county.hpp"

#include "base/identity.hpp"
#include "register/merge.hpp"

#include <doctest/doctest.h>

using namespace county;
using registry::MergeState;

namespace {

std::string number_of(int sequence) {
    auto const seventeen = "4311991980010110" + std::to_string(sequence);
    return seventeen + jingzhun::base::check_character(seventeen);
}

store::Actor const clerk{"clerk", "同一个人", ""}, chief{"chief", "核对过户口簿", ""};

// P1 and P2 are one man; the car stands under P2's number, the telephone with P2 alone.
struct Twice : Store {
    Twice() {
        Import import(*this, "roster");
        import.row("household", {{"number", text("H1")}, { "village", text("431128100200") }});
        import.row("person", values("person", {{"number", text("P1")},
                                               {"household_no", text("H1")},
                                               {"name", text("李明")},
                                               { "identity",
                                                 text(number_of(1)) }}));
        import.row("person", second("13000000001"));
        import.finish();
        Import list(*this, "vehicles");
        list.row(
            "vehicle",
            {{"plate", text("湘M1")}, {"name", text("李明")}, {"identity", text(number_of(2))}});
        list.finish();
    }

    std::vector<Value> second(std::string const &phone) const {
        return values("person", {{"number", text("P2")},
                                 {"household_no", text("H1")},
                                 {"name", text("李  明")},
                                 {"identity", text(number_of(2))},
                                 {"phone", text(phone)}});
    }

    registry::Merge merge() {
        auto const id =
            registry::ask_merge(*database, clerk, code, definition("person"), "P2", "P1");
        return registry::decide_merge(*database, pack, chief, code, id, true);
    }

    // The rows of persons, and how many cars each has.
    std::vector<std::size_t> cars(registry::Moment const &moment = {}) {
        auto const schema = pack::make_schema(pack);
        registry::FrameRequest request{code, moment, {}};
        auto const person = schema.index_of("person");
        auto const *field = schema.records[person].find("vehicles");
        request.fields.push_back({person, field->source, field->index});
        auto const frames = registry::load_frames(*database, pack, schema, request);
        auto const &relation = frames.tables[person].relations[field->index];
        std::vector<std::size_t> counts;
        for (std::size_t row = 0; row < frames.tables[person].rows; ++row)
            counts.push_back(relation.offsets[row + 1] - relation.offsets[row]);
        return counts;
    }
};

using Counts = std::vector<std::size_t>;

} // namespace

TEST_CASE("a merge waits for another person, and needs a reason") {
    Twice county;
    auto const &person = county.definition("person");
    CHECK(error_of([&] {
              registry::ask_merge(*county.database, {"clerk", "", ""}, code, person, "P2", "P1");
          }) == "reason_missing");
    CHECK(error_of([&] {
              registry::ask_merge(*county.database, clerk, code, person, "P1", "P1");
          }) == "merge_same");
    CHECK(error_of([&] {
              registry::ask_merge(*county.database, clerk, code, person, "P9", "P1");
          }) == "record_unknown");
    auto const id = registry::ask_merge(*county.database, clerk, code, person, "P2", "P1");
    CHECK(county.cars() == Counts{0, 1}); // nothing has happened yet
    CHECK(error_of([&] {
              registry::ask_merge(*county.database, clerk, code, person, "P2", "P1");
          }) == "merge_already");
    CHECK(error_of([&] {
              registry::decide_merge(*county.database, county.pack, clerk, code, id, true);
          }) == "merge_needs_another");
    auto const rejected =
        registry::decide_merge(*county.database, county.pack, chief, code, id, false);
    CHECK(rejected.state == MergeState::rejected);
    CHECK(county.cars() == Counts{0, 1});
}

TEST_CASE("the record that stays has its own values, what it lacks, and the rows of the other") {
    Twice county;
    county.merge();
    CHECK(county.cars() == Counts{1}); // one man, his car under the other number
    CHECK(value(county, "person", "P1", "name") == text("李明"));
    CHECK(value(county, "person", "P1", "identity") == text(number_of(1)));
    CHECK(value(county, "person", "P1", "phone") == text("13000000001"));
    auto const by_old_key = read(county, "person", "P2");
    REQUIRE(by_old_key);
    CHECK(by_old_key->key == "P1");
    auto const phone = county.definition("person").field_index("phone");
    REQUIRE(by_old_key->origins[phone]);
    CHECK(by_old_key->origins[phone]->row == 4); // where it was said, P2's row
}

TEST_CASE("an import that names the old key goes to the record that stays") {
    Twice county;
    county.merge();
    auto const before = statements(county, "person");
    Import again(county, "roster", Date{20000});
    CHECK(again.row("person", county.second("13000000001")) == Outcome::unchanged);
    CHECK(again.row("household", {{"number", text("H1")}, {"village", text("431128100200")}}) ==
          Outcome::unchanged);
    again.finish();
    CHECK(statements(county, "person") == before); // the same again says nothing new
    Import more(county, "survey", Date{20000});
    more.row("person", {{"number", text("P2")}, {"labour", text("full")}});
    more.finish();
    CHECK(value(county, "person", "P1", "labour") == text("full"));
}

TEST_CASE("undone, both are there as before; what was known in between stays known") {
    Twice county;
    auto const before = registry::ledger_position(*county.database, code);
    auto const merge = county.merge();
    auto const then = registry::ledger_position(*county.database, code);
    registry::ask_unmerge(*county.database, {"clerk", "其实是两个人", ""}, code, merge.id);
    CHECK(county.cars() == Counts{1}); // asked for is not undone
    CHECK(error_of([&] {
              registry::decide_merge(*county.database, county.pack, clerk, code, merge.id, true);
          }) == "merge_needs_another");
    registry::decide_merge(*county.database, county.pack, chief, code, merge.id, true);
    CHECK(county.cars() == Counts{0, 1});
    CHECK(read(county, "person", "P2")->key == "P2");
    CHECK(jingzhun::base::is_missing(value(county, "person", "P1", "phone")));
    registry::Moment moment;
    moment.position = then + 1;
    CHECK(county.cars(moment) == Counts{1});
    moment.position = before + 1;
    CHECK(county.cars(moment) == Counts{0, 1});
    CHECK(error_of([&] { registry::ask_unmerge(*county.database, clerk, code, merge.id); }) ==
          "merge_not_in_force");
}

TEST_CASE("two households become one with all members") {
    Twice county;
    Import import(county, "roster", Date{20000});
    import.row("household", {{"number", text("H2")}, { "income", number(500) }});
    import.row("person", {{"number", text("P3")},
                          {"household_no", text("H2")},
                          { "name",
                            text("王芳") }});
    import.finish();
    auto const id = registry::ask_merge(*county.database, clerk, code,
                                        county.definition("household"), "H2", "H1");
    registry::decide_merge(*county.database, county.pack, chief, code, id, true);
    auto const schema = pack::make_schema(county.pack);
    registry::FrameRequest request{code, {}, {}};
    auto const household = schema.index_of("household");
    auto const *members = schema.records[household].find("members");
    request.fields.push_back({household, members->source, members->index});
    auto const frames = registry::load_frames(*county.database, county.pack, schema, request);
    REQUIRE(frames.tables[household].rows == 1);
    CHECK(frames.tables[household].relations[members->index].offsets[1] == 3);
    CHECK(value(county, "household", "H1", "income") == number(500));
    auto const person = read(county, "person", "P3");
    CHECK(person->area == "431128100200"); // by the household that stays
}
