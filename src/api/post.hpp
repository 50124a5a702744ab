// One POST to another server over plain HTTP: how a county asks a witness.
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::api {

struct Posted {
    int status = 0;
    std::string type, body; // of the answer; at most 64 KiB of body are taken
};
// `url`: "http://host[:port]/path". Waits 10 s for a connection, 30 s for an answer. Throws Error
// "url_malformed", and "post_failed" where nobody answers, or not in HTTP.
Posted post(std::string_view url, std::string const &body);

} // namespace jingzhun::api
