// The handlers of the desk for data fights: what two sides say of one record, who is right, and
// what is to be entered in another system.
#pragma once

#include "api/asked.hpp"
#include "finding/finding.hpp"

#include <vector>

namespace jingzhun::api {

// conflicts.cpp
Response list_conflicts(Asked const &asked);
Response list_settlements(Asked const &asked);
// conflict_acts.cpp
Response settle_conflicts(Asked const &asked);
Response decide_proposals(Asked const &asked);
// window.cpp
Response list_window(Asked const &asked);
Response decide_window(Asked const &asked);
Response export_window(Asked const &asked);

// May the caller read the finding?
bool may_read(Asked const &asked, finding::Finding const &found);

} // namespace jingzhun::api
