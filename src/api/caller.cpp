// Callers against access rules.
#include "api/caller.hpp"

#include "access/refusal.hpp"

#include <algorithm>

namespace jingzhun::api {

using pack::Operation;

namespace {

// Without accounts nobody is named; the log says so.
constexpr std::string_view nobody = "web";

bool is_code(pack::Field const &field) {
    return field.type == pack::FieldType::code || field.type == pack::FieldType::codes;
}

} // namespace

Caller::Caller(Guard const &guard, pack::Pack const &pack, base::AreaTree const &areas,
               std::string county, access::Session const *session, bool accounts, std::string from)
    : guard_(guard), pack_(pack), areas_(areas), county_(std::move(county)), session_(session),
      accounts_(accounts), from_(std::move(from)) {}

std::string Caller::name() const { return session_ == nullptr ? "" : session_->holder.account; }

bool Caller::may(Operation operation, std::string_view register_name, std::string_view area) const {
    if (!accounts_) return true;
    return session_ != nullptr &&
           guard_.may(pack_, session_->holder, operation, register_name, area, today_);
}

Scope Caller::scope(Operation operation, std::string_view register_name) const {
    if (!accounts_) return {{county_}};
    if (session_ == nullptr) return {};
    return {guard_.areas(pack_, session_->holder, operation, register_name, today_)};
}

bool Caller::may_somewhere(Operation operation, std::string_view register_name) const {
    if (register_name != "*") return !scope(operation, register_name).none();
    return std::ranges::any_of(pack_.registers, [&](pack::Register const &definition) {
        return !scope(operation, definition.name).none();
    });
}

bool Caller::sees(pack::Register const &definition, pack::Field const &field,
                  std::string_view area) const {
    if (!field.masked) return true;
    if (!accounts_) return is_code(field);
    return session_ != nullptr &&
           guard_.sees(pack_, session_->holder, definition, field, area, today_);
}

store::Actor Caller::actor(std::string const &reason) const {
    store::Actor actor;
    actor.name = session_ == nullptr ? std::string(nobody) : session_->holder.account;
    actor.reason = reason;
    actor.from = from_;
    return actor;
}

store::Actor Caller::require(Operation operation, std::string_view register_name,
                             std::string const &area, std::string const &reason) const {
    auto const &where = area.empty() ? county_ : area;
    if (!may(operation, register_name, where)) refuse(operation, register_name, where);
    auto who = actor(reason);
    if (session_ != nullptr)
        who.role =
            access::may(pack_.access, session_->holder, operation, register_name, where, today_)
                .role;
    return who;
}

store::Actor Caller::require_somewhere(Operation operation, std::string_view register_name,
                                       std::string const &reason) const {
    if (register_name != "*") {
        auto const where = scope(operation, register_name);
        if (where.none()) refuse(operation, register_name, county_);
        return require(operation, register_name, where.areas.front(), reason);
    }
    for (auto const &definition : pack_.registers)
        if (!scope(operation, definition.name).none())
            return require_somewhere(operation, definition.name, reason);
    refuse(operation, "", county_);
}

void Caller::refuse(Operation operation, std::string_view register_name,
                    std::string const &area) const {
    throw access::refusal(pack_, areas_, name(), operation, register_name, area);
}

} // namespace jingzhun::api
