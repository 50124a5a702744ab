// The command line, understood: which command, with what.
#pragma once

#include "app/commands.hpp"

#include <functional>

namespace jingzhun::app {

struct Parsed {
    Common common;
    std::function<int()> run; // null where the line was wrong or asked for help
    int status = 0;           // then: the exit status
};
// Prints help or what is wrong with the line itself.
Parsed parse(int argument_count, char **arguments);

} // namespace jingzhun::app
