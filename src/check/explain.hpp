// Why a rule says what it says of one record: the expression's tree with values, and every fact
// that was read, with its source, file, row and date.
#pragma once

#include "cel/evaluate.hpp"
#include "check/snapshot.hpp"
#include "register/records.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::check {

struct FactRead {
    std::string register_name, key, label, field; // whose fact
    pack::Title title;
    std::string value; // as people read it, in both languages where it is a code
    std::string value_en;
    bool missing = false;
    std::optional<registry::Origin> origin; // of a missing fact: of the row that left it blank
    // Of a row that stands here though its number finds nobody: why (register/link_decision.hpp).
    std::string linked_by, linked_by_en;
};

// A sub-expression and what it came to, as people read it: records by their names, codes by their
// titles.
struct Reason {
    std::string text;    // as written in the pack
    std::string value;   // "true", "4000.00", "已脱贫"
    std::string state;   // "known", "unknown" (a fact is missing), "error"
    std::string element; // inside a macro: whom this branch is about
    std::string field;   // where the node read a fact: its name
    std::vector<Reason> parts;
};

struct Explanation {
    pack::Rule const *rule = nullptr;
    base::Period period;
    std::string answer; // "met", "unmet", "unknown", "not_applicable"
    std::optional<Reason> when, must;
    std::vector<FactRead> facts; // each once, in order of reading
};

// For the rules of that register, or only `rule`. Throws Error "rule_unknown" where the rule is not
// of this register. Requires: the record is in the snapshot's table.
std::vector<Explanation> explain(store::Database &database, Snapshot const &snapshot,
                                 std::size_t table, std::uint32_t row,
                                 std::string const &rule = {});

std::string_view answer_of(RuleResult const &result, std::size_t row);

} // namespace jingzhun::check
