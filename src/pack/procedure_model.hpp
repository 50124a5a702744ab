// Procedures as a pack writes them: steps that lead to a decision about one subject, who takes them
// where, what is recorded, what must hold, how long a notice stands, where an objection leads; the
// calendar that counts working days; and scenarios that prove procedures.
//
// Plain data, read with the rest of the pack. What an act makes of a case is decided in
// work/apply.hpp.
#pragma once

#include "base/area.hpp"
#include "base/date.hpp"
#include "base/value.hpp"
#include "cel/syntax.hpp"
#include "pack/role_model.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jingzhun::pack {

using ExpressionPointer = std::shared_ptr<cel::Expression const>;

// What a step records. `document`: a kept file, "SHA-256 name"; `signatures`, `members`: names.
enum class RecordType { integer, money, flag, text, code, date, document, signatures, members };

struct ProcedureRecord {
    std::string name; // known to expressions of its procedure from then on; unique in it
    Title title;
    RecordType type = RecordType::text;
    std::string codes;               // code: the list
    std::vector<std::string> accept; // document: endings that are taken ("pdf"); empty: any
    int least = 1;                   // signatures, members: at least so many names
    bool optional = false;
    bool is_private = false; // stands in no notice
    base::Place place;
};

// What was recorded: a scalar as registers store it, or names.
struct RecordValue {
    base::Value value = {};
    std::vector<std::string> items = {};
    bool operator==(RecordValue const &) const = default;
};
using RecordValues = std::vector<std::pair<std::string, RecordValue>>; // by name

// Must hold, else the act is refused with the message.
struct Condition {
    std::string id;
    ExpressionPointer that;
    Title message;
    base::Place place;
};

enum class CountedIn { days, working_days };

// `days` after the day it is counted from, which is not itself counted. Late acts are refused, but
// from the level the matter escalates to.
struct Deadline {
    ExpressionPointer days; // null: none
    CountedIn counted = CountedIn::days;
    std::optional<base::AreaLevel> escalate; // nothing: being late is on record and no more
    base::Place place;
};

// A step that publishes and waits.
struct NoticeRule {
    ExpressionPointer days;
    CountedIn counted = CountedIn::days;
    std::vector<std::string> shows; // fields of the subject and records: nothing else is published
    Title text;                     // {name}: one of `shows`, or from, until, days
    std::string objection;          // step an upheld objection leads back to; empty: none is taken
    base::AreaLevel objection_level = base::AreaLevel::township; // who decides it
    Operation objection_operation = Operation::review;
    base::Place place;
};

// Fields of one record that an approval states, the case being their source. Of the subject where
// no other register is named; of another the key fields are among them.
struct Effect {
    std::string register_name;
    std::vector<std::pair<std::string, ExpressionPointer>> fields;
    base::Place place;
};

struct Step {
    std::string id;
    Title title;
    std::string by; // code of the list "body": who acts, in the words of the policy
    base::AreaLevel level = base::AreaLevel::village; // the area of the right that is needed
    Operation operation = Operation::record;
    Title where;            // may be empty
    ExpressionPointer when; // false: the step falls away
    std::vector<ProcedureRecord> records;
    std::vector<Condition> must;
    std::vector<ExpressionPointer> excludes; // lists of names that may not take part
    Deadline within;                         // from the day the step's turn came
    std::optional<NoticeRule> notice;
    std::optional<std::vector<std::string>>
        freezes; // keeps the subject and these relations as seen
    std::vector<Effect> effects;
    bool batch = false;    // may decide many cases in one act
    bool any_time = false; // beside the order of steps, again and again; once at least
    std::string return_to; // the outcome "return" leads there; empty: it may not be returned
    bool reject = false;   // may end the case with a no
    std::string next;      // empty: the step written after this one
    base::Place place;
    ProcedureRecord const *find_record(std::string_view name) const;
};

struct Procedure {
    std::string name;
    Title title;
    std::string on;           // register of the subject
    bool new_subject = false; // the subject need not be in the register yet
    ExpressionPointer starts; // may be null
    Title starts_message;
    Deadline within; // of the whole
    std::string source;
    std::vector<Step> steps;
    base::Place place;
    Step const *find_step(std::string_view id) const;
    std::size_t step_index(std::string_view id) const; // Requires: it exists
    ProcedureRecord const *find_record(std::string_view record) const;
    // Where the case goes when this step has passed, and when it falls away (the step written after
    // it), whatever that one's `when` says; nothing: the end.
    Step const *after(Step const &step) const;
    Step const *following(Step const &step) const;
    // The first in order of work.
    Step const *first() const;
};

// One holiday: days off, and weekend days worked for it.
struct Holiday {
    Title title;
    base::Date from, to; // both off
    std::vector<base::Date> work;
    std::string source;
    base::Place place;
};

// Saturdays and Sundays are off, and what is written here.
struct Calendar {
    base::Date from = base::date_min, to = base::date_min; // half-open: of these days it tells
    std::vector<Holiday> holidays;
    std::string source;
    base::Place place;
};
// Nothing outside the calendar's days.
std::optional<bool> works_on(Calendar const &calendar, base::Date day);
// The last of `days` days after `from`, which is not counted. Nothing where the calendar ends
// before.
std::optional<base::Date> days_after(Calendar const &calendar, base::Date from, std::int64_t days,
                                     CountedIn counted);

// Somebody who acts in scenarios: roles held at a level, in the subject's part of the country.
struct CastMember {
    std::string name;
    std::vector<std::string> roles;
    base::AreaLevel level = base::AreaLevel::village;
    base::Place place;
};

// "open", "post", "object", "uphold", "dismiss", "withdraw", or the id of a step.
struct ScenarioAct {
    std::string what;
    base::Date on, today; // the day it is about, and the day it is done
    std::string by, outcome, reason, name, text;
    RecordValues records;
    std::string refused; // code of the refusal, or id of the condition; empty: it is taken
    base::Place place;
};

} // namespace jingzhun::pack
