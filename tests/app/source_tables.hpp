// Every table that the product may make in a store, as its sources write it: a test that takes all
// of them needs no list of its own. Tables of registers are not among them; the pack says those.
#pragma once

#include <string>
#include <vector>

namespace jingzhun::testing {

struct SourceTable {
    std::string name, sql; // CREATE TABLE IF NOT EXISTS …
};
std::vector<SourceTable> source_tables();

} // namespace jingzhun::testing
