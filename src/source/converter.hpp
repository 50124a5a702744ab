// What ICU calls the encodings; needed on the way in and on the way out.
#pragma once

#include "base/text.hpp"

namespace jingzhun::source {

// Requires: not UTF-8, which needs no converter.
constexpr char const *converter_name(base::Encoding encoding) {
    switch (encoding) {
    case base::Encoding::utf16_le:
        return "UTF-16LE";
    case base::Encoding::utf16_be:
        return "UTF-16BE";
    case base::Encoding::big5:
        return "Big5";
    default:
        return "GB18030";
    }
}

} // namespace jingzhun::source
