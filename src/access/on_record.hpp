// What people see and take away, put on record: revealed fields, exports, refusals.
#pragma once

#include "pack/model.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace jingzhun::access {

// Each is one event and requires: a write transaction is open.

// Private fields of a record shown whole. Throws Error "reason_missing" without a reason.
void log_reveal(store::Database &database, int county, store::Actor const &actor,
                std::string const &register_name, std::string const &key,
                std::vector<std::string> const &fields);
// A list taken out: what of, narrowed how, how many rows.
void log_export(store::Database &database, int county, store::Actor const &actor,
                std::string const &what, std::string const &filter, std::int64_t rows);
// Somebody asked for what he may not do.
void log_refusal(store::Database &database, int county, store::Actor const &actor,
                 pack::Operation operation, std::string const &what);

} // namespace jingzhun::access
