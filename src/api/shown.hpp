// What of a record the caller may see whole: the one place where answers are masked.
#pragma once

#include "api/asked.hpp"
#include "api/explain_json.hpp"

namespace jingzhun::api {

// Which fields of a record there are shown in part.
Hidden hidden_from(Asked const &asked, pack::Register const &definition, std::string_view area);
// Are identity numbers in its keys shown in part there?
bool hides_identity(Asked const &asked, pack::Register const &definition, std::string_view area);
// The key of a record there: identity numbers in it shown in part where the field is.
std::string shown_key(Asked const &asked, pack::Register const &definition, std::string_view key,
                      std::string_view area);
// A record as it may be shown.
void write(base::JsonWriter &json, Asked const &asked, pack::Register const &definition,
           registry::Record const &record);

} // namespace jingzhun::api
