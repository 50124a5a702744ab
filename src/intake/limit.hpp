// What an actor may state: of which registers, where. Rows beyond are refused, each with its place.
#pragma once

#include "access/may.hpp"
#include "base/area.hpp"
#include "register/records.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::intake {

// Of one import. Without a holder (a store without accounts) nothing is limited.
class Limit {
  public:
    // `operation`: record or correct.
    Limit(store::Database &database, pack::Pack const &pack, int county,
          access::Holder const *holder, pack::Operation operation);

    // Throws Error "access_refused" where the holder may state nothing at all of a register that
    // the layout feeds.
    void require(pack::Source const &source, base::AreaTree const &areas) const;
    // What one row says of one record.
    struct Stated {
        pack::Register const *definition = nullptr;
        std::string key;
        std::vector<base::Value> const *values = nullptr;
    };
    // May the holder state all of the row? Both where each record belongs now and where the row
    // puts it must lie within the holder's areas.
    bool allows(std::vector<Stated> const &row);

  private:
    bool allows(std::vector<Stated> const &row, Stated const &one);
    std::string area_of(std::vector<Stated> const &row, Stated const &one);
    std::vector<std::string> const &areas_of(std::string const &register_name);

    store::Database &database_;
    pack::Pack const &pack_;
    int county_;
    access::Holder const *holder_;
    pack::Operation operation_;
    std::map<std::string, std::vector<std::string>> areas_; // by register
};

} // namespace jingzhun::intake
