// Folding the statements about one record into what holds: which statement each value is taken
// from.
//
// The one place that knows the rule stated in tables.hpp; reading one record and loading frames
// both use it.
#pragma once

#include "pack/model.hpp"
#include "register/batch.hpp"
#include "register/records.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::registry {

// The batches of a county as of a time, by id, with their sources numbered.
class BatchView {
  public:
    BatchView(std::vector<Batch> batches, Known const &known);
    // The number of the batch's source; -1 where its statements do not count.
    int source(std::int64_t batch) const {
        auto const at = static_cast<std::size_t>(batch);
        return at < sources_.size() ? sources_[at] : -1;
    }
    // The number that stands for it and all other parts of its file.
    std::int64_t whole(std::int64_t batch) const {
        auto const at = static_cast<std::size_t>(batch);
        return at < wholes_.size() ? wholes_[at] : batch;
    }
    Batch const *find(std::int64_t batch) const;
    std::vector<Batch> const &batches() const { return batches_; } // all, by id ascending
    std::vector<std::string> const &source_names() const { return names_; }

  private:
    std::vector<Batch> batches_;
    std::vector<int> sources_;         // by batch id
    std::vector<std::int64_t> wholes_; // likewise
    std::vector<std::string> names_;
};

// Who says what when, without the what.
struct Said {
    base::Date valid_from;
    std::int64_t batch = 0;
    int row = 0;    // 0: its list does not hold the record any more
    int source = 0; // of a BatchView, never -1
};

// How far a source is believed about each field: 0 most, `unranked` where the pack does not list
// it.
class Belief {
  public:
    static constexpr int unranked = std::numeric_limits<int>::max();
    Belief(pack::Register const &definition, std::vector<std::string> const &source_names);
    int rank(std::size_t field, int source) const {
        return ranks_[field].empty() ? unranked : ranks_[field][static_cast<std::size_t>(source)];
    }

  private:
    std::vector<std::vector<int>> ranks_; // by field, by source; empty: the latest statement
};

// Keeps its memory from record to record.
class Fold {
  public:
    // Requires: all count and hold by then; ascending by valid_from, batch, row.
    // Answers which of them are still said: latest first.
    std::span<std::uint32_t const> current(std::span<Said const> said);

  private:
    struct Latest {
        int source = 0;
        base::Date valid_from;
        std::int64_t batch = 0;
    };
    std::vector<Latest> latest_;
    std::vector<std::uint32_t> current_;
};

// Whether nobody says more of the record than that it stands in his list no longer.
bool all_ended(std::span<Said const> said, std::span<std::uint32_t const> current);

// The statement a field's value is taken from; -1 where none states it. `states(i)`: does said[i]?
template <class States>
int winner(std::span<Said const> said, std::span<std::uint32_t const> current, Belief const &belief,
           std::size_t field, States const &states) {
    int best = -1;
    int best_rank = Belief::unranked;
    for (auto const i : current) {
        if (!states(i)) continue;
        auto const rank = belief.rank(field, said[i].source);
        if (best >= 0 && rank >= best_rank) continue;
        best = static_cast<int>(i);
        best_rank = rank;
    }
    return best;
}

} // namespace jingzhun::registry
