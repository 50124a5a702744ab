// Tokens that occur nowhere else stand in every text of two townships' records: no answer of the
// API carries one beyond the caller's rights, and a planted leak is found.
#include "api/two_towns.hpp"

#include <doctest/doctest.h>

using namespace towns;

namespace {

struct Canary {
    std::string token, where;
    Side side;
};

std::vector<Canary> canaries() {
    std::vector<Canary> all;
    for (auto const &definition : china().registers)
        for (auto const &field : definition.fields)
            for (auto const side : {Side::inside, Side::outside}) {
                auto const token = token_of(definition, field, side);
                auto const value = value_of(definition, field, side);
                if (std::holds_alternative<std::string>(value) && base::as_text(value) == token)
                    all.push_back({token, definition.name + "." + field.name, side});
            }
    return all;
}

// May this role read that text whole? By the pack, of whichever register holds it.
bool may_read(access::Holder const &holder, std::string const &token, Side side) {
    for (auto const &definition : china().registers)
        for (auto const &field : definition.fields) {
            auto const value = value_of(definition, field, side);
            if (!std::holds_alternative<std::string>(value) || base::as_text(value) != token)
                continue;
            auto const area = village_of(side);
            if (access::may(china().access, holder, pack::Operation::read, definition.name, area,
                            base::today())
                    .allowed &&
                access::sees(china(), holder, definition, field, area, base::today()))
                return true;
        }
    return false;
}

std::vector<std::string> addresses() {
    std::vector<std::string> all = {"/api/session",
                                    "/api/summary",
                                    "/api/summary?lang=en",
                                    "/api/areas",
                                    "/api/findings?state=all&limit=500",
                                    "/api/findings?state=all&limit=500&lang=en",
                                    "/api/households",
                                    "/api/rules",
                                    "/api/parameters",
                                    "/api/batches",
                                    "/api/registers",
                                    "/api/openapi.json",
                                    "/api/area",
                                    "/api/questionnaires",
                                    "/api/inspections",
                                    "/api/look-backs",
                                    "/api/grievances?state=all&limit=200",
                                    "/api/grievances/report",
                                    "/api/grievances/persons",
                                    "/api/glass",
                                    "/api/reveals",
                                    "/api/divisions",
                                    "/api/sign-ins",
                                    "/api/work",
                                    "/api/work/area",
                                    "/api/agenda",
                                    "/api/agenda?month=2020-12&lang=en",
                                    "/api/bulletins",
                                    "/api/forms",
                                    "/notice/1-000000000000000000000000",
                                    "/api/nothing"};
    for (auto const &definition : china().registers)
        for (auto const side : {Side::inside, Side::outside}) {
            auto const of = "/api/records/" + definition.name;
            auto const id = std::to_string(both().record(definition.name, side));
            std::string columns;
            for (auto const &field : definition.fields) columns += "," + field.name;
            all.push_back(of + "?limit=100&columns=" + columns.substr(1));
            all.push_back(of + "/" + id);
            all.push_back(of + "/" + id + "/history");
        }
    for (auto const side : {Side::inside, Side::outside})
        all.push_back("/api/grievances/" + both().key("grievance", side));
    for (auto const side : {Side::inside, Side::outside})
        for (auto const *name : {"household", "person"}) {
            auto const &key = both().key(name, side);
            if (std::string_view(name) == "household") {
                all.push_back("/api/households/" + key);
                all.push_back("/api/forms/household_sheet/" + key);
                all.push_back("/api/forms/visit_sheet/" + key);
            }
            all.push_back("/api/explain/" + std::string(name) + "/" + key);
        }
    return all;
}

// Every token that stands in an answer to somebody who may not read it.
std::vector<std::string> leaks(api::County &served, std::string const &role,
                               std::string const &planted = "") {
    std::vector<std::string> found;
    access::Grant grant;
    grant.account = "the_" + role;
    grant.role = role;
    grant.area = town_of(Side::inside);
    access::Holder const holder{grant.account, {grant}};
    auto const all = canaries();
    for (auto const &address : addresses()) {
        auto const response = answer(served, asked(role, "GET", address));
        auto body = response.body + planted;
        for (auto const &[name, value] : response.headers) body += name + value;
        for (auto const &canary : all) {
            // What was asked for stands in the answer that it is not there.
            if (address.find(canary.token) != std::string::npos) continue;
            if (body.find(canary.token) == std::string::npos) continue;
            if (role.empty() || !may_read(holder, canary.token, canary.side))
                found.push_back(role + ": " + canary.where + " in " + address);
        }
    }
    return found;
}

} // namespace

TEST_CASE("no answer carries a token beyond the caller's rights; a planted leak is found") {
    api::CountyOptions options;
    options.rate = 0;
    api::County served(both().address(), options);
    CHECK(canaries().size() > 100);
    auto roles = both().roles();
    roles.emplace_back();
    for (auto const &role : roles) {
        std::string all;
        for (auto const &leak : leaks(served, role)) all += leak + "\n";
        CHECK(all == "");
    }
    auto const &person = *china().find_register("person");
    for (auto const &field : person.fields)
        if (field.type == pack::FieldType::identity)
            CHECK_FALSE(leaks(served, "leader", token_of(person, field, Side::inside)).empty());
}
