// Two records that are one: somebody registered twice, a household entered under two numbers.
//
// Nothing is moved. While a merge is in force the record that goes is not there; the one that stays
// has its own values, and what it lacks from the other; rows of lists and members that name the
// other by any of its values find the one that stays, and so does an import that names its key.
// Undone, both are there as before: what was stated meanwhile under the other's key stays with the
// one that stayed. One person asks for it, another approves.
#pragma once

#include "pack/model.hpp"
#include "register/batch.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::registry {

enum class MergeState {
    proposed,
    in_force,
    rejected,
    undo_proposed, // in force; somebody asks for it to be undone
    undone,
};
std::string_view to_string(MergeState state);

struct Merge {
    std::int64_t id = 0;
    std::string register_name;
    std::int64_t record = 0, target = 0; // the one that goes, the one that stays
    std::string key, target_key;         // empty once the record was erased
    MergeState state = MergeState::proposed;
    std::string reason;
    std::string asked_by, decided_by;                         // of the last step
    base::Instant asked_at = 0, merged_at = 0, undone_at = 0; // 0: never
    std::int64_t merged_after = 0, undone_after = 0;          // the ledger's last event before
};

// Each is one transaction with its event: "merge_ask", "merge", "merge_reject", "unmerge_ask",
// "unmerge", "unmerge_reject".
//
// Asks for it, the reason with the actor. Answers the id. Throws Error "reason_missing",
// "record_unknown", "merge_same" (one record with itself), "merge_already" (one of them has gone
// into another, or it is asked for already).
std::int64_t ask_merge(store::Database &database, store::Actor const &actor, int county,
                       pack::Register const &definition, std::string const &key,
                       std::string const &target_key);
// Throws Error "merge_unknown", "merge_not_in_force", "reason_missing".
void ask_unmerge(store::Database &database, store::Actor const &actor, int county, std::int64_t id);
// Approves or rejects what is asked for, and links rows anew. Throws Error "merge_unknown",
// "merge_not_asked", "merge_needs_another" (nobody approves what he asked for himself).
Merge decide_merge(store::Database &database, pack::Pack const &pack, store::Actor const &actor,
                   int county, std::int64_t id, bool approve);

// In order of id.
std::vector<Merge> list_merges(store::Database &database, int county);
// Of one register, those in force then: the record that went, and the one that stays in the end.
std::map<std::int64_t, std::int64_t> merged_records(store::Database &database, int county,
                                                    std::string_view register_name,
                                                    Known const &known = {});

// Takes keys and reason out of the merges of an erased record. Requires: a write transaction is
// open. Answers their ids.
std::vector<std::int64_t> forget_merges(store::Database &database, int county,
                                        std::string_view register_name, std::int64_t record);

} // namespace jingzhun::registry
