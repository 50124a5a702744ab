// Drawing from a frame by a plan and a seed: strata, one stage or two, fixed or proportional sizes,
// equal chances or chances by size, spare units. The same frame, plan and seed give the same draw,
// on any machine and for ever; nothing else goes in.
//
// How the seed is used, so that others can repeat it: a stage without strata of a plan of one stage
// uses the seed as it stands. Everything else uses the seed followed by STAGE|CLUSTER|STRATUM/
// (stage 1 or 2; no cluster in the first of two stages; empty where there is none). In each such
// pool the units stand in order of their keys and are selected by RFC 3797 (select.hpp). By size,
// the first number of that seed, modulo the sum of sizes, starts a walk in equal steps; clusters
// larger than a step are in for certain and taken out first.
#pragma once

#include "pack/draw_plan.hpp"
#include "survey/frame.hpp"
#include "survey/select.hpp"

#include <string>
#include <vector>

namespace jingzhun::survey {

// An exact chance, in lowest terms.
struct Chance {
    std::int64_t numerator = 1, denominator = 1;
    bool operator==(Chance const &) const = default;
};

struct Drawn {
    int stage = 1;
    bool replacement = false; // to be used in order where a unit of its pool cannot be reached
    std::string key;          // of a unit; of a cluster in the first of two stages
    std::string cluster, stratum;
    Chance chance; // of getting in at all: a unit's includes its cluster's
    bool operator==(Drawn const &) const = default;
};

// One selection as anybody can do it again: the digest of (i, seed, i) modulo `below` is `number`,
// the place among those left in the pool. By size: where the walk starts.
struct DrawStep {
    std::string seed; // of the pool
    std::uint64_t i = 0, below = 0, number = 0;
    std::string key; // selected; by size: ""
};

// In order of stage, cluster, stratum, then as selected; `steps` gets the arithmetic in the same
// order. Throws Error "draw_seed_missing", "draw_too_many" (rfc3797 and more than 65,536 of one
// pool).
std::vector<Drawn> draw(Frame const &frame, pack::DrawPlan const &plan, std::string const &seed,
                        std::vector<DrawStep> *steps = nullptr);

// How many of each stratum: by largest remainder where the plan shares them out by size, ties by
// order of strata; at least `least` and at most all of each.
std::vector<std::int64_t> shares(pack::DrawStage const &stage,
                                 std::vector<std::int64_t> const &sizes);

// The published result: stage, order, role, key, cluster, stratum, chance, weight.
void write_result(std::vector<Drawn> const &drawn, std::string const &file);
// SHA-256 over the lines of the result.
std::string result_hash(std::vector<Drawn> const &drawn);
// The first line in which a published result differs from this one; 0 where it is the same.
std::size_t first_difference(std::vector<Drawn> const &drawn, std::string const &file);

} // namespace jingzhun::survey
