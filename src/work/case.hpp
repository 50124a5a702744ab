// A case: one run of a procedure for one subject, with everything that was done in it.
//
// Plain data. What an act makes of it is decided in apply.hpp, where it is kept in case_store.hpp.
#pragma once

#include "access/separation.hpp"
#include "pack/procedure_model.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::work {

enum class CaseState { open, done, rejected, withdrawn };
// `skip`: a step fell away by its condition.
enum class ActKind { open, step, post, object, uphold, dismiss, withdraw, skip };
enum class Outcome { pass, back, reject }; // back: "return"
std::string_view to_string(CaseState state);
std::string_view to_string(ActKind kind);
std::string_view to_string(Outcome outcome);
// Nothing for another word; of kinds those that somebody can do, steps aside.
std::optional<ActKind> parse_act(std::string_view word);
std::optional<Outcome> parse_outcome(std::string_view word);
pack::Title const &title_of(CaseState state);
pack::Title const &title_of(ActKind kind);
pack::Title const &title_of(Outcome outcome);

// What an approval states about one record.
struct Stated {
    std::string register_name; // of the subject where it is its register and `key` is empty
    bool of_subject = false;
    std::vector<std::pair<std::string, base::Value>> fields;
};

// One act, as it was taken.
struct Taken {
    int number = 0; // 1, 2, 3 …
    ActKind kind = ActKind::step;
    std::string step;
    Outcome outcome = Outcome::pass;
    base::Date on;
    base::Instant at = 0; // recorded
    std::string account, person, role, reason;
    pack::RecordValues records = {};
    std::vector<Stated> stated = {};
    std::int64_t frozen = 0;   // register/frozen.hpp; 0: nothing was kept
    std::int64_t batch = 0;    // of the statements; 0: none
    std::int64_t position = 0; // of its event in the ledger
};

// One line of a notice: what it is called, how it reads.
struct NoticeLine {
    pack::Title title, value;
};
struct Notice {
    int act = 0; // the act that posted it
    std::string step;
    base::Date from, until; // it stands on both days
    bool standing = false;
    pack::Title text;
    std::vector<NoticeLine> lines;
};

enum class ObjectionState { open, upheld, dismissed };
std::string_view to_string(ObjectionState state);
struct Objection {
    int number = 0; // 1, 2, 3 …
    std::string step;
    base::Date on;
    std::string name, text; // name: empty where nobody is named
    ObjectionState state = ObjectionState::open;
    base::Date decided_on;
    std::string decided_by, answer;
};

struct Case {
    std::int64_t id = 0;
    std::string procedure, pack_hash; // the pack it was opened under
    std::string register_name, key, label;
    std::int64_t record = 0; // 0: not in the register yet
    std::string area;
    CaseState state = CaseState::open;
    std::string step;  // whose turn it is; empty when it has ended
    base::Date since;  // the step's turn came
    base::Date opened; // by its first act
    base::Date last_on;
    base::Instant last_at = 0;
    std::vector<Taken> acts;
    std::vector<Notice> notices;
    std::vector<Objection> objections;
};

// The notice that stands for the step whose turn it is; nullptr where none does.
Notice const *standing_notice(Case const &one);
int open_objections(Case const &one);
// Who has recorded, reviewed, approved or inspected in it so far.
std::vector<access::Deed> deeds_of(pack::Procedure const &procedure, Case const &one);
// "431128001001" at township level is "431128001"; never longer than the area itself.
std::string area_at(std::string const &area, base::AreaLevel level);

// What somebody wants to do.
struct Act {
    ActKind kind = ActKind::step;
    std::string step; // of kind step
    Outcome outcome = Outcome::pass;
    base::Date on;                     // the day it took place
    base::Instant at = 0;              // now
    std::string account, person, role; // person: the name as it stands in minutes
    std::string reason;                // of a return, a no, an answer, a withdrawal
    pack::RecordValues records = {};
    std::string name = {}, text = {}; // of an objection
    int objection = 0;                // uphold, dismiss: which; 0: the only open one
};

} // namespace jingzhun::work
