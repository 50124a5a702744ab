// Who asks, and what that account may see and do: the one place where requests are held against
// access rules.
//
// A store without accounts asks nobody: everything is allowed. Where there are accounts a record
// outside the caller's areas does not exist for him: every list, count, record and explanation is
// narrowed by `scope`, and what is looked for outside answers as what was never there.
#pragma once

#include "access/session.hpp"
#include "api/guard.hpp"
#include "base/area.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::api {

// Areas of which none contains another.
struct Scope {
    std::vector<std::string> areas;
    bool contains(std::string_view area) const { return access::within(areas, area); }
    bool none() const { return areas.empty(); }
};

class Caller {
  public:
    // `session`: null in a store without accounts, and where nobody has signed in (`signed_in`).
    // All outlive this.
    Caller(Guard const &guard, pack::Pack const &pack, base::AreaTree const &areas,
           std::string county, access::Session const *session, bool accounts, std::string from);

    bool accounts() const { return accounts_; } // the store has any
    bool signed_in() const { return session_ != nullptr; }
    access::Session const *session() const { return session_; }
    std::string name() const; // "" where there are no accounts

    bool may(pack::Operation operation, std::string_view register_name,
             std::string_view area) const;
    Scope scope(pack::Operation operation, std::string_view register_name) const;
    // Somewhere; "*": of at least one register.
    bool may_somewhere(pack::Operation operation, std::string_view register_name) const;
    // Is this field of a record there shown whole? Without accounts private ones are not, codes
    // aside.
    bool sees(pack::Register const &definition, pack::Field const &field,
              std::string_view area) const;
    // Throws Error "access_refused"; answers who acts, by which role. `area` empty: the county.
    store::Actor require(pack::Operation operation, std::string_view register_name = "",
                         std::string const &area = "", std::string const &reason = "") const;
    // The same where any area will do.
    store::Actor require_somewhere(pack::Operation operation, std::string_view register_name,
                                   std::string const &reason = "") const;
    // Who acts, where nothing needs allowing.
    store::Actor actor(std::string const &reason = "") const;

  private:
    [[noreturn]] void refuse(pack::Operation operation, std::string_view register_name,
                             std::string const &area) const;

    Guard const &guard_;
    pack::Pack const &pack_;
    base::AreaTree const &areas_;
    std::string county_;
    access::Session const *session_;
    bool accounts_;
    std::string from_;
    base::Date today_ = base::today();
};

} // namespace jingzhun::api
