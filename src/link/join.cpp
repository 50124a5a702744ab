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
        : table_(table), field_(field),
          places_(std::bit_ceil(std::max<std::size_t>(2 * std::size_t{table.size()}, 64)), 0),
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

    Table const &table_;
    std::size_t field_;
    std::vector<std::uint64_t> places_;
    std::size_t mask_;
};

// Asks for a batch of right rows, in three rounds: places, rows, values.
class Prober {
  public:
    Prober(RowsByValue const &rows, Table const &left, Table const &right, std::size_t field)
        : rows_(rows), left_(left), right_(right), field_(field) {}

    void probe(RowNumber first, std::size_t count, std::vector<Pair> &pairs) {
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
        for (auto const &pair : found_)
            if (left_.value(pair.left, field_) == right_.value(pair.right, field_))
                pairs.push_back(pair);
    }

  private:
    RowsByValue const &rows_;
    Table const &left_, &right_;
    std::size_t field_;
    std::vector<Pair> found_;
};

} // namespace

std::vector<Pair> equal_pairs(Table const &left, Table const &right, std::size_t field,
                              unsigned threads) {
    RowsByValue const rows(left, field);
    std::vector<std::vector<Pair>> parts(std::max(threads, 1U));
    in_parallel(right.size(), threads, [&](std::size_t begin, std::size_t end, unsigned thread) {
        auto &pairs = parts[thread];
        pairs.reserve(end - begin);
        Prober prober(rows, left, right, field);
        for (auto first = begin; first < end; first += batch)
            prober.probe(static_cast<RowNumber>(first), std::min(batch, end - first), pairs);
    });
    auto pairs = std::move(parts.front());
    for (std::size_t i = 1; i < parts.size(); ++i)
        pairs.insert(pairs.end(), parts[i].begin(), parts[i].end());
    return pairs;
}

std::vector<std::uint64_t> sorted_values(Table const &table, std::size_t field) {
    std::vector<std::uint64_t> words;
    for (RowNumber row = 0; row < table.size(); ++row)
        if (auto const value = table.value(row, field); value != 0)
            words.push_back((mix(value) & ~0xFFFFFFFFULL) | row);
    sort_words(words, 32, 32);
    return words;
}

std::vector<Pair> equal_pairs_by(std::span<std::uint64_t const> sorted, Table const &left,
                                 Table const &right, std::size_t field) {
    std::vector<Pair> pairs;
    for (RowNumber row = 0; row < right.size(); ++row) {
        auto const value = right.value(row, field);
        if (value == 0) continue;
        auto const above = mix(value) & ~0xFFFFFFFFULL;
        for (auto at = std::ranges::lower_bound(sorted, above); at != sorted.end(); ++at) {
            if ((*at & ~0xFFFFFFFFULL) != above) break;
            auto const found = static_cast<RowNumber>(*at);
            if (left.value(found, field) == value) pairs.push_back({found, row});
        }
    }
    return pairs;
}

} // namespace jingzhun::link
