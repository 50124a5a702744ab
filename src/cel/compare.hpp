// Equality and order of values, across the kinds of numbers and between money and whole yuan.
#pragma once

#include "cel/value.hpp"

#include <compare>
#include <cstddef>
#include <optional>

namespace jingzhun::cel {

// Nothing where these two have no order (a list, null, text with a number). NaN is unordered.
std::optional<std::partial_ordering> compare(Value const &a, Value const &b);

// Equality that stops after `budget` comparisons, which it counts down: lists may share their parts
// and so be far larger than they lie in memory. Nothing where the budget ran out.
std::optional<bool> equal_within(Value const &a, Value const &b, std::size_t &budget);

// The value under a key, by numeric equality of keys; nullptr where there is none.
Value const *find_key(Map const &map, Value const &key);

// "int", "string", "list", "google.protobuf.Timestamp" …; "error" and "unknown" for those two.
std::string_view type_name(Value const &value);

// Fen of money or of whole yuan, in 128 bits; nothing for other values.
std::optional<__int128> fen_of(Value const &value);

} // namespace jingzhun::cel
