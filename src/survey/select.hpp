// Selecting at random so that anyone can repeat it: RFC 3797, "Publicly Verifiable Nominations
// Committee (NomCom) Random Selection".
//
// The seed is a text that nobody knew when the list was published. For the i-th selection (i = 0,
// 1, 2 …) the digest of (i ‖ seed ‖ i), read as one big-endian number, modulo the number of those
// still in the list, says which of them is next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::survey {

enum class Method {
    sha256, // i in eight bytes, SHA-256: for lists of any length
    rfc3797 // i in two bytes, MD5: as published; at most 65,536 selections
};

// Positions, from 0, in the order in which they are selected; all of them where more are wanted
// than there are. Requires: with rfc3797 at most 65,536 are wanted.
std::vector<std::size_t> select(Method method, std::string_view seed, std::size_t candidates,
                                std::size_t wanted);

// The digest of selection i modulo `below`. Requires: below > 0.
std::uint64_t number_below(Method method, std::string_view seed, std::uint64_t i,
                           std::uint64_t below);

} // namespace jingzhun::survey
