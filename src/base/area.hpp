// Areas of the administrative division: codes whose prefix is the parent, and a tree of names over
// them.
//
// 43 > 4311 > 431128 > 431128100 > 431128100200: province, prefecture, county, township, village;
// a village group has two more digits. The nation is the empty code. Codes are stored as given,
// without trailing zeros.
#pragma once

#include "base/date.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jingzhun::base {

enum class AreaLevel { nation, province, prefecture, county, township, village, group };

// Level by length: 0 2 4 6 9 12 14; nothing for any other length or a character that is no digit.
std::optional<AreaLevel> level_of(std::string_view code);
inline bool contains(std::string_view area, std::string_view code) {
    return code.starts_with(area);
}
// The county's six digits as an integer (431128): leads every primary key of the store.
// Requires: level county or lower.
int county_of(std::string_view code);
// "431128000000" -> "431128"; other codes as they are.
std::string shorten(std::string_view code);

struct Area {
    std::string code, name;
    Date from = date_min, to = date_max; // half-open
    std::string successor = {};          // code that took over, when it ended
};

// The divisions of one county (or more), found by code or by what people write.
class AreaTree {
  public:
    explicit AreaTree(std::vector<Area> areas);

    std::vector<Area> const &all() const { return areas_; }
    Area const *find(std::string_view code) const;
    std::string name_of(std::string_view code) const; // the code itself where unknown
    // From the county on, as it is said: 新田县龙泉镇潭田村. Areas above have their own name only.
    std::string path_of(std::string_view code) const;
    // One level below, by code; of several names of one code the latest.
    std::vector<Area const *> children(std::string_view code) const;

    // The area of that level within `within` that people mean: exact name, then without 镇 乡 街道
    // 村 社区 村民委员会 居民委员会 and the like, folded; old names lead to their successor.
    // A code of that level and a name with higher areas before it (龙泉镇潭田村) are understood
    // too. Nothing where none or more than one fits.
    std::optional<std::string> resolve(std::string_view within, AreaLevel level,
                                       std::string_view name) const;
    // Names near a wrong one, best first, for "did you mean".
    std::vector<std::string> suggestions(std::string_view within, AreaLevel level,
                                         std::string_view name) const;

  private:
    std::vector<std::string> matches(std::string_view within, AreaLevel level, std::size_t form,
                                     std::string_view name) const;
    std::optional<std::string> resolve_name(std::string_view within, AreaLevel level,
                                            std::string_view name) const;
    std::optional<std::string> resolve_path(std::string_view within, AreaLevel level,
                                            std::string_view name) const;

    std::vector<Area> areas_; // by code, then by `from`
    std::unordered_map<std::string, std::size_t> by_code_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_folded_name_; // by area_key()
};

// Reads a division table (CSV: code,name,from,to,successor; the last three may be missing) and
// keeps what lies within `area` or above it. Throws Error where the file cannot be read or a row is
// wrong.
std::vector<Area> read_areas(std::string const &csv_file, std::string_view area);

} // namespace jingzhun::base
