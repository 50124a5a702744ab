// The handlers of saved views: views.cpp.
#pragma once

#include "api/asked.hpp"

namespace jingzhun::api {

Response list_views(Asked const &asked);
Response keep_view(Asked const &asked);
Response drop_view(Asked const &asked);

} // namespace jingzhun::api
