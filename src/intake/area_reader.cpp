// Area names to codes, piece by piece from the county down.
#include "intake/area_reader.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::intake {

using base::AreaLevel;

namespace {

// The code that was written, zeros at its end dropped; nothing where it is a name.
std::optional<std::string> code_of(std::string const &text) {
    auto plain = base::squeeze(text);
    if (plain.ends_with(".0")) plain.resize(plain.size() - 2); // a spreadsheet's number
    if (plain.empty() || plain.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return base::shorten(plain);
}

} // namespace

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
        if (auto const code = code_of(pieces.code)) return of_code(*code, pieces.code);
        return of_name(county_, AreaLevel::village, pieces.code); // a name where a code belongs
    }
    if (!pieces.county.empty() && !names_county(pieces.county)) return foreign(pieces.county);
    std::string within = county_;
    if (!pieces.township.empty()) {
        auto township = of_name(within, AreaLevel::township, pieces.township);
        if (std::holds_alternative<base::Problem>(township)) return township;
        within = std::get<std::string>(township);
    }
    if (pieces.village.empty()) return within;
    return of_name(within, AreaLevel::village, pieces.village);
}

// 新田 for 新田县, 永州市新田县 for 新田县, 431128.
bool AreaReader::names_county(std::string const &text) const {
    if (auto const code = code_of(text)) return base::contains(present(*code), county_);
    auto const given = base::fold(text);
    return std::ranges::any_of(tree_.all(), [&](base::Area const &area) {
        if (area.code != county_ && area.successor != county_) return false;
        if (base::level_of(area.code) != AreaLevel::county) return false;
        auto const full = base::fold(area.name);
        return full.starts_with(given) || given.ends_with(full);
    });
}

std::string AreaReader::present(std::string const &code) const {
    if (code.size() < county_.size() || code.starts_with(county_)) return code;
    auto const *before = tree_.find(code.substr(0, county_.size()));
    if (before == nullptr || before->successor.empty()) return code;
    return before->successor + code.substr(county_.size());
}

std::variant<std::string, base::Problem> AreaReader::of_code(std::string const &given,
                                                             std::string const &written) const {
    auto const code = present(given);
    auto const level = base::level_of(code);
    if (!level) return unknown(county_, AreaLevel::village, written);
    if (!base::contains(county_, code) && !base::contains(code, county_)) return foreign(written);
    auto const *area = tree_.find(code);
    if (area == nullptr) return unknown(county_, *level, written);
    return area->successor.empty() ? area->code : area->successor;
}

// A name, or a code where a name belongs.
std::variant<std::string, base::Problem>
AreaReader::of_name(std::string const &within, AreaLevel level, std::string const &name) const {
    if (auto const code = code_of(name)) return of_code(*code, name);
    if (auto found = tree_.resolve(within, level, name)) return *found;
    return unknown(within, level, name);
}

base::Problem AreaReader::foreign(std::string const &value) const {
    return {"area_foreign", {}, {{"value", value}, {"county", tree_.path_of(county_)}}};
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
