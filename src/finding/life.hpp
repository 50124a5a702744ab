// The life of a finding, apart from where it is kept: what may follow what, by whom, with what
// proof. Open, assigned, rectified, verified, closed; back where the work is not good enough, open
// again where a closure proves false.
//
// A finding that a rule raised closes only when the rule holds again; one that a person raised
// closes when another person than the rectifier has verified it. Nobody decides on a finding about
// himself.
#pragma once

#include "base/date.hpp"
#include "base/error.hpp"
#include "pack/title.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace jingzhun::finding {

enum class State { open, assigned, rectified, verified, closed };
std::string_view to_string(State state);
std::optional<State> parse_state(std::string_view text);
pack::Title const &title_of(State state);

enum class Deed {
    raise,       // a person says that something is wrong
    assign,      // to somebody who answers for it
    transfer,    // to somebody else, with the reason
    rectify,     // what was done about it, with evidence
    verify,      // another person went and saw that it is so
    reject,      // … or that it is not: back to who answers for it
    close,       // verified, and the data do not contradict
    extend,      // more time, with the reason
    escalate,    // late: one level up
    reopen,      // a look-back proved the closure false
    found_again, // by a check: the data contradict
    holds_again  // by a check: the data agree
};
constexpr std::size_t deeds = 12;
std::string_view to_string(Deed deed);
std::optional<Deed> parse_deed(std::string_view text);
pack::Title const &title_of(Deed deed);

// What the data say of it now; none: no rule stands behind it.
enum class Data { none, agrees, contradicts, unknown };

struct Life {
    std::int64_t id = 0;
    State state = State::open;
    bool by_rule = true;
    base::Date opened, due;
    std::optional<base::Date> closed;
    std::int64_t assignee = 0;             // record of the person who answers for it; 0: nobody yet
    std::string rectified_by, verified_by; // who acted; empty: not (or it was undone)
    int evidence = 0;                      // pieces that show what was done
    int times_reopened = 0, times_returned = 0;
    int false_closures = 0;    // closed by hand, and it was not so
    int level = 0;             // how far up it has gone for being late …
    std::int64_t overseer = 0; // … and to whom; a record as `assignee`
    base::Instant last = 0;    // of what people did
    bool operator==(Life const &) const = default;
};

struct Act {
    Deed deed = Deed::raise;
    std::string by; // the actor's name
    base::Instant at = 0;
    base::Date on;              // the day it counts for
    std::int64_t by_person = 0; // the actor's record among the persons; 0: not known
    std::int64_t to = 0;        // assign, transfer, escalate: to whom
    std::string reason, measure;
    std::vector<std::string> evidence;  // "sha256 name" of kept files
    std::optional<base::Date> due = {}; // extend
    bool concerned = false;             // it is about the actor, or about a relative
    Data data = Data::none;             // verify, close
};

struct Refusal {
    std::string code; // of the catalogue
    base::Arguments arguments;
};
// The finding after it, or why not; then nothing has changed. (found_again and holds_again are
// never refused: where nothing follows from them the finding stays as it is.)
using Step = std::variant<Life, Refusal>;
Step step(Life const &life, Act const &act);

// Deeds that judge another's work: not for whom it concerns, nor for who did it.
bool decides(Deed deed);

// What a person may do next, in the order of Deed.
std::vector<Deed> possible(State state);

} // namespace jingzhun::finding
