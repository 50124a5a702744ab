// MD5, which protects nothing any more: only where a published procedure is repeated as it stands.
#pragma once

#include <array>
#include <string_view>

namespace jingzhun::base {

std::array<unsigned char, 16> md5_bytes(std::string_view bytes);

} // namespace jingzhun::base
