// Codes of areas, and the tree of divisions.
#include "base/area.hpp"

#include "base/area_name.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace jingzhun::base {
namespace {

constexpr std::array<std::size_t, 7> lengths = {0, 2, 4, 6, 9, 12, 14};

} // namespace

std::optional<AreaLevel> level_of(std::string_view code) {
    auto const digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
    auto const *const found = std::ranges::find(lengths, code.size());
    if (!digits || found == lengths.end()) return std::nullopt;
    return static_cast<AreaLevel>(found - lengths.begin());
}

int county_of(std::string_view code) {
    assert(code.size() >= 6);
    int county = 0;
    for (auto const c : code.substr(0, 6)) county = county * 10 + (c - '0');
    return county;
}

std::string shorten(std::string_view code) {
    auto const level = level_of(code);
    if (!level) return std::string(code);
    for (auto const length : lengths) {
        if (length >= code.size()) break;
        if (code.find_first_not_of('0', length) == code.npos)
            return std::string(code.substr(0, length));
    }
    return std::string(code);
}

AreaTree::AreaTree(std::vector<Area> areas) : areas_(std::move(areas)) {
    std::ranges::stable_sort(areas_, [](Area const &a, Area const &b) {
        return a.code != b.code ? a.code < b.code : a.from < b.from;
    });
    for (std::size_t i = 0; i < areas_.size(); ++i) {
        auto const &area = areas_[i];
        by_code_[area.code] = i; // the latest of several names
        auto const level = level_of(area.code);
        if (!level) continue;
        auto const forms = name_forms(*level, area.name);
        for (std::size_t form = 0; form < forms.size(); ++form) {
            by_folded_name_[area_key(*level, form, forms[form])].push_back(i);
        }
    }
}

Area const *AreaTree::find(std::string_view code) const {
    auto const found = by_code_.find(std::string(code));
    return found == by_code_.end() ? nullptr : &areas_[found->second];
}

std::string AreaTree::name_of(std::string_view code) const {
    auto const *area = find(code);
    return area == nullptr ? std::string(code) : area->name;
}

std::string AreaTree::path_of(std::string_view code) const {
    std::string path;
    for (auto const length : lengths) {
        auto const own = length == code.size();
        if (length > code.size() || (length < 6 && !own)) continue;
        auto const *area = find(code.substr(0, length));
        auto const level = level_of(code.substr(0, length));
        auto const known = area != nullptr && level;
        if (!known && !own) continue;
        auto const name = known ? spoken_name(*level, area->name) : std::string(code);
        // Chinese names follow one another as they are said; others are told apart.
        auto const latin = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        if (!path.empty() && latin(path.back()) && latin(name.front())) path += ", ";
        path += name;
    }
    return path;
}

std::vector<Area const *> AreaTree::children(std::string_view code) const {
    std::vector<Area const *> found;
    auto const level = level_of(code);
    if (!level || *level == AreaLevel::group) return found;
    auto const length = lengths[static_cast<std::size_t>(*level) + 1];
    auto at = std::ranges::lower_bound(areas_, code, {}, &Area::code);
    for (; at != areas_.end() && at->code.starts_with(code); ++at) {
        if (at->code.size() == length && find(at->code) == &*at) found.push_back(&*at);
    }
    return found;
}

} // namespace jingzhun::base
