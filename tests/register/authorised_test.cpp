// Lists are held only against those who have signed for it.
#include "register/county.hpp"

#include "base/identity.hpp"

#include <doctest/doctest.h>

using namespace county;

namespace {

std::string number_of(int sequence) {
    auto const seventeen = "4311991980010110" + std::to_string(sequence);
    return seventeen + jingzhun::base::check_character(seventeen);
}

// Two households with one member each; a car of each; the first has signed on day 18000.
struct Signed : Store {
    Signed() {
        for (auto &definition : pack.registers)
            if (definition.name == "household")
                definition.fields.push_back(field("signed_on", FieldType::date));
        for (auto &source : pack.sources)
            if (source.name == "vehicles") source.needs_authorisation = "household.signed_on";
        store::Transaction transaction(*database);
        registry::extend_tables(*database, pack);
        store::append(*database, {"tester", "", ""}, {code, "pack_install", "county", "{}"});
        transaction.commit();
        Import import(*this, "roster");
        import.row("household", {{"number", text("H1")}, { "signed_on", number(18000) }});
        import.row("household", {{ "number", text("H2") }});
        for (int i = 1; i <= 2; ++i)
            import.row("person", {{"number", text("P" + std::to_string(i))},
                                  {"household_no", text("H" + std::to_string(i))},
                                  {"name", text("李明")},
                                  { "identity",
                                    text(number_of(i)) }});
        import.finish();
        Import list(*this, "vehicles");
        for (int i = 1; i <= 2; ++i)
            list.row("vehicle", {{"plate", text("湘M" + std::to_string(i))},
                                 {"name", text("李明")},
                                 {"identity", text(number_of(i))}});
        list.finish();
    }

    // By person: "1 whole", "0 unknown"; and whom each car leads to.
    std::string seen(Date as_of, registry::DayRange *days = nullptr) {
        auto const schema = pack::make_schema(pack);
        registry::Moment moment;
        moment.as_of = as_of;
        registry::FrameRequest request{code, moment, {}};
        auto const person = schema.index_of("person"), vehicle = schema.index_of("vehicle");
        auto const *cars = schema.records[person].find("vehicles");
        auto const *owner = schema.records[vehicle].find("person");
        request.fields = {{person, cars->source, cars->index},
                          {vehicle, owner->source, owner->index}};
        auto const frames = registry::load_frames(*database, pack, schema, request, days);
        auto const &relation = frames.tables[person].relations[cars->index];
        std::string text;
        for (std::size_t row = 0; row < frames.tables[person].rows; ++row)
            text += std::to_string(relation.offsets[row + 1] - relation.offsets[row]) +
                    (cel::bit(relation.complete, row) ? " whole, " : " unknown, ");
        for (auto const found : frames.tables[vehicle].references[owner->index].rows)
            text += std::to_string(found) + " ";
        return text;
    }
};

} // namespace

TEST_CASE("a list is held against who has signed, and says nothing of who has not") {
    Signed county;
    registry::DayRange days;
    CHECK(county.seen(Date{18000}, &days) == "1 whole, 0 unknown, 0 -1 ");
    CHECK(days.first == Date{18000});
}

TEST_CASE("before the day it was signed nothing is compared") {
    Signed county;
    registry::DayRange days;
    CHECK(county.seen(Date{17999}, &days) == "0 unknown, 0 unknown, -1 -1 ");
    CHECK(days.last == Date{17999});
}

TEST_CASE("a list that asks for no authorisation is held against everybody") {
    Signed county;
    for (auto &source : county.pack.sources) source.needs_authorisation.clear();
    CHECK(county.seen(Date{18000}) == "1 whole, 1 whole, 0 1 ");
}
