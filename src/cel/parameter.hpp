// A parameter of policy: a number or text that holds from a date, in a region, for given keys.
//
// In expressions a parameter is a function: `line('exit', as_of)`. Its keys come first, in the order
// declared; the date is last and may be left out, then it is the decision date. The region is that of
// the record the rule runs on. The most specific region wins, then the latest `from` not after the date.
#pragma once

#include "base/date.hpp"
#include "base/value.hpp"
#include "cel/type.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::cel {

struct ParameterValue {
    std::vector<std::string> keys; // one per declared key
    std::string area;              // prefix of the areas it holds in; empty: everywhere
    base::Date from = base::date_min, to = base::date_max; // half-open
    base::Value value;             // money in fen, date in days, truth as 0/1
};

struct Parameter {
    std::string name;
    Type type; // with its unit
    std::vector<std::string> key_names;
    std::vector<Type> key_types; // text, with the code list's name where there is one
    std::vector<ParameterValue> values;
};

// The value in force; nullptr where none is (an expression then has an error value "cel_parameter_gap").
base::Value const *find_value(Parameter const &parameter, std::span<std::string const> keys,
                              std::string_view area, base::Date date);

} // namespace jingzhun::cel
