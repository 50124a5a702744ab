// The walk of the naive interpreter over one tree, for one record and what macros have bound.
#pragma once

#include "cel/naive.hpp"

#include <utility>

namespace naive {

class Walk {
  public:
    explicit Walk(World const &world) : Walk(world, world.table, world.row) {}
    // Inside a derived field: another record, nothing bound.
    Walk(World const &world, std::uint32_t table, std::uint32_t row)
        : world_(world), table_(table), row_(row) {}
    Value visit(cel::Node const &node);

  private:
    Value name(std::string const &name);
    Value select(cel::Node const &node);
    Value has(cel::Node const &node);
    Value field(Value const &owner, std::string const &name);
    Value map(std::vector<Value> values);
    Value call(cel::Node const &node);
    Value logic(bool decides, Value const &left, Value const &right);
    Value parameter_value(cel::Parameter const &parameter, std::vector<Value> const &arguments);
    Value sum_of_none(cel::Node const &node);

    // Lists, in naive_list.cpp.
    Value macro(cel::Node const &node);
    std::vector<Value> bodies(cel::Node const &node, Value const &range, std::size_t child);
    Value quantified(cel::Node const &node, Value const &range);
    Value transformed(cel::Node const &node, Value const &range);
    Value aggregated(cel::Node const &node, Value const &range);

    World const &world_;
    std::uint32_t table_, row_;
    std::vector<std::pair<std::string, Value>> bound_;
};

} // namespace naive
