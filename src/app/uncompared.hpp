// jingzhun uncompared: who has not signed for a list to be held against them, and which lists.
#pragma once

#include "app/commands.hpp"

#include <optional>
#include <string>

namespace jingzhun::app {

struct Uncompared {
    std::string store;
    std::optional<base::Date> as_of;
};
int uncompared(Uncompared const &command, Common const &common);

} // namespace jingzhun::app
