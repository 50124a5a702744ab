// Regular expressions in RE2 syntax, bounded in memory and linear in time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace jingzhun::cel {

class Regex; // immutable; may be used by several threads
struct RegexDeleter {
    void operator()(Regex *regex) const;
};
using RegexPointer = std::unique_ptr<Regex, RegexDeleter>;

// Either a pattern ready to match or what is wrong with it.
struct CompiledRegex {
    RegexPointer regex;
    std::string problem;
};
CompiledRegex compile_regex(std::string_view pattern);
// Does the pattern match somewhere in the text?
bool matches(Regex const &regex, std::string_view text);

} // namespace jingzhun::cel
