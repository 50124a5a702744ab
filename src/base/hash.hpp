// SHA-256 of bytes and files, as lower-case hexadecimal.
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::base {

std::string sha256(std::string_view bytes);
// Throws Error "file_unreadable".
std::string sha256_file(std::string const &file);

} // namespace jingzhun::base
