// The plan of estimates from a sample, as a file of strict TOML: how the sample was drawn, and what
// is to be estimated from it. Names in expressions are the columns of the data.
//
//   [design]
//   weight   = "rb050"            # an expression; 1 where it is missing
//   strata   = "db040"            # a column; one stratum where it is missing
//   cluster  = "db030"            # a column: the first-stage units; each row by itself
//   fpc      = "units"            # an expression: units in the stratum's population, or (up to 1)
//                                 # the fraction drawn; without it, drawn with replacement
//   single_unit = "refuse"        # a stratum of one unit: "refuse", "certainty", "centre"
//   where    = "income > 0"       # the part of the rows that is looked at: a domain, not a subset
//   missing  = ["NA"]             # cells that say nothing, besides empty ones
//   text     = ["grade"]          # columns of digits that are no numbers
//   confidence = "95 %"
//   [column]                      # names for columns whose headers are no names
//   income = "人均纯收入"
//   [[estimate]]
//   name      = "headcount"
//   statistic = "fgt"             # estimate_statistics(); docs/statistics.md says what each is
//   value     = "income"          # an expression: a number, or a condition (1 where it holds)
//   where     = "area == 'rural'" # a smaller domain
//   by        = ["region"]        # and each value of these columns
//   line      = 3218              # or { share = 0.6, of = "median", within = "all" }
//   poor      = "below"           # or "at_or_below"
//   interval  = "t"               # "normal", "logit", "asin", "beta", "likelihood"
#pragma once

#include "base/error.hpp"
#include "cel/syntax.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace jingzhun::pack {

using ExpressionPointer = std::shared_ptr<cel::Expression const>;

// Exact: 1/6 + 1/6 reaches 1/3.
struct Fraction {
    std::int64_t above = 0, below = 1; // below > 0
};

// Where poverty begins: an amount (one for all, or of each row), or a share of a mean or median.
struct PovertyLine {
    ExpressionPointer amount; // null: relative
    double share = 0;
    bool of_mean = false;
    bool within_domain = false; // else one line for all
};

struct DeprivationIndicator {
    std::string name;
    ExpressionPointer deprived;
};
struct Dimension {
    std::string name;
    Fraction weight; // 0: the same for every dimension
    std::vector<DeprivationIndicator> indicators;
};

struct EstimateItem {
    std::string name, statistic;
    ExpressionPointer value, per, where;
    std::vector<std::string> by;
    PovertyLine line;
    bool poor_at_line = false;
    double power = 0;     // of fgt
    double share = 0.5;   // of quantile and lorenz
    double aversion = 0;  // of atkinson and entropy
    std::string form;     // of gini: "pairs", "distinct_pairs", "ranks"
    std::string groups;   // of entropy within and between: a column
    std::string interval; // "t", "normal", "logit", "asin", "beta", "likelihood"
    std::vector<Dimension> dimensions;
    std::vector<Fraction> cutoffs;
    base::Place place;
};

struct EstimatePlan {
    ExpressionPointer weight, fpc, where;
    std::string strata, cluster; // columns; may be empty
    std::string single_unit;     // "refuse", "certainty", "centre"
    std::vector<std::string> missing, texts;
    double confidence = 0.95;
    std::vector<std::pair<std::string, std::string>> columns; // name and header
    std::vector<EstimateItem> items;
    base::Place place;
};

std::span<std::string const> estimate_statistics();

// Throws Error with the place of the first thing that is wrong: the codes of packs,
// "estimate_fraction".
EstimatePlan read_estimate_plan(std::string const &file);

} // namespace jingzhun::pack
