// The handlers of who is who: rows whose number finds nobody beside the person they may mean,
// records that may be one beside each other, merges asked for, approved and undone.
#pragma once

#include "api/asked.hpp"
#include "base/json.hpp"
#include "register/link_decision.hpp"
#include "register/records.hpp"

namespace jingzhun::api {

// links.cpp
Response list_links(Asked const &asked);
Response decide_links(Asked const &asked);
// duplicates.cpp
Response list_duplicates(Asked const &asked);
// merges.cpp
Response list_merges(Asked const &asked);
Response ask_merge(Asked const &asked);
Response decide_merges(Asked const &asked);
Response undo_merge(Asked const &asked);

// Where a record lies, as the caller's view has it; nothing: it is not in it.
std::optional<std::string> place_of(Asked const &asked, std::string const &register_name,
                                    std::int64_t record);
// A field's value as it may be shown there, "" where there is none.
std::string shown_cell(Asked const &asked, pack::Register const &definition,
                       registry::Record const &record, std::size_t field, std::string_view area);
// {…, "evidence": [{what, outcome, bits}]}
void write_evidence(base::JsonWriter &json, Asked const &asked,
                    registry::LinkDecision const &decision);
// {id, key, place, household, file, row}: who it is, and where it was said.
void write_side(base::JsonWriter &json, Asked const &asked, pack::Register const &definition,
                registry::Record const &record, std::string_view area);

} // namespace jingzhun::api
