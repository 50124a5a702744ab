// Running a pack's own tests: each case builds its record, asks its rules in column mode and in row
// mode (both must agree), and compares.
#pragma once

#include "pack/model.hpp"

#include <string>
#include <vector>

namespace jingzhun::pack {

struct CaseResult {
    TestCase const *test = nullptr;
    std::string rule, expected, got;
    bool passed = false;
    std::vector<base::Problem> problems; // a fact that is neither given nor declared unknown …
};

struct Coverage {
    std::string rule;
    bool met = false, unmet = false, unknown = false;
};

struct Proof {
    std::vector<CaseResult> results;
    std::vector<Coverage> coverage;
    std::size_t failed() const;
};
// Requires: a sound pack (load without problems).
Proof prove(Pack const &pack);

} // namespace jingzhun::pack
