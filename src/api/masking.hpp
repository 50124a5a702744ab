// Showing personal numbers in part. (Whoever's role needs the whole number asks for it, and that is
// recorded; the pages have no such way yet.)
#pragma once

#include "pack/model.hpp"

#include <string>
#include <string_view>

namespace jingzhun::api {

// A record's key ("household|identity|day") with the pieces that are identity numbers shown in
// part.
std::string mask_key(pack::Register const &definition, std::string_view key);
// A private field's value as people read it: numbers in part, codes not at all.
std::string mask_value(pack::Field const &field, std::string_view text);
// Any other private text: the first three and the last two characters.
std::string mask_text(std::string_view text);

} // namespace jingzhun::api
