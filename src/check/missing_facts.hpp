// Which facts a rule could not be decided without, for one subject.
#pragma once

#include "check/snapshot.hpp"

#include <string>
#include <vector>

namespace jingzhun::check {

// Titles of the missing facts of the snapshot's indicators for a row, each once: "住房安全等级",
// "水量达标".
std::vector<pack::Title> missing_facts(Snapshot const &snapshot, std::size_t table,
                                       std::size_t row);

// For each table: the rows where some indicator could not be decided.
cel::Bits undecided_rows(Snapshot const &snapshot, std::size_t table);

} // namespace jingzhun::check
