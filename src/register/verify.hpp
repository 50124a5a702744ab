// Verifying a whole store: does everything in it stand as the program wrote it?
//
// Events against signed checkpoints, tables against the seals the events carry (store/seal.hpp),
// keys against the registers they follow from, kept files against their hashes, and the file's own
// structure. What it does not do: judge whether what was written was true.
#pragma once

#include "base/error.hpp"
#include "store/database.hpp"
#include "store/trust.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::registry {

struct Verification {
    std::vector<base::Problem> problems; // none: all is as it was sealed
    std::vector<int> counties;
    std::int64_t events = 0, tables = 0, files = 0; // looked at
};

struct VerifyOptions {
    std::string kept_files; // folder of imported files by hash; "": not looked at
    std::string note;       // a checkpoint kept elsewhere; "": none
    store::Trust trust;     // besides the store's own keys; who must have cosigned it
    std::function<void(std::string_view what)> progress = [](std::string_view) {};
};

// Reads everything once, of one state of the store.
Verification verify(store::Database &database, VerifyOptions const &options);

// What a moment is enough for, before a store is served: that the newest events are as they were
// signed and nothing was lost after them, some of the older events, and the rows that changed last
// (all events and rows that may change where they are few). The rest is for `verify`.
std::vector<base::Problem> verify_quickly(store::Database &database);

} // namespace jingzhun::registry
