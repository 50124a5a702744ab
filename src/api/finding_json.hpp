// A finding as the pages show it.
#pragma once

#include "api/view.hpp"
#include "base/json.hpp"
#include "finding/finding.hpp"

namespace jingzhun::api {

// {id, rule, title, register, subject, label, household, period, area, place, state, severity,
// opened, due,
//  closed, times_reopened, owner, message}; `household`: whose household the subject is, or null.
void write(base::JsonWriter &json, View const &view, finding::Finding const &finding,
           base::Language language);

} // namespace jingzhun::api
