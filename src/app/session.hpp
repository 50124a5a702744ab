// A store opened for a command, with what it stands on: its county, its pack, its divisions.
#pragma once

#include "base/area.hpp"
#include "check/snapshot.hpp"
#include "pack/model.hpp"
#include "store/open.hpp"

#include <memory>
#include <optional>
#include <string>

namespace jingzhun::app {

struct Session {
    std::string address;
    std::unique_ptr<store::Database> database;
    int county = 0;
    base::AreaTree areas;
    pack::Pack pack;
};

// `on`: the day whose pack is wanted (today unless given), as known then.
Session open_session(std::string const &address, store::Access access,
                     std::optional<base::Date> on = {}, registry::Known const &known = {});

// What --known-at says: a time, or "#12" for when the ledger had twelve events; "" is now. Throws
// Error "instant_malformed".
registry::Known known_of(std::string const &text);

// The register of that name. Throws Error "register_unknown" with the nearest.
pack::Register const &register_of(Session const &session, std::string const &name);

// The decision date of the last check; today where there was none.
base::Date last_check(Session const &session);

check::Snapshot snapshot_of(Session const &session, base::Date as_of,
                            std::vector<std::string> const &rules = {},
                            registry::Known const &known = {});

} // namespace jingzhun::app
