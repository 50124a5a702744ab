// Making proofs (bundle.hpp) of what stands in a store.
#pragma once

#include "store/bundle.hpp"
#include "store/sealed_row.hpp"

#include <map>
#include <set>
#include <utility>

namespace jingzhun::store {

// Collects what is to be proven, then makes the proof. All reads are of one state: keep a Snapshot
// open from the first call to the last.
class Prover {
  public:
    Prover(Database &database, int county) : database_(database), county_(county) {}

    // A row of a table by batch as it stands (SealedRow: its part and its bytes).
    void add_row(std::string const &table, SealedRow const &row);
    // Every change that the log has of the row with that key (lines, row_bytes.hpp); answers how
    // many there are.
    std::size_t add_changes(std::string_view table, std::string_view key);
    // An event with what is private of it.
    void open_event(std::int64_t sequence);

    // Against the newest checkpoint that witnesses cosigned, where it reaches so far, else the
    // newest of the store. Throws Error "prove_unsealed" where a row is not as its seal says or has
    // none, "prove_event_unknown", "checkpoint_none".
    Bundle prove(About about) const;

  private:
    using Part = std::pair<std::string, std::int64_t>;
    ProvenEvent prove_event(std::int64_t sequence, std::uint64_t size) const;
    void add_proven_rows(std::map<std::int64_t, std::vector<ProvenRow>> &events) const;
    std::string private_lines(std::int64_t sequence) const;

    Database &database_;
    int county_;
    std::map<Part, std::vector<std::string>> rows_;
    std::set<std::int64_t> opened_;
};

} // namespace jingzhun::store
