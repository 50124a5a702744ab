// Whether the records that a list is about must have signed before it is held against them
// (Source::needs_authorisation).
#pragma once

#include "pack/schema.hpp"

#include <optional>
#include <vector>

namespace jingzhun::registry {

// Where the date stands from which a record that the link leads to may be compared.
struct Authorisation {
    std::size_t table = 0, field = 0; // the register with the date
    // From the link's target to that register; nothing where they are the same.
    std::optional<pack::LinkPlace> way;
};
// Nothing where the list may always be compared, or where no way leads to the date.
std::optional<Authorisation> authorisation_of(pack::Pack const &pack,
                                              std::vector<pack::LinkPlace> const &places,
                                              pack::LinkPlace const &place);

} // namespace jingzhun::registry
