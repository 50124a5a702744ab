// A pack's roles in words and as JSON; parts of describe.hpp. Inside this folder only.
#pragma once

#include "base/json.hpp"
#include "pack/describe.hpp"

#include <string>

namespace jingzhun::pack {

// Roles, classes of private fields, separations, rules for signing in; "" where there are none.
std::string describe_access_text(Pack const &pack, base::Language language);
// Members "access", "classes", "roles" and "separations" of the object that is open.
void describe_access_json(base::JsonWriter &json, Pack const &pack);

} // namespace jingzhun::pack
