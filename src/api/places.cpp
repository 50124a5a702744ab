// A few hundred prefixes a request.
#include "api/places.hpp"

namespace jingzhun::api {

std::vector<bool> places_within(View const &view, Scope const &scope, std::string_view area) {
    std::vector<bool> within;
    within.reserve(view.ground->places.size());
    for (auto const &place : view.ground->places)
        within.push_back(base::contains(area, place) && scope.contains(place));
    return within;
}

} // namespace jingzhun::api
