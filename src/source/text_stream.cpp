// Decodes a file piece by piece; ICU's converters keep what a piece cuts in two.
#include "source/text_stream.hpp"

#include "base/error.hpp"
#include "source/converter.hpp"

#include <cstring>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

namespace jingzhun::source {

namespace {

constexpr std::size_t piece_bytes = std::size_t{256} << 10;
constexpr std::string_view mark = "\xEF\xBB\xBF";

std::string hexadecimal(std::string_view bytes) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string text;
    for (char character : bytes) {
        auto const byte = static_cast<unsigned char>(character);
        if (!text.empty()) text += ' ';
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace

struct TextStream::Converter {
    struct Close {
        void operator()(UConverter *converter) const { ucnv_close(converter); }
    };
    std::unique_ptr<UConverter, Close> handle;
    std::vector<UChar> wide = std::vector<UChar>(2 * piece_bytes + 16);

    explicit Converter(base::Encoding encoding) {
        UErrorCode status = U_ZERO_ERROR;
        handle.reset(ucnv_open(converter_name(encoding), &status));
        if (U_SUCCESS(status))
            ucnv_setToUCallBack(handle.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                                &status);
        if (U_FAILURE(status))
            throw base::Error("source_internal", {{"what", u_errorName(status)}});
    }

    // Appends the text of `bytes`; false where they are not valid.
    bool convert(std::string_view bytes, bool last, std::string &text) {
        UErrorCode status = U_ZERO_ERROR;
        UChar *target = wide.data();
        char const *source = bytes.data();
        ucnv_toUnicode(handle.get(), &target, wide.data() + wide.size(), &source,
                       bytes.data() + bytes.size(), nullptr, last, &status);
        auto const length = static_cast<std::int32_t>(target - wide.data());
        text.resize(static_cast<std::size_t>(length) * 3);
        std::int32_t written = 0;
        UErrorCode narrow = U_ZERO_ERROR;
        u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &written, wide.data(),
                    length, &narrow);
        text.resize(U_SUCCESS(narrow) ? static_cast<std::size_t>(written) : 0);
        return U_SUCCESS(status) && U_SUCCESS(narrow);
    }

    std::string invalid() const {
        char bytes[32] = {};
        std::int8_t length = sizeof bytes;
        UErrorCode status = U_ZERO_ERROR;
        ucnv_getInvalidChars(handle.get(), bytes, &length, &status);
        return U_SUCCESS(status) && length > 0
                   ? hexadecimal({bytes, static_cast<std::size_t>(length)})
                   : "?";
    }
};

TextStream::TextStream(std::string const &file, base::Encoding encoding)
    : file_(file), bytes_(piece_bytes),
      converter_(encoding == base::Encoding::utf8 ? nullptr
                                                  : std::make_unique<Converter>(encoding)) {}

TextStream::~TextStream() = default;

std::string_view TextStream::next() {
    while (!at_end_ && broken_.empty()) {
        std::string_view piece = converter_ ? next_converted() : next_utf8();
        if (at_start_ && !piece.empty()) {
            at_start_ = false;
            if (piece.starts_with(mark)) piece.remove_prefix(mark.size());
        }
        if (!piece.empty()) return piece;
    }
    return {};
}

std::string_view TextStream::next_utf8() {
    std::string_view const fresh = file_.read({bytes_.data() + carried_, bytes_.size() - carried_});
    std::string_view const all(bytes_.data(), carried_ + fresh.size());
    at_end_ = fresh.empty();
    Utf8Prefix const prefix = valid_utf8(all);
    std::string_view const rest = all.substr(prefix.length);
    carried_ = 0;
    if (rest.empty()) return all;
    if (!prefix.incomplete || at_end_) {
        broken_ = hexadecimal(rest.substr(0, 4));
        return all.substr(0, prefix.length);
    }
    // The valid text is copied out so that the cut character can move to the front.
    text_.assign(all, 0, prefix.length);
    carried_ = rest.size();
    std::memmove(bytes_.data(), rest.data(), rest.size());
    return text_;
}

std::string_view TextStream::next_converted() {
    std::string_view const fresh = file_.read(bytes_);
    at_end_ = fresh.empty();
    if (!converter_->convert(fresh, at_end_, text_)) broken_ = converter_->invalid();
    return text_;
}

} // namespace jingzhun::source
