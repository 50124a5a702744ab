// A county's own map: the outlines of its townships or villages, imported as GeoJSON and kept in
// the store. None is shipped: borders are the county's to bring, with the approval they are under.
//
// Tables `map_sheet` (one row: the map that holds) and `map_shape`, made when they are needed.
#pragma once

#include "base/area.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::report {

using Ring = std::vector<std::pair<std::int32_t, std::int32_t>>; // x, y in 1/100,000 of a degree

struct AreaShape {
    std::string area;
    std::vector<Ring> rings;
};

struct AreaMap {
    std::string approval;             // number of the map's approval, printed under it
    std::vector<AreaShape> shapes;    // in order of the file
    std::vector<std::string> unknown; // codes in the file that are no areas of the store
};

// Polygons and MultiPolygons of a FeatureCollection, by the property code, adcode, area, area_code
// or 区划代码, else by the feature's id. Throws Error "json_malformed", "map_no_features",
// "map_shape_faulty" (with the feature), "map_no_areas" (none is of the store), "map_area_twice".
AreaMap read_map(std::string_view geojson, base::AreaTree const &areas);

// In place of the one before. One event "map". Requires: a write transaction is open.
void keep_map(store::Database &database, store::Actor const &actor, int county, AreaMap const &map);
// Takes it away. One event. Requires: a write transaction is open.
void drop_map(store::Database &database, store::Actor const &actor, int county);
std::optional<AreaMap> load_map(store::Database &database, int county);

} // namespace jingzhun::report
