// The facts an explanation names, with where they come from.
#pragma once

#include "cel/value.hpp"
#include "check/explain.hpp"
#include "pack/schema.hpp"
#include "register/link_decision.hpp"

#include <map>
#include <optional>
#include <vector>

namespace jingzhun::check {

// Reads each record once, however many of its facts are shown.
class FactReader {
  public:
    FactReader(store::Database &database, Snapshot const &snapshot)
        : database_(database), snapshot_(snapshot) {}

    // A field: the fact. A relation: the rows it holds, each a fact by itself (that a person stands
    // on a list is often all that decides), at most `rows_max`. Nothing for what is computed.
    std::vector<FactRead> read(cel::MissingFact const &fact);

  private:
    static constexpr std::size_t rows_max = 5;

    std::optional<registry::Record> const &record_of(cel::RecordReference reference);
    FactRead read_field(cel::RecordReference reference, pack::Field const &field);
    std::vector<FactRead> read_rows(cel::MissingFact const &fact);
    // Says how the row was linked, where its number does not.
    void tell_link(FactRead &read, pack::LinkPlace const &place, cel::RecordReference row,
                   cel::RecordReference whose);
    FactRead start(cel::RecordReference reference);
    std::string text_of(pack::Field const &field, base::Value const &value,
                        base::Language language) const;

    store::Database &database_;
    Snapshot const &snapshot_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::optional<registry::Record>> records_;
    std::map<std::size_t, std::vector<registry::LinkDecision>> decisions_; // by register
};

} // namespace jingzhun::check
