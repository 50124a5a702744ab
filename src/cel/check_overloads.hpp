// The functions and operators of the language with the types they take and give.
//
// One table for the whole language: that of the specification, then ours.
#pragma once

#include "cel/type.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::cel {

// What a call may look like. In a signature each letter is a type, the result stands after '>':
//   b bool  i int  u uint  d double  s text  y bytes  t timestamp  n duration  T type  0 null
//   D date  m money  p period  r record  q exact quotient  A anything (the same at each place)
//   L list of A  M map  N any number  * anything at all
enum class Style { global, member, both };
struct Overload {
    std::string_view name;
    Style style;
    std::string_view signature; // receiver first
};

std::span<Overload const> overloads();
// Every name a call may have, operators left out.
std::vector<std::string> const &function_names();
bool is_operator(std::string_view name);

struct Resolution {
    Type type;                              // the result
    bool is_known = false;                  // a function of that name and style exists
    bool fits = false;                      // and takes these types
    std::vector<std::string> expected = {}; // what it takes, for people: "(int, int)"
};
Resolution resolve_call(std::string_view name, bool is_member, std::span<Type const> arguments);

// May a value of type `a` stand where `b` is? True wherever either is not known before it runs.
bool compatible(Type const &a, Type const &b);
bool is_number(Type const &type);
// Money divided by a whole number stays exact: it can only be compared.
Type quotient();
bool is_quotient(Type const &type);
// The type of a value that may be of either; dyn where they have nothing in common.
Type join(Type const &a, Type const &b);

} // namespace jingzhun::cel
