// Two townships of one's own (two_towns.hpp) to write into, served with everybody signed in;
// besides the roles of the township an inspector, an office and a leader of the whole county.
#pragma once

#include "api/two_towns.hpp"

#include "access/grant.hpp"
#include "access/session.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"

#include <doctest/doctest.h>

namespace towns {

class OwnTowns {
  public:
    OwnTowns() {
        auto const database = store::open(address(), store::Access::write);
        store::Transaction transaction(*database);
        for (auto const *role :
             {"inspector", "office", "leader", "system_administrator", "audit_administrator"})
            add(*database, role, std::string("county_") + role);
        store::append(*database, {"founder", "", "", ""}, {county, "grant", "all", "{}"});
        transaction.commit();
    }
    std::string const &address() const { return towns_.address(); }
    Towns const &towns() const { return towns_; }

    // `who`: a role of the township, or county_ROLE.
    api::Response ask(std::string const &who, std::string const &method, std::string const &target,
                      std::string const &body = "", std::string const &type = "application/json") {
        auto const found = tokens_.find(who);
        auto const &token = found == tokens_.end() ? towns_.cookie(who) : found->second;
        auto request =
            api::make_request(method, target,
                              {{"host", "10.0.0.1"},
                               {"content-type", type},
                               {"cookie", std::string(api::session_cookie) + "=" + token},
                               {"x-csrf-token", base::sha256("page " + token).substr(0, 32)}});
        request.body = body;
        request.origin = "10.0.0.9";
        return answer(served_, request);
    }
    base::Json json(std::string const &who, std::string const &method, std::string const &target,
                    std::string const &body = "", int status = 200) {
        auto const answered = ask(who, method, target, body);
        CAPTURE(target);
        CAPTURE(answered.body);
        REQUIRE(answered.status == status);
        return base::read_json(answered.body, target);
    }
    // The code of the problem it answers; "" where it answers none.
    std::string code(std::string const &who, std::string const &method, std::string const &target,
                     std::string const &body = "") {
        auto const answered = ask(who, method, target, body);
        if (answered.status < 400) return "";
        return *base::read_json(answered.body, target).text("code");
    }
    api::County &served() { return served_; }

  private:
    void add(store::Database &database, std::string const &role, std::string const &name) {
        access::Account account;
        account.name = name;
        access::add_account(database, county, {"founder", "", "", ""}, account);
        access::grant(database, china(), county, {"founder", "", "", ""},
                      {name, role, std::to_string(county), ""});
        tokens_[name] = access::begin_session(database, china().access.sign_in, county, name,
                                              "10.0.0.9", false, base::now());
        database.execute("UPDATE account SET has_code = 1");
    }

    static api::CountyOptions options() {
        api::CountyOptions chosen;
        chosen.rate = 0;
        return chosen;
    }

    Towns towns_;
    std::map<std::string, std::string> tokens_;
    api::County served_{towns_.address(), options()};
};

// Made once for all tests that write.
inline OwnTowns &own() {
    static OwnTowns towns;
    return towns;
}

inline std::string text(base::Json const &json, std::string_view name) {
    auto const *found = json.text(name);
    return found == nullptr ? "" : *found;
}
inline std::int64_t number(base::Json const &json, std::string_view name) {
    auto const *found = json.find(name);
    REQUIRE(found != nullptr);
    return std::get<std::int64_t>(found->value);
}
inline base::Json::Array const &array(base::Json const &json, std::string_view name) {
    auto const *found = json.find(name);
    REQUIRE(found != nullptr);
    return *found->array();
}

} // namespace towns
