// Signing in through the API: cookies, tokens, codes, and the end of a session the moment a right
// is taken away.
#include "api/two_towns.hpp"

#include "access/code.hpp"
#include "access/grant.hpp"
#include "access/password.hpp"
#include "access/sign_in.hpp"
#include "base/json.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace towns;

namespace {

constexpr auto password = "Qingshan-2027";

// A served county with one more account, signed in from a browser that keeps its cookie.
struct Browser {
    std::unique_ptr<store::Database> database = store::open(both().address(), store::Access::write);
    std::unique_ptr<api::County> county;
    std::string name, cookie, token;

    explicit Browser(std::string account, std::string const &role = "reviewer", bool once = false)
        : name(std::move(account)) {
        api::CountyOptions options;
        options.rate = 0;
        county = std::make_unique<api::County>(both().address(), options);
        static auto const verifier = access::make_verifier(password);
        store::Actor const founder{"founder", "任命", "", ""};
        store::Transaction transaction(*database);
        access::Account made;
        made.name = name;
        access::add_account(*database, towns::county, founder, made);
        access::grant(*database, china(), towns::county, founder,
                      {name, role, town_of(Side::inside), "", base::date_min, base::date_max});
        access::set_password(*database, towns::county, founder, name, verifier, once);
        transaction.commit();
    }
    api::Response ask(std::string const &method, std::string const &target,
                      std::string const &body = "") {
        auto request = asked("", method, target, body);
        if (!cookie.empty())
            request.headers["cookie"] = std::string(api::session_cookie) + "=" + cookie;
        if (!token.empty()) request.headers["x-csrf-token"] = token;
        auto response = answer(*county, request);
        for (auto const &[header, value] : response.headers)
            if (header == "Set-Cookie") {
                auto const begin = value.find('=') + 1;
                cookie = value.substr(begin, value.find(';') - begin);
            }
        return response;
    }
    api::Response enter(std::string const &with = password, std::string const &code = "") {
        auto const response = ask("POST", "/api/session",
                                  R"({"account":")" + name + R"(","password":")" + with +
                                      R"(","code":")" + code + "\"}");
        auto const session = base::read_json(ask("GET", "/api/session").body, "session");
        token = *session.text("csrf");
        return response;
    }
    bool in() { return ask("GET", "/api/registers").status == 200; }
};

std::string header_of(api::Response const &response, std::string const &name) {
    for (auto const &[header, value] : response.headers)
        if (header == name) return value;
    return "";
}

} // namespace

TEST_CASE("signing in gives a cookie of its own that scripts and other sites never see") {
    Browser li("li");
    li.cookie = "planted-by-somebody";
    auto const done = li.enter();
    CHECK(done.status == 200);
    auto const cookie = header_of(done, "Set-Cookie");
    CHECK(cookie.find("HttpOnly") != std::string::npos);
    CHECK(cookie.find("SameSite=Strict") != std::string::npos);
    CHECK(cookie.find("planted") == std::string::npos); // a new id, whatever was there before
    CHECK(li.in());
    auto const first = li.cookie;
    li.enter(); // again: the one before has ended
    CHECK(li.cookie != first);
    Browser other("li2");
    other.cookie = first;
    CHECK_FALSE(other.in());
}

TEST_CASE("whoever is refused learns nothing of why") {
    Browser wang("wang");
    auto const wrong = wang.enter("not-the-password");
    CHECK(wrong.status == 401);
    auto nobody = wang.name;
    wang.name = "nobody-at-all";
    auto const unknown = wang.enter();
    CHECK(unknown.status == 401);
    CHECK(unknown.body == wrong.body);
    CHECK_FALSE(wang.in());
}

TEST_CASE("signing out ends the session; so does a role revoked, at once") {
    Browser zhao("zhao");
    zhao.enter();
    CHECK(zhao.ask("DELETE", "/api/session").status == 200);
    CHECK(zhao.cookie.empty());
    zhao.enter();
    auto const kept = zhao.cookie;
    CHECK(zhao.in());
    {
        store::Transaction transaction(*zhao.database);
        auto const grants = access::list_grants(*zhao.database, towns::county, "zhao");
        access::revoke(*zhao.database, towns::county, {"founder", "调离", "", ""},
                       grants.front().id);
        transaction.commit();
    }
    CHECK(zhao.ask("GET", "/api/registers").status == 401);
}

TEST_CASE("a one-time password lets in to nothing but its change") {
    Browser qian("qian", "reviewer", true);
    CHECK(qian.enter().status == 200);
    CHECK(qian.ask("GET", "/api/registers").status == 403);
    CHECK(qian.ask("GET", "/api/events").status == 403);
    auto const change = [&](std::string const &from, std::string const &to) {
        return qian.ask("POST", "/api/session/password",
                        R"({"old":")" + from + R"(","new":")" + to + "\"}");
    };
    CHECK(change("wrong", "Lvshui-2028").status == 401);
    CHECK(change(password, "short").status == 400);
    CHECK(change(password, password).status == 400);
    CHECK(change(password, "Lvshui-2028").status == 200);
    CHECK(qian.enter().status == 401);
    CHECK(qian.enter("Lvshui-2028").status == 200);
    CHECK(qian.in());
}

TEST_CASE("a role that wants codes is let in to nothing before they are set up, then with a code") {
    Browser sun("sun", "inspector");
    CHECK(sun.enter().status == 200);
    CHECK(sun.ask("GET", "/api/registers").status == 403);
    auto const made =
        sun.ask("POST", "/api/session/code", std::string(R"({"password":")") + password + "\"}");
    REQUIRE(made.status == 200);
    auto const json = base::read_json(made.body, "code");
    CHECK(json.text("address")->starts_with("otpauth://totp/"));
    CHECK(json.text("qr")->find("<svg") != std::string::npos);
    auto const refused = sun.enter();
    CHECK(refused.status == 401);
    CHECK(refused.body.find("sign_in_code_wanted") != std::string::npos);
    CHECK(sun.enter(password, "000000").status == 401);
}

TEST_CASE("a body that is no JSON, too little in it, or a method that is not there is told") {
    Browser zhou("zhou");
    auto const post = [&](std::string const &body) {
        return zhou.ask("POST", "/api/session", body).status;
    };
    CHECK(post("") == 400);
    CHECK(post("[]") == 400);
    CHECK(post("{}") == 400);
    CHECK(post(R"({"account":"zhou"})") == 400);
    CHECK(zhou.ask("PUT", "/api/session", "{}").status == 405);
    auto request = asked("", "POST", "/api/session", R"({"account":"zhou","password":"x"})");
    request.headers["content-type"] = "text/plain"; // what a form of another site can send
    CHECK(answer(*zhou.county, request).status == 400);
}
