// What a connection remembers of the ledger between its writes: the tree as far as it is signed,
// statements, the tables that seals cover. All of it can be found again in the store.
//
// Not for other floors: `append` (ledger.hpp) and `commit` use it.
#pragma once

#include "store/change.hpp"
#include "store/checkpoint.hpp"
#include "store/head.hpp"
#include "store/ledger.hpp"

#include <map>
#include <set>
#include <unordered_map>

namespace jingzhun::store {

// The tree of one county's events, up to the newest checkpoint.
struct CountyLedger {
    GrowingTree tree;
    bool holds = true;      // the rows give the root that was signed; else nothing more is signed
    std::int64_t seen = -1; // as of which foreign write (Database::foreign_writes)
    std::string public_key; // that signed the newest checkpoint; "" where there is none
};

// An event that was appended and is not written yet: what is written up to the next one, or to the
// end of the transaction, belongs to it.
struct OpenEvent {
    std::int64_t sequence = 0;
    base::Instant time = 0;
    Actor actor;
    Event event;
};

struct LedgerState {
    // The statement, prepared once. Requires: `sql` is a literal, and every use ends with a step
    // that says there is no more, or a reset.
    Statement &prepared(Database &database, std::string_view sql);
    // Null where seals do not cover it.
    SealedTable const *table(Database &database, std::string_view name);
    RowFinder &finder(Database &database, SealedTable const &table);

    std::map<int, CountyLedger> counties;
    std::optional<OpenEvent> open;
    std::set<int> appended; // counties with events in the open transaction
    std::map<int, std::int64_t>
        newest; // in it, the newest event of each; none after an undone part
    std::map<int, GrowingTree> signing; // what `counties` will hold once it is committed
    std::vector<TouchedTable> waiting;  // touched, of a county without an event yet
    SigningKey key;
    std::string signed_by; // its public key, when `signing` was signed
    std::string head;      // the checkpoint of `signing`, to be kept beside the store
    HeadFile head_file;

  private:
    std::unordered_map<char const *, std::unique_ptr<Statement>> statements_; // by their literal
    std::map<std::string, SealedTable, std::less<>> tables_;
    std::map<std::string, RowFinder, std::less<>> finders_;
    std::int64_t tables_version_ = -1;
};

} // namespace jingzhun::store
