// Accounts and grants: made, refused, ended, on record.
#include "access/office.hpp"

#include "access/session.hpp"

#include <doctest/doctest.h>

using namespace office;

TEST_CASE("the first account holds the pack's first role for the county") {
    Office office;
    CHECK(access::has_accounts(*office.database, county));
    auto const holder = access::holder(*office.database, county, "founder");
    REQUIRE(holder.grants.size() == 1);
    CHECK(holder.grants[0].role == "founder");
    CHECK(holder.grants[0].area == "431128");
}

TEST_CASE("a store without accounts has none") {
    Scratch scratch;
    auto const database = store::open(scratch / "county.db", store::Access::create);
    CHECK_FALSE(access::has_accounts(*database, county));
    CHECK(access::list_accounts(*database, county).empty());
    store::Transaction transaction(*database);
    access::create_tables(*database);
    CHECK_FALSE(access::has_accounts(*database, county));
}

TEST_CASE("an account is added once, under a name that can be typed") {
    Office office;
    office.add("李明");
    CHECK(error_of([&] { office.add("李明"); }) == "account_exists");
    for (auto const *name : {"", "two words", "-actor", "a'b", "tab\t", "a\n", "a\"b", "Ａ"})
        CHECK(error_of([&] { office.add(name); }) == "account_name_bad");
    auto const events = office.events("account_add");
    REQUIRE(events.size() == 1);
    CHECK(events[0].event.subject == "account 李明");
    CHECK(events[0].actor.name == "founder");
    CHECK(access::list_accounts(*office.database, county).size() == 2);
}

TEST_CASE("an unknown or disabled account acts no more, and comes back when enabled") {
    Office office;
    office.add("li");
    CHECK(error_of([&] { access::holder(*office.database, county, "wang"); }) == "actor_unknown");
    office.write(
        [&] { access::disable_account(*office.database, county, actor("founder"), "li"); });
    CHECK(error_of([&] { access::holder(*office.database, county, "li"); }) == "actor_disabled");
    CHECK(error_of([&] { office.give("li", "leader"); }) == "account_disabled");
    CHECK(error_of([&] {
              office.write([&] {
                  access::disable_account(*office.database, county, actor("founder"), "li");
              });
          }) == "account_disabled");
    CHECK(error_of([&] {
              office.write([&] {
                  access::disable_account(*office.database, county, actor("founder"), "founder");
              });
          }) == "account_oneself");
    office.write([&] { access::enable_account(*office.database, county, actor("founder"), "li"); });
    CHECK(access::holder(*office.database, county, "li").account == "li");
    CHECK(office.events("account_disable").size() == 1);
    CHECK(office.events("account_enable").size() == 1);
}

TEST_CASE("a grant says who, what, where, from when to when, by whom and why") {
    Office office;
    office.add("li");
    auto const given =
        office.give("li", "recorder", "431128100", base::Date{20000}, base::Date{20100});
    auto const all = access::list_grants(*office.database, county, "li");
    REQUIRE(all.size() == 1);
    CHECK(all[0].id == given.id);
    CHECK(all[0].role == "recorder");
    CHECK(all[0].area == "431128100");
    CHECK(all[0].granted_by == "founder");
    CHECK(all[0].reason == "任命");
    CHECK_FALSE(all[0].holds(base::Date{19999}));
    CHECK(all[0].holds(base::Date{20000}));
    CHECK(all[0].holds(base::Date{20099}));
    CHECK_FALSE(all[0].holds(base::Date{20100}));
}

TEST_CASE("a grant that must not be is refused with the reason") {
    Office office;
    office.add("li");
    CHECK(error_of([&] { office.give("nobody", "leader"); }) == "account_unknown");
    CHECK(error_of([&] { office.give("li", "lieder"); }) == "role_unknown");
    CHECK(error_of([&] { office.give("li", "approver", "431128100201"); }) == "role_level");
    CHECK(error_of([&] { office.give("founder", "leader"); }) == "grant_to_oneself");
    CHECK(error_of([&] { office.give("li", "leader", "431128", base::Date{2}, base::Date{2}); }) ==
          "grant_period");
    office.give("li", "recorder", "431128100");
    CHECK(error_of([&] { office.give("li", "reviewer", "431128"); }) == "role_separated");
    CHECK(access::list_grants(*office.database, county, "li").size() == 1);
    office.give("li", "reviewer", "431128101");
}

TEST_CASE("a revoked grant stays on record with who revoked it and why") {
    Office office;
    office.add("li");
    auto const given = office.give("li", "recorder");
    office.write(
        [&] { access::revoke(*office.database, county, actor("founder", "调离"), given.id); });
    auto const all = access::list_grants(*office.database, county, "li");
    REQUIRE(all.size() == 1);
    CHECK(all[0].revoked_at > 0);
    CHECK(all[0].revoked_by == "founder");
    CHECK(all[0].revoke_reason == "调离");
    CHECK_FALSE(all[0].holds(base::today()));
    auto const again = [&](std::int64_t id) {
        return error_of([&] {
            office.write([&] { access::revoke(*office.database, county, actor("founder"), id); });
        });
    };
    CHECK(again(given.id) == "grant_revoked");
    CHECK(again(99) == "grant_unknown");
    CHECK(office.events("revoke").size() == 1);
}
