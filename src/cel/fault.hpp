// Something wrong with the text of an expression, before it is turned into a Problem with place and
// caret.
#pragma once

#include "base/error.hpp"
#include "cel/syntax.hpp"

#include <string>

namespace jingzhun::cel {

struct Fault {
    std::string code; // of the catalogue
    Span span;
    base::Arguments arguments = {};
};

// Adds the place in the file and, as argument "caret", the line with a mark under the span.
base::Problem problem_of(Expression const &expression, Fault const &fault);

} // namespace jingzhun::cel
