// Timestamps and durations: their texts, their ranges, and their fields in a time zone.
//
// A timestamp lies within 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999999Z, a duration
// within 64 bits of nanoseconds (about 292 years); what goes beyond is nothing.
#pragma once

#include "cel/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::cel {

// RFC 3339: "2009-02-13T23:31:30.5+08:00". Digits beyond nanoseconds are dropped.
std::optional<Timestamp> parse_timestamp(std::string_view text);
// "1h30m", "-1.5h", "0", with h m s ms us ns. Exact; what lies below a nanosecond is dropped.
std::optional<Duration> parse_duration(std::string_view text);
std::string to_string(Timestamp const &timestamp); // in UTC, "…Z"
std::string to_string(Duration const &duration);   // seconds: "60.001s"

std::optional<Timestamp> make_timestamp(std::int64_t seconds, std::int64_t nanoseconds);
std::optional<Timestamp> add(Timestamp const &timestamp, Duration const &duration);
std::optional<Timestamp> subtract(Timestamp const &timestamp, Duration const &duration);
std::optional<Duration> subtract(Timestamp const &a, Timestamp const &b);
std::optional<Duration> add(Duration const &a, Duration const &b);
std::optional<Duration> subtract(Duration const &a, Duration const &b);

// Seconds to add to UTC at that moment: "+08:00", "-02:30", "02:00", "UTC", or a name such as
// "Asia/Shanghai". Nothing where there is no such zone.
std::optional<std::int64_t> zone_offset(std::string_view zone, Timestamp const &timestamp);

} // namespace jingzhun::cel
