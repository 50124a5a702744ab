// Requests that may be sent again: a device that got no answer, a connection that broke. The client
// makes the id; the same request is done once, and every time answered the same.
#pragma once

#include "store/ledger.hpp"

#include <functional>

namespace jingzhun::store {

struct Request {
    int county = 0;
    std::string id;      // made by the client: 128 random bits as text, for instance
    std::string content; // what is asked for, however written, the same at every attempt
};

// Does `work` and keeps its answer with the request (table `request`), or answers what was answered
// the first time. Where `work` appends no event, one of kind "request" is appended. Throws Error
// "request_differs" where the id came with another content before, and what `work` throws: then the
// request counts as not made. Requires: a write transaction is open.
std::string once(Database &database, Actor const &actor, Request const &request,
                 std::function<std::string(Database &)> const &work);

} // namespace jingzhun::store
