// What must not meet in one hand: duties on one subject, roles of one account.
#include "access/office.hpp"

#include "access/separation.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

using namespace office;
using access::Deed;
using pack::Operation;

namespace {

constexpr std::array judges = {Operation::record, Operation::review, Operation::approve,
                               Operation::inspect};

access::Grant held(std::string const &role, std::string const &area) {
    access::Grant grant;
    grant.account = "zhang";
    grant.role = role;
    grant.area = area;
    return grant;
}

bool together(std::string const &one, std::string const &other, std::string const &area_one,
              std::string const &area_other) {
    access::GrantRequest request;
    request.account = "zhang";
    request.role = other;
    request.area = area_other;
    return !access::separated(china().access, {held(one, area_one)}, request);
}

} // namespace

TEST_CASE("recorder, reviewer, approver and inspector of one subject are four persons") {
    for (auto const done : judges)
        for (auto const wanted : judges) {
            CAPTURE(pack::to_string(done));
            CAPTURE(pack::to_string(wanted));
            std::vector<Deed> const deeds = {{"zhang", done}};
            CHECK(access::separated(china().access, deeds, "zhang", wanted).has_value() ==
                  (done != wanted));
            CHECK_FALSE(access::separated(china().access, deeds, "li", wanted));
        }
}

TEST_CASE("correcting is recording; reading and exporting are no duty") {
    std::vector<Deed> const recorded = {{"zhang", Operation::record}};
    std::vector<Deed> const corrected = {{"zhang", Operation::correct}};
    CHECK_FALSE(access::separated(china().access, recorded, "zhang", Operation::correct));
    CHECK(access::separated(china().access, corrected, "zhang", Operation::review));
    CHECK(access::separated(china().access, {{"zhang", Operation::review}}, "zhang",
                            Operation::correct));
    for (auto const other : {Operation::read, Operation::extract, Operation::reveal})
        CHECK_FALSE(access::separated(china().access, recorded, "zhang", other));
}

TEST_CASE("of any chain of duties that is allowed, no person has two kinds") {
    rc::check([](std::vector<std::pair<std::uint8_t, std::uint8_t>> const &wishes) {
        std::vector<Deed> deeds;
        for (auto const &[who, what] : wishes) {
            auto const account = std::string(1, static_cast<char>('a' + who % 4));
            auto const operation = judges[what % judges.size()];
            if (!access::separated(china().access, deeds, account, operation))
                deeds.push_back({account, operation});
        }
        std::map<std::string, std::set<Operation>> kinds;
        for (auto const &deed : deeds) kinds[deed.account].insert(deed.operation);
        for (auto const &[account, done] : kinds) RC_ASSERT(done.size() == 1U);
    });
}

TEST_CASE("roles that judge each other do not meet for one area, and do for areas apart") {
    std::set<std::string> const four = {"recorder", "reviewer", "approver", "inspector"};
    for (auto const &one : four)
        for (auto const &other : four) {
            CAPTURE(one);
            CAPTURE(other);
            CHECK(together(one, other, "431128100", "431128100") == (one == other));
            CHECK(together(one, other, "431128", "431128100201") == (one == other));
            CHECK(together(one, other, "431128100201", "431128") == (one == other));
            CHECK(together(one, other, "431128100", "431128101"));
        }
}

TEST_CASE("administrators meet neither each other nor the work, anywhere") {
    std::set<std::string> const administrators = {"system_administrator", "security_administrator",
                                                  "audit_administrator", "founder"};
    for (auto const &one : china().access.roles)
        for (auto const &other : china().access.roles) {
            CAPTURE(one.name);
            CAPTURE(other.name);
            auto const administrator =
                administrators.contains(one.name) || administrators.contains(other.name);
            if (!administrator) continue;
            CHECK(together(one.name, other.name, "431128100", "431128101") ==
                  (one.name == other.name));
        }
}

TEST_CASE("a role that ended, or was revoked, does not stand in the way") {
    access::GrantRequest request;
    request.account = "zhang";
    request.role = "reviewer";
    request.area = "431128";
    request.from = base::Date{20000};
    auto grant = held("recorder", "431128");
    CHECK(access::separated(china().access, {grant}, request));
    grant.to = base::Date{20000};
    CHECK_FALSE(access::separated(china().access, {grant}, request));
    grant.to = base::Date{20001};
    CHECK(access::separated(china().access, {grant}, request));
    grant.revoked_at = 1;
    CHECK_FALSE(access::separated(china().access, {grant}, request));
    auto other = held("recorder", "431128");
    other.account = "li";
    CHECK_FALSE(access::separated(china().access, {other}, request));
}

TEST_CASE("deeds are kept by subject and stop who did another duty") {
    Office office;
    office.write([&] {
        access::note_deed(*office.database, county, "batch 3",
                          {"zhang", Operation::record, "recorder"});
        access::note_deed(*office.database, county, "batch 3", {"li", Operation::review});
        access::note_deed(*office.database, county, "batch 4", {"li", Operation::record});
        store::append(*office.database, actor("li"), {county, "test", "batch 3", "{}"});
    });
    auto const deeds = access::deeds_on(*office.database, county, "batch 3");
    REQUIRE(deeds.size() == 2);
    CHECK(deeds[0].account == "zhang");
    CHECK(deeds[0].role == "recorder");
    CHECK(deeds[1].operation == Operation::review);
    auto const approve = [&](std::string const &who) {
        return error_of([&] {
            access::require_separate(china().access, deeds, who, Operation::approve, "batch 3");
        });
    };
    CHECK(approve("zhang") == "duty_separated");
    CHECK(approve("li") == "duty_separated");
    CHECK(approve("wang") == "");
}
