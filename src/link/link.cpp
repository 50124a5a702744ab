// The way from tables to links: exact join, blocks, comparison, estimate, score, resolution.
#include "link/link.hpp"

#include "link/index.hpp"
#include "link/join.hpp"
#include "link/parallel.hpp"
#include "link/resolve.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace jingzhun::link {
namespace {

Link compared(Comparer const &comparer, Pair pair, PatternCounts &counts) {
    auto const pattern = comparer.compare(pair);
    counts.add(pattern);
    return {.left = pair.left,
            .right = pair.right,
            .same = comparer.identical(pair),
            .pattern = pattern};
}

// Pairs to links with their patterns; counts the patterns.
PatternCounts compare_all(Comparer const &comparer, std::vector<Pair> const &pairs, Links &links,
                          unsigned threads) {
    auto const before = links.size();
    links.resize(before + pairs.size());
    std::vector<PatternCounts> counts(std::max(threads, 1U));
    in_parallel(pairs.size(), threads, [&](std::size_t begin, std::size_t end, unsigned thread) {
        constexpr std::size_t ahead = 16;
        for (auto i = begin; i < end; ++i) {
            if (i + ahead < end) comparer.expect(pairs[i + ahead]);
            links[before + i] = compared(comparer, pairs[i], counts[thread]);
        }
    });
    for (std::size_t i = 1; i < counts.size(); ++i) counts[0].add(counts[i]);
    return std::move(counts[0]);
}

void score_all(Scorer const &scorer, Links &links, unsigned threads) {
    in_parallel(links.size(), threads, [&](std::size_t begin, std::size_t end, unsigned) {
        // Few patterns make up nearly all pairs.
        std::array<std::pair<Pattern, double>, 256> recent;
        recent.fill({~Pattern{0}, 0});
        for (auto i = begin; i < end; ++i) {
            auto &link = links[i];
            auto &[pattern, base] = recent[mix(link.pattern) % recent.size()];
            if (pattern != link.pattern) {
                base = scorer.base(link.pattern);
                pattern = link.pattern;
            }
            link.score = scorer.score(link.pair(), link.pattern, base);
        }
    });
}

// Whether one of the comparisons that are to confirm an exact pair does.
bool confirms(Model const &model, Pattern pattern) {
    if (model.exact_agree.empty()) return true;
    return std::ranges::any_of(model.exact_agree, [&](auto comparison) {
        auto const outcome = outcome_of(pattern, comparison);
        return outcome != 0 && outcome <= model.comparisons[comparison].levels.size();
    });
}

// Drops what is not worth writing; answers how many of the first `count` stay.
std::size_t drop_low(Model const &model, Links &links, std::size_t count = 0) {
    auto const low = [&](Link const &link) { return link.score < model.write; };
    auto const middle = links.begin() + static_cast<std::ptrdiff_t>(count);
    auto const dropped = std::count_if(links.begin(), middle, low);
    std::erase_if(links, low);
    return count - static_cast<std::size_t>(dropped);
}

// By right row, best first. The first `ordered` are in the order of right rows already.
void sort_by_right(Links &links, std::size_t ordered) {
    auto const before = [](Link const &a, Link const &b) {
        if (a.right != b.right) return a.right < b.right;
        if (a.score != b.score) return a.score > b.score;
        return a.left < b.left;
    };
    auto const middle = links.begin() + static_cast<std::ptrdiff_t>(ordered);
    for (auto first = links.begin(); first != middle;) {
        auto const end = std::find_if(first, middle,
                                      [&](auto const &link) { return link.right != first->right; });
        if (end - first > 1) std::sort(first, end, before);
        first = end;
    }
    std::sort(middle, links.end(), before);
    std::inplace_merge(links.begin(), middle, links.end(), before);
}

} // namespace

std::string_view to_string(Verdict verdict) {
    constexpr std::string_view words[] = {"no", "review", "link", "tie", "second"};
    return words[static_cast<std::size_t>(verdict)];
}

namespace {

// How pairs are found: by going through both tables, or by what an index keeps of the left one.
struct Ways {
    std::function<void(TakePairs const &)> equal;
    std::function<Candidates(std::vector<bool> const &)> blocks;
};

// The links of the exact join, in order of right rows.
PatternCounts join_equal(Ways const &ways, Comparer const &comparer, std::size_t rows, Links &links,
                         unsigned threads) {
    std::vector<Links> parts(std::max(threads, 1U));
    // Mostly one a row, and then some; what is reserved in vain costs nothing until it is touched.
    for (auto &part : parts) part.reserve(rows / parts.size() / 16 * 17);
    parts.front().reserve(rows / 4 * 5);
    std::vector<PatternCounts> counts(parts.size());
    ways.equal([&](std::span<Pair const> pairs, unsigned thread) {
        for (auto const &pair : pairs)
            parts[thread].push_back(compared(comparer, pair, counts[thread]));
    });
    links = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i) {
        links.insert(links.end(), parts[i].begin(), parts[i].end());
        Links().swap(parts[i]);
        counts[0].add(counts[i]);
    }
    return std::move(counts[0]);
}

Outcome link_by(Space &space, Table const &left, Table const &right, Ways const &ways,
                Options const &options) {
    auto const &model = *space.model;
    Outcome outcome;
    Comparer const comparer(space, left, right);
    PatternCounts counts;
    std::vector<bool> open;
    if (model.exact && left.present[*model.exact] && right.present[*model.exact]) {
        counts = join_equal(ways, comparer, right.size(), outcome.links, options.threads);
        open.assign(right.size(), true);
        for (auto const &found : outcome.links)
            if (confirms(model, found.pattern)) open[found.right] = false;
        outcome.exact = outcome.links.size();
    }
    auto found = ways.blocks(open);
    // An exact pair that nothing confirmed may have been found once more.
    if (!open.empty())
        std::erase_if(found.pairs, [&](Pair const &pair) {
            auto const value = left.value(pair.left, *model.exact);
            return value != 0 && value == right.value(pair.right, *model.exact);
        });
    counts.add(compare_all(comparer, found.pairs, outcome.links, options.threads));
    outcome.candidates = found.pairs.size();
    outcome.by_block = std::move(found.by_block);
    outcome.capped = std::move(found.capped);
    std::vector<Pair>().swap(found.pairs);

    auto const all = static_cast<double>(left.size()) * static_cast<double>(right.size());
    outcome.parameters = options.parameters
                             ? *options.parameters
                             : estimate(model, guess(space, left, right), counts, all);
    score_all(Scorer(space, right, outcome.parameters), outcome.links, options.threads);
    sort_by_right(outcome.links, drop_low(model, outcome.links, outcome.exact));
    judge(model, outcome.links);
    take_best(model, outcome.links);
    return outcome;
}

} // namespace

Outcome link(Space &space, Table const &left, Table const &right, Options const &options) {
    space.prepare();
    return link_by(space, left, right,
                   {.equal =
                        [&](TakePairs const &take) {
                            equal_pairs(left, right, *space.model->exact, options.threads, take);
                        },
                    .blocks =
                        [&](std::vector<bool> const &open) {
                            return candidates_between(space, left, right, open, options.threads);
                        }},
                   options);
}

Parameters for_lists(Model const &model, Parameters learned, RowNumber rows) {
    learned.share = (model.matches > 0 ? model.matches : 0.5) / std::max<double>(rows, 2);
    return learned;
}

Outcome link(Space &space, Index const &index, Table const &right, Options const &options) {
    space.prepare();
    auto const &left = index.table();
    auto learned = options;
    if (!learned.parameters)
        learned.parameters = for_lists(*space.model, index.parameters(), left.size());
    return link_by(
        space, left, right,
        {.equal =
             [&](TakePairs const &take) {
                 equal_pairs_by(index.keys().back(), left, right, *space.model->exact, take);
             },
         .blocks =
             [&](std::vector<bool> const &open) {
                 return candidates_with(space, left, index.keys(), right, open, options.threads);
             }},
        learned);
}

Outcome dedupe(Space &space, Table const &table, Options const &options) {
    space.prepare();
    auto const &model = *space.model;
    Outcome outcome;
    Comparer const comparer(space, table, table);
    auto found = candidates_within(space, table, options.threads);
    auto const counts = compare_all(comparer, found.pairs, outcome.links, options.threads);
    outcome.candidates = found.pairs.size();
    outcome.by_block = std::move(found.by_block);
    outcome.capped = std::move(found.capped);

    auto const rows = static_cast<double>(table.size());
    outcome.parameters = options.parameters ? *options.parameters
                                            : estimate(model, guess(space, table, table), counts,
                                                       rows * (rows - 1) / 2);
    Scorer const scorer(space, table, outcome.parameters);
    score_all(scorer, outcome.links, options.threads);
    outcome.clusters = cluster(model, comparer, scorer, table.size(), outcome.links);
    drop_low(model, outcome.links);
    judge(model, outcome.links);
    return outcome;
}

} // namespace jingzhun::link
