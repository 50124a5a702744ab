// Takes the names of areas apart: offices, kinds of area, nationalities, numbers of groups.
#include "base/area_name.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace jingzhun::base {
namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

// Longer endings stand before their own endings.
constexpr Replacement village_offices[] = {
    {"社区居民委员会", "社区"}, {"社区居委会", "社区"}, {"村村民委员会", "村"}, {"村村委会", "村"},
    {"村民委员会", "村"},       {"村民委会", "村"},     {"村委会会", "村"},     {"村委会", "村"},
    {"居民委员会", "社区"},     {"居委会", "社区"},     {"行政村", "村"},       {"村委", "村"},
    {"居委", "社区"},
};
constexpr Replacement township_offices[] = {
    {"街道办事处", "街道"}, {"街道办", "街道"}, {"办事处", "街道"}, {"镇人民政府", "镇"},
    {"乡人民政府", "乡"},   {"镇政府", "镇"},   {"乡政府", "乡"},
};
constexpr Replacement county_offices[] = {{"自治县", "县"}, {"自治旗", "旗"}};
constexpr Replacement prefecture_offices[] = {{"自治州", "州"}};
constexpr Replacement group_offices[] = {{"村民小组", "组"}, {"居民小组", "组"}, {"小组", "组"}};

constexpr std::string_view village_kinds[] = {"自然村", "社区", "村"};
constexpr std::string_view township_kinds[] = {"街道", "苏木", "镇", "乡"};
constexpr std::string_view county_kinds[] = {"林区", "特区", "县", "市", "区", "旗"};
constexpr std::string_view prefecture_kinds[] = {"地区", "市", "州", "盟"};
constexpr std::string_view province_kinds[] = {"特别行政区", "自治区", "省", "市"};
constexpr std::string_view group_kinds[] = {"组"};

constexpr std::string_view nationalities[] = {
    "蒙古族",   "回族",   "藏族",   "维吾尔族", "维吾尔", "苗族",       "彝族",       "壮族",
    "布依族",   "朝鲜族", "满族",   "侗族",     "瑶族",   "白族",       "土家族",     "哈尼族",
    "哈萨克族", "哈萨克", "傣族",   "黎族",     "傈僳族", "佤族",       "畲族",       "高山族",
    "拉祜族",   "水族",   "东乡族", "纳西族",   "景颇族", "柯尔克孜族", "柯尔克孜",   "土族",
    "达斡尔族", "仫佬族", "羌族",   "布朗族",   "撒拉族", "毛南族",     "仡佬族",     "锡伯族",
    "锡伯",     "阿昌族", "普米族", "塔吉克族", "塔吉克", "怒族",       "乌孜别克族", "俄罗斯族",
    "鄂温克族", "德昂族", "保安族", "裕固族",   "京族",   "塔塔尔族",   "独龙族",     "鄂伦春族",
    "赫哲族",   "门巴族", "珞巴族", "基诺族",   "各族",   "多民族",     "民族",
};

std::span<Replacement const> offices_of(AreaLevel level) {
    switch (level) {
    case AreaLevel::prefecture:
        return prefecture_offices;
    case AreaLevel::county:
        return county_offices;
    case AreaLevel::township:
        return township_offices;
    case AreaLevel::village:
        return village_offices;
    case AreaLevel::group:
        return group_offices;
    default:
        return {};
    }
}

std::span<std::string_view const> kinds_of(AreaLevel level) {
    switch (level) {
    case AreaLevel::province:
        return province_kinds;
    case AreaLevel::prefecture:
        return prefecture_kinds;
    case AreaLevel::county:
        return county_kinds;
    case AreaLevel::township:
        return township_kinds;
    case AreaLevel::village:
        return village_kinds;
    case AreaLevel::group:
        return group_kinds;
    default:
        return {};
    }
}

// The ending of the name that is in the list and leaves something of it; empty where none is.
std::string_view ending(std::string_view name, std::span<std::string_view const> endings) {
    for (auto const &word : endings) {
        if (name.size() > word.size() && name.ends_with(word)) return word;
    }
    return {};
}

std::string without_office(AreaLevel level, std::string_view name) {
    for (auto const &[office, kind] : offices_of(level)) {
        if (name.size() <= office.size() || !name.ends_with(office)) continue;
        return std::string(name.substr(0, name.size() - office.size())).append(kind);
    }
    return std::string(name);
}

// 门楼下瑶族乡 to 门楼下乡, 湘西土家族苗族州 to 湘西州; 回族乡 alone keeps its only word.
std::string without_nationality(AreaLevel level, std::string_view name) {
    auto const kind = ending(name, kinds_of(level));
    auto rest = name.substr(0, name.size() - kind.size());
    for (;;) {
        auto const nationality = ending(rest, nationalities);
        if (kind.empty() || nationality.empty()) break;
        rest.remove_suffix(nationality.size());
    }
    return std::string(rest).append(kind);
}

// 大村村 and 大村 to 大; 门楼下乡, and 门楼下瑶族 for which somebody dropped no more than 乡, to
// 门楼下.
std::string stem(AreaLevel level, std::string_view plain) {
    auto const careless = level == AreaLevel::village; // only of villages people drop 村 twice
    for (auto kind = ending(plain, kinds_of(level)); !kind.empty();
         kind = careless ? ending(plain, kinds_of(level)) : std::string_view())
        plain.remove_suffix(kind.size());
    if (level != AreaLevel::township) return std::string(plain);
    plain.remove_suffix(ending(plain, nationalities).size());
    return std::string(plain);
}

// 三, 十二, 二十 as 3, 12, 20; nothing where the text is no number below a hundred.
std::optional<int> chinese_number(std::string_view text) {
    constexpr std::u32string_view digits = U"零一二三四五六七八九";
    auto const points = to_code_points(text);
    auto const ten = points.find(U'十');
    auto const value = [&](std::u32string_view part, int otherwise) {
        if (part.empty()) return otherwise;
        auto const digit = part.size() == 1 ? digits.find(part.front()) : digits.npos;
        return digit == digits.npos ? -1 : static_cast<int>(digit);
    };
    auto const view = std::u32string_view(points);
    auto const tens = ten == points.npos ? 0 : value(view.substr(0, ten), 1);
    auto const ones = ten == points.npos ? value(view, -1) : value(view.substr(ten + 1), 0);
    return tens < 0 || ones < 0 ? std::nullopt : std::optional(tens * 10 + ones);
}

// 第三组 and 三组 as 3组.
std::string numbered_group(std::string_view name) {
    auto rest = name.substr(0, name.size() - ending(name, group_kinds).size());
    if (rest.starts_with("第")) rest.remove_prefix(std::string_view("第").size());
    auto const number = chinese_number(rest);
    return (number ? std::to_string(*number) : std::string(rest)) + "组";
}

std::string plain(AreaLevel level, std::string_view name) {
    auto const served = without_office(level, name);
    if (level == AreaLevel::group) return numbered_group(served);
    return level == AreaLevel::village ? served : without_nationality(level, served);
}

} // namespace

std::array<std::string, 3> name_forms(AreaLevel level, std::string_view name) {
    auto folded = fold(name);
    auto simple = plain(level, folded);
    auto bare = stem(level, simple);
    return {std::move(folded), std::move(simple), std::move(bare)};
}

std::string area_key(AreaLevel level, std::size_t form, std::string_view name) {
    auto key = std::to_string(static_cast<int>(level) * 10 + static_cast<int>(form));
    return key.append("|").append(name);
}

std::string spoken_name(AreaLevel level, std::string_view name) {
    return level == AreaLevel::village ? without_office(level, name) : std::string(name);
}

} // namespace jingzhun::base
