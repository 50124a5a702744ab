// Whom the open findings are about, without what they say: for counts beside long lists.
#pragma once

#include "finding/finding.hpp"

#include <functional>

namespace jingzhun::finding {

struct OpenSubject {
    std::string_view register_name; // valid during the call
    std::int64_t record = 0;
    pack::Severity severity = pack::Severity::soft;
};
// Every finding that is not closed, in no order.
void each_open(store::Database &database, int county,
               std::function<void(OpenSubject const &)> const &take);

} // namespace jingzhun::finding
