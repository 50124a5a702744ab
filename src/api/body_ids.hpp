// Numbers in a request's body: of findings, decisions, proposals.
#pragma once

#include "base/json.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace jingzhun::api {

// A member that is a list of at least one and at most 500 numbers. Throws Error "member_missing",
// "request_malformed".
std::vector<std::int64_t> ids_member(base::Json const &body, std::string_view name);
// Is the member there and true?
bool flag_member(base::Json const &body, std::string_view name);
// A number in an address. Throws Error "not_found" where it is none.
std::int64_t number_in_address(std::string_view text);

} // namespace jingzhun::api
