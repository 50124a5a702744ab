// Backups of a store, and the way back from one.
//
// A backup is a store itself: FILE, with the kept originals in FILE.files. The signing key is not
// in it; it is to be kept apart.
#pragma once

#include "register/verify.hpp"
#include "store/ledger.hpp"

#include <string>

namespace jingzhun::registry {

struct Backup {
    Verification verified;  // of the copy itself
    std::int64_t files = 0; // kept originals in it
    std::string note;       // its newest checkpoint
    bool recorded = true;   // false: the store could not be written, so the event is missing
};

using Progress = std::function<void(std::string_view what)>;

// Copies a store that may be in use and verifies the copy. The event "backup" says who made it, and
// is part of it. Whatever the verification finds, the copy is there. Throws Error "backup_exists",
// and what `copy_store` and `copy_file` throw.
Backup back_up(
    std::string const &store, std::string const &file, store::Actor const &actor,
    Progress const &progress = [](std::string_view) {});

struct RestoreOptions {
    store::Actor actor;
    std::string note;         // a checkpoint kept elsewhere; "": none
    store::Trust trust;       // as in VerifyOptions
    bool accept_loss = false; // although events are missing that were written after the backup
    bool new_key = false;     // although the key that signed the ledger is not there
    Progress progress = [](std::string_view) {};
};

struct Restored {
    Verification verified;   // where it has problems nothing was restored
    std::int64_t events = 0; // in the backup
    std::int64_t known = 0;  // events that are known to have been written, by the store or the note
    std::string aside;       // where the store lies that was there before; "": there was none
};

// Puts a backup in the place of a store, or where there is none. The copy that will stand there is
// verified first, and compared with the store that is there and with the note; only then is
// anything replaced. The event "restore" says who did it and which events are missing. Throws Error
// "restore_loses" (events are missing that were written), "restore_differs" (the store that is
// there has another history), both without `accept_loss`; "store_busy", and what `back_up` throws.
Restored restore(std::string const &file, std::string const &store, RestoreOptions const &options);

} // namespace jingzhun::registry
