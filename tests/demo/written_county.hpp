// A small county written to a folder of its own, and its files read back row by row: nothing of the
// generator but its files is used, so that what is recomputed from them proves it.
#pragma once

#include "base/date.hpp"
#include "demo/demo.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace written {

using Row = std::map<std::string, std::string, std::less<>>; // by header; every column is there

struct Table {
    std::vector<std::string> header;
    std::vector<Row> rows;
};

// Writes once for each set of options and keeps the folder until the program ends.
std::string county(std::int64_t households, std::uint64_t seed, std::string const &area = "431128");
jingzhun::demo::DemoSummary summary(std::int64_t households, std::uint64_t seed);

// The sheet of a workbook, or the CSV file.
Table read(std::string const &file, std::size_t sheet = 0);

// The subjects of one rule in truth.csv, and in needs_linkage.csv.
std::set<std::string> truth(std::string const &folder, std::string_view rule);
std::set<std::string> hidden(std::string const &folder, std::string_view rule);

// What the files say of households and persons, by number.
struct Person {
    std::string number, household, name, identity, health;
    bool national = false;
};
struct Household {
    bool national = false;
    std::string exit_state, attribute;
    std::vector<std::string> persons;
    bool registered() const { return national && exit_state != "注销"; }
};
struct Register {
    std::map<std::string, Household> households;
    std::map<std::string, Person> persons;
};
Register read_register(std::string const &folder);

} // namespace written
