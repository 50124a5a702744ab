// The details of alarms.
#include "store/tampering.hpp"

#include "base/json.hpp"

#include <algorithm>

namespace jingzhun::store {

std::string details_of_tampering(std::vector<base::Problem> const &problems) {
    constexpr std::size_t told_max = 50;
    base::JsonWriter json;
    json.begin_object().member("found", problems.size()).key("problems").begin_array();
    for (std::size_t i = 0; i < std::min(problems.size(), told_max); ++i) {
        json.begin_object().member("code", problems[i].code);
        for (auto const &[name, value] : problems[i].arguments) json.member(name, value);
        json.end_object();
    }
    json.end_array().end_object();
    return json.take();
}

} // namespace jingzhun::store
