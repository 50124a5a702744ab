// How many requests one caller may send.
#pragma once

#include <string>

namespace jingzhun::api {

// Counts one request of the caller. Throws Error "too_many_requests" where he has sent more than
// `rate` a second for a while (four seconds' worth may come at once). `rate` 0 counts nothing.
void require_rate(std::string const &caller, int rate);
// An attempt to sign in: thirty a minute from one address.
void require_attempt(std::string const &address);

} // namespace jingzhun::api
