// The command line's side of access.
#include "app/acting.hpp"

#include "access/account.hpp"
#include "access/on_record.hpp"
#include "access/refusal.hpp"
#include "check/snapshot.hpp"

namespace jingzhun::app {

using pack::Operation;

namespace {

std::optional<access::Holder> holder_in(Session const &session, std::string const &name) {
    if (!access::has_accounts(*session.database, session.county)) return std::nullopt;
    return access::holder(*session.database, session.county, name);
}

} // namespace

Acting::Acting(Session const &session, Common const &common)
    : session_(session), actor_(common.actor), holder_(holder_in(session, common.actor.name)) {}

std::string Acting::county_code() const { return check::county_code(session_.county); }

store::Actor Acting::as(access::Decision const &decision) const {
    auto actor = actor_;
    actor.role = decision.role;
    return actor;
}

store::Actor Acting::require(Operation operation, std::string_view register_name,
                             std::string const &area) const {
    if (!holder_) return actor_;
    auto const where = area.empty() ? county_code() : area;
    auto const decision =
        access::may(session_.pack.access, *holder_, operation, register_name, where, base::today());
    if (!decision.allowed) refuse(operation, register_name, where);
    return as(decision);
}

store::Actor Acting::require_somewhere(Operation operation, std::string_view register_name) const {
    if (!holder_) return actor_;
    auto const where = areas(operation, register_name);
    if (where.empty()) refuse(operation, register_name, county_code());
    return as(access::may(session_.pack.access, *holder_, operation, register_name, where.front(),
                          base::today()));
}

store::Actor Acting::require_some_register(Operation operation) const {
    if (!holder_) return actor_;
    for (auto const &definition : session_.pack.registers)
        if (!areas(operation, definition.name).empty())
            return require_somewhere(operation, definition.name);
    refuse(operation, "", county_code());
}

store::Actor Acting::require_source(Operation operation, pack::Source const &source) const {
    auto actor = actor_;
    for (auto const &name : source.registers) actor = require(operation, name);
    return actor;
}

std::vector<std::string> Acting::areas(Operation operation, std::string_view register_name) const {
    if (!holder_) return {county_code()};
    return access::areas(session_.pack.access, *holder_, operation, register_name, base::today());
}

bool Acting::may(Operation operation, std::string_view register_name,
                 std::string const &area) const {
    return !holder_ || access::may(session_.pack.access, *holder_, operation, register_name, area,
                                   base::today())
                           .allowed;
}

bool Acting::sees(pack::Register const &definition, pack::Field const &field,
                  std::string const &area) const {
    return !holder_ ||
           access::sees(session_.pack, *holder_, definition, field, area, base::today());
}

void Acting::refuse(Operation operation, std::string_view register_name,
                    std::string const &area) const {
    auto const refusal =
        access::refusal(session_.pack, session_.areas, actor_.name, operation, register_name, area);
    try {
        auto const database = store::open(session_.address, store::Access::write);
        store::Transaction transaction(*database);
        access::log_refusal(*database, session_.county, actor_, operation,
                            std::string(register_name.empty() ? "store" : register_name));
        transaction.commit();
    } catch (base::Error const &) {
        // A store that cannot be written keeps no record; the refusal stands all the same.
    }
    throw refusal;
}

} // namespace jingzhun::app
