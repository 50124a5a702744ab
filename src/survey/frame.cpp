// Frames: made, hashed, read and written.
#include "survey/frame.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "source/sheet.hpp"
#include "source/write.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace jingzhun::survey {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> columns = {
    {{"key", "编号"},
     {"cluster", "群"},
     {"cluster_stratum", "群层"},
     {"stratum", "层"},
     {"size", "规模"}}};

bool is_plain(std::string const &text) {
    return std::ranges::none_of(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
}

[[noreturn]] void refuse(Unit const &unit, std::string const &what) {
    throw base::Error("draw_unit_faulty", {{"key", unit.key}, {"value", what}});
}

void check(Unit const &unit) {
    if (unit.key.empty()) refuse(unit, "");
    if (unit.size < 0) refuse(unit, std::to_string(unit.size));
    for (auto const *text : {&unit.key, &unit.cluster, &unit.cluster_stratum, &unit.stratum})
        if (!is_plain(*text)) refuse(unit, *text);
}

void check_clusters(Frame const &frame) {
    std::map<std::string, std::string const *> strata;
    for (auto const &unit : frame.units) {
        auto const [at, is_new] = strata.emplace(unit.cluster, &unit.cluster_stratum);
        if (!is_new && *at->second != unit.cluster_stratum)
            throw base::Error("draw_cluster_torn", {{"cluster", unit.cluster},
                                                    {"first", *at->second},
                                                    {"second", unit.cluster_stratum}});
    }
}

// By index of `columns`: where it stands in the file; -1 where it does not.
std::array<int, 5> places_of(source::Row const &header, std::string const &file) {
    std::array<int, 5> places;
    places.fill(-1);
    for (std::size_t at = 0; at < header.cells.size(); ++at)
        for (std::size_t i = 0; i < columns.size(); ++i) {
            auto const title = base::squeeze(header.cells[at].text);
            if (title == columns[i].first || title == columns[i].second)
                places[i] = static_cast<int>(at);
        }
    if (places[0] < 0) throw base::Error("draw_column_missing", {{"file", file}});
    return places;
}

Unit unit_of(source::Row const &row, std::array<int, 5> const &places) {
    auto const cell = [&](std::size_t column) {
        auto const at = places.at(column);
        if (at < 0 || static_cast<std::size_t>(at) >= row.cells.size()) return std::string();
        return std::string(base::trim(row.cells[static_cast<std::size_t>(at)].text));
    };
    Unit unit{cell(0), cell(1), cell(2), cell(3), 1};
    auto const size = cell(4);
    if (size.empty()) return unit;
    auto const *end = size.data() + size.size();
    auto const read = std::from_chars(size.data(), end, unit.size);
    if (read.ec != std::errc() || read.ptr != end) refuse(unit, size);
    return unit;
}

} // namespace

Frame make_frame(std::vector<Unit> units) {
    if (units.empty()) throw base::Error("draw_frame_empty");
    for (auto const &unit : units) check(unit);
    Frame frame{std::move(units)};
    std::ranges::sort(frame.units, {}, &Unit::key);
    auto const twice = std::ranges::adjacent_find(frame.units, {}, &Unit::key);
    if (twice != frame.units.end()) throw base::Error("draw_key_twice", {{"key", twice->key}});
    check_clusters(frame);
    return frame;
}

std::string frame_hash(Frame const &frame) {
    std::string text;
    for (auto const &unit : frame.units)
        text += unit.key + "\t" + unit.cluster + "\t" + unit.cluster_stratum + "\t" + unit.stratum +
                "\t" + std::to_string(unit.size) + "\n";
    return base::sha256(text);
}

Frame read_frame(std::string const &file) {
    auto const book = source::open_book(file);
    auto const sheet = book->open(0);
    source::Row row;
    if (!sheet->next(row)) throw base::Error("draw_frame_empty");
    auto const places = places_of(row, file);
    std::vector<Unit> units;
    while (sheet->next(row)) units.push_back(unit_of(row, places));
    return make_frame(std::move(units));
}

void write_frame(Frame const &frame, std::string const &file) {
    auto const writer = source::write_csv(file, {.escape_formulas = false});
    std::vector<std::string> cells;
    for (auto const &column : columns) cells.emplace_back(column.first);
    writer->row(std::span<std::string const>(cells));
    for (auto const &unit : frame.units) {
        cells = {unit.key, unit.cluster, unit.cluster_stratum, unit.stratum,
                 std::to_string(unit.size)};
        writer->row(std::span<std::string const>(cells));
    }
    writer->close();
}

} // namespace jingzhun::survey
