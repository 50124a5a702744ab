// jingzhun witness serve | ask: being a witness over HTTP, and asking one.
#pragma once

#include "app/commands.hpp"

namespace jingzhun::app {

struct WitnessServe {
    std::string folder, listen = "127.0.0.1:8090";
};
int witness_serve(WitnessServe const &command, Common const &common);

struct WitnessAsk {
    std::string store, url, witness; // witness: its key, wanted for its first cosignature
};
int witness_ask(WitnessAsk const &command, Common const &common);

} // namespace jingzhun::app
