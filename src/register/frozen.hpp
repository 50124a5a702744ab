// What a decision saw, kept so that it can be shown again for ever and checked.
//
// Kept is not a copy but the moment: the day, the number of the ledger's last event, the pack, and
// for each record the hash of what was folded then. Statements are never changed, so folding as of
// that event gives the same again, whatever was imported, corrected or taken back since; the hashes
// tell where it does not: a row changed behind the program's back, or personal data erased.
#pragma once

#include "register/records.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::registry {

struct RecordName {
    std::string register_name;
    std::int64_t record = 0;
};

struct FrozenRecord {
    RecordName name;
    std::string key;
    std::string hash; // SHA-256 of its content, "" where nothing was known of it
};

struct Frozen {
    std::int64_t id = 0; // 1, 2, 3 … in each county
    int county = 0;
    base::Date as_of;
    base::Instant known_at = 0;
    std::int64_t position = 0; // the ledger's last event then
    std::string pack_hash;
    std::string hash; // SHA-256 over all of the above but the id, and the records in their order
    std::vector<FrozenRecord> records;
};

// The tables frozen and frozen_record, where they are not there yet. Requires: a write transaction
// is open.
void create_frozen_tables(store::Database &database);

// Keeps what is known of these records now, for that day. The decision's own event names the id and
// the hash. Requires: a write transaction is open, nothing was imported in it; the pack is one of
// the store's.
Frozen freeze(store::Database &database, pack::Pack const &pack, int county, base::Date as_of,
              std::span<RecordName const> records);
std::optional<Frozen> find_frozen(store::Database &database, int county, std::int64_t id);

// The records as the decision saw them; nothing for one of which nothing was known. `pack`: that of
// Frozen::pack_hash (pack_files.hpp, load_pack).
std::vector<std::optional<Record>> show_frozen(store::Database &database, pack::Pack const &pack,
                                               Frozen const &frozen);
// Is all as it was? One problem for each record that is not ("frozen_differs"), and one where the
// list itself was changed ("frozen_list_differs"). Loads the pack of then.
std::vector<base::Problem> check_frozen(store::Database &database, Frozen const &frozen);

// The hash of a record's content: key, area, and each value with the batch, row and day it is from.
std::string content_hash(pack::Register const &definition, Record const &record);

} // namespace jingzhun::registry
