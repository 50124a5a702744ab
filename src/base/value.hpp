// One cell of a register as it is stored: nothing, an integer, a real number or text.
//
// What an integer means is the field's type: a Date's days, Money's fen, 0/1 for yes/no.
// Several codes stand in one text, separated by one blank.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace jingzhun::base {

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

inline bool is_missing(Value const &value) { return value.index() == 0; }
inline std::int64_t as_integer(Value const &value) { return std::get<std::int64_t>(value); }
inline std::string const &as_text(Value const &value) { return std::get<std::string>(value); }

} // namespace jingzhun::base
