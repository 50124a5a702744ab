// Collecting what is wrong with a pack while it is read, each with its place and the nearest right
// name. Inside this folder only.
#pragma once

#include "base/error.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::pack {

class Faults {
  public:
    void add(std::string_view code, base::Place const &place, base::Arguments arguments = {});
    // A name that leads nowhere: adds `name`, and as `near` the nearest candidate, or the first few
    // candidates where none is near.
    void add_unknown(std::string_view code, base::Place const &place, std::string const &name,
                     std::span<std::string const> candidates, base::Arguments more = {});
    void add(std::vector<base::Problem> problems);
    std::size_t count() const { return problems_.size(); }
    // In order of file, line and column; the same thing at the same place once.
    std::vector<base::Problem> take();

  private:
    std::vector<base::Problem> problems_;
};

// "rules/exit.toml:12", to point to another place within a text.
std::string written_at(base::Place const &place);

} // namespace jingzhun::pack
