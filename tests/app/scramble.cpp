// Order of columns, titles, further columns, footers, and the containers.
#include "app/scramble.hpp"

#include "app/program.hpp"
#include "demo/random.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <numeric>

namespace jingzhun::testing {
namespace {

using demo::Random;

// FNV-1a: the same everywhere.
std::uint64_t hash_of(std::string const &text) {
    std::uint64_t hash = 1469598103934665603ULL;
    for (auto const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

void add_columns(Table &table, Random &random) {
    auto const add = [&](std::string const &header, auto const &cell) {
        table.header.push_back(header);
        for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].push_back({cell(i)});
    };
    if (random.chance(0.6)) add("序号", [](std::size_t i) { return std::to_string(i + 1); });
    if (random.chance(0.5)) add("备注", [](std::size_t i) { return i % 7 == 0 ? "已核" : ""; });
    if (random.chance(0.3)) add("填报人", [](std::size_t) { return "王某"; });
}

void shuffle_columns(Table &table, Random &random) {
    std::vector<std::size_t> order(table.header.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (auto i = order.size(); i > 1; --i)
        std::swap(order[i - 1],
                  order[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i)))]);
    auto const reorder = [&](auto const &row) {
        auto sorted = row;
        for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = row[order[i]];
        return sorted;
    };
    table.header = reorder(table.header);
    for (auto &row : table.rows) row = reorder(row);
}

void frame(Table &table, Random &random) {
    if (random.chance(0.6)) {
        table.above.push_back({fmt::format("新田县{}（2020年度）", table.name)});
        table.above.push_back({"填报单位：某某局", "", "填报日期：2020年12月31日"});
    }
    if (random.chance(0.6)) {
        std::vector<std::string> sum(table.header.size());
        sum.front() = "合计";
        table.below.push_back(sum);
        table.below.push_back({"填表人：王某", "", "审核人：李某"});
        table.below.push_back({"注：本表截至2020年12月31日"});
    }
    if (random.chance(0.3) && table.rows.size() > 4) { // a header on every printed page
        std::vector<TableCell> again;
        for (auto const &header : table.header) again.push_back({header});
        table.rows.insert(table.rows.begin() + static_cast<std::ptrdiff_t>(table.rows.size() / 2),
                          again);
    }
}

void dress(Table &table, bool as_csv, std::uint64_t seed) {
    auto const own = seed ^ hash_of(table.name + table.sheet);
    Random random(own, 0, 0);
    respell(table, as_csv, own);
    add_columns(table, random);
    rename(table, own);
    shuffle_columns(table, random);
    frame(table, random);
}

void write_some_csv(Table const &table, std::string const &file, std::uint64_t seed) {
    using base::Encoding;
    static constexpr std::array encodings = {Encoding::gb18030,  Encoding::big5,
                                             Encoding::utf8,     Encoding::utf16_le,
                                             Encoding::utf16_be, Encoding::gb18030};
    static constexpr std::array separators = {',', ';', '\t'};
    auto const own = seed + hash_of(file.substr(file.rfind('/') + 1));
    CsvLook const look{encodings[own % encodings.size()], own % 2 == 0,
                       separators[own / 7 % separators.size()]};
    if (!write_csv(table, file, look))
        REQUIRE(write_csv(table, file, {Encoding::gb18030, false, look.separator}));
}

// A long table in three sheets, each with its header.
std::vector<Table> in_parts(Table const &table) {
    std::vector<Table> parts(3, table);
    for (std::size_t part = 0; part < parts.size(); ++part) {
        auto const size = table.rows.size();
        parts[part].sheet = fmt::format("{}（{}）", table.sheet, part + 1);
        parts[part].rows.assign(table.rows.begin() + static_cast<std::ptrdiff_t>(size * part / 3),
                                table.rows.begin() +
                                    static_cast<std::ptrdiff_t>(size * (part + 1) / 3));
    }
    return parts;
}

bool is_csv(std::string const &file) { return file.ends_with(".csv"); }

void write_swapped(std::string const &file, std::vector<Table> const &tables, std::string const &to,
                   std::uint64_t seed) {
    if (!is_csv(file)) {
        for (auto const &table : tables) {
            auto const name = tables.size() == 1 ? table.name : table.name + "-" + table.sheet;
            write_some_csv(table, fmt::format("{}/{}.txt", to, name), seed);
        }
        return;
    }
    auto table = tables.front();
    table.sheet = "Sheet1";
    auto const long_table = table.rows.size() > 1000;
    write_workbook(long_table ? in_parts(table) : std::vector{table},
                   fmt::format("{}/{}.xlsx", to, table.name));
}

} // namespace

void scramble(std::string const &from, std::string const &to, Office office, std::uint64_t seed) {
    std::filesystem::create_directories(to);
    Table explanation;
    explanation.sheet = "填表说明";
    explanation.header = {"一、本表由各单位按月填报。"};
    explanation.rows = {{{"二、身份证号请填18位。"}}};
    std::vector<Table> all = {explanation};
    for (auto const &file : files_in(from)) {
        auto tables = read_tables(file);
        auto const as_csv = office == Office::csv || (office == Office::swapped && !is_csv(file));
        for (auto &table : tables) dress(table, as_csv, seed);
        if (office == Office::swapped) write_swapped(file, tables, to, seed);
        for (auto &table : tables) {
            if (office == Office::csv)
                write_some_csv(table, fmt::format("{}/表{}.csv", to, all.size()), seed);
            table.sheet = fmt::format("表{}", all.size());
            all.push_back(std::move(table));
        }
    }
    if (office == Office::one_workbook) write_workbook(all, to + "/全部.xlsx");
}

} // namespace jingzhun::testing
