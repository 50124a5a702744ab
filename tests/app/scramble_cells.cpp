// Cells in other spellings, by what their column holds.
#include "app/scramble.hpp"

#include "base/area.hpp"
#include "base/date.hpp"
#include "base/identity.hpp"
#include "demo/random.hpp"
#include "source_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace jingzhun::testing {
namespace {

using demo::Random;
using Respelling = std::function<void(TableCell &)>;

std::string full_width(std::string const &text) {
    std::u32string points;
    for (auto const point : base::to_code_points(text))
        points += point > 0x20 && point < 0x7F ? point + 0xFEE0 : point;
    return base::to_utf8(points);
}

bool all_digits(std::string const &text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string other_identity(std::string text, bool may_shorten, Random &random) {
    if (!all_digits(text.substr(0, std::min<std::size_t>(text.size(), 17)))) return text;
    switch (random.below(8)) {
    case 0:
        return text.size() > 14
                   ? text.substr(0, 6) + " " + text.substr(6, 8) + " " + text.substr(14)
                   : text;
    case 1:
        return full_width(text);
    case 2:
        if (text.ends_with('X')) text.back() = 'x';
        return text;
    case 3:
        return " " + text + "　";
    case 4: // the number of fifteen digits that a person had before
        if (may_shorten && text.size() == 18 && text.substr(6, 2) == "19" &&
            base::valid_identity(text))
            return text.substr(0, 6) + text.substr(8, 9);
        return text;
    case 5:
        return "'" + text;
    case 6:
        return text + "\t";
    default:
        return text;
    }
}

TableCell other_date(std::string const &text, std::int64_t style) {
    auto const date = base::read_date(text);
    if (!date) return {text};
    auto const iso = base::to_string(*date);
    auto const y = iso.substr(0, 4);
    auto const m = std::stoi(iso.substr(5, 2)), d = std::stoi(iso.substr(8, 2));
    constexpr int excel_epoch = 25569;
    switch (style) {
    case 0:
        return {fmt::format("{}/{}/{}", y, m, d)};
    case 1:
        return {fmt::format("{}{:02}{:02}", y, m, d)};
    case 2:
        return {fmt::format("{}年{}月{}日", y, m, d)};
    case 3:
        return {std::to_string(date->days + excel_epoch), true};
    case 4:
        return {fmt::format("{}-{:02}-{:02} 00:00:00", y, m, d)};
    case 5:
        return {fmt::format("{}.{}.{}", y, m, d)};
    case 6:
        return {fmt::format("{}/{}/{} 8:30", y, m, d)};
    case 7:
        return {fmt::format("{}{:02}{:02}", y, m, d), true};
    default:
        return {iso};
    }
}

// 1234567.5 -> 1,234,567.5
std::string with_commas(std::string text) {
    auto const point = std::min(text.find('.'), text.size());
    auto const first = text.starts_with('-') ? 1U : 0U;
    for (auto at = point; at > first + 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

TableCell other_money(std::string const &text, std::int64_t style) {
    if (text.empty() || text.find_first_not_of("0123456789.-") != std::string::npos) return {text};
    switch (style) {
    case 0:
        return {with_commas(text)};
    case 1:
        return {text + "元"};
    case 2:
        return {"￥" + with_commas(text)};
    case 3:
        return {text, true};
    case 4:
        if (all_digits(text) && text.size() > 4)
            return {text.substr(0, text.size() - 4) + "." + text.substr(text.size() - 4) + "万"};
        return {text};
    default:
        return {full_width(text)};
    }
}

// What a yes-no column holds, as far as one can see.
struct YesNo {
    bool fits = false, blanks = false, some_yes = false;
};

YesNo look_at(Table const &table, std::size_t column) {
    YesNo seen{!table.rows.empty(), false, false};
    auto filled = false;
    for (auto const &row : table.rows) {
        auto const &text = row[column].text;
        seen.blanks |= text.empty();
        seen.some_yes |= text == "是";
        filled |= !text.empty();
        seen.fits &= text.empty() || text == "是" || text == "否";
    }
    seen.fits &= filled;
    return seen;
}

Respelling yes_no(YesNo seen, Random &random) {
    auto const style = random.below(6);
    std::pair<std::string, std::string> words = {"是", "否"};
    if (style == 0 && !seen.blanks && seen.some_yes) words = {"√", ""};
    if (style == 1 || style == 2) words = {"1", "0"};
    if (style == 3) words = {"Y", "N"};
    if (style == 4) words = {"√", "×"};
    return [words, style](TableCell &cell) {
        if (cell.text.empty()) return;
        cell = {cell.text == "是" ? words.first : words.second, style == 1};
    };
}

base::AreaTree const &areas() {
    static base::AreaTree const tree(
        base::read_areas(source_folder() + "/data/divisions/431128.csv", "431128"));
    return tree;
}

std::string without(std::string name, std::vector<std::string> const &endings) {
    for (auto const &ending : endings)
        if (name.size() > ending.size() && name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
            break;
        }
    return name;
}

std::string bare_village(std::string const &name) {
    return without(without(name, {"居民委员会", "村民委员会", "居委会", "委会"}), {"社区", "村"});
}

bool is_village(base::Area const &area) { return area.code.size() == 12; }

// How many villages within `area` have that name when nothing but the stem is written.
auto count_bare(std::string const &area, std::string const &stem) {
    return std::ranges::count_if(areas().all(), [&](base::Area const &one) {
        return is_village(one) && base::contains(area, one.code) && bare_village(one.name) == stem;
    });
}

// A 12-digit code as a name, where the name alone says it.
std::string village_words(std::string const &code, std::int64_t style) {
    auto const *area = areas().find(code);
    if (area == nullptr) return code;
    auto const stem = bare_village(area->name);
    auto const unique = count_bare("431128", stem) == 1;
    switch (style) {
    case 0:
        return areas().path_of(code);
    case 1:
        return unique ? area->name : code;
    case 2:
        return unique ? stem + "村" : code;
    case 3:
        return areas().path_of(code.substr(0, 9)) + area->name;
    default:
        return code;
    }
}

std::string other_county(std::int64_t style) {
    static std::vector<std::string> const words = {
        "新田", "431128", "431128000000", "湖南省永州市新田县", "永州市新田县", "新田县"};
    return words[static_cast<std::size_t>(style)];
}

std::string other_township(std::string const &name, std::int64_t style) {
    auto const found = std::ranges::find_if(areas().all(), [&](base::Area const &area) {
        return area.code.size() == 9 && area.name == name;
    });
    if (found == areas().all().end()) return name;
    if (style == 0) return without(name, {"街道", "镇", "乡"});
    if (style == 1) return found->code;
    if (style == 2) return found->code + "000";
    return style == 3 ? "新田县" + name : name;
}

std::string other_village(std::string const &township, std::string const &name,
                          std::int64_t style) {
    auto const stem = bare_village(name);
    for (auto const &area : areas().all()) {
        if (!is_village(area) || area.name != name ||
            areas().name_of(area.code.substr(0, 9)) != township)
            continue;
        if (style == 0) return count_bare(area.code.substr(0, 9), stem) == 1 ? stem : name;
        if (style == 1) return area.code;
        if (style == 2) return without(name, {"居委会", "委会"});
    }
    return name;
}

void respell_areas(Table &table, Random &random) {
    auto const column = [&](std::string const &header) {
        auto const found = std::ranges::find(table.header, header);
        return static_cast<std::size_t>(found - table.header.begin());
    };
    auto const county = column("县"), township = column("乡(镇)"), village = column("行政村");
    auto const county_style = random.below(6), township_style = random.below(5);
    auto const village_style = random.below(4);
    auto const width = table.header.size();
    if (township < width)
        for (auto &row : table.rows) {
            auto const named = row[township].text;
            row[village].text = other_village(named, row[village].text, village_style);
            row[township].text = other_township(named, township_style);
            row[county].text = other_county(county_style);
        }
    auto const style = random.below(6);
    if (auto const code = column("行政村代码"); code < width)
        for (auto &row : table.rows) row[code].text = village_words(row[code].text, style);
    if (auto const several = column("联系村代码"); several < width)
        for (auto &row : table.rows) {
            std::string joined;
            for (auto const &one : base::split_list(row[several].text))
                joined += (joined.empty() ? ""
                           : style == 0   ? "；"
                                          : "，") +
                          village_words(std::string(one), style);
            row[several].text = joined;
        }
}

bool has(std::string const &text, std::string const &part) {
    return text.find(part) != std::string::npos;
}

bool is_money(std::string const &header) {
    for (auto const *part : {"收入", "支出", "金额", "费用", "价格", "资本", "工资"})
        if (has(header, part)) return true;
    return false;
}

Respelling words_for(std::map<std::string, std::string> words) {
    return [words = std::move(words)](TableCell &cell) {
        if (auto const other = words.find(cell.text); other != words.end())
            cell.text = other->second;
    };
}

Respelling respelling_of(Table const &table, std::size_t column, bool as_csv, Random &random) {
    auto const &header = table.header[column];
    if (has(header, "身份证号") || has(header, "证件号码") || has(header, "残疾证号")) {
        auto const key = std::ranges::find(table.header, "职务类别") != table.header.end();
        return [key, &random](TableCell &cell) {
            cell.text = other_identity(cell.text, !key, random);
        };
    }
    if (has(header, "日期") || has(header, "时限")) {
        auto const style = random.below(10);
        auto const mixed = random.chance(0.2);
        return [style, mixed, as_csv, &random](TableCell &cell) {
            cell = other_date(cell.text, mixed ? random.below(10) : style);
            cell.number &= !as_csv;
        };
    }
    if (is_money(header)) {
        auto const style = random.below(7);
        return [style](TableCell &cell) { cell = other_money(cell.text, style); };
    }
    if (auto const seen = look_at(table, column); seen.fits) return yes_no(seen, random);
    if (header == "与户主关系") return words_for({{"户主", "本人"}, {"之子", "长子"}});
    if (header == "取水方便程度") return words_for({{"20分钟内", "２０分钟内"}});
    if (has(header, "年度") && random.chance(0.5))
        return [](TableCell &cell) { cell.text += cell.text.empty() ? "" : "年"; };
    if (header == "务工时间" && random.chance(0.5))
        return [](TableCell &cell) { cell.text += cell.text.empty() ? "" : "个月"; };
    if (header.ends_with("编号") && header != "规则编号" && random.chance(0.5)) {
        auto const style = random.below(4);
        return [style](TableCell &cell) {
            if (style == 0) cell.text = full_width(cell.text);
            else if (style == 1) cell.text = " " + cell.text + " ";
            else if (style == 2 && !cell.text.empty()) cell.text = "'" + cell.text;
            else cell.number = all_digits(cell.text);
        };
    }
    return {};
}

} // namespace

void respell(Table &table, bool as_csv, std::uint64_t seed) {
    Random random(seed, 2, 0);
    respell_areas(table, random);
    for (std::size_t column = 0; column < table.header.size(); ++column)
        if (auto const change = respelling_of(table, column, as_csv, random))
            for (auto &row : table.rows) change(row[column]);
}

} // namespace jingzhun::testing
