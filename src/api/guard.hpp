// Every check between a question and its answer, each a value by itself: what decides, nothing of
// how it is asked.
//
// There is one place that asks them (caller.hpp, answer.cpp). They are values so that a test can
// take one away and see what stands open then.
#pragma once

#include "access/may.hpp"
#include "api/http.hpp"

#include <functional>

namespace jingzhun::api {

struct Guard {
    // Access rules: may.hpp.
    std::function<bool(pack::Pack const &, access::Holder const &, pack::Operation,
                       std::string_view register_name, std::string_view area, base::Date)>
        may;
    std::function<std::vector<std::string>(pack::Pack const &, access::Holder const &,
                                           pack::Operation, std::string_view register_name,
                                           base::Date)>
        areas;
    std::function<bool(pack::Pack const &, access::Holder const &, pack::Register const &,
                       pack::Field const &, std::string_view area, base::Date)>
        sees;
    // A request that writes comes from our own pages, not from another site in the same browser.
    std::function<bool(Request const &)> own_origin;
    // The token of the session that only our own pages can read: is it the expected one?
    std::function<bool(std::string_view expected, std::string_view given)> token;
    // A store without accounts answers this machine only, asked for by its own name.
    std::function<bool(Request const &)> loopback;
};

Guard const &real_guard();

} // namespace jingzhun::api
