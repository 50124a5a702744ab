// Field selection: ?fields=total,items.key leaves only these members of an answer.
#pragma once

#include "api/http.hpp"

namespace jingzhun::api {

// `fields`: names separated by commas, members of members behind a dot; lists are gone through. An
// answer that is no JSON stays as it is.
void keep_fields(Response &response, std::string const &fields);
void write(base::JsonWriter &json, base::Json const &value);

} // namespace jingzhun::api
