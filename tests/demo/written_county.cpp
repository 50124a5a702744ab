// Reads the files of a demo county with the readers of `source` and nothing else.
#include "demo/written_county.hpp"

#include "base/date.hpp"
#include "source/sheet.hpp"

#include <filesystem>
#include <tuple>

#include <unistd.h>

namespace written {
namespace {

namespace fs = std::filesystem;

class Folders {
  public:
    ~Folders() {
        std::error_code ignored;
        fs::remove_all(root(), ignored);
    }
    static fs::path root() {
        return fs::temp_directory_path() / ("jingzhun-demo-" + std::to_string(getpid()));
    }
};
Folders const folders;

std::map<std::tuple<std::int64_t, std::uint64_t, std::string>, jingzhun::demo::DemoSummary> made;

std::string folder_of(std::int64_t households, std::uint64_t seed, std::string const &area) {
    auto const name = area + "-" + std::to_string(households) + "-" + std::to_string(seed);
    return (Folders::root() / name).string();
}

std::set<std::string> subjects(std::string const &file, std::string_view rule) {
    std::set<std::string> found;
    for (auto const &row : read(file).rows)
        if (row.at("rule") == rule) found.insert(row.at("subject") + row.at("period"));
    return found;
}

void add(Register &all, Row const &row, bool national) {
    auto &household = all.households[row.at("户编号")];
    household.national = national;
    household.persons.push_back(row.at("人编号"));
    if (national) {
        household.exit_state = row.at("脱贫属性");
        household.attribute = row.at("贫困户属性");
    }
    all.persons[row.at("人编号")] = {row.at("人编号"),   row.at("户编号"),
                                     row.at("姓名"),     row.at(national ? "证件号码" : "身份证号"),
                                     row.at("健康状况"), national};
}

} // namespace

std::string county(std::int64_t households, std::uint64_t seed, std::string const &area) {
    auto const folder = folder_of(households, seed, area);
    auto const key = std::tuple(households, seed, area);
    if (!made.contains(key))
        made[key] = jingzhun::demo::write_demo({folder, area, households, seed});
    return folder;
}

jingzhun::demo::DemoSummary summary(std::int64_t households, std::uint64_t seed) {
    county(households, seed);
    return made.at({households, seed, "431128"});
}

Table read(std::string const &file, std::size_t sheet) {
    auto const book = jingzhun::source::open_book(file);
    auto const rows = book->open(sheet);
    Table table;
    for (jingzhun::source::Row row; rows->next(row);) {
        if (table.header.empty()) {
            for (auto const &cell : row.cells) table.header.push_back(cell.text);
            continue;
        }
        auto &read = table.rows.emplace_back();
        for (std::size_t at = 0; at < table.header.size(); ++at)
            read[table.header[at]] = at < row.cells.size() ? row.cells[at].text : std::string();
    }
    return table;
}

std::set<std::string> truth(std::string const &folder, std::string_view rule) {
    return subjects(folder + "/truth/truth.csv", rule);
}

std::set<std::string> hidden(std::string const &folder, std::string_view rule) {
    return subjects(folder + "/truth/needs_linkage.csv", rule);
}

Register read_register(std::string const &folder) {
    Register all;
    for (auto const &row : read(folder + "/建档立卡人口信息.xlsx").rows) add(all, row, true);
    for (auto const &row : read(folder + "/一般农户花名册.xlsx").rows) add(all, row, false);
    return all;
}

} // namespace written
