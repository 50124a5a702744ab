// Pools of a plan, and what is selected from each.
#include "survey/draw.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <span>

namespace jingzhun::survey {
namespace {

using Wide = __int128;

struct Candidate {
    std::string key, cluster, stratum;
    std::int64_t size = 1;
    Chance chance; // so far
};

Chance times(Chance const &a, Wide numerator, Wide denominator) {
    auto top = a.numerator * numerator, bottom = a.denominator * denominator;
    for (auto x = top, y = bottom;;) {
        if (y == 0) {
            top /= x;
            bottom /= x;
            break;
        }
        x = std::exchange(y, x % y);
    }
    return {static_cast<std::int64_t>(top), static_cast<std::int64_t>(bottom)};
}

// What one draw of one stage needs.
struct Pool {
    pack::DrawStage const &stage;
    int number;
    Method method;
    std::string seed;
    std::vector<DrawStep> *steps = nullptr; // where they are told
    void tell(std::uint64_t i, std::uint64_t below, std::string const &key) const {
        if (steps != nullptr)
            steps->push_back({seed, i, below, number_below(method, seed, i, below), key});
    }
};

Drawn drawn_of(Candidate const &candidate, Pool const &pool, bool replacement, Chance chance) {
    return {pool.number, replacement, candidate.key, candidate.cluster, candidate.stratum, chance};
}

void draw_equal(std::span<Candidate const> candidates, Pool const &pool, std::int64_t take,
                std::vector<Drawn> &drawn) {
    auto const wanted = static_cast<std::size_t>(take + pool.stage.replacements);
    if (pool.method == Method::rfc3797 && std::min(wanted, candidates.size()) > 65'536)
        throw base::Error("draw_too_many", {{"count", std::to_string(wanted)}});
    std::int64_t order = 0;
    for (auto const at : select(pool.method, pool.seed, candidates.size(), wanted)) {
        auto const &one = candidates[at];
        auto const chance =
            times(one.chance, std::min<Wide>(take, std::ssize(candidates)), std::ssize(candidates));
        pool.tell(static_cast<std::uint64_t>(order),
                  candidates.size() - static_cast<std::uint64_t>(order), one.key);
        drawn.push_back(drawn_of(one, pool, order++ >= take, chance));
    }
}

// Clusters larger than the step, one after the other, as the step grows smaller with each.
std::vector<bool> certain_ones(std::span<Candidate const> candidates, std::int64_t &take,
                               std::int64_t &total) {
    std::vector<bool> certain(candidates.size(), false);
    for (bool again = true; again && take > 0;) {
        again = false;
        for (std::size_t i = 0; i < candidates.size() && take > 0; ++i) {
            if (certain[i] || Wide{candidates[i].size} * take < Wide{total}) continue;
            certain[i] = again = true;
            total -= candidates[i].size;
            --take;
        }
    }
    return certain;
}

void draw_by_size(std::span<Candidate const> candidates, Pool const &pool, std::int64_t take,
                  std::vector<Drawn> &drawn) {
    std::int64_t total = 0;
    for (auto const &one : candidates) total += one.size;
    auto const certain = certain_ones(candidates, take, total);
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (certain[i]) drawn.push_back(drawn_of(candidates[i], pool, false, candidates[i].chance));
    if (take == 0 || total == 0) return;
    pool.tell(0, static_cast<std::uint64_t>(total), "");
    // The walk counts in parts of a unit of size: one step is `total` parts, a unit `take` parts.
    Wide next = number_below(pool.method, pool.seed, 0, static_cast<std::uint64_t>(total));
    Wide reached = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (certain[i]) continue;
        reached += Wide{candidates[i].size} * take;
        if (next >= reached) continue;
        auto const chance =
            times(candidates[i].chance, Wide{candidates[i].size} * take, Wide{total});
        drawn.push_back(drawn_of(candidates[i], pool, false, chance));
        next += total;
    }
}

// Of candidates in order of keys: by stratum, each in that order.
std::map<std::string, std::vector<Candidate>> by_stratum(std::vector<Candidate> candidates) {
    std::map<std::string, std::vector<Candidate>> strata;
    for (auto &one : candidates) strata[one.stratum].push_back(std::move(one));
    return strata;
}

std::vector<Drawn> draw_stage(std::vector<Candidate> candidates, Pool pool,
                              std::string const &cluster, bool alone) {
    auto const seed = pool.seed;
    auto const strata = by_stratum(std::move(candidates));
    std::vector<std::int64_t> sizes;
    for (auto const &[name, members] : strata) sizes.push_back(std::ssize(members));
    auto const taken = shares(pool.stage, sizes);
    auto const plain = alone && strata.size() == 1 && strata.begin()->first.empty();
    std::vector<Drawn> drawn;
    std::size_t at = 0;
    for (auto const &[name, members] : strata) {
        if (!plain)
            pool.seed = seed + std::to_string(pool.number) + "|" + cluster + "|" + name + "/";
        if (pool.stage.by_size) draw_by_size(members, pool, taken[at++], drawn);
        else draw_equal(members, pool, taken[at++], drawn);
    }
    return drawn;
}

std::vector<Candidate> clusters_of(Frame const &frame) {
    std::map<std::string, Candidate> clusters;
    for (auto const &unit : frame.units) {
        auto const [at, is_new] = clusters.try_emplace(
            unit.cluster, Candidate{unit.cluster, unit.cluster, unit.cluster_stratum, 0, {}});
        at->second.size += unit.size;
    }
    std::vector<Candidate> all;
    for (auto &[key, candidate] : clusters) all.push_back(std::move(candidate));
    return all;
}

} // namespace

std::vector<std::int64_t> shares(pack::DrawStage const &stage,
                                 std::vector<std::int64_t> const &sizes) {
    auto const total = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
    std::vector<std::int64_t> taken;
    std::vector<std::pair<std::int64_t, std::size_t>> rests; // largest first
    auto left = stage.take;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (stage.percent > 0) taken.push_back((sizes[i] * stage.percent + 99) / 100);
        else if (!stage.proportional) taken.push_back(stage.take);
        else {
            auto const exact = Wide{sizes[i]} * stage.take;
            taken.push_back(static_cast<std::int64_t>(exact / total));
            rests.emplace_back(-static_cast<std::int64_t>(exact % total), i);
            left -= taken.back();
        }
    }
    std::ranges::sort(rests);
    for (auto const &[rest, i] : rests)
        if (left-- > 0) ++taken[i];
    for (std::size_t i = 0; i < sizes.size(); ++i)
        taken[i] = std::min(std::max(taken[i], stage.least), sizes[i]);
    return taken;
}

std::vector<Drawn> draw(Frame const &frame, pack::DrawPlan const &plan, std::string const &seed,
                        std::vector<DrawStep> *steps) {
    if (seed.empty()) throw base::Error("draw_seed_missing");
    auto const method = plan.method == "rfc3797" ? Method::rfc3797 : Method::sha256;
    if (plan.stages.size() == 1) {
        std::vector<Candidate> all;
        for (auto const &unit : frame.units)
            all.push_back({unit.key, unit.cluster, unit.stratum, unit.size, {}});
        return draw_stage(std::move(all), {plan.stages[0], 1, method, seed, steps}, "", true);
    }
    auto drawn =
        draw_stage(clusters_of(frame), {plan.stages[0], 1, method, seed, steps}, "", false);
    std::map<std::string, Chance> chosen;
    for (auto const &one : drawn) chosen.emplace(one.key, one.chance);
    std::map<std::string, std::vector<Candidate>> members;
    for (auto const &unit : frame.units)
        if (auto const at = chosen.find(unit.cluster); at != chosen.end())
            members[unit.cluster].push_back(
                {unit.key, unit.cluster, unit.stratum, unit.size, at->second});
    for (auto &[cluster, units] : members) {
        auto const of_cluster =
            draw_stage(std::move(units), {plan.stages[1], 2, method, seed, steps}, cluster, false);
        drawn.insert(drawn.end(), of_cluster.begin(), of_cluster.end());
    }
    return drawn;
}

} // namespace jingzhun::survey
