// How like two texts are: the measures that linkage is published with. All compare characters
// (code points), never bytes, are symmetric, and allocate nothing for texts of up to 64 characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jingzhun::link {

// Jaro 1989: 0 (nothing in common) to 1 (equal). Two empty texts are equal.
double jaro(std::u32string_view a, std::u32string_view b);
// Winkler 1990: a common beginning of up to four characters counts, a tenth each.
double jaro_winkler(std::u32string_view a, std::u32string_view b);

// Edit distance with swaps of neighbours (optimal string alignment). Beyond `most` the answer is
// most + 1, and comes sooner.
std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t most);

// The share of words they have in common: 2 × common / (words of a + words of b). Words stand apart
// by blanks; one typed wrong by one character counts as half.
double common_words(std::u32string_view a, std::u32string_view b);

// The code of how an English name sounds: a letter and three digits (Soundex as the census of the
// United States defines it); empty where there is no letter.
std::string soundex(std::string_view text);

} // namespace jingzhun::link
