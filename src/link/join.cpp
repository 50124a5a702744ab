// Equality through an open-addressing table of eight-byte places, asked in batches so that memory
// answers many questions at a time.
#include "link/join.hpp"

#include "link/parallel.hpp"
#include "link/radix.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace jingzhun::link {
namespace {

constexpr std::size_t batch = 32;

class RowsByValue {
  public:
    RowsByValue(Table const &table, std::size_t field)
        : places_(std::bit_ceil(std::max<std::size_t>(2 * std::size_t{table.size()}, 64)), 0),
          mask_(places_.size() - 1) {
        std::array<std::uint64_t, batch> hashes;
        for (RowNumber first = 0; first < table.size(); first += batch) {
            auto const count = std::min<std::size_t>(batch, table.size() - first);
            for (std::size_t i = 0; i < count; ++i) {
                auto const value = table.value(first + static_cast<RowNumber>(i), field);
                hashes[i] = value == 0 ? 0 : mix(value) | 1;
                __builtin_prefetch(&places_[at(hashes[i])]);
            }
            for (std::size_t i = 0; i < count; ++i)
                if (hashes[i] != 0) put(hashes[i], first + static_cast<RowNumber>(i));
        }
    }

    void ask(std::uint64_t hash) const { __builtin_prefetch(&places_[at(hash)]); }

    // The rows with that hash, as they were put in.
    template <class Take> void each(std::uint64_t hash, Take const &take) const {
        for (auto place = at(hash); places_[place] != 0; place = (place + 1) & mask_)
            if (tag(places_[place]) == tag(hash))
                take(static_cast<RowNumber>((places_[place] & 0xFFFFFFFF) - 1));
    }

  private:
    std::size_t at(std::uint64_t hash) const { return (hash >> 1) & mask_; }
    // The row stands below, the upper half of the hash above it.
    static std::uint64_t tag(std::uint64_t word) { return word >> 32; }
    void put(std::uint64_t hash, RowNumber row) {
        auto place = at(hash);
        while (places_[place] != 0) place = (place + 1) & mask_;
        places_[place] = (hash & ~0xFFFFFFFFULL) | (row + 1);
    }

    LargeVector<std::uint64_t> places_;
    std::size_t mask_;
};

// Asks for a batch of right rows, in three rounds: places, rows, values.
class Prober {
  public:
    Prober(RowsByValue const &rows, Table const &left, Table const &right, std::size_t field)
        : rows_(rows), left_(left), right_(right), field_(field) {}

    // Pairs of `count` right rows from `first` on, valid until the next call.
    std::span<Pair const> probe(RowNumber first, std::size_t count) {
        std::array<std::uint64_t, batch> hashes;
        for (std::size_t i = 0; i < count; ++i) {
            auto const value = right_.value(first + static_cast<RowNumber>(i), field_);
            hashes[i] = value == 0 ? 0 : mix(value) | 1;
            rows_.ask(hashes[i]);
        }
        found_.clear();
        for (std::size_t i = 0; i < count; ++i) {
            if (hashes[i] == 0) continue;
            auto const right = first + static_cast<RowNumber>(i);
            rows_.each(hashes[i], [&](RowNumber row) {
                __builtin_prefetch(left_.bytes(row));
                found_.push_back({row, right});
            });
        }
        std::erase_if(found_, [&](Pair const &pair) {
            return left_.value(pair.left, field_) != right_.value(pair.right, field_);
        });
        return found_;
    }

  private:
    RowsByValue const &rows_;
    Table const &left_, &right_;
    std::size_t field_;
    std::vector<Pair> found_;
};

} // namespace

void equal_pairs(Table const &left, Table const &right, std::size_t field, unsigned threads,
                 TakePairs const &take) {
    RowsByValue const rows(left, field);
    in_parallel(right.size(), threads, [&](std::size_t begin, std::size_t end, unsigned thread) {
        Prober prober(rows, left, right, field);
        for (auto first = begin; first < end; first += batch)
            take(prober.probe(static_cast<RowNumber>(first), std::min(batch, end - first)), thread);
    });
}

std::vector<std::uint64_t> sorted_values(Table const &table, std::size_t field) {
    std::vector<std::uint64_t> words;
    for (RowNumber row = 0; row < table.size(); ++row)
        if (auto const value = table.value(row, field); value != 0)
            words.push_back((mix(value) & ~0xFFFFFFFFULL) | row);
    sort_words(words, 32, 32);
    return words;
}

void equal_pairs_by(std::span<std::uint64_t const> sorted, Table const &left, Table const &right,
                    std::size_t field, TakePairs const &take) {
    std::vector<Pair> pairs;
    for (RowNumber row = 0; row < right.size(); ++row) {
        auto const value = right.value(row, field);
        if (value == 0) continue;
        pairs.clear();
        auto const above = mix(value) & ~0xFFFFFFFFULL;
        for (auto at = std::ranges::lower_bound(sorted, above); at != sorted.end(); ++at) {
            if ((*at & ~0xFFFFFFFFULL) != above) break;
            auto const found = static_cast<RowNumber>(*at);
            if (left.value(found, field) == value) pairs.push_back({found, row});
        }
        if (!pairs.empty()) take(pairs, 0);
    }
}

} // namespace jingzhun::link
