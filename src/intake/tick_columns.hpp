// Yes/no columns filled in with ticks: there a blank cell says "no"; elsewhere it says nothing.
#pragma once

#include "intake/layout.hpp"

#include <vector>

namespace jingzhun::intake {

// By cell: the column is of yes/no fields, and among its first rows there is a tick (√ ✓ ✔) and no
// other word.
std::vector<bool> tick_columns(pack::Pack const &pack, Layout const &layout, source::Book &book);

} // namespace jingzhun::intake
