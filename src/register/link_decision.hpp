// Decisions about rows whose number finds nobody: whom they mean, how sure that is, on what
// evidence, and who said so.
//
// Frames use those that were made beside what equal values say (frame_decided.hpp). A decision is
// never changed: what replaces it is another, and since when it no longer holds is kept. So what
// was linked when a decision was taken can be told later. No name and no number stands in one.
#pragma once

#include "pack/model.hpp"
#include "register/batch.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::registry {

enum class LinkState {
    automatic, // sure enough by the model alone
    review,    // for a person to decide; holds nothing
    confirmed, // by a person
    refused,   // by a person: this row is somebody else's
};
std::string_view to_string(LinkState state);

// One term of a score: what was compared, how it came out, what that is worth in bits.
struct LinkEvidence {
    std::string name, outcome;
    double bits = 0;
    bool operator==(LinkEvidence const &) const = default;
};

struct LinkDecision {
    std::int64_t id = 0;
    std::string register_name, link; // of the row
    std::int64_t record = 0, target = 0;
    LinkState state = LinkState::review;
    double score = 0; // log2 of the odds that it is the same person
    std::string model;
    std::vector<LinkEvidence> evidence;
    std::string print; // of what both sides said; another print: decide afresh
    std::string actor, reason;
    base::Instant time = 0;
    std::int64_t decided_after = 0; // the ledger's last event before it
};

// Each of these needs an open write transaction and an event in it. The table is made when it is
// first needed.
std::int64_t add_decision(store::Database &database, int county, LinkDecision const &decision);
void supersede_decision(store::Database &database, int county, std::int64_t id);

// Those that held then, in order of id; of one register where it is named.
std::vector<LinkDecision> decisions(store::Database &database, int county, Known const &known = {},
                                    std::string_view register_name = {});
// Throws Error "link_decision_unknown" where there is none that holds.
LinkDecision find_decision(store::Database &database, int county, std::int64_t id);

// Takes print, evidence and reason out of all that were ever made about an erased record, as row
// (of `links`' registers) or as whom it meant. Answers their ids. Requires: a write transaction.
std::vector<std::int64_t> forget_decisions(store::Database &database, int county,
                                           pack::Pack const &pack, std::string_view register_name,
                                           std::int64_t record);

} // namespace jingzhun::registry
