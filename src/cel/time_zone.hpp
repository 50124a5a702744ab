// Offsets of named time zones ("Asia/Shanghai"), from the zone database that comes with ICU.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace jingzhun::cel {

// Seconds east of UTC at that moment; nothing where there is no zone of that name.
std::optional<std::int64_t> named_zone_offset(std::string_view name, std::int64_t seconds);

} // namespace jingzhun::cel
