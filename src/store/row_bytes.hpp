// Rows as bytes: the text that is hashed, the same on every engine and in every language.
//
//   r_person                       the table's name
//   county=i431199                 columns of the primary key in its order, then the others
//   record=i12
//   salt=b16:00112233…             b, length in bytes, colon, hexadecimal
//   f_name=t6:李明                  t, length in bytes, colon, the bytes
//   f_share=r3fe0000000000000      r, the 64 bits of an IEEE 754 number in hexadecimal
//
// A line each, ended by a line feed. A column that is NULL has no line. The commitment of a row is
// the hash of these bytes as a leaf (merkle.hpp); whoever is shown the bytes, with the random salt
// among them, can compute it, and whoever is not cannot guess them.
#pragma once

#include "base/value.hpp"
#include "store/merkle.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::store {

class Statement;

void add_integer(std::string &bytes, std::string_view column, std::int64_t value);
void add_real(std::string &bytes, std::string_view column, double value);
void add_text(std::string &bytes, std::string_view column, std::string_view value);
void add_blob(std::string &bytes, std::string_view column, std::string_view value);
// Of the row a statement stands on; nothing where the cell is NULL.
void add_cell(std::string &bytes, std::string_view column, Statement const &row, int at);

// The values of lines that `add_…` made, in order. Requires: none of them is a blob.
std::vector<base::Value> values_of(std::string_view lines);

// The lines of a key for people: "record=12 batch=3 row=17"; the county, the same in all, is left
// out.
std::string name_of_key(std::string_view lines);

inline Hash commitment_of(std::string_view row_bytes) { return leaf_hash(row_bytes); }

} // namespace jingzhun::store
