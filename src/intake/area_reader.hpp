// The area a row is about, from the pieces it gives: names of county, township and village, or a
// code.
#pragma once

#include "base/area.hpp"
#include "base/error.hpp"

#include <string>
#include <unordered_map>
#include <variant>

namespace jingzhun::intake {

// Each piece may be written as a name or as a code, whatever its column asks for.
struct AreaPieces {
    std::string county, township, village, code;
    bool empty() const {
        return county.empty() && township.empty() && village.empty() && code.empty();
    }
};

// Remembers what it resolved: a file names the same few hundred villages in every row.
class AreaReader {
  public:
    AreaReader(base::AreaTree const &tree, std::string county)
        : tree_(tree), county_(std::move(county)) {}

    // The deepest area the pieces name, as a code; or what is wrong with them: "area_unknown" with
    // the nearest names, "area_foreign" for another county's.
    std::variant<std::string, base::Problem> read(AreaPieces const &pieces);

  private:
    std::variant<std::string, base::Problem> resolve(AreaPieces const &pieces) const;
    std::variant<std::string, base::Problem> of_code(std::string const &code,
                                                     std::string const &written) const;
    std::variant<std::string, base::Problem>
    of_name(std::string const &within, base::AreaLevel level, std::string const &name) const;
    bool names_county(std::string const &text) const;
    // A code under a county that has gone into ours: the same place under ours.
    std::string present(std::string const &code) const;
    base::Problem foreign(std::string const &value) const;
    base::Problem unknown(std::string_view within, base::AreaLevel level,
                          std::string const &name) const;

    base::AreaTree const &tree_;
    std::string county_;
    std::unordered_map<std::string, std::variant<std::string, base::Problem>> known_;
};

} // namespace jingzhun::intake
