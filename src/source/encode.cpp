// Wraps ICU's converters from Unicode.
#include "source/encode.hpp"

#include "base/error.hpp"
#include "source/converter.hpp"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <vector>

namespace jingzhun::source {

namespace {

void check(UErrorCode status) {
    if (U_FAILURE(status)) throw base::Error("source_internal", {{"what", u_errorName(status)}});
}

} // namespace

struct Encoder::Converter {
    struct Close {
        void operator()(UConverter *converter) const { ucnv_close(converter); }
    };
    std::unique_ptr<UConverter, Close> handle;
    std::vector<UChar> wide;

    explicit Converter(base::Encoding encoding) {
        UErrorCode status = U_ZERO_ERROR;
        handle.reset(ucnv_open(converter_name(encoding), &status));
        if (U_SUCCESS(status))
            ucnv_setFromUCallBack(handle.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr,
                                  nullptr, &status);
        check(status);
    }

    // The character at which the last conversion stopped.
    std::string stopped_at() const {
        UChar units[8] = {};
        std::int8_t length = 8;
        UErrorCode status = U_ZERO_ERROR;
        ucnv_getInvalidUChars(handle.get(), units, &length, &status);
        char text[32] = {};
        std::int32_t written = 0;
        u_strToUTF8(text, sizeof text, &written, units, length, &status);
        return U_SUCCESS(status) && written > 0
                   ? std::string(text, static_cast<std::size_t>(written))
                   : "?";
    }
};

Encoder::Encoder(base::Encoding encoding)
    : converter_(encoding == base::Encoding::utf8 ? nullptr
                                                  : std::make_unique<Converter>(encoding)) {}

Encoder::~Encoder() = default;

std::string_view Encoder::encode(std::string_view text) {
    if (!converter_) return text;
    auto &[handle, wide] = *converter_;
    if (wide.size() < text.size()) wide.resize(text.size());
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t units = 0;
    u_strFromUTF8(wide.data(), static_cast<std::int32_t>(wide.size()), &units, text.data(),
                  static_cast<std::int32_t>(text.size()), &status);
    check(status);
    bytes_.resize(static_cast<std::size_t>(UCNV_GET_MAX_BYTES_FOR_STRING(units, 4)));
    char *target = bytes_.data();
    UChar const *source = wide.data();
    ucnv_fromUnicode(handle.get(), &target, bytes_.data() + bytes_.size(), &source,
                     wide.data() + units, nullptr, true, &status);
    bytes_.resize(static_cast<std::size_t>(target - bytes_.data()));
    if (U_FAILURE(status)) {
        unencodable_ = converter_->stopped_at();
        ucnv_reset(handle.get());
    }
    return bytes_;
}

} // namespace jingzhun::source
