// Who may do what, as a pack says it: roles, separations of duty, classes of private fields, and
// the rules for signing in.
//
// The program knows the operations below and nothing else; which role may do which of them to which
// register, and which may not meet in one hand, stands in the pack. Decided in access/may.hpp and
// access/separation.hpp.
#pragma once

#include "pack/title.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::pack {

// What the program can be asked to do. Up to `reveal` to the records of a register; from `check` on
// to an area as a whole.
enum class Operation {
    read,     // see records, findings, explanations
    extract,  // take them out as a file ("export")
    record,   // state facts, import
    correct,  // say that what was stated was wrong
    review,   // accept what another recorded
    approve,  // decide
    inspect,  // verify on the spot, against what the others say
    withdraw, // take a batch back
    erase,    // erase a person's data
    reveal,   // see a private field whole, once, with a reason
    check,    // run the rules and write findings
    install,  // put a policy pack in force
    account,  // add and disable accounts
    grant,    // grant and revoke roles
    audit,    // read who did what
    maintain  // back up, restore, serve
};
constexpr std::array<std::string_view, 16> operation_names = {
    "read",  "export", "record", "correct", "review",  "approve", "inspect", "withdraw",
    "erase", "reveal", "check",  "install", "account", "grant",   "audit",   "maintain"};
inline std::string_view to_string(Operation operation) {
    return operation_names[static_cast<std::size_t>(operation)];
}
std::optional<Operation> parse_operation(std::string_view word);
// Is it done to the records of a register?
constexpr bool on_register(Operation operation) { return operation < Operation::check; }
Title const &title_of(Operation operation);

// One sentence of a role: these operations on these registers, and what is seen whole meanwhile.
struct Permission {
    std::vector<Operation> operations;
    std::vector<std::string> registers; // those meant where not all
    bool every_register = false;        // written as "*"
    std::vector<std::string> sees;      // classes of fields shown whole; others in part
    base::Place place;
};

struct Role {
    std::string name;
    Title title;
    std::string source; // where it is laid down
    std::vector<Permission> may;
    std::vector<std::size_t> digits; // lengths of area codes it may be granted for; none: any
    bool second_factor = false;      // signing in needs a one-time code too
    base::Place place;
};

// What must not meet in one hand.
struct Separation {
    std::string id;
    Title title;                       // why, for the message
    std::vector<std::string> roles;    // no account holds two of them …
    std::vector<std::string> against;  // … or, where given, one of them and one of these …
    bool anywhere = false;             // … in whatever areas; else in areas that overlap
    std::vector<Operation> operations; // no account does two of them to one subject
    std::string source;
    base::Place place;
};

// A class of private fields: all of some types, and single ones.
struct FieldClass {
    std::string name;
    Title title;
    std::vector<std::string> types;  // names of field types: "identity"
    std::vector<std::string> fields; // "person.health_survey"
    base::Place place;
};

struct SignInRules {
    int password_least = 8;       // characters
    int password_kinds = 1;       // of: capitals, small letters, digits, others
    int password_days = 0;        // after so many days it must be changed; 0: never
    int failures_before_lock = 5; // in a row
    int lock_minutes = 15;
    int idle_minutes = 30; // a session unused for so long has ended
    int session_hours = 12;
};

struct AccessRules {
    std::string first_role; // of the account made with a store; empty: the pack has no roles
    SignInRules sign_in;
    std::vector<FieldClass> classes;
    std::vector<Role> roles;
    std::vector<Separation> separations;

    Role const *find_role(std::string_view name) const;
    FieldClass const *find_class(std::string_view name) const;
};

} // namespace jingzhun::pack
