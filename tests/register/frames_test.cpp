// Frames: columns, links between tables, and when a list is known to be whole.
#include "register/county.hpp"

#include "base/identity.hpp"

#include <doctest/doctest.h>

using namespace county;

namespace {

std::string const identity_a = "43119919800101001", identity_b = "43119919800101002";

std::string valid(std::string const &seventeen) {
    return seventeen + jingzhun::base::check_character(seventeen);
}

struct Frames {
    cel::Schema schema;
    cel::Population population;

    // Fields as "register.field".
    Frames(Store &county, std::vector<std::string> const &fields, int threads = 1,
           registry::Moment moment = {})
        : schema(pack::make_schema(county.pack)) {
        registry::FrameRequest request{code, moment, {}, threads};
        for (auto const &name : fields) {
            auto const dot = name.find('.');
            auto const record = schema.index_of(name.substr(0, dot));
            auto const *found = schema.records[record].find(name.substr(dot + 1));
            REQUIRE_MESSAGE(found != nullptr, name);
            request.fields.push_back({record, found->source, found->index});
        }
        population = registry::load_frames(*county.database, county.pack, schema, request);
    }

    cel::Table const &table(std::string_view name) const {
        return population.tables[schema.index_of(name)];
    }
    cel::Relation const &relation(std::string_view table_name, std::string_view name) const {
        auto const &record = schema.records[schema.index_of(table_name)];
        return table(table_name).relations[record.find(name)->index];
    }
    std::vector<std::uint32_t> children(std::string_view table_name, std::string_view name,
                                        std::size_t row) const {
        auto const &found = relation(table_name, name);
        std::vector<std::uint32_t> rows;
        for (auto i = found.offsets[row]; i < found.offsets[row + 1]; ++i)
            rows.push_back(found.child(i));
        return rows;
    }
    bool complete(std::string_view table_name, std::string_view name, std::size_t row) const {
        return cel::bit(relation(table_name, name).complete, row);
    }
    cel::Array<std::int32_t> const &references(std::string_view table_name,
                                               std::size_t index = 0) const {
        return table(table_name).references[index].rows;
    }
    std::string text(std::int32_t number) const {
        return std::string(population.strings.text(number));
    }
};

using Rows = std::vector<std::uint32_t>;

void add_family(Store &county) {
    Import import(county, "roster");
    import.row("household", {{"number", text("H1")},
                             {"village", text("431128100200")},
                             {"income", number(100)},
                             { "causes",
                               text("illness disability") }});
    import.row("household", {{ "number", text("H2") }});
    import.row("person", {{"number", text("P1")},
                          {"household_no", text("H1")},
                          {"name", text("李明")},
                          {"identity", text(valid(identity_a))},
                          {"present", number(1)},
                          {"months", Value(6.5)},
                          {"born", number(3652)},
                          { "labour",
                            text("full") }});
    import.row("person", {{"number", text("P2")},
                          {"household_no", text("H1")},
                          {"name", text("王芳")},
                          {"identity", text(valid(identity_b))},
                          { "present",
                            number(0) }});
    import.row("person", {{"number", text("P3")},
                          {"household_no", text("H9")},
                          { "name",
                            text("刘芳") }});
    import.finish();
}

} // namespace

TEST_CASE("columns hold values by their type, and know which are there") {
    Store county;
    add_family(county);
    Frames const frames(county, {"person.name", "person.present", "person.months", "person.born",
                                 "household.income", "household.causes"});
    auto const &persons = frames.table("person");
    REQUIRE(persons.rows == 3);
    CHECK(persons.records == std::vector<std::int64_t>{1, 2, 3});
    CHECK(frames.text(std::get<cel::Array<std::int32_t>>(persons.columns[2].values)[1]) == "王芳");
    CHECK(persons.columns[2].present.empty()); // all of them
    auto const &present = persons.columns[6];
    CHECK(std::get<cel::Array<std::uint8_t>>(present.values) == std::vector<std::uint8_t>{1, 0, 0});
    CHECK(cel::bit(present.present, 1));
    CHECK_FALSE(cel::bit(present.present, 2));
    CHECK(std::get<cel::Array<double>>(persons.columns[7].values)[0] == 6.5);
    CHECK(std::get<cel::Array<std::int32_t>>(persons.columns[8].values)[0] == 3652);
    CHECK(std::get<cel::Array<std::int64_t>>(frames.table("household").columns[3].values)[0] ==
          100);
    auto const &causes = frames.table("household").item_lists[0];
    CHECK(causes.offsets == std::vector<std::uint32_t>{0, 2, 2});
    CHECK(frames.text(causes.items[1]) == "disability");
    CHECK_FALSE(cel::bit(causes.present, 1));
}

TEST_CASE("only what is asked for is filled, and a table nobody asks for stays empty") {
    Store county;
    add_family(county);
    Frames const frames(county, {"household.members"});
    CHECK(frames.table("household").rows == 2);
    CHECK(frames.table("person").rows == 3);
    CHECK(frames.table("vehicle").rows == 0);
    for (auto const &column : frames.table("person").columns)
        CHECK(std::visit([](auto const &values) { return values.empty(); }, column.values));
}

TEST_CASE(
    "members lie in order where they were registered in order; a lost person belongs to nobody") {
    Store county;
    add_family(county);
    Frames const frames(county, {"household.members", "person.household"});
    CHECK(frames.children("household", "members", 0) == Rows{0, 1});
    CHECK(frames.children("household", "members", 1).empty());
    CHECK(frames.relation("household", "members").rows.empty()); // contiguous
    CHECK(frames.references("person") == std::vector<std::int32_t>{0, 0, -1});
    Import later(county, "roster");
    later.row("person", {{"number", text("P4")}, {"household_no", text("H2")}});
    later.row("person", {{"number", text("P5")}, {"household_no", text("H1")}});
    later.finish();
    Frames const after(county, {"household.members"});
    CHECK(after.children("household", "members", 0) == Rows{0, 1, 4});
    CHECK(after.children("household", "members", 1) == Rows{3});
}

TEST_CASE("a list row belongs to every person with its number, however the number is written") {
    Store county;
    add_family(county);
    Import import(county, "roster");
    import.row("person", {{"number", text("P4")},
                          {"name", text("李明")},
                          { "identity",
                            text(valid(identity_a)) }});
    import.finish();
    Import list(county, "vehicles");
    list.row("vehicle", {{"plate", text("A")},
                         {"identity", text(valid(identity_a) + "42")}}); // a disability card
    list.row("vehicle", {{"plate", text("B")}, {"identity", text(valid(identity_b))}});
    list.finish();
    Frames const frames(county, {"person.vehicles", "vehicle.person"});
    CHECK(frames.children("person", "vehicles", 0) == Rows{0});
    CHECK(frames.children("person", "vehicles", 1) == Rows{1});
    CHECK(frames.children("person", "vehicles", 2).empty());
    CHECK(frames.children("person", "vehicles", 3) == Rows{0});
    CHECK(frames.references("vehicle") ==
          std::vector<std::int32_t>{-2, 1}); // the first has two owners
}

TEST_CASE("an invalid number links to nobody, not even to the same invalid number") {
    Store county;
    Import import(county, "roster");
    import.row("person", {{"number", text("P1")},
                          {"name", text("李明")},
                          { "identity",
                            text("431199") }});
    import.finish();
    Import list(county, "vehicles");
    list.row("vehicle",
             {{"plate", text("A")}, {"name", text("王芳")}, {"identity", text("431199")}});
    list.finish();
    Frames const frames(county, {"person.vehicles"});
    CHECK(frames.children("person", "vehicles", 0).empty());
    CHECK_FALSE(frames.complete("person", "vehicles", 0)); // but it could be theirs
}

TEST_CASE(
    "a list that was never imported is complete for nobody; a batch taken back does not count") {
    Store county;
    add_family(county);
    Frames const before(county, {"person.vehicles"});
    for (std::size_t row = 0; row < 3; ++row)
        CHECK_FALSE(before.complete("person", "vehicles", row));
    Import list(county, "vehicles");
    auto const id = list.finish(); // an empty list is a list
    Frames const with(county, {"person.vehicles"});
    for (std::size_t row = 0; row < 3; ++row) CHECK(with.complete("person", "vehicles", row));
    registry::roll_back(*county.database, {}, code, id);
    Frames const after(county, {"person.vehicles"});
    CHECK_FALSE(after.complete("person", "vehicles", 0));
}

TEST_CASE(
    "a list is not complete for a person whom one of its unlinked or refused rows could mean") {
    Store county;
    add_family(county);
    Import list(county, "vehicles");
    auto typo = valid(identity_b);
    typo[10] = typo[10] == '1' ? '2' : '1';
    list.row(
        "vehicle",
        {{"plate", text("A")}, {"name", text("某某")}, {"identity", text(typo)}}); // P2's, mistyped
    list.row("vehicle", {{"plate", text("B")},
                         {"name", text("外人")},
                         {"identity", text(valid("43119919700101001"))}});
    registry::RefusedRow refused;
    refused.batch = list.batch.id;
    refused.name = "劉芳"; // P3's name in traditional characters
    refused.identity = "4.31199E+17";
    registry::insert_refused(*county.database, code, refused);
    refused.refused = false; // a remark on a row that was accepted means nobody by itself
    refused.name = "李明";
    registry::insert_refused(*county.database, code, refused);
    list.finish();
    Frames const frames(county, {"person.vehicles"});
    CHECK(frames.complete("person", "vehicles", 0));
    CHECK_FALSE(frames.complete("person", "vehicles", 1));
    CHECK_FALSE(frames.complete("person", "vehicles", 2));
}

TEST_CASE("a row links as soon as its person arrives") {
    Store county;
    add_family(county);
    Import list(county, "vehicles");
    list.row("vehicle", {{"plate", text("A")},
                         {"name", text("李明")},
                         {"identity", text(valid("43119919700101001"))}});
    list.finish();
    CHECK(Frames(county, {"vehicle.person"}).references("vehicle") ==
          std::vector<std::int32_t>{-1});
    Import import(county, "roster");
    import.row("person", {{"number", text("P9")},
                          { "identity",
                            text(valid("43119919700101001")) }});
    import.finish();
    CHECK(Frames(county, {"vehicle.person"}).references("vehicle") == std::vector<std::int32_t>{3});
}

TEST_CASE("a link by several values finds the records of any of them") {
    Store county;
    add_family(county);
    Import import(county, "officials");
    import.row("official", {{"identity", text("X")},
                            { "villages",
                              text("431128100200 431128100201") }});
    import.finish();
    Frames const frames(county, {"official.households", "household.officials"});
    CHECK(frames.children("official", "households", 0) == Rows{0});
    CHECK(frames.children("household", "officials", 0) == Rows{0});
    CHECK(frames.children("household", "officials", 1).empty());
}

TEST_CASE("every row has its area") {
    Store county;
    add_family(county);
    Import list(county, "vehicles");
    list.row("vehicle", {{"plate", text("A")}, {"identity", text(valid(identity_a))}});
    list.row("vehicle", {{"plate", text("B")}});
    list.finish();
    Frames const frames(county, {"vehicle.price"});
    auto const &areas = frames.table("vehicle").areas;
    REQUIRE(areas.size() == 2);
    CHECK(frames.text(areas[0]) == "431128100200"); // by its owner, by the owner's household
    CHECK(frames.text(areas[1]) == "431128");
}

TEST_CASE("old facts are unknown where the pack says that they grow stale") {
    Store county;
    county.pack.registers[0].fields[3].stale_after_days = 30;
    Import import(county, "roster", Date{18000});
    import.row("household", {{"number", text("H1")}, { "income", number(100) }});
    import.row("household", {{"number", text("H2")}, { "income", number(100) }}, Date{18020});
    import.finish();
    Frames const frames(county, {"household.income"}, 1, {.as_of = Date{18040}});
    CHECK_FALSE(cel::bit(frames.table("household").columns[3].present, 0));
    CHECK(cel::bit(frames.table("household").columns[3].present, 1));
    CHECK(value(county, "household", "H1", "income") == number(100)); // it is still on record
}

TEST_CASE("two threads load what one loads, also in the middle of a transaction") {
    Store county;
    add_family(county);
    std::vector<std::string> const fields = {"person.name", "household.members",
                                             "household.village", "person.vehicles"};
    auto const names = [](Frames const &frames) {
        std::vector<std::string> found;
        for (auto const number :
             std::get<cel::Array<std::int32_t>>(frames.table("person").columns[2].values))
            found.push_back(frames.text(number));
        for (auto const number : frames.table("person").areas) found.push_back(frames.text(number));
        return found;
    };
    auto const one = names(Frames(county, fields, 1));
    CHECK(names(Frames(county, fields, 2)) == one);
    Import import(county, "roster");
    import.row("person", {{"number", text("P4")}, { "name", text("新人") }});
    CHECK(Frames(county, fields, 2).table("person").rows == 4);
}

TEST_CASE("the answers of rules are lists of records on the rows they are about") {
    Store county;
    add_family(county);
    Frames frames(county, {"household.income"});
    cel::Answers answers{{1}, {0}, {2}};
    std::vector<registry::OutcomeColumn> const outcomes = {{"poor", 0, &answers}};
    registry::attach_outcomes(frames.population, frames.schema, outcomes);
    auto const &table = frames.table("outcome");
    auto const outcome = [&](std::size_t row) {
        auto const child = frames.children("household", "outcomes", row).at(0);
        return frames.text(std::get<cel::Array<std::int32_t>>(table.columns[0].values)[child]) +
               " " +
               frames.text(std::get<cel::Array<std::int32_t>>(table.columns[1].values)[child]);
    };
    CHECK(outcome(0) == "poor met");
    CHECK(outcome(1) == "poor unknown");
    CHECK(frames.complete("household", "outcomes", 0));
}

TEST_CASE("keys of records are found for a few and for many") {
    Store county;
    Import import(county, "roster");
    for (int i = 1; i <= 3000; ++i)
        import.row("person", {{ "number", text("P" + std::to_string(i)) }});
    import.finish();
    std::vector<std::int64_t> records = {3, 1, 99999};
    auto const &person = county.definition("person");
    CHECK(registry::load_keys(*county.database, person, code, records) ==
          std::vector<std::string>{"P3", "P1", ""});
    for (std::int64_t i = 3000; i > 0; --i) records.push_back(i);
    auto const keys = registry::load_keys(*county.database, person, code, records);
    CHECK(keys[1] == "P1");
    CHECK(keys[2].empty());
    CHECK(keys[3] == "P3000");
    CHECK(keys.back() == "P1");
}
