// Types and values of conformance cases, read from JSON.
#pragma once

#include "base/json.hpp"
#include "cel/type.hpp"
#include "cel/value.hpp"

#include <optional>

namespace jingzhun::cel {

// dyn where the type has no name we know.
Type type_from_json(base::Json const &json);
// Nothing where it is not written as a value is.
std::optional<Value> value_from_json(base::Json const &json);

} // namespace jingzhun::cel
