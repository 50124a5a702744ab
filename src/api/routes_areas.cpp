// Addresses of areas, maps, statistics and reports.
#include "api/inspect_handlers.hpp"
#include "api/route_tables.hpp"

namespace jingzhun::api {
namespace {

using enum Door;
using pack::Operation;

constexpr std::size_t map_body = 16 * 1024 * 1024;

constexpr Parameter of_area[] = {{"area", "of this area; the county unless given"}};
constexpr Parameter of_map[] = {{"approval", "number of the map's approval"}, {"reason", "why"}};
constexpr Parameter of_statistic[] = {{"by", "township or village"}};
constexpr Parameter of_report[] = {{"period", "2020-11, 2020-Q4 or 2020; the last that is over"},
                                   {"area", "within this area"}};

constexpr Route table[] = {
    {"GET", "/api/area", role, Operation::read, "*", show_area, "一个区划和它的下级",
     "One area and those below it", of_area},
    {"GET", "/api/map", role, Operation::read, "*", show_map, "自有地图", "The county's own map"},
    {"POST", "/api/map", role, Operation::install, "", keep_map, "导入自有地图（GeoJSON）",
     "Import a map of one's own (GeoJSON)", of_map, map_body, true},
    {"DELETE", "/api/map", role, Operation::install, "", drop_map, "去掉自有地图",
     "Take the map away"},
    {"GET",
     "/api/statistics",
     role,
     Operation::read,
     "*",
     list_statistics,
     "统计",
     "Statistics",
     {},
     0,
     true},
    {"GET", "/api/statistics/{id}", role, Operation::read, "*", show_statistic,
     "一项统计，按区划和年份", "One statistic, by area and year", of_statistic, 0, true},
    {"GET", "/api/reports", role, Operation::read, "*", list_reports, "通报和排名",
     "Bulletins and rankings"},
    {"GET", "/api/reports/{name}", role, Operation::read, "*", show_report, "一份通报，算式列明",
     "One bulletin with its arithmetic", of_report, 0, true},
};

} // namespace

std::span<Route const> routes_of_areas() { return table; }

} // namespace jingzhun::api
