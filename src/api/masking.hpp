// Showing personal numbers in part. (Whoever's role needs the whole number asks for it, and that is
// recorded; the pages have no such way yet.)
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::api {

// A key whose pieces ("household|identity|day") may be identity numbers: those are shown in part.
std::string mask_key(std::string_view key);
// Any other private text: the first three and the last two characters.
std::string mask_text(std::string_view text);

} // namespace jingzhun::api
