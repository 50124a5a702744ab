// Opening and acting on cases in a store: each call one transaction, an event a case, all or
// nothing; what is refused changes nothing.
#pragma once

#include "store/ledger.hpp"
#include "work/apply.hpp"
#include "work/case_store.hpp"

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace jingzhun::work {

// Who acts, where, by which pack.
struct Desk {
    store::Database &database;
    pack::Pack const &pack;
    int county = 0;
    store::Actor actor;
    std::string person; // the name as it stands in minutes
    // May the actor do this to that register there?
    std::function<bool(pack::Operation, std::string const &register_name, std::string const &area)>
        may;
    base::Date today = base::today();
    base::Instant now = base::now();
};

struct Refusal {
    std::int64_t id = 0; // of the case; 0: it was to be opened
    std::string key;     // of the subject
    std::vector<base::Problem> problems;
};
using Done = std::variant<std::vector<Case>, std::vector<Refusal>>;

struct OpenRequest {
    std::string procedure;
    std::vector<std::string> keys; // subjects: a case each
    std::string area;              // of subjects that are not in the register yet
    base::Date on;
    std::string request; // idempotent by this id, where it is given (store/request.hpp)
};
// Refused too: "case_open_already". Throws Error "procedure_unknown", "record_unknown",
// "case_area_missing".
Done open_cases(Desk const &desk, OpenRequest const &request);

struct ActRequest {
    std::vector<std::int64_t> cases;
    Act act; // actor and time are filled in
    // Records of single cases besides those of the act ("in_favour").
    std::map<std::int64_t, pack::RecordValues> own = {};
    std::string request = {};
};
// Refused too: "case_not_batch" (several cases, and the step is not one that decides many). Throws
// Error "case_unknown", "procedure_unknown" (the pack has it no more).
Done act(Desk const &desk, ActRequest const &request);

// Everything a case still needs before its turn passes on.
struct Needs {
    pack::Procedure const *procedure = nullptr;
    pack::Step const *step = nullptr; // whose turn it is; nullptr: it has ended
    std::string area;                 // where the right for it must be held
    std::optional<base::Date> due, whole_due, notice_until;
    bool late = false, to_post = false;
    int open_objections = 0;
    std::vector<pack::ProcedureRecord const *> records; // that are compulsory
    std::vector<pack::Step const *> beside;             // at any time, not taken yet
};
Needs needs_of(Desk const &desk, Case const &one);

// The right this act on this case needs: what a caller asks of access before it acts. Of an
// opening: to record, in the subject's area.
Right right_needed(Desk const &desk, Case const &one, Act const &act);
// Where a subject lies: by the register, else `area`. Throws what open_cases throws.
std::string area_of_subject(Desk const &desk, OpenRequest const &request, std::string const &key);

pack::Procedure const &procedure_of(pack::Pack const &pack, std::string const &name);
Case require_case(store::Database &database, int county, std::int64_t id);

} // namespace jingzhun::work
