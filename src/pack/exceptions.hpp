// Writing exceptions into a rule's condition.
//
// An exception about the record: must → must || exception; must_not → must_not && !exception. One
// that binds a macro's variable goes into that macro: where the macro being true helps the rule to
// be met, P → P || exception; where it hurts, P → P && !exception. Inside this folder only.
#pragma once

#include "pack/model.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jingzhun::pack {

// A macro (with one variable) whose answer decides the condition: reached through && || !, the
// branches of ?: and the bodies of all and exists only.
struct Deciding {
    cel::Node const *macro = nullptr;
    bool helps = true;                     // true makes the rule met
    std::vector<cel::Node const *> around; // deciding macros it stands in, outermost first
};
std::vector<Deciding> deciding_macros(cel::Expression const &condition, bool must_hold);

// Texts of the condition with its exceptions, and of "two of them apply" (empty with fewer than
// two). Requires: every `binds` is the variable of a deciding macro.
std::string with_exceptions(Rule const &rule);
std::string overlap_of(Rule const &rule);

} // namespace jingzhun::pack
