// Signing in: secrets, locks, sessions and their end, every attempt on record.
#include "access/office.hpp"

#include "access/code.hpp"
#include "access/password.hpp"
#include "access/sign_in.hpp"

#include <doctest/doctest.h>

using namespace office;

namespace {

constexpr base::Instant minute = 60'000'000;
constexpr base::Instant hour = 60 * minute;
constexpr base::Instant noon = 1'800'000'000'000'000;

// One account with a password; hashing is slow, so the verifier is made once.
struct Door : Office {
    static constexpr std::string_view password = "Qingshan-2027";
    Door() {
        add("li");
        set(password);
    }
    void set(std::string_view text, bool once = false) {
        static std::string const known = access::make_verifier(password);
        auto const verifier = text == password ? known : access::make_verifier(text);
        write([&] { access::set_password(*database, county, actor("li"), "li", verifier, once); });
    }
    access::SignedIn enter(std::string_view with = password, std::string const &code = "",
                           base::Instant now = noon, std::string const &who = "li") {
        return access::sign_in(*database, china(), county,
                               {who, std::string(with), code, "10.0.0.8"}, now);
    }
    std::string refused(std::string_view with = password, std::string const &code = "",
                        base::Instant now = noon, std::string const &who = "li") {
        return error_of([&] { enter(with, code, now, who); });
    }
    std::optional<access::Session> session(std::string const &token, base::Instant now = noon) {
        return access::find_session(*database, china(), county, token, now);
    }
};

} // namespace

TEST_CASE("a password is kept as an Argon2id verifier with memory, passes and salt of its own") {
    auto const verifier = access::make_verifier("Qingshan-2027");
    CHECK(verifier.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
    CHECK(access::fits(verifier, "Qingshan-2027"));
    CHECK_FALSE(access::fits(verifier, "Qingshan-2028"));
    CHECK_FALSE(access::fits(verifier, ""));
    CHECK_FALSE(access::fits("", ""));
    CHECK_FALSE(access::fits("Qingshan-2027", "Qingshan-2027"));
    CHECK_FALSE(access::fits(access::no_verifier(), ""));
    CHECK(access::make_verifier("Qingshan-2027") != verifier);
}

TEST_CASE("a weak password is refused with what it lacks") {
    auto const &rules = china().access.sign_in;
    auto const tried = [&](std::string_view password) {
        return error_of([&] { access::require_strong(rules, "李明", password); });
    };
    for (auto const *weak : {"", "Ab-4567", "aaaaaaaaaa", "abcdefghij", "12345678", "87654321",
                             "onlysmall", "small1234", "李明-Abc-123", "\xff\xfe Abc 123"})
        CHECK_MESSAGE(tried(weak) == "password_weak", weak);
    CHECK(tried(std::string(600, 'a') + "B1") == "password_weak");
    for (auto const *strong : {"Qingshan-2027", "青山绿水-Xt7", "a B 3 c D 5"})
        CHECK_MESSAGE(tried(strong) == "", strong);
}

TEST_CASE("who has the password comes in, and the event says who and from where") {
    Door door;
    auto const done = door.enter();
    CHECK(done.token.size() == 43);
    CHECK_FALSE(done.must_change_password);
    auto const session = door.session(done.token);
    REQUIRE(session);
    CHECK(session->holder.account == "li");
    CHECK(session->origin == "10.0.0.8");
    auto const events = door.events("sign_in");
    REQUIRE(events.size() == 1);
    CHECK(events[0].actor.name == "li");
    CHECK(events[0].actor.from == "10.0.0.8");
}

TEST_CASE("an unknown account, a wrong password and a disabled account get one answer") {
    Door door;
    CHECK(door.refused("Qingshan-2028") == "sign_in_refused");
    CHECK(door.refused("Qingshan-2027", "", noon, "nobody") == "sign_in_refused");
    CHECK(door.refused("Qingshan-2027", "", noon, "founder") == "sign_in_refused"); // no password
    door.write([&] { access::disable_account(*door.database, county, actor("founder"), "li"); });
    CHECK(door.refused() == "sign_in_refused");
    auto const events = door.events("sign_in_failed");
    REQUIRE(events.size() == 4);
    CHECK(events[0].event.details == R"({"why":"password"})");
    CHECK(events[1].event.details == R"({"why":"unknown"})");
    CHECK(events[1].event.subject == "account ?"); // a password typed as a name is not kept
    CHECK(events[3].event.details == R"({"why":"disabled"})");
}

TEST_CASE("a row of failures locks the account for a while, and success begins a new row") {
    Door door;
    for (int i = 0; i < 4; ++i) CHECK(door.refused("wrong") == "sign_in_refused");
    door.enter();
    for (int i = 0; i < 5; ++i) CHECK(door.refused("wrong") == "sign_in_refused");
    CHECK(door.refused() == "sign_in_refused");
    CHECK(access::find_account(*door.database, county, "li")->locked_until == noon + 15 * minute);
    CHECK(door.refused(Door::password, "", noon + 15 * minute - 1) == "sign_in_refused");
    door.enter(Door::password, "", noon + 15 * minute);
    CHECK(door.events("sign_in_failed").back().event.details == R"({"why":"locked"})");
}

TEST_CASE("a lock does not last years when the clock goes back") {
    Door door;
    for (int i = 0; i < 5; ++i) door.refused("wrong");
    door.enter(Door::password, "", noon - 10 * 365 * 24 * hour);
}

TEST_CASE("a session ends by age, by standing idle, by signing out and when the clock goes back") {
    Door door;
    auto const token = door.enter().token;
    CHECK(door.session(token, noon + 30 * minute - 1));
    CHECK_FALSE(door.session(token, noon + 30 * minute));
    CHECK_FALSE(door.session(token, noon - 1));
    for (auto now = noon; now < noon + 12 * hour; now += 20 * minute)
        door.write([&] { access::touch_session(*door.database, county, token, now); });
    CHECK(door.session(token, noon + 12 * hour - 1));
    CHECK_FALSE(door.session(token, noon + 12 * hour));
    auto const second = door.enter().token;
    access::sign_out(*door.database, china(), county, second, noon);
    CHECK_FALSE(door.session(second));
    CHECK(door.events("sign_out").size() == 1);
    CHECK_FALSE(door.session("made up"));
    CHECK_FALSE(door.session(""));
}

TEST_CASE("removing a right, changing the password and disabling end the sessions at once") {
    Door door;
    auto const grant = door.give("li", "leader");
    auto const first = door.enter().token;
    CHECK(door.session(first)->holder.grants.size() == 1);
    door.write([&] { access::revoke(*door.database, county, actor("founder"), grant.id); });
    CHECK_FALSE(door.session(first));
    auto const second = door.enter().token;
    door.set(Door::password);
    CHECK_FALSE(door.session(second));
    auto const third = door.enter().token;
    door.write([&] { access::disable_account(*door.database, county, actor("founder"), "li"); });
    CHECK_FALSE(door.session(third));
}

TEST_CASE("a session has the rights of now, not of when it was made") {
    Door door;
    auto const token = door.enter().token;
    CHECK(door.session(token)->holder.grants.empty());
    door.give("li", "leader");
    CHECK(door.session(token)->holder.grants.size() == 1);
}

TEST_CASE("tokens are stored as hashes only") {
    Door door;
    auto const token = door.enter().token;
    auto select = door.database->prepare("SELECT token_hash FROM transient_session");
    REQUIRE(select->step());
    CHECK(select->text(0) == access::token_hash(token));
    CHECK(select->text(0) != token);
    CHECK(door.enter().token != token);
}

TEST_CASE("a password that was given once, or is too old, lets in only to be changed") {
    Door door;
    door.set("Given-Once-77", true);
    auto const done = door.enter("Given-Once-77");
    CHECK(done.must_change_password);
    CHECK(door.session(done.token)->must_change_password);
    door.set(Door::password);
    auto const now = base::now();
    CHECK_FALSE(door.enter(Door::password, "", now).must_change_password);
    CHECK(door.enter(Door::password, "", now + 91 * 24 * hour).must_change_password);
    CHECK(door.events("password_reset").size() == 1);
}

TEST_CASE("one-time codes are wanted, count once, and wrong ones lock") {
    Door door;
    auto const key =
        door.write([&] { return access::set_up_code(*door.database, county, actor("li"), "li"); });
    auto const step = noon / 1'000'000 / access::code_seconds;
    CHECK(door.refused() == "sign_in_code_wanted");
    CHECK(door.refused("wrong") == "sign_in_refused"); // the password comes first
    auto const code = access::code_of(key, step);
    door.enter(Door::password, code);
    CHECK(door.refused(Door::password, code) == "sign_in_refused");
    // The clock back and the same code again; codes of a step that has passed.
    CHECK(door.refused(Door::password, code, noon - hour) == "sign_in_refused");
    CHECK(door.refused(Door::password, access::code_of(key, step - 1)) == "sign_in_refused");
    door.enter(Door::password, access::code_of(key, step + 1));
    CHECK(door.refused(Door::password, access::code_of(key, step + 3)) == "sign_in_refused");
    door.write([&] { access::drop_code(*door.database, county, actor("founder"), "li"); });
    door.enter();
}

TEST_CASE("a role that wants codes says so until they are set up") {
    Door door;
    door.give("li", "approver");
    CHECK(door.enter().must_set_up_code);
    door.write([&] { access::set_up_code(*door.database, county, actor("li"), "li"); });
    CHECK_FALSE(access::find_account(*door.database, county, "li")->locked_until > 0);
    CHECK(door.refused() == "sign_in_code_wanted");
}

TEST_CASE("a verifier put there behind the program's back lets nobody in") {
    Door door;
    auto const mine = access::make_verifier("Intruder-2027");
    door.database->execute("UPDATE transient_secret SET verifier = '" + mine + "'");
    CHECK(door.refused("Intruder-2027") == "sign_in_refused");
    CHECK(door.events("sign_in_failed").back().event.details == R"({"why":"secret_changed"})");
}

TEST_CASE("codes agree with the vectors of RFC 6238, appendix B") {
    std::string const key20 = "12345678901234567890", key32 = "12345678901234567890123456789012";
    struct Vector {
        std::int64_t seconds;
        char const *sha1, *sha256;
    };
    for (auto const &one : {Vector{59, "94287082", "46119246"},
                            {1111111109, "07081804", "68084774"},
                            {1111111111, "14050471", "67062674"},
                            {1234567890, "89005924", "91819424"},
                            {2000000000, "69279037", "90698825"},
                            {20000000000, "65353130", "77737706"}}) {
        auto const step = one.seconds / access::code_seconds;
        CHECK(access::code_of(key20, step, 8, access::CodeDigest::sha1) == one.sha1);
        CHECK(access::code_of(key32, step, 8, access::CodeDigest::sha256) == one.sha256);
    }
}

TEST_CASE("base 32 agrees with the vectors of RFC 4648") {
    CHECK(access::to_base32("") == "");
    CHECK(access::to_base32("f") == "MY");
    CHECK(access::to_base32("fo") == "MZXQ");
    CHECK(access::to_base32("foo") == "MZXW6");
    CHECK(access::to_base32("foob") == "MZXW6YQ");
    CHECK(access::to_base32("fooba") == "MZXW6YTB");
    CHECK(access::to_base32("foobar") == "MZXW6YTBOI");
    CHECK(access::code_address("李", "foobar")
              .starts_with("otpauth://totp/Jingzhun:%E6%9D%8E?secret=MZXW6YTBOI&"));
}
