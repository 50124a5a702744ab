// Numbers that take a while to count, by what was asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace jingzhun::api {

class Totals {
  public:
    // As it was counted before, else `count`'s, which may run twice. `asked`: names all that the
    // number depends on, but for what this is made anew for.
    std::int64_t of(std::string const &asked, std::function<std::int64_t()> const &count) const;

  private:
    mutable std::mutex remembering_;
    mutable std::map<std::string, std::int64_t> counted_;
};

} // namespace jingzhun::api
