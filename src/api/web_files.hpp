// The files of the built web application.
#pragma once

#include "api/http.hpp"

#include <string>

namespace jingzhun::api {

// A path without a dot in its last piece is a page of the application: index.html. Files under
// assets/ carry a hash in their name and may be kept for ever; others are asked for again (ETag).
// Throws Error "not_found"; "web_not_built" where the folder is empty.
Response web_file(std::string const &folder, Request const &request);

} // namespace jingzhun::api
