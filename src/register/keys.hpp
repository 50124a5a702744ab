// The keys of one register in one county: which record has this key?
//
// A few look-ups go to the store; a load of many rows gets all keys into memory first, in one
// arena.
#pragma once

#include "cel/population.hpp"
#include "pack/model.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace jingzhun::registry {

class Keys {
  public:
    Keys(store::Database &database, pack::Register const &definition, int county);
    // The record's number; 0 where there is none.
    std::int64_t find(std::string_view key);
    // Requires: the key is not there yet. Writes it and answers the new record's number.
    std::int64_t add(std::string_view key);
    // Looks again for what others have added since. To be called when a write
    // transaction begins.
    void refresh();
    // The number the next new record gets.
    std::int64_t next() const { return next_; }

  private:
    void load();
    std::int64_t last_record();

    store::Database &database_;
    int county_;
    std::string table_, register_table_;
    std::unique_ptr<store::Statement> select_, insert_;
    std::int64_t next_ = 1;
    int lookups_ = 0;
    bool loaded_ = false;
    cel::Strings texts_;
    std::vector<std::int64_t> records_; // by number of the text
};

} // namespace jingzhun::registry
