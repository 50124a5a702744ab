// Pairs that agree on a key: keys of one side are marked in a bitmap, so that of the other side
// only what can meet is kept and sorted.
#include "link/block.hpp"
#include "link/parallel.hpp"
#include "link/radix.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <atomic>
#include <bit>

namespace jingzhun::link {
namespace {

constexpr std::size_t pairs_max = std::size_t{1} << 30;
constexpr std::size_t capped_shown = 100; // per block

// Keys are odd; the upper half tells them apart, the row stands below.
using Entries = LargeVector<std::uint64_t>;
std::uint64_t entry(std::uint64_t key, RowNumber row) { return (key & ~0xFFFFFFFFULL) | row; }
std::uint32_t key_of(std::uint64_t entry) { return static_cast<std::uint32_t>(entry >> 32); }
RowNumber row_of(std::uint64_t entry) { return static_cast<RowNumber>(entry); }

// A bit for every key; two keys may share one, so a yes means perhaps.
class Marks {
  public:
    explicit Marks(std::size_t keys, std::size_t bits_each = 16)
        : words_(std::bit_ceil(
                     std::clamp<std::size_t>(keys * bits_each / 64, 1024, std::size_t{1} << 24)),
                 0),
          mask_(words_.size() * 64 - 1) {}

    bool has(std::uint32_t key) const { return (words_[at(key)] >> (key & 63) & 1) != 0; }
    void set(std::uint32_t key) { words_[at(key)] |= std::uint64_t{1} << (key & 63); }
    void expect(std::uint32_t key) const { __builtin_prefetch(&words_[at(key)]); }

  private:
    std::size_t at(std::uint32_t key) const { return (key & mask_) / 64; }
    LargeVector<std::uint64_t> words_;
    std::uint64_t mask_;
};

template <class Take>
void each_key(Keys const &keys, Table const &table, std::vector<bool> const &open,
              Take const &take) {
    std::vector<std::uint64_t> several;
    for (RowNumber row = 0; row < table.size(); ++row) {
        if (!open.empty() && !open[row]) continue;
        if (!keys.is_many()) {
            if (auto const key = keys.key(table, row); key != 0) take(key, row);
            continue;
        }
        keys.keys(table, row, several);
        for (auto const key : several) take(key, row);
    }
}

struct Found {
    LargeVector<std::uint64_t> pairs; // left row above, right row below
    std::vector<Capped> capped;
};

class Finder {
  public:
    Finder(Space const &space, std::size_t block)
        : model_(*space.model), block_(block), keys_(space, space.model->blocks[block]) {}

    Found between(Table const &left, Table const &right, std::vector<bool> const &open) {
        Entries rights;
        each_key(keys_, right, open,
                 [&](std::uint64_t key, RowNumber row) { rights.push_back(entry(key, row)); });
        Marks marks(rights.size());
        for (auto const one : rights) marks.set(key_of(one));
        Entries lefts;
        each_key(keys_, left, {}, [&](std::uint64_t key, RowNumber row) {
            auto const one = entry(key, row);
            if (marks.has(key_of(one))) lefts.push_back(one);
        });
        sort_words(lefts, 32, 32);
        sort_words(rights, 32, 32);
        meet(lefts, rights, left);
        return std::move(found_);
    }

    Found with(Table const &left, std::span<std::uint64_t const> lefts, Table const &right,
               std::vector<bool> const &open) {
        Entries rights;
        each_key(keys_, right, open,
                 [&](std::uint64_t key, RowNumber row) { rights.push_back(entry(key, row)); });
        sort_words(rights, 32, 32);
        meet(lefts, rights, left);
        return std::move(found_);
    }

    std::vector<std::uint64_t> sorted(Table const &table) const {
        std::vector<std::uint64_t> entries;
        each_key(keys_, table, {},
                 [&](std::uint64_t key, RowNumber row) { entries.push_back(entry(key, row)); });
        sort_words(entries, 32, 32);
        return entries;
    }

    Found within(Table const &table) {
        auto entries = shared(table);
        sort_words(entries, 32, 32);
        for (std::size_t i = 0, end = 0; i < entries.size(); i = end) {
            while (end < entries.size() && key_of(entries[end]) == key_of(entries[i])) ++end;
            if (!is_few(end - i, table, row_of(entries[i]))) continue;
            for (auto a = i; a < end; ++a)
                for (auto b = a + 1; b < end; ++b)
                    if (row_of(entries[a]) != row_of(entries[b]))
                        add(row_of(entries[a]), row_of(entries[b]));
        }
        return std::move(found_);
    }

  private:
    // The keys that more than one row has, and a few others.
    Entries shared(Table const &table) const {
        Entries entries;
        entries.reserve(table.size());
        // Few keys come twice, so that marks for them fit into near memory.
        Marks once(table.size()), twice(table.size(), 1);
        constexpr std::size_t ahead = 64;
        std::size_t marked = 0;
        auto const mark = [&](std::size_t end) {
            for (; marked < end; ++marked) {
                auto const key = key_of(entries[marked]);
                if (once.has(key)) twice.set(key);
                else once.set(key);
            }
        };
        each_key(keys_, table, {}, [&](std::uint64_t key, RowNumber row) {
            entries.push_back(entry(key, row));
            once.expect(key_of(entries.back()));
            if (entries.size() >= marked + 2 * ahead) mark(marked + ahead);
        });
        mark(entries.size());
        std::erase_if(entries, [&](auto one) { return !twice.has(key_of(one)); });
        return entries;
    }

    void meet(std::span<std::uint64_t const> lefts, Entries const &rights, Table const &left) {
        std::size_t l = 0, r = 0;
        while (l < lefts.size() && r < rights.size()) {
            auto const key = key_of(rights[r]);
            l = first_from(lefts, l, key);
            auto right_end = r;
            while (right_end < rights.size() && key_of(rights[right_end]) == key) ++right_end;
            auto left_end = l;
            while (left_end < lefts.size() && key_of(lefts[left_end]) == key) ++left_end;
            if (left_end > l && is_few(left_end - l + right_end - r, left, row_of(lefts[l])))
                for (auto a = l; a < left_end; ++a)
                    for (auto b = r; b < right_end; ++b) add(row_of(lefts[a]), row_of(rights[b]));
            l = left_end;
            r = right_end;
        }
    }

    // The first place from `from` on whose key is not less, in steps that double:
    // near ones are found at once, and of a long list only a few places are
    // looked at.
    static std::size_t first_from(std::span<std::uint64_t const> entries, std::size_t from,
                                  std::uint32_t key) {
        std::size_t step = 1, low = from;
        while (low + step < entries.size() && key_of(entries[low + step]) < key) {
            low += step;
            step *= 2;
        }
        auto const end = std::min(entries.size(), low + step + 1);
        auto const part = entries.subspan(low, end - low);
        return low + static_cast<std::size_t>(std::ranges::lower_bound(part, key, {}, key_of) -
                                              part.begin());
    }

    void add(RowNumber left, RowNumber right) {
        if (found_.pairs.size() >= pairs_max)
            throw base::Error("link_too_many_pairs", {{"block", model_.blocks[block_].text}},
                              {.file = model_.file});
        found_.pairs.push_back(std::uint64_t{left} << 32 | right);
    }

    bool is_few(std::size_t records, Table const &table, RowNumber row) {
        if (records <= model_.block_most) return true;
        if (found_.capped.size() < capped_shown)
            found_.capped.push_back({block_, keys_.text(table, row), records});
        return false;
    }

    Model const &model_;
    std::size_t block_;
    Keys keys_;
    Found found_;
};

template <class Find> Candidates gather(Model const &model, unsigned threads, Find const &find) {
    Candidates candidates;
    candidates.by_block.resize(model.blocks.size());
    std::vector<Found> found(model.blocks.size());
    std::atomic<std::size_t> next = 0;
    in_parallel(threads, threads, [&](std::size_t, std::size_t, unsigned) {
        for (auto block = next++; block < found.size(); block = next++) found[block] = find(block);
    });
    LargeVector<std::uint64_t> all;
    for (std::size_t block = 0; block < found.size(); ++block) {
        auto &one = found[block];
        candidates.by_block[block] = one.pairs.size();
        all.insert(all.end(), one.pairs.begin(), one.pairs.end());
        LargeVector<std::uint64_t>().swap(one.pairs);
        std::ranges::move(one.capped, std::back_inserter(candidates.capped));
    }
    sort_words(all, 0, 64);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    candidates.pairs.reserve(all.size());
    for (auto const pair : all)
        candidates.pairs.push_back(
            {static_cast<RowNumber>(pair >> 32), static_cast<RowNumber>(pair)});
    std::ranges::stable_sort(candidates.capped, std::ranges::greater{}, &Capped::records);
    return candidates;
}

} // namespace

Candidates candidates_between(Space const &space, Table const &left, Table const &right,
                              std::vector<bool> const &open, unsigned threads) {
    return gather(*space.model, threads, [&](std::size_t block) {
        return Finder(space, block).between(left, right, open);
    });
}

std::vector<std::uint64_t> sorted_keys(Space const &space, std::size_t block, Table const &table) {
    return Finder(space, block).sorted(table);
}

Candidates candidates_with(Space const &space, Table const &left,
                           std::span<std::span<std::uint64_t const> const> left_keys,
                           Table const &right, std::vector<bool> const &open, unsigned threads) {
    return gather(*space.model, threads, [&](std::size_t block) {
        return Finder(space, block).with(left, left_keys[block], right, open);
    });
}

Candidates candidates_within(Space const &space, Table const &table, unsigned threads) {
    return gather(*space.model, threads,
                  [&](std::size_t block) { return Finder(space, block).within(table); });
}

} // namespace jingzhun::link
