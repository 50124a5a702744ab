// Base64 (RFC 4648 section 4, with padding): bytes as text and back, strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::base {

std::string to_base64(std::string_view bytes);
// Nothing where the text is not the one encoding of some bytes: wrong length, other characters,
// padding that is missing or in the middle, or stray bits behind the last byte.
std::optional<std::string> from_base64(std::string_view text);

} // namespace jingzhun::base
