// The types of the language: those of the Common Expression Language, and ours for registers
// (date, money, period, code, record).
#pragma once

#include <string>
#include <vector>

namespace jingzhun::cel {

enum class Kind {
    dyn, // not known before it runs; the checker lets everything through
    null,
    boolean,
    integer,
    unsigned_integer,
    real,
    text,
    bytes,
    timestamp,
    duration,
    type,
    list,   // one argument
    map,    // two arguments
    record, // a row of a register; `name` is the register
    date,   // a calendar day
    money,  // exact fen
    period, // half-open range of days; has from, to, unit (text), name (text)
};

struct Type {
    Kind kind = Kind::dyn;
    std::vector<Type> arguments = {};
    std::string name = {}; // record: the register; text: the code list, empty for free text
    std::string unit = {}; // integer, real, money: "yuan/person/year"; empty = none stated
    bool operator==(Type const &) const = default;
};

inline Type list_of(Type element) { return {Kind::list, {std::move(element)}}; }
inline Type record_of(std::string name) { return {Kind::record, {}, std::move(name)}; }

// "list(person)", "money [yuan/person/year]", "code housing_grade"
std::string to_string(Type const &type);

} // namespace jingzhun::cel
