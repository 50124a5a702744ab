// Reads division tables.
#include "base/area.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace jingzhun::base {
namespace {

// The cells of one line; a cell may stand in quotation marks. Nothing where a mark is left open.
std::optional<std::vector<std::string>> read_cells(std::string_view line) {
    std::vector<std::string> cells(1);
    auto quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        auto const c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return quoted ? std::nullopt : std::optional(std::move(cells));
}

[[noreturn]] void refuse(std::string what, Place const &place) {
    throw Error("division_malformed", {{"what", std::move(what)}}, place);
}

Date read_day(std::string const &text, Date otherwise, Place const &place) {
    if (text.empty()) return otherwise;
    auto const day = parse_iso_date(text);
    if (!day) refuse("“" + text + "” is no date (YYYY-MM-DD)", place);
    return *day;
}

Area read_area(std::string_view line, Place const &place) {
    auto cells = read_cells(line);
    if (!cells) refuse("a quotation mark is left open", place);
    if (cells->size() < 2 || cells->size() > 5) {
        refuse(std::to_string(cells->size()) + " cells", place);
    }
    cells->resize(5);
    auto const &code = cells->at(0), &name = cells->at(1), &successor = cells->at(4);
    if (!level_of(code)) refuse("“" + code + "” is no code of an area", place);
    if (!successor.empty() && !level_of(successor))
        refuse("“" + successor + "” is no code of an area", place);
    if (name.empty()) refuse("the name is missing", place);
    auto const from = read_day(cells->at(2), date_min, place);
    return {code, name, from, read_day(cells->at(3), date_max, place), successor};
}

} // namespace

std::vector<Area> read_areas(std::string const &csv_file, std::string_view area) {
    auto const bytes = read_file(csv_file);
    std::string_view text = bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<Area> areas;
    Place place{csv_file, 0, 0};
    for (auto line : split(text, '\n')) {
        ++place.line;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || (place.line == 1 && line.starts_with("code,"))) continue;
        if (!is_utf8(line)) refuse("it is not UTF-8", place);
        auto read = read_area(line, place);
        auto const went_there = !read.successor.empty() && contains(area, read.successor);
        if (contains(area, read.code) || contains(read.code, area) || went_there)
            areas.push_back(std::move(read));
    }
    return areas;
}

} // namespace jingzhun::base
