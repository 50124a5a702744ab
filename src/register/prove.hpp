// Proofs of records: every statement that counts, for whoever has only keys and a verifier.
#pragma once

#include "base/error.hpp"
#include "pack/model.hpp"
#include "store/bundle.hpp"
#include "store/database.hpp"

#include <optional>
#include <string>

namespace jingzhun::registry {

// Of the record with that key: its statements, without those of batches that were taken back, and
// the one that says its key. Columns and values get the pack's words in that language. Nothing
// where there is no such record. Throws what `store::Prover::prove` throws.
std::optional<store::Bundle> prove_record(store::Database &database, pack::Pack const &pack,
                                          pack::Register const &definition, int county,
                                          std::string const &key, base::Language language);

// Of one row of a table whose rows may change, by its number `id`: everything it ever was. Nothing
// where the log of changes has no such row.
std::optional<store::Bundle> prove_changes(store::Database &database, int county,
                                           std::string const &table, std::int64_t id,
                                           base::Language language);

// Of an event: who, why, about what, with which details. Throws what `store::Prover::prove` throws.
store::Bundle prove_event(store::Database &database, int county, std::int64_t sequence,
                          base::Language language);

} // namespace jingzhun::registry
