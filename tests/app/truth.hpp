// Findings against the truth about a synthetic county: what was missed, what was made up.
#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>

namespace jingzhun::testing {

// One finding, or one line of truth.csv.
struct Claim {
    std::string rule, register_name, subject, period;
    auto operator<=>(Claim const &) const = default;
};
using Claims = std::set<Claim>;

Claims read_truth(std::string const &file);
// Open findings of the store, without those about missing facts.
Claims read_findings(std::string const &store);

struct Score {
    int found = 0, missed = 0, wrong = 0;
    double recall() const;
    double precision() const;
};
// `excused`: true, but not provable by exact links; finding them is right, missing them no fault.
std::map<std::string, Score> score_by_rule(Claims const &truth, Claims const &excused,
                                           Claims const &findings);
Score total(std::map<std::string, Score> const &scores);
// The first few claims of `a` that are not in `b`, for a message.
std::string some_missing(Claims const &a, Claims const &b);

// Holds the store's findings against the truth of the demonstration county's folder: overall at
// least 99 %, each rule at least 95 %, each rule of the truth seen.
void check_against_truth(std::string const &store, std::string const &demo_folder);

} // namespace jingzhun::testing
