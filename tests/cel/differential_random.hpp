// Random registers with gaps and random well-typed rules over them, for the differential test.
#pragma once

#include "cel/population.hpp"
#include "cel/schema.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace differential {

using namespace jingzhun;

// A small generator of its own: the same seed gives the same case everywhere. Or it takes its
// choices from bytes that are given, and nothing but zeros after them.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
    explicit Random(std::span<std::uint8_t const> choices) : choices_(choices) {}
    std::uint64_t next();
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    std::string pick(std::vector<std::string> const &all) { return all[below(all.size())]; }

  private:
    std::uint64_t state_ = 0; // 0: choices are given
    std::span<std::uint8_t const> choices_ = {};
};

// village has households (rows anywhere), household has members (rows in order), person has things
// (rows anywhere) and a household; items are `risks` of a household.
cel::Schema make_schema();
cel::Population make_population(cel::Schema const &schema, Random &random);

// A rule on one of the registers that columns can run; at most `depth` deep.
std::string make_rule(Random &random, std::string const &record, int depth);
// An expression of any kind that columns can run.
std::string make_value(Random &random, std::string const &record, int depth);
// An expression of the whole language, perhaps one that does not check.
std::string make_general(Random &random, std::string const &record, int depth);

} // namespace differential
