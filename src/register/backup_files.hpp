// What backup and restore share: kept originals, and the newest checkpoint. Not for others.
#pragma once

#include "base/hash.hpp"
#include "register/backup.hpp"
#include "register/batch.hpp"

#include <string>

namespace jingzhun::registry {

// Copies the originals of the store's batches that are not there yet, or not whole; answers how
// many.
std::int64_t copy_kept_files(store::Database &database, std::string const &from,
                             std::string const &to, Progress const &progress);

std::string newest_note(store::Database &database, int county); // "" where there is none

} // namespace jingzhun::registry
