// One case of the differential test, and smaller ones that may fail the same way.
#pragma once

#include "cel/differential_random.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace differential {

enum class Way {
    verdicts, // of rules: row mode, column mode, naive
    values,   // of expressions: row mode, column mode, naive
    general,  // expressions of the whole language: row mode and naive
};

struct Rule {
    std::string must, when = {};
    bool must_hold = true;
};

struct Case {
    Way way = Way::verdicts;
    std::uint64_t seed = 0; // of the population
    std::string record;
    std::vector<Rule> rules;
};
Case make_case(Way way, std::uint64_t seed, std::size_t rules);

// Fewer rules, then no `when`, then a shorter expression; the shortest first. Every expression of
// them checks, and is of the kind it was.
std::vector<Case> smaller(Case const &whole);
// Shorter texts made by putting a part, or a constant, in the place of a part of its kind.
std::vector<std::string> shorter(std::string const &text, std::string const &record);

void showValue(Case const &each, std::ostream &out); // rapidcheck prints a case with it

// What the cases of a run came to.
struct Tally {
    std::size_t cases = 0, met = 0, unmet = 0, unknown = 0, errors = 0, refused = 0;
    std::vector<std::string> seen = {}; // constructs, sorted: see constructs_of
};
// Empty where all the ways agree on every record; else the first difference in words.
std::string disagreement(Case const &each, Tally &tally);

// The constructs an expression uses: "call int(s)", "operator ii>i _+_", "macro all 2", "has" …
// A call is named by the row of the overload table its arguments fit.
std::vector<std::string> constructs_of(std::string const &text, std::string const &record);
// Every construct the language has.
std::vector<std::string> all_constructs();

} // namespace differential
