// A finding as the pages show it.
#pragma once

#include "api/asked.hpp"
#include "base/json.hpp"
#include "finding/finding.hpp"

namespace jingzhun::api {

// {id, rule, title, register, subject, label, household, period, area, place, state, severity,
// opened, due,
//  closed, times_reopened, owner, message}; `household`: whose household the subject is, or null.
void write(base::JsonWriter &json, Asked const &asked, finding::Finding const &finding);

} // namespace jingzhun::api
