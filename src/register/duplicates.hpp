// Records of one register that may be the same: by the linkage model that rows of lists are told
// by.
#pragma once

#include "register/link_decision.hpp"

#include <vector>

namespace jingzhun::registry {

// The later record and the earlier one it may be. `state`: automatic where the score reaches the
// model's link, else review; `register_name` is both sides'.
// Best first. Left out is what is merged, asked for, or was rejected (merge.hpp). Throws Error
// "duplicates_no_model" where no link to the register has a model.
std::vector<LinkDecision> find_duplicates(store::Database &database, pack::Pack const &pack,
                                          int county, pack::Register const &definition);

} // namespace jingzhun::registry
