// Separations of the pack against deeds and grants.
#include "access/separation.hpp"

#include "base/area.hpp"

#include <algorithm>

namespace jingzhun::access {
namespace {

using pack::Operation;

Operation as_deed(Operation operation) {
    return operation == Operation::correct ? Operation::record : operation;
}

template <class Item> bool has(std::vector<Item> const &items, Item const &wanted) {
    return std::ranges::find(items, wanted) != items.end();
}

// Must a holder of `one` not hold `other`?
bool forbids(pack::Separation const &separation, std::string const &one, std::string const &other) {
    if (separation.against.empty())
        return one != other && has(separation.roles, one) && has(separation.roles, other);
    return (has(separation.roles, one) && has(separation.against, other)) ||
           (has(separation.roles, other) && has(separation.against, one));
}

bool overlap(std::string_view one, std::string_view other) {
    return base::contains(one, other) || base::contains(other, one);
}

} // namespace

std::optional<Conflict> separated(pack::AccessRules const &rules, std::vector<Deed> const &deeds,
                                  std::string_view account, Operation operation) {
    auto const wanted = as_deed(operation);
    for (auto const &separation : rules.separations) {
        if (!has(separation.operations, wanted)) continue;
        for (auto const &deed : deeds) {
            auto const done = as_deed(deed.operation);
            if (deed.account == account && done != wanted && has(separation.operations, done))
                return Conflict{&separation, std::string(pack::to_string(done))};
        }
    }
    return std::nullopt;
}

std::optional<Conflict> separated(pack::AccessRules const &rules, std::vector<Grant> const &held,
                                  GrantRequest const &request) {
    for (auto const &separation : rules.separations)
        for (auto const &grant : held) {
            if (grant.account != request.account || grant.revoked_at != 0) continue;
            auto const meet = grant.from < request.to && request.from < grant.to;
            auto const near = separation.anywhere || overlap(grant.area, request.area);
            if (meet && near && forbids(separation, grant.role, request.role))
                return Conflict{&separation, grant.role};
        }
    return std::nullopt;
}

void note_deed(store::Database &database, int county, std::string const &subject,
               Deed const &deed) {
    auto insert = database.prepare(
        "INSERT INTO deed (county, subject, number, account, operation, role, at) SELECT $1, $2, "
        "coalesce(max(number), 0) + 1, $3, $4, $5, $6 FROM deed WHERE county = $1 AND subject = "
        "$2");
    insert->bind(1, county);
    insert->bind(2, subject);
    insert->bind(3, deed.account);
    insert->bind(4, pack::to_string(deed.operation));
    insert->bind(5, deed.role);
    insert->bind(6, deed.at == 0 ? base::now() : deed.at);
    insert->run();
}

std::vector<Deed> deeds_on(store::Database &database, int county, std::string const &subject) {
    std::vector<Deed> deeds;
    auto select = database.prepare("SELECT account, operation, role, at FROM deed "
                                   "WHERE county = $1 AND subject = $2 ORDER BY number");
    select->bind(1, county);
    select->bind(2, subject);
    while (select->step()) {
        auto const operation = pack::parse_operation(select->text(1));
        if (operation)
            deeds.push_back({std::string(select->text(0)), *operation, std::string(select->text(2)),
                             select->integer(3)});
    }
    return deeds;
}

void require_separate(pack::AccessRules const &rules, std::vector<Deed> const &deeds,
                      std::string_view account, Operation operation, std::string const &subject) {
    auto const conflict = separated(rules, deeds, account, operation);
    if (!conflict) return;
    auto const &done = pack::title_of(*pack::parse_operation(conflict->with));
    auto const &wanted = pack::title_of(operation);
    throw base::Error("duty_separated", {{"account", std::string(account)},
                                         {"subject", subject},
                                         {"done", done.zh},
                                         {"done_en", done.en},
                                         {"wanted", wanted.zh},
                                         {"wanted_en", wanted.en},
                                         {"why", conflict->separation->title.zh},
                                         {"why_en", conflict->separation->title.en}});
}

} // namespace jingzhun::access
