// Text: encodings found in Chinese offices, widths, blanks, traditional characters, likeness.
//
// Inside the program all text is valid UTF-8.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::base {

enum class Encoding { utf8, utf16_le, utf16_be, gb18030, big5 };
std::string_view to_string(Encoding encoding);

// The likeliest encoding of the first bytes of a file: byte order mark first, then validity, then
// the share of common characters (GB18030 against Big5). Nothing where no encoding fits.
std::optional<Encoding> guess_encoding(std::string_view bytes);
// Whole text to UTF-8; nothing where a byte sequence is not valid in that encoding. A mark is
// dropped.
std::optional<std::string> decode(std::string_view bytes, Encoding encoding);
bool is_utf8(std::string_view text);

// Code points of valid UTF-8 and back.
std::u32string to_code_points(std::string_view text);
std::string to_utf8(std::u32string_view text);

// Full-width letters, digits and punctuation to ASCII; ideographic and no-break blanks to blanks.
std::string half_width(std::string_view text);
// Blanks of every kind cut off at both ends.
std::string_view trim(std::string_view text);
// `half_width`, then every blank removed: how a header, a name or a number is compared.
std::string squeeze(std::string_view text);
// Traditional and variant characters to their simplified form, one for one (table in data/han/).
std::string simplify(std::string_view text);
// Without the pinyin that stands in brackets behind single characters: 內(nèi)鄉(xiāng)縣 as 內鄉縣.
// Only syllables with a tone count, so that units and remarks stay: 面积(mu), 低保(A).
std::string without_glosses(std::string_view text);
// A name or place as it is compared: without glosses, squeezed, simplified, middle dots unified,
// ASCII in lower case.
std::string fold(std::string_view text);

std::vector<std::string_view> split(std::string_view text, char separator);
// Splits at 、 ， , ; ； / and blanks; empty pieces are dropped.
std::vector<std::string> split_list(std::string_view text);

// Edit distance in characters (insert, delete, change, swap of neighbours).
std::size_t edit_distance(std::string_view a, std::string_view b);
// The candidate likest to `word`, for "did you mean"; nothing where none is near.
std::optional<std::string> nearest(std::string_view word, std::span<std::string const> candidates);

} // namespace jingzhun::base
