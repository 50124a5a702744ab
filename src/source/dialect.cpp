// Looks at the beginning of a text file, and at its first bytes beyond ASCII, wherever they are.
#include "source/dialect.hpp"

#include "base/error.hpp"
#include "source/kind.hpp"
#include "source/text_stream.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace jingzhun::source {

namespace {

constexpr std::size_t sample_bytes = std::size_t{1} << 20;
constexpr std::size_t smallest_sample = 256;

// The end of the last whole line, so that no character is cut; the whole where there is one line
// only.
std::string_view whole_lines(std::string_view bytes) {
    std::size_t const end = bytes.rfind('\n');
    return end == std::string_view::npos ? bytes : bytes.substr(0, end + 1);
}

// Text in UTF-16 without a mark: the ASCII characters of a table leave zeros on one side only. A
// few zeros are rather strays.
std::optional<base::Encoding> unmarked_utf16(std::string_view bytes) {
    constexpr std::size_t strays_max = 3;
    std::size_t zeros[2] = {};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (bytes[i] == '\0') ++zeros[i % 2];
    std::size_t const enough = std::max(strays_max, bytes.size() / 50);
    if (zeros[0] == 0 && zeros[1] > enough) return base::Encoding::utf16_le;
    if (zeros[1] == 0 && zeros[0] > enough) return base::Encoding::utf16_be;
    return std::nullopt;
}

bool has_mark(std::string_view bytes) {
    return bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") ||
           bytes.starts_with("\xFE\xFF") || bytes.starts_with("\x84\x31\x95\x33");
}

// UTF-8 even with a few wrong bytes: in other encodings hardly any sequence happens to be valid.
bool is_mostly_utf8(std::string_view bytes) {
    std::size_t valid = 0;
    std::size_t wrong = 0;
    while (!bytes.empty()) {
        Utf8Prefix const prefix = valid_utf8(bytes);
        for (char character : bytes.substr(0, prefix.length))
            valid += static_cast<unsigned char>(character) >= 0xC0;
        if (prefix.length == bytes.size() || prefix.incomplete) break;
        ++wrong;
        bytes.remove_prefix(prefix.length + 1);
    }
    return wrong * 10 <= valid;
}

// Binary data shows in its control characters.
bool is_binary(std::string_view bytes) {
    auto const controls = std::count_if(bytes.begin(), bytes.end(), [](char character) {
        auto const byte = static_cast<unsigned char>(character);
        return byte < 0x20 && character != '\t' && character != '\n' && character != '\r';
    });
    return controls > 8 && static_cast<std::size_t>(controls) * 50 > bytes.size();
}

// A sample that begins with the first byte beyond ASCII, which may lie far down a list of numbers.
std::string_view beyond_ascii(ByteFile &file, std::vector<char> &room) {
    std::uint64_t offset = 0;
    for (std::string_view piece = file.read(room); !piece.empty(); piece = file.read(room)) {
        auto const at = std::find_if(piece.begin(), piece.end(), [](char character) {
            return static_cast<signed char>(character) < 0;
        });
        if (at != piece.end()) {
            file.seek(offset + static_cast<std::uint64_t>(at - piece.begin()));
            return file.read(room);
        }
        offset += piece.size();
    }
    return {};
}

base::Encoding guess(std::string const &file) {
    ByteFile bytes(file);
    std::vector<char> room(sample_bytes);
    std::string_view const head = bytes.read(room);
    if (std::optional<std::string_view> kind = kind_of_bytes(head)) refuse_kind(file, *kind);
    if (has_mark(head))
        return base::guess_encoding(head.substr(0, 4)).value_or(base::Encoding::utf8);
    if (auto encoding = unmarked_utf16(head)) return *encoding;
    if (is_binary(head)) refuse_kind(file, "binary (二进制)");
    bytes.seek(0);
    std::string_view const sample = beyond_ascii(bytes, room);
    if (is_mostly_utf8(sample)) return base::Encoding::utf8;
    // Stray zeros are found while reading; here they would suggest UTF-16. A wrong byte spoils a
    // large sample; a smaller one before it may still tell.
    std::string text(sample);
    std::erase(text, '\0');
    for (std::size_t size = sample_bytes; size >= smallest_sample; size /= 4)
        if (auto encoding =
                base::guess_encoding(whole_lines(std::string_view(text).substr(0, size))))
            return *encoding;
    throw base::Error("encoding_unknown", {}, {file});
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

Dialect guess_dialect(std::string const &file) {
    Dialect dialect;
    dialect.encoding = guess(file);
    TextStream stream(file, dialect.encoding);
    std::string_view const text = stream.next();
    if (is_blank(text) && stream.broken().empty()) throw base::Error("file_empty", {}, {file});
    if (std::optional<std::string_view> kind = kind_of_text(text)) refuse_kind(file, *kind);
    constexpr std::string_view declaration = "sep=";
    dialect.declared =
        text.starts_with(declaration) && text.size() > declaration.size() + 1 &&
        (text[declaration.size() + 1] == '\r' || text[declaration.size() + 1] == '\n');
    dialect.separator = dialect.declared ? text[declaration.size()] : guess_separator(text);
    return dialect;
}

} // namespace jingzhun::source
