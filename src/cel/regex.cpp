// RE2 behind a handle.
#include "cel/regex.hpp"

#include <re2/re2.h>

namespace jingzhun::cel {
namespace {

constexpr std::size_t pattern_max = 4096;      // bytes
constexpr std::int64_t memory_max = 4LL << 20; // of one compiled pattern and its automata

} // namespace

class Regex {
  public:
    Regex(std::string_view pattern, re2::RE2::Options const &options)
        : compiled({pattern.data(), pattern.size()}, options) {}
    re2::RE2 compiled;
};

void RegexDeleter::operator()(Regex *regex) const { delete regex; }

CompiledRegex compile_regex(std::string_view pattern) {
    if (pattern.size() > pattern_max)
        return {nullptr, "> " + std::to_string(pattern_max) + " bytes"};
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory_max);
    RegexPointer regex(new Regex(pattern, options));
    if (!regex->compiled.ok()) return {nullptr, regex->compiled.error()};
    return {std::move(regex), {}};
}

bool matches(Regex const &regex, std::string_view text) {
    return re2::RE2::PartialMatch({text.data(), text.size()}, regex.compiled);
}

} // namespace jingzhun::cel
