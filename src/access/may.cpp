// Roles, areas and days against a question.
#include "access/may.hpp"

#include "base/area.hpp"

#include <algorithm>

namespace jingzhun::access {
namespace {

bool speaks_of(pack::Permission const &permission, pack::Operation operation,
               std::string_view register_name) {
    if (std::ranges::find(permission.operations, operation) == permission.operations.end())
        return false;
    if (!pack::on_register(operation)) return true;
    return permission.every_register ||
           std::ranges::find(permission.registers, register_name) != permission.registers.end();
}

bool allows(pack::Role const &role, pack::Operation operation, std::string_view register_name) {
    return std::ranges::any_of(role.may, [&](pack::Permission const &permission) {
        return speaks_of(permission, operation, register_name);
    });
}

// Without a register: of any.
bool would_allow(pack::Role const &role, pack::Operation operation,
                 std::string_view register_name) {
    if (!register_name.empty()) return allows(role, operation, register_name);
    return std::ranges::any_of(role.may, [&](pack::Permission const &permission) {
        return std::ranges::find(permission.operations, operation) != permission.operations.end();
    });
}

bool holds_there(Grant const &grant, std::string_view area, base::Date on) {
    return grant.holds(on) && base::contains(grant.area, area);
}

} // namespace

Decision may(pack::AccessRules const &rules, Holder const &holder, pack::Operation operation,
             std::string_view register_name, std::string_view area, base::Date on) {
    for (auto const &grant : holder.grants) {
        auto const *role = rules.find_role(grant.role);
        if (role == nullptr || !holds_there(grant, area, on)) continue;
        if (allows(*role, operation, register_name))
            return {true, grant.role, grant.area, grant.purpose, {}};
    }
    Decision refused;
    for (auto const &role : rules.roles)
        if (would_allow(role, operation, register_name)) refused.wanting.push_back(role.name);
    return refused;
}

std::vector<std::string> areas(pack::AccessRules const &rules, Holder const &holder,
                               pack::Operation operation, std::string_view register_name,
                               base::Date on) {
    std::vector<std::string> all;
    for (auto const &grant : holder.grants) {
        auto const *role = rules.find_role(grant.role);
        if (role != nullptr && grant.holds(on) && allows(*role, operation, register_name))
            all.push_back(grant.area);
    }
    std::ranges::sort(all); // a prefix stands before what it contains
    std::vector<std::string> widest;
    for (auto &area : all)
        if (widest.empty() || !base::contains(widest.back(), area))
            widest.push_back(std::move(area));
    return widest;
}

bool within(std::vector<std::string> const &areas, std::string_view area) {
    return std::ranges::any_of(areas,
                               [&](std::string const &one) { return base::contains(one, area); });
}

bool sees(pack::Pack const &pack, Holder const &holder, pack::Register const &definition,
          pack::Field const &field, std::string_view area, base::Date on) {
    if (!field.masked) return true;
    auto const *wanted = pack.class_of(definition, field);
    if (wanted == nullptr) return false;
    return std::ranges::any_of(holder.grants, [&](Grant const &grant) {
        auto const *role = pack.access.find_role(grant.role);
        if (role == nullptr || !holds_there(grant, area, on)) return false;
        return std::ranges::any_of(role->may, [&](pack::Permission const &permission) {
            return speaks_of(permission, pack::Operation::read, definition.name) &&
                   std::ranges::find(permission.sees, wanted->name) != permission.sees.end();
        });
    });
}

} // namespace jingzhun::access
