// The policy pack inside the store: a store stands alone, with every version that was ever in
// force.
#pragma once

#include "pack/model.hpp"
#include "register/batch.hpp"

#include <functional>
#include <string>
#include <vector>

namespace jingzhun::registry {

// Keeps the files of a pack's folder, and of the packs it overlays, as in force from that day.
// Requires: the caller's write transaction is open. The same files once more change nothing.
void put_pack(store::Database &database, int county, std::string const &folder,
              pack::Pack const &pack, base::Date from);

struct PackVersion {
    base::Date from;
    std::string name, version, hash;
};
// Of each day the one installed last.
std::vector<PackVersion> pack_versions(store::Database &database, int county);

// The pack in force on that day (before the first: the first), as known then; without its tests
// (pack/load.hpp, load_kept). Throws Error "store_without_pack".
pack::Pack load_pack(store::Database &database, int county, base::Date on, Known const &known = {});
// The pack with these files, whether in force or not.
pack::Pack load_pack(store::Database &database, int county, std::string const &hash);
// Its files laid out as a folder for as long as `work` takes.
void with_pack_files(store::Database &database, int county, std::string const &hash,
                     std::function<void(std::string const &folder)> const &work);

} // namespace jingzhun::registry
