// The public address of a notice: known to whoever was given it, guessed by nobody.
#pragma once

#include "work/case.hpp"

#include "store/database.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace jingzhun::work {

// "12-3f9a…": the case and 24 hexadecimal digits made from the salt of the event by which the
// notice was posted, which is in no published leaf.
std::string notice_address(store::Database &database, int county, Case const &one,
                           Notice const &notice);

struct PublicNotice {
    Case one;
    Notice notice;
    bool stands = false; // not taken down, not over
};
// The notice at that address; nothing where there is none. Takes the same time whatever the digits.
std::optional<PublicNotice> notice_at(store::Database &database, int county,
                                      std::string_view address, base::Date on);

} // namespace jingzhun::work
