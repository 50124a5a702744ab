// Documents of a case: whether a file is what its name says.
#pragma once

#include <string>
#include <string_view>

namespace jingzhun::work {

// By the first bytes; of endings that it does not know: yes.
bool content_fits(std::string_view ending, std::string_view first_bytes);

} // namespace jingzhun::work
