// The facts rules run over: for each register a table of columns, in memory, with the relations
// between tables as offsets. Plain data; built by the register floor, by pack tests, by benchmarks.
// A copy shares its columns with the original until one of them is changed (array.hpp).
#pragma once

#include "base/date.hpp"
#include "cel/array.hpp"
#include "cel/type.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace jingzhun::cel {

// One bit a row, row r in bit r % 64 of word r / 64. Empty means: set for every row.
using Bits = std::vector<std::uint64_t>;
using SharedBits = Array<std::uint64_t>; // of a population
inline bool bit(std::span<std::uint64_t const> bits, std::size_t row) {
    return bits.empty() || ((bits[row / 64] >> (row % 64)) & 1U) != 0;
}

// Texts and codes are kept once; columns hold their number. Number 0 is the empty text.
//
// A copy shares what was settled and copies the rest: settle before copying.
class Strings {
  public:
    // A slot carries the hash, so that a search seldom looks at a text that is another.
    struct Slot {
        std::uint32_t hash = 0;
        std::int32_t number = -1; // free
    };
    // Texts as they lie in memory or in a file: one after the other with where they start (one more
    // than texts), and slots by open addressing.
    struct Settled {
        Array<char> bytes;
        Array<std::uint64_t> starts;
        Array<Slot> slots;
    };

    Strings();
    // Requires: it came from `settled` of another.
    explicit Strings(Settled settled);
    std::int32_t intern(std::string_view text);
    std::int32_t find(std::string_view text) const; // -1 where it does not occur
    std::string_view text(std::int32_t number) const;
    std::size_t size() const { return settled_count_ + starts_.size() - 1; }

    // From here on copies cost nothing; numbers stay.
    void settle();
    // Requires: nothing was added since `settle`.
    Settled const &settled() const;

  private:
    void grow();
    std::string_view own_text(std::int32_t number) const;

    Settled settled_;
    std::size_t settled_count_ = 0; // their numbers come first
    std::string bytes_;
    std::vector<std::uint64_t> starts_;
    std::vector<Slot> slots_;
};

// How values lie in memory: truth as u8 (0/1); date as i32 days; text and code as i32 numbers of
// Strings; integer and money (fen) as i64; real as f64. Values of rows that are not present are
// zero. Integers, money, dates, texts and codes may lie in any of u8, i32 and i64 that holds them
// all: narrow columns take less memory and run faster.
struct Column {
    std::variant<Array<std::uint8_t>, Array<std::int32_t>, Array<std::int64_t>, Array<double>>
        values;
    SharedBits present; // the fact is known
};

// A field that holds several texts (codes, area codes).
struct ItemList {
    Array<std::uint32_t> offsets; // rows + 1
    Array<std::int32_t> items;    // numbers of Strings
    SharedBits present;
};

// For each row the rows of another table that belong to it.
struct Relation {
    std::size_t table = 0;
    Array<std::uint32_t> offsets; // rows + 1
    Array<std::uint32_t>
        rows; // empty: the children lie in order, row i..j are offsets[r]..offsets[r+1]
    // Not set: there may be more children than are known (a list was not imported, or an unlinked
    // row of it could belong here); whatever the absent ones could change is then unknown.
    SharedBits complete;
    std::uint32_t child(std::size_t position) const {
        return rows.empty() ? static_cast<std::uint32_t>(position) : rows[position];
    }
};

// For each row at most one row of another table.
struct Reference {
    std::size_t table = 0;
    Array<std::int32_t> rows; // -1: nobody; -2: not known who
};

struct Table {
    std::string name;
    std::size_t rows = 0;
    std::vector<Column> columns; // only those asked for are filled; the others are empty
    std::vector<ItemList> item_lists;
    std::vector<Relation> relations;
    std::vector<Reference> references;
    Array<std::int32_t> areas;   // each row's area code in Strings; empty where not needed
    Array<std::int64_t> records; // each row's record id in the store; empty in tests
    Array<std::int32_t> keys;    // each row's key in Strings; empty where not asked for
};

struct Population {
    std::vector<Table> tables; // in the order of Schema::records
    Strings strings;
};

// When and where an evaluation takes place.
struct Context {
    base::Date as_of;
    base::Period period = {}; // of a duty; empty name where there is none
    std::string area = {}; // the region parameters are taken for where a row has no area of its own
};

} // namespace jingzhun::cel
