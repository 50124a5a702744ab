// Breaking the glass: one record outside one's areas, with a reason, for a while, on record; and
// the auditor's review of everything that was revealed.
#include "api/own_towns.hpp"

#include "register/verify.hpp"

using namespace towns;

namespace {

std::string wanted(std::string const &key,
                   std::string const &more = R"(,"reason":"走失人员核查")") {
    return R"({"register":"household","key":")" + key + "\"" + more + "}";
}

std::string foreign() { return own().towns().key("household", Side::outside); }

} // namespace

TEST_CASE("a record outside is seen behind a broken glass, whole, and nowhere else") {
    CHECK(own().code("reviewer", "GET", "/api/households/" + foreign()) == "record_unknown");
    CHECK(own().code("leader", "POST", "/api/glass", wanted(foreign())) == "access_refused");
    CHECK(own().code("reviewer", "POST", "/api/glass", wanted(foreign(), "")) == "reason_missing");
    CHECK(own().code("reviewer", "POST", "/api/glass",
                     wanted(foreign(), R"(,"reason":"x","minutes":0)")) == "glass_minutes");
    CHECK(own().code("reviewer", "POST", "/api/glass",
                     wanted(own().towns().key("household", Side::inside))) == "glass_needless");
    auto const glass = own().json("reviewer", "POST", "/api/glass", wanted(foreign()), 201);
    auto const of = "/api/glass/" + std::to_string(number(glass, "id"));
    auto const seen = own().json("reviewer", "GET", of);
    CHECK(text(*seen.find("shown"), "key") == foreign());
    auto const &persons = *china().find_register("person");
    auto const token = token_of(persons, *persons.find_field("name"), Side::outside);
    CHECK(own().ask("reviewer", "GET", of).body.find(token) != std::string::npos);
    CHECK(own().code("office", "GET", of) == "glass_unknown"); // another's
    CHECK(own().code("reviewer", "GET", "/api/households/" + foreign()) == "record_unknown");
    CHECK(own().json("reviewer", "GET", "/api/glass").array()->size() == 1);
    own().json("reviewer", "POST", of + "/end", "{}");
    CHECK(own().code("reviewer", "GET", of) == "glass_over");
    CHECK(own().json("reviewer", "GET", "/api/glass").array()->empty());
}

TEST_CASE("at most three are broken at a time; numbers that are tried are on record") {
    for (int i = 0; i < 3; ++i)
        own().json("approver", "POST", "/api/glass", wanted(foreign()), 201);
    CHECK(own().code("approver", "POST", "/api/glass", wanted(foreign())) == "glass_too_many");
    auto const before =
        number(own().json("county_audit_administrator", "GET", "/api/reveals"), "total");
    CHECK(own().code("office", "POST", "/api/glass", wanted("no such number")) == "record_unknown");
    CHECK(number(own().json("county_audit_administrator", "GET", "/api/reveals"), "total") ==
          before + 1);
}

TEST_CASE("one masked field is revealed by itself, with a reason") {
    auto const id = std::to_string(own().towns().record("person", Side::inside));
    auto const of = "/api/records/person/" + id + "/reveal";
    auto const &persons = *china().find_register("person");
    auto const token = token_of(persons, *persons.find_field("identity"), Side::inside);
    CHECK(own().ask("approver", "GET", "/api/records/person/" + id).body.find(token) ==
          std::string::npos);
    auto const body =
        own().ask("approver", "POST", of, R"({"reason":"核对","field":"identity"})").body;
    CHECK(body.find(token) != std::string::npos);
    auto const phone =
        std::ranges::find(persons.fields, pack::FieldType::phone, &pack::Field::type);
    if (phone != persons.fields.end())
        CHECK(body.find(token_of(persons, *phone, Side::inside)) == std::string::npos);
    CHECK(own().code("approver", "POST", of, R"({"reason":"核对","field":"no_such"})") ==
          "not_found");
}

TEST_CASE("the auditor sees who, whose, why, and says whether it was right; nothing private") {
    auto const list = own().json("county_audit_administrator", "GET", "/api/reveals?state=open");
    REQUIRE_FALSE(array(list, "items").empty());
    auto const &newest = array(list, "items").front();
    auto const event = std::to_string(number(newest, "event"));
    CHECK_FALSE(text(newest, "reason").empty());
    auto const body = own().ask("county_audit_administrator", "GET", "/api/reveals").body;
    CHECK(body.find("tok1x") == std::string::npos);
    CHECK(body.find("tok2x") == std::string::npos);
    CHECK(own().code("reviewer", "GET", "/api/reveals") == "access_refused");
    auto const of = "/api/reveals/" + event + "/review";
    CHECK(own().code("reviewer", "POST", of, R"({"verdict":"justified"})") == "access_refused");
    CHECK(own().code("county_audit_administrator", "POST", of, R"({"verdict":"questioned"})") ==
          "reason_missing");
    CHECK(own()
              .code("county_audit_administrator", "POST", of,
                    R"({"verdict":"questioned","note":"事由不清"})")
              .empty());
    CHECK(own().code("county_audit_administrator", "POST", "/api/reveals/1/review",
                     R"({"verdict":"justified"})") == "reveal_unknown");
    auto const left = own().json("county_audit_administrator", "GET", "/api/reveals?state=open");
    for (auto const &one : array(left, "items"))
        CHECK(std::to_string(number(one, "event")) != event);
}

TEST_CASE("glasses and reviews are sealed by the ledger like everything else") {
    auto const database = store::open(own().address(), store::Access::read);
    auto const verified = registry::verify(*database, {});
    CHECK(verified.problems.empty());
}
