// Problems and cells as JSON text, the form in which the store keeps them beside a refused row.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::registry {

std::string write_problems(std::vector<base::Problem> const &problems);
std::string write_cells(std::vector<std::string> const &cells);
// Read back what the functions above wrote; throw Error "json_malformed" on anything else.
std::vector<base::Problem> read_problems(std::string_view json);
std::vector<std::string> read_cells(std::string_view json);

} // namespace jingzhun::registry
