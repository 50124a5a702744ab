// The one place that decides who may do what where.
//
// Allowed is what some role, held on that day for an area that contains the one asked about, says
// of the operation and the register; nothing else is. Separations (separation.hpp) come on top.
#pragma once

#include "access/grant.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::access {

// An account as it acts now.
struct Holder {
    std::string account;
    std::vector<Grant> grants; // all it ever had; `holds` tells
};

struct Decision {
    bool allowed = false;
    std::string role, area, purpose;  // of the grant that allows it
    std::vector<std::string> wanting; // else: roles of the pack that would
};

// `register_name`: of operations on registers (pack::on_register), else "". `area`: where it is
// done; a holder of a part may not do it to the whole.
Decision may(pack::AccessRules const &rules, Holder const &holder, pack::Operation operation,
             std::string_view register_name, std::string_view area, base::Date on);

// Where the holder may do it: areas none of which contains another. A record outside all of them
// does not exist for the holder.
std::vector<std::string> areas(pack::AccessRules const &rules, Holder const &holder,
                               pack::Operation operation, std::string_view register_name,
                               base::Date on);
bool within(std::vector<std::string> const &areas, std::string_view area);

// Is this private field shown whole to the holder, of a record there? (A field that is not private
// is.)
bool sees(pack::Pack const &pack, Holder const &holder, pack::Register const &definition,
          pack::Field const &field, std::string_view area, base::Date on);

} // namespace jingzhun::access
