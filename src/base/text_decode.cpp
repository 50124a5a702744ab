// Decodes what other programs wrote, with ICU's converters; any illegal sequence refuses the whole.
#include "base/text.hpp"

#include "base/utf8.hpp"

#include <cassert>
#include <memory>
#include <unicode/ucnv.h>

namespace jingzhun::base {
namespace {

constexpr std::size_t buffer_bytes = 1 << 16;

struct CloseConverter {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open(char const *name) {
    UErrorCode error = U_ZERO_ERROR;
    Converter converter(ucnv_open(name, &error));
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
    assert(U_SUCCESS(error) && "ICU lacks a converter");
    return converter;
}

std::optional<std::string> convert(std::string_view bytes, char const *name) {
    auto const from = open(name), to = open("UTF-8");
    std::string text;
    auto const buffer = std::make_unique<char[]>(buffer_bytes);
    UChar pivot[1024];
    UChar *pivot_source = pivot, *pivot_target = pivot;
    auto const *source = bytes.data();
    for (auto reset = true;; reset = false) {
        auto *target = buffer.get();
        UErrorCode error = U_ZERO_ERROR;
        ucnv_convertEx(to.get(), from.get(), &target, buffer.get() + buffer_bytes, &source,
                       bytes.data() + bytes.size(), pivot, &pivot_source, &pivot_target,
                       pivot + std::size(pivot), reset, true, &error);
        text.append(buffer.get(), target);
        if (error == U_BUFFER_OVERFLOW_ERROR) continue;
        if (U_FAILURE(error)) return std::nullopt;
        return text;
    }
}

std::optional<std::string> convert_big5(std::string_view bytes) {
    auto text = convert(bytes, "Big5");
    return text ? std::move(text) : convert(bytes, "Big5-HKSCS"); // Hong Kong's further characters
}

std::optional<std::string> decode_marked(std::string_view bytes, Encoding encoding) {
    switch (encoding) {
    case Encoding::utf8:
        break;
    case Encoding::utf16_le:
        return convert(bytes, "UTF-16LE");
    case Encoding::utf16_be:
        return convert(bytes, "UTF-16BE");
    case Encoding::gb18030:
        return convert(bytes, "GB18030");
    case Encoding::big5:
        return convert_big5(bytes);
    }
    return is_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
}

} // namespace

std::string_view to_string(Encoding encoding) {
    switch (encoding) {
    case Encoding::utf8:
        break;
    case Encoding::utf16_le:
        return "UTF-16LE";
    case Encoding::utf16_be:
        return "UTF-16BE";
    case Encoding::gb18030:
        return "GB18030";
    case Encoding::big5:
        return "Big5";
    }
    return "UTF-8";
}

std::optional<std::string> decode(std::string_view bytes, Encoding encoding) {
    auto text = decode_marked(bytes, encoding);
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text && text->starts_with(mark)) text->erase(0, mark.size());
    return text;
}

bool is_utf8(std::string_view text) { return valid_prefix(text) == text.size(); }

} // namespace jingzhun::base
