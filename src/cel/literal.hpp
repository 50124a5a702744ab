// Literals as they are written, decoded into values.
#pragma once

#include "cel/fault.hpp"
#include "cel/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::cel {

// A number at the start of `text`: its length, and its value where it is in range. A `magnitude` is
// 9223372036854775808, which is an integer only under a minus.
struct NumberLiteral {
    std::size_t length = 0;
    std::optional<Value> value;
    bool is_magnitude = false;
};
// Requires: `text` starts with a digit, or a point and a digit.
NumberLiteral read_number(std::string_view text);

// A text or bytes literal at the start of `text`, prefix and quotes included.
struct TextLiteral {
    std::size_t length = 0;
    Value value;
    bool is_closed = true;
    std::vector<Fault> faults = {}; // bad escapes; spans count from the start of `text`
};
// The length of the prefix (r, b, br …) where a text literal starts here; nothing where none does.
std::optional<std::size_t> text_prefix(std::string_view text);
// Requires: `text_prefix` gave `prefix`.
TextLiteral read_text(std::string_view text, std::size_t prefix);

} // namespace jingzhun::cel
