// What a request asks of an import.
#pragma once

#include "api/asked.hpp"
#include "intake/import.hpp"

#include <string>

namespace jingzhun::api {

// The file as it was named, without a folder: it is shown and kept by that name. Throws Error
// "file_wanted".
std::string import_file_name(Request const &request);
// The parameters name, mode, as, map, sender, correction, all, valid_from, reason; its holder is the
// session's. Throws Error "request_malformed", "access_refused".
intake::ImportOptions import_options(Asked const &asked);

} // namespace jingzhun::api
