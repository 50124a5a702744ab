// The functions and operators of the language on values: one table, looked up by name and style.
//
// A function gets known values only: no error, no unknown, no partial list. It gives a value or an
// error value; it never throws and never does more work than its budget allows.
#pragma once

#include "cel/regex.hpp"
#include "cel/value.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace jingzhun::cel {

// What one evaluation may still spend, and the patterns it has compiled.
struct Budget {
    std::size_t steps = 0;
    std::size_t bytes = 0;
    std::unordered_map<std::string, CompiledRegex> patterns = {};

    // False where it is not there; then the evaluation is over with "cel_cost".
    bool take_steps(std::size_t count) { return take(steps, count); }
    bool take_bytes(std::size_t count) { return take(bytes, count); }

  private:
    bool take(std::size_t &left, std::size_t count) {
        if (count <= left) left -= count;
        else steps = 0;
        return steps > 0;
    }
};

using Values = std::span<Value const>;
using Function = Value (*)(Values arguments, Budget &budget);

enum class CallStyle { global, member, both };
struct FunctionEntry {
    std::string_view name;
    CallStyle style;
    Function function;
};
// nullptr where there is none of that name and style.
Function find_function(std::string_view name, bool is_member);

// What functions answer where they cannot.
Value make_error(std::string_view code, std::string detail = {});
Value no_overload(std::string_view name, Values arguments);
Value cost_error();
Value make_list(List list);
// The yes-or-no of a relation: "_<_" and so on.
Value relation(std::string_view name, Value const &a, Value const &b, Budget &budget);
Value index_value(Value const &container, Value const &key);
Value is_in(Value const &element, Value const &container, Budget &budget);

// Chapters of the table, one a file.
std::span<FunctionEntry const> operator_functions();
std::span<FunctionEntry const> text_functions();
std::span<FunctionEntry const> conversion_functions();
std::span<FunctionEntry const> time_functions();
std::span<FunctionEntry const> list_functions();
std::span<FunctionEntry const> register_functions();

} // namespace jingzhun::cel
