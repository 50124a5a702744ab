// Named time zones through ICU.
#include "cel/time_zone.hpp"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>

namespace jingzhun::cel {

std::optional<std::int64_t> named_zone_offset(std::string_view name, std::int64_t seconds) {
    if (name.empty() || name.size() > 64) return std::nullopt;
    auto const id = icu::UnicodeString::fromUTF8(
        icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
    std::unique_ptr<icu::TimeZone> const zone(icu::TimeZone::createTimeZone(id));
    if (!zone || *zone == icu::TimeZone::getUnknown()) return std::nullopt;
    int32_t raw = 0, daylight = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(static_cast<double>(seconds) * 1000.0, false, raw, daylight, status);
    if (U_FAILURE(status)) return std::nullopt;
    return (raw + daylight) / 1000;
}

} // namespace jingzhun::cel
