// How rows stood, remembered in 16 bytes each: what a row is called and what it holds, both as 64
// bits of a hash with a random key (SipHash), so that nobody can prepare two rows that look the
// same.
#pragma once

#include "store/salt.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::store {

class RowPrints {
  public:
    RowPrints();
    std::uint64_t of_row(std::string_view table, std::string_view key);
    std::uint64_t of_value(std::string_view lines);

    void put(std::uint64_t row, std::uint64_t value); // the latest counts
    void remove(std::uint64_t row);
    std::size_t size() const { return used_; }

    enum class Seen { as_it_was, changed, unknown };
    Seen see(std::uint64_t row, std::uint64_t value); // and from now on it is not unseen
    bool any_unseen() const;
    bool is_unseen(std::uint64_t row) const; // put last, and never seen

  private:
    // `value`: 0 removed, else the lowest bit tells whether it was seen.
    struct Entry {
        std::uint64_t row = 0, value = 0;
    };
    std::uint64_t print(std::string_view first, std::string_view second);
    std::size_t place_of(std::uint64_t row) const;
    void grow();

    Salt key_;
    std::string text_;
    std::vector<Entry> entries_; // open addressing; row 0 is free
    std::size_t used_ = 0;
};

} // namespace jingzhun::store
