// What must be entered in a system that we can only read, when it next opens: each a change that
// waits, is approved by another person, and is ticked off when a fresh export shows it.
#pragma once

#include "store/ledger.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace jingzhun::work {

enum class ChangeState { waiting, approved, done, dropped };
std::string_view to_string(ChangeState state);

// One difference between their table and our register.
struct WantedChange {
    std::string kind; // "differs" a cell, "here_only" a record to be entered, "there_only" one to
                      // be taken out
    std::string key; // of the record
    std::string area, header, theirs, ours;
};

struct WindowChange {
    std::int64_t id = 0;
    std::string source;
    WantedChange wanted;
    ChangeState state = ChangeState::waiting;
    std::string found_by, decided_by, reason;
};

struct WindowUpdate {
    std::int64_t added = 0, changed = 0, done = 0, reopened = 0, waiting = 0, approved = 0;
};

// Takes in a whole comparison of one source: what is new waits, what is not found any more is done,
// what we would now enter otherwise waits again, and what was done or dropped and is found with
// other values is reopened. One transaction with its event ("window").
WindowUpdate update_window(store::Database &database, store::Actor const &actor, int county,
                           std::string const &source, std::vector<WantedChange> const &found);

// In order of area, key and header. `source` empty: all.
std::vector<WindowChange> list_window(store::Database &database, int county,
                                      std::string const &source = {});

// Those waiting with these numbers (none given: all of the source) become approved or are dropped;
// answers how many. One transaction with its event. Throws Error "window_change_unknown",
// "window_needs_another" (nobody approves what he found himself), "reason_missing" (to drop).
std::int64_t approve_changes(store::Database &database, store::Actor const &actor, int county,
                             std::string const &source, std::vector<std::int64_t> const &ids);
std::int64_t drop_changes(store::Database &database, store::Actor const &actor, int county,
                          std::string const &source, std::vector<std::int64_t> const &ids);

// Takes key and values out of the changes about an erased record. Requires: a write transaction is
// open. Answers their numbers.
std::vector<std::int64_t> forget_changes(store::Database &database, int county,
                                         std::string const &key);

} // namespace jingzhun::work
