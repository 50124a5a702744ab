// What a file that is no table is: told by its first bytes, so that the refusal can name it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::source {

// "PDF", "PNG", "RAR" …; nothing where the bytes carry no known signature.
std::optional<std::string_view> kind_of_bytes(std::string_view head);
// "HTML", "XML", "JSON"; nothing for other text. Web systems like to call an HTML page .xls.
std::optional<std::string_view> kind_of_text(std::string_view head);

// Throws Error "file_not_a_table".
[[noreturn]] void refuse_kind(std::string const &file, std::string_view kind);

} // namespace jingzhun::source
