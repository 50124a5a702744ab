// The forms in which people write the name of an area. Not an interface for other floors: they ask
// AreaTree::resolve.
#pragma once

#include "base/area.hpp"

#include <array>
#include <string>
#include <string_view>

namespace jingzhun::base {

// From strict to loose, each folded: the name itself; with its office called by the kind of area it
// serves (潭田村民委员会 is 潭田村, 门楼下瑶族乡 is 门楼下乡); without the kind (潭田).
enum NameForm : std::size_t { full_form, plain_form, stem_form };
std::array<std::string, 3> name_forms(AreaLevel level, std::string_view name);

// Under which AreaTree keeps a form of a name.
std::string area_key(AreaLevel level, std::size_t form, std::string_view name);

// The name as it is said: 潭田村委会 is 潭田村. Other levels keep theirs.
std::string spoken_name(AreaLevel level, std::string_view name);

} // namespace jingzhun::base
