// Who acts in a command, and what that account may do in this store.
//
// A store without accounts asks nobody: everything is allowed, as the system user or --actor. Where
// there are accounts the actor must be one that is in use and holds a role that allows the command;
// what is refused is put on record.
#pragma once

#include "access/may.hpp"
#include "app/commands.hpp"
#include "app/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::app {

class Acting {
  public:
    // Throws Error "actor_unknown", "actor_disabled". The session outlives this.
    Acting(Session const &session, Common const &common);

    // Null where the store has no accounts.
    access::Holder const *holder() const { return holder_ ? &*holder_ : nullptr; }

    // For the area ("": the county). Throws Error "access_refused" with what is missing; answers
    // who acts, by which role.
    store::Actor require(pack::Operation operation, std::string_view register_name = "",
                         std::string const &area = "") const;
    // The same where any area will do: lists and records are narrowed to `areas`.
    store::Actor require_somewhere(pack::Operation operation, std::string_view register_name) const;
    // Of at least one register.
    store::Actor require_some_register(pack::Operation operation) const;
    // Of every register a layout feeds, in the whole county.
    store::Actor require_source(pack::Operation operation, pack::Source const &source) const;
    // Where the actor may do it; the whole county where the store has no accounts.
    std::vector<std::string> areas(pack::Operation operation, std::string_view register_name) const;
    bool may(pack::Operation operation, std::string_view register_name,
             std::string const &area) const;
    bool sees(pack::Register const &definition, pack::Field const &field,
              std::string const &area) const;

  private:
    [[noreturn]] void refuse(pack::Operation operation, std::string_view register_name,
                             std::string const &area) const;
    std::string county_code() const;
    store::Actor as(access::Decision const &decision) const;

    Session const &session_;
    store::Actor actor_;
    std::optional<access::Holder> holder_;
};

} // namespace jingzhun::app
