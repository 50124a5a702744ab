// A tree written as text again with no bracket more than the specification's grammar asks for.
// Parsed anew it must be the same tree, else the parser's precedences are not those of the
// specification.
#pragma once

#include "cel/syntax.hpp"

#include <string>

namespace rewrite {

using namespace jingzhun;

std::string written(cel::Node const &node);
bool same_tree(cel::Node const &a, cel::Node const &b);
// Empty where the tree comes back as it was, else what came instead.
std::string difference(cel::Expression const &expression);

} // namespace rewrite
