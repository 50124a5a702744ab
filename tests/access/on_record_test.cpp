// What people see and take away is on record.
#include "access/office.hpp"

#include "access/on_record.hpp"

#include <doctest/doctest.h>

using namespace office;

TEST_CASE("a reveal is an event with its reason, and does not happen without one") {
    Office office;
    office.write([&] {
        auto one = actor("li", "核对低保");
        one.role = "reviewer";
        access::log_reveal(*office.database, county, one, "person", "P1", {"identity"});
    });
    auto const events = office.events("reveal");
    REQUIRE(events.size() == 1);
    CHECK(events[0].event.subject == "person P1");
    CHECK(events[0].event.details == R"({"fields":["identity"]})");
    CHECK(events[0].actor.reason == "核对低保");
    CHECK(error_of([&] {
              office.write([&] {
                  access::log_reveal(*office.database, county, actor("li", ""), "person", "P1", {});
              });
          }) == "reason_missing");
    CHECK(office.events("reveal").size() == 1);
}

TEST_CASE("exports and refusals are events") {
    Office office;
    office.write([&] {
        access::log_export(*office.database, county, actor("li"), "findings", "rule=x", 12);
        access::log_refusal(*office.database, county, actor("li"), pack::Operation::approve,
                            "household");
    });
    CHECK(office.events("export").at(0).event.details == R"({"filter":"rule=x","rows":12})");
    CHECK(office.events("refused").at(0).event.details == R"({"operation":"approve"})");
}
