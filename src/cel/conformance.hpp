// Cases of the public conformance suite as JSON: what `jingzhun cel` runs.
//
// A case is {expr, vars?, bind?, dyn?, container?}: `vars` declares types of variables ("int64",
// {"list": "string"}, {"map": ["string", "int64"]}), `bind` their values, `dyn` leaves the type
// check out. Values are written {"int": "1"}, {"double": "1.5"}, {"bytes": "hex"}, {"list": [...]},
// {"map": [[key, value]...]}, {"timestamp": "RFC 3339"}, {"duration": "1.5s"}, and of our own types
// {"date": "2020-12-31"}, {"money": "12.50"}, {"period": "2020-12"}.
#pragma once

#include "cel/value.hpp"

#include <string>
#include <string_view>

namespace jingzhun::cel {

// Answers a JSON array: {"value": ...} or {"error": "..."} for each case.
// Throws Error "json_malformed"; "cel_case" where it is no array of such cases.
std::string run_cel_cases(std::string_view json);

// One value in that notation; {"error": "..."} for errors, unknowns and what is too large to write.
std::string value_to_json(Value const &value);

} // namespace jingzhun::cel
