// The plan of a random draw, as a file of strict TOML that is published with the frame: what is
// drawn, in which strata and stages, and which seed that nobody knows yet will decide.
//
//   [draw]
//   name        = "2020-12"                        # of this draw in its store
//   title       = { zh = "2020年12月督查抽样" }
//   seed_source = "双色球第2020121期开奖号码，红球由小到大，点号分隔，末尾加 /"
//   seed_on     = 2020-12-01                       # the day it becomes known
//   method      = "sha256"                         # or "rfc3797": survey/select.hpp
//   [draw.frame]                                   # how a store makes the frame; a file needs none
//   register        = "household"
//   where           = "registered"                 # an expression; all records where it is missing
//   cluster         = "village"                    # a level of areas, or an expression
//   cluster_stratum = "township"
//   stratum         = "kind"
//   size            = "size"                       # 1 unless given
//   as_of           = 2020-11-30                   # the day before seed_on unless given
//   [[draw.stage]]
//   of = "cluster"
//   take = 3                                       # of each stratum, or "10 %"
//   allocation = "each"                            # "proportional": of all, shared by size of
//   strata least = 1                                      # of each stratum at least probability =
//   "size"                           # systematic, proportional to size; else "equal"
//   [[draw.stage]]
//   of = "unit"
//   take = 20                                      # of each stratum in each cluster drawn
//   replacements = 5                               # spare ones, to be used in their order
#pragma once

#include "base/date.hpp"
#include "cel/syntax.hpp"
#include "pack/title.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace jingzhun::pack {

// What a record is grouped by: the first digits of its area, or a value. Neither: not at all.
struct Grouping {
    std::size_t digits = 0;
    std::shared_ptr<cel::Expression const> expression;
};

struct DrawStage {
    bool clusters = false;     // draws clusters; else units
    std::int64_t take = 0;     // where `percent` is 0
    int percent = 0;           // rounded up
    bool proportional = false; // `take` is of all strata together
    std::int64_t least = 0;
    bool by_size = false;
    std::int64_t replacements = 0;
};

struct DrawPlan {
    std::string name;
    Title title;
    std::string method; // "sha256", "rfc3797"
    std::string seed_source;
    base::Date seed_on;
    std::string register_name; // empty: the frame comes as a file
    std::shared_ptr<cel::Expression const> where, size;
    Grouping cluster, cluster_stratum, stratum;
    base::Date as_of;
    std::vector<DrawStage> stages; // one; or first clusters, then units
    std::string text, hash;        // the file as it stands, and its SHA-256
};

// Throws Error with the place of the first thing that is wrong: the codes of packs, and
// "draw_stages_wrong".
DrawPlan read_draw_plan(std::string const &file);
// The same from the text that a store kept; `file` names it in messages.
DrawPlan parse_draw_plan(std::string const &text, std::string const &file);

} // namespace jingzhun::pack
