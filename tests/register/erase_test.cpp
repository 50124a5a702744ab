// Erasing a record: what was stated of it is gone, and everything can still be proved.
#include "register/erase.hpp"

#include "register/county.hpp"
#include "register/verify.hpp"

#include <doctest/doctest.h>

using namespace county;

namespace {

struct Erasable {
    Store county;
    registry::Erasure erasure;

    Erasable() {
        Import import(county, "roster");
        for (auto const *number : {"1", "2", "3"})
            import.row("person", {{"number", text(number)},
                                  {"name", text(std::string("李明") + number)},
                                  { "identity",
                                    text(std::string("43119919800101001") + number) }});
        import.row("vehicle", {{"plate", text("湘A1")},
                               { "identity",
                                 text("431199198001010013") }});
        registry::insert_refused(
            *county.database, code,
            {import.batch.id, 9, true, {}, {"李明3"}, "李明3", "431199198001010013"});
        import.finish();
        store::Transaction transaction(*county.database);
        store::append(*county.database, {"王芳", "", "", "township"},
                      {code, "reveal", "person 3", R"({"field":"identity"})"});
        transaction.commit();
    }
    void erase(std::string const &key) {
        store::Transaction transaction(*county.database);
        erasure = registry::erase_record(*county.database, {"tester", "asked for", ""}, code,
                                         county.pack, county.definition("person"), key);
        transaction.commit();
    }
    std::size_t problems() { return registry::verify(*county.database, {}).problems.size(); }
};

} // namespace

TEST_CASE("an erased record is gone from the register, its refused rows and events with it") {
    Erasable store;
    store.erase("3");
    CHECK(store.erasure.statements == 1);
    CHECK(store.erasure.refused_rows == 1);
    CHECK(store.erasure.events == 1);
    CHECK_FALSE(read(store.county, "person", "3"));
    CHECK(read(store.county, "person", "2"));
    CHECK(registry::list_refused(*store.county.database, code, 1).empty());
    CHECK(store.erasure.elsewhere == std::vector<std::string>{"vehicle 湘A1|431199198001010013"});
    CHECK(store.problems() == 0);
    auto const events = store::read_events(*store.county.database, code);
    CHECK(events[1].event.subject.empty());
    CHECK(events[2].event.kind == "erase");
    // Who had acted is told by the event that erased.
    CHECK(events[2].event.details.find("王芳") != std::string::npos);
    CHECK(error_of([&] { store.erase("3"); }) == "record_unknown");
}

TEST_CASE("the number of an erased record is not given to another one") {
    Erasable store;
    store.erase("3"); // the last
    CHECK(store.erasure.record == 3);
    Import import(store.county, "roster");
    import.row("person", {{"number", text("4")}, { "name", text("王芳") }});
    import.finish();
    auto select = store.county.database->prepare("SELECT record FROM k_person WHERE key = '4'");
    REQUIRE(select->step());
    CHECK(select->integer(0) == 4);
    select->reset();
    CHECK(store.problems() == 0);
}

TEST_CASE("a record that was erased may come again, as a new one") {
    Erasable store;
    store.erase("3");
    Import import(store.county, "roster");
    import.row("person", {{"number", text("3")}, { "name", text("李明") }});
    import.finish();
    CHECK(read(store.county, "person", "3"));
    CHECK(store.problems() == 0);
}
