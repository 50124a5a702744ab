// Area names to codes, piece by piece from the county down.
#include "intake/area_reader.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace jingzhun::intake {

using base::AreaLevel;

std::variant<std::string, base::Problem> AreaReader::read(AreaPieces const &pieces) {
    auto const key =
        fmt::format("{}|{}|{}|{}", pieces.county, pieces.township, pieces.village, pieces.code);
    if (auto const found = known_.find(key); found != known_.end()) return found->second;
    auto const result = resolve(pieces);
    if (known_.size() < 100'000)
        known_.emplace(key, result); // a hostile file names no end of places
    return result;
}

std::variant<std::string, base::Problem> AreaReader::resolve(AreaPieces const &pieces) const {
    if (!pieces.code.empty()) {
        auto const code = base::shorten(base::squeeze(pieces.code));
        auto const level = base::level_of(code);
        if (!level) return unknown(county_, AreaLevel::village, pieces.code);
        if (!base::contains(county_, code) && !base::contains(code, county_))
            return base::Problem{
                "area_foreign", {}, {{"value", pieces.code}, {"county", tree_.path_of(county_)}}};
        auto const *area = tree_.find(code);
        if (area == nullptr) return unknown(county_, *level, pieces.code);
        return area->successor.empty() ? area->code : area->successor;
    }
    std::string within = county_;
    if (!pieces.county.empty() && base::fold(pieces.county) != base::fold(tree_.name_of(county_))) {
        auto const full = base::fold(tree_.name_of(county_));
        auto const given = base::fold(pieces.county);
        // 新田 for 新田县, 永州市新田县 for 新田县
        if (!full.starts_with(given) && !given.ends_with(full))
            return base::Problem{
                "area_foreign", {}, {{"value", pieces.county}, {"county", tree_.path_of(county_)}}};
    }
    if (!pieces.township.empty()) {
        auto const township = tree_.resolve(within, AreaLevel::township, pieces.township);
        if (!township) return unknown(within, AreaLevel::township, pieces.township);
        within = *township;
    }
    if (pieces.village.empty()) return within;
    auto const village = tree_.resolve(within, AreaLevel::village, pieces.village);
    if (!village) return unknown(within, AreaLevel::village, pieces.village);
    return *village;
}

base::Problem AreaReader::unknown(std::string_view within, AreaLevel level,
                                  std::string const &name) const {
    auto const near = tree_.suggestions(within, level, name);
    return {"area_unknown",
            {},
            {{"value", name},
             {"within", tree_.path_of(within)},
             {"nearest", near.empty() ? "-" : fmt::format("{}", fmt::join(near, "、"))}}};
}

} // namespace jingzhun::intake
