// What the data say of a finding now: may it be closed?
#pragma once

#include "check/snapshot.hpp"
#include "finding/finding.hpp"

namespace jingzhun::check {

// Of a finding that a person raised: none. Unknown also where the snapshot has no answer of the
// rule for the finding's period, or the subject is not there any more.
finding::Data data_says(Snapshot const &snapshot, finding::Finding const &found);

} // namespace jingzhun::check
