// Acts of people on findings, as a command or a page asks for them: several findings at once, one
// transaction with its event, repeatable by a request's id.
//
// It adds to finding::perform what the finding alone does not know: who the actor is among the
// persons, whether the finding is about him, to whom it goes where nobody is named, what the data
// say. What may be done at all by which account is asked before, with `operation_of`.
#pragma once

#include "finding/acts.hpp"
#include "pack/role_model.hpp"
#include "work/route.hpp"

#include <functional>

namespace jingzhun::work {

struct FindingDesk {
    store::Database &database;
    pack::Pack const &pack;
    base::AreaTree const &areas;
    int county = 0;
};

struct FindingRequest {
    std::vector<std::int64_t> ids;
    finding::Deed deed = finding::Deed::assign;
    base::Date on;
    std::string to; // a person: key or name; empty: along the chain of responsibility
    std::string measure;
    std::vector<std::string> evidence; // "sha256 name"
    std::optional<base::Date> due = {};
    std::string request = {}; // made by the client; empty: not to be repeated
};

struct FindingDone {
    std::int64_t id = 0;
    finding::Life life;
    std::string person; // the name of who answers for it now
};

// All or none. `says`: what the data say of a finding, asked for verify and close only. A finding
// that was verified and that the data do not contradict is closed with it.
// Throws Error with the code of the refusal, "person_unknown", "person_several",
// "finding_nobody" (the chain leads to nobody), "duty_separated", "request_differs".
std::vector<FindingDone>
act_on_findings(FindingDesk const &desk, store::Actor const &actor, FindingRequest const &request,
                std::function<finding::Data(finding::Finding const &)> const &says);

// Raises one; the due day is that of the pack for the severity unless given. Throws Error
// "finding_text_missing", "finding_due_unknown", "owner_unknown", "request_differs".
struct RaiseRequest {
    finding::Raised raised; // due as date_min: the pack's
    std::string request = {};
};
std::int64_t raise_finding(FindingDesk const &desk, store::Actor const &actor,
                           RaiseRequest const &request);

// Is it late enough for its next level? The pack says after how many days; beyond its last level
// nothing goes up.
bool goes_up(pack::Responsibility const &rules, finding::Life const &life, base::Date on);

// The operation an account needs for it, on the register of the subject there.
pack::Operation operation_of(finding::Deed deed);

// Who acts, among the persons: by key or name of the account; null where that is nobody or several.
Person const *person_of(FindingDesk const &desk, People const &people, std::string const &actor);

// Days the pack gives for mending, by severity; nothing where it says nothing.
std::optional<int> due_days(pack::Pack const &pack, pack::Severity severity, std::string_view area,
                            base::Date on);

} // namespace jingzhun::work
