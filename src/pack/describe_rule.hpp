// One rule of a pack in words. Inside this folder only.
#pragma once

#include "pack/model.hpp"

namespace jingzhun::pack {

// Heading, what it is about, its sentences and what the names in them mean, what it says and to
// whom, its source.
std::string describe_rule_text(Pack const &pack, Rule const &rule, base::Language language);

} // namespace jingzhun::pack
