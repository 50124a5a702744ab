// Functions of texts and bytes.
#include "cel/functions.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

using Test = bool (*)(std::string const &, std::string const &);

template <Test Inner, char const *Name> Value test_function(Values arguments, Budget &budget) {
    auto const *text = arguments.size() == 2 ? arguments[0].as<std::string>() : nullptr;
    auto const *part = text != nullptr ? arguments[1].as<std::string>() : nullptr;
    if (part == nullptr) return no_overload(Name, arguments);
    if (!budget.take_steps(text->size() / 64)) return cost_error();
    return {Inner(*text, *part)};
}

bool has_part(std::string const &text, std::string const &part) {
    return text.find(part) != std::string::npos;
}
bool has_start(std::string const &text, std::string const &part) { return text.starts_with(part); }
bool has_end(std::string const &text, std::string const &part) { return text.ends_with(part); }

constexpr char contains_name[] = "contains", starts_name[] = "startsWith", ends_name[] = "endsWith";

Value matches_function(Values arguments, Budget &budget) {
    auto const *text = arguments.size() == 2 ? arguments[0].as<std::string>() : nullptr;
    auto const *pattern = text != nullptr ? arguments[1].as<std::string>() : nullptr;
    if (pattern == nullptr) return no_overload("matches", arguments);
    auto found = budget.patterns.find(*pattern);
    if (found == budget.patterns.end()) {
        // A pattern is dear to compile: thousands of steps, and its automata are bytes.
        if (!budget.take_steps(2000) || !budget.take_bytes(64 * 1024)) return cost_error();
        found = budget.patterns.emplace(*pattern, compile_regex(*pattern)).first;
    }
    if (!found->second.regex) return make_error("cel_bad_pattern", found->second.problem);
    if (!budget.take_steps(text->size() / 16)) return cost_error();
    return {matches(*found->second.regex, *text)};
}

Value size_function(Values arguments, Budget &budget) {
    if (arguments.size() == 1) {
        Value const &a = arguments[0];
        if (auto const *text = a.as<std::string>()) {
            if (!budget.take_steps(text->size() / 64)) return cost_error();
            auto const count = std::count_if(text->begin(), text->end(),
                                             [](char c) { return (c & 0xC0) != 0x80; });
            return {static_cast<std::int64_t>(count)};
        }
        auto const size = [](auto const &container) {
            return Value{static_cast<std::int64_t>(container.size())};
        };
        if (auto const *bytes = a.as<Bytes>()) return size(bytes->data);
        if (auto const *list = a.as<std::shared_ptr<List const>>()) return size(**list);
        if (auto const *map = a.as<std::shared_ptr<Map const>>()) return size(**map);
    }
    return no_overload("size", arguments);
}

constexpr FunctionEntry entries[] = {
    {"size", CallStyle::both, size_function},
    {"contains", CallStyle::member, test_function<has_part, contains_name>},
    {"startsWith", CallStyle::member, test_function<has_start, starts_name>},
    {"endsWith", CallStyle::member, test_function<has_end, ends_name>},
    {"matches", CallStyle::both, matches_function},
};

} // namespace

std::span<FunctionEntry const> text_functions() { return entries; }

} // namespace jingzhun::cel
