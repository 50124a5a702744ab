// Forty steps through everything that writes, with a fault at a call of one's choice.
#pragma once

#include "durable/load.hpp"
#include "durable/system_calls.hpp"

#include <functional>
#include <string>
#include <vector>

namespace durable {

enum class Fault {
    io_error,    // EIO, once
    no_space,    // ENOSPC, once
    full,        // ENOSPC from there on
    short_write, // half of it is written, and says so
    kill         // the process ends there
};

struct Ran {
    bool fired = false; // false: there are not so many calls
    std::string call;   // at which
    std::vector<std::string> codes;
    int reads_failed = 0;    // while a connection was there
    int told_in_the_end = 0; // of the six writes after space has returned
};

// Runs the script in the folder; `told` is called with what is acknowledged. Every code of an error
// is noted, and the next step is taken.
Ran run_script(std::string const &folder, Fault fault, int nth,
               std::function<void(Acknowledged const &)> const &told);

} // namespace durable
