// Salts: 16 random bytes that stand in every row that is sealed, so that its commitment tells
// nothing about the row, however few values it could have. Without its salt a commitment can not be
// opened any more: that is how personal data are erased while proofs stay valid (erase.hpp).
#pragma once

#include <array>
#include <string_view>

namespace jingzhun::store {

using Salt = std::array<unsigned char, 16>;

// From the system's generator, drawn for many rows at once. Safe in every thread.
Salt draw_salt();
inline std::string_view bytes_of(Salt const &salt) {
    return {reinterpret_cast<char const *>(salt.data()), salt.size()};
}

} // namespace jingzhun::store
