// Findings by whom they are about: the open ones without what they say, for counts beside long
// lists; those about one record.
#pragma once

#include "finding/finding.hpp"

#include <functional>
#include <string>
#include <vector>

namespace jingzhun::finding {

struct OpenSubject {
    std::string_view register_name; // valid during the call
    std::int64_t record = 0;
    pack::Severity severity = pack::Severity::soft;
};
// Every finding that is not closed, in no order.
void each_open(store::Database &database, int county,
               std::function<void(OpenSubject const &)> const &take);

// All findings about one record, closed ones too, in order of id: by an index, however many there
// are about others.
std::vector<Finding> findings_about(store::Database &database, int county,
                                    std::string const &register_name, std::int64_t record);

} // namespace jingzhun::finding
