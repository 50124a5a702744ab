// What of an explanation the caller may see.
#pragma once

#include "api/asked.hpp"
#include "check/explain.hpp"

#include <map>
#include <optional>
#include <string>

namespace jingzhun::api {

// Where the records lie that explanations read; nothing: there is none any more.
class FactPlaces {
  public:
    explicit FactPlaces(Asked const &asked) : asked_(asked) {}
    std::optional<std::string> const &area_of(check::FactRead const &fact);

  private:
    Asked const &asked_;
    std::map<std::pair<std::string, std::string>, std::optional<std::string>> known_;
};

// Of an explanation that reads what the caller may not read only the answer is left; of one that
// reads a private field the steps are left out, since they tell what it says, and its value.
void keep_what_may_be_seen(Asked const &asked, check::Explanation &explanation, FactPlaces &places);

} // namespace jingzhun::api
