// A second interpreter of the language, for tests only: written from the specification and
// docs/cel.md, as plainly as it can be said. It shares the parsed tree and the data with src/cel,
// nothing else.
//
// Nothing stops early here: every part of an expression is evaluated, then the rules of absorption
// say what counts. Days are counted, moments are nanoseconds, quotients are fractions of 128 bits.
#pragma once

#include "cel/check.hpp"
#include "cel/population.hpp"
#include "cel/schema.hpp"
#include "cel/syntax.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace naive {

using namespace jingzhun;
using Wide = __int128;
using Fact = std::tuple<std::uint32_t, std::uint32_t, std::string>; // table, row, field

enum class Is {
    null,
    truth,     // number: 0, 1
    whole,     // number
    natural,   // number
    real,      // real
    text,      // text
    bytes,     // text
    date,      // number: days since 1970-01-01
    money,     // number: fen
    quotient,  // number / divisor fen
    period,    // items: from, to; text: name
    record,    // table, row
    list,      // items; facts: more elements may be
    map,       // items: key, value, key, value …
    type,      // text
    timestamp, // number: nanoseconds since 1970
    duration,  // number: nanoseconds
    error,     // text: the code
    unknown,   // facts
};

struct Value {
    Is is = Is::null;
    Wide number = 0;
    Wide divisor = 1;
    double real = 0;
    std::string text = {};
    std::vector<Value> items = {};
    std::uint32_t table = 0, row = 0;
    std::set<Fact> facts = {};
    bool is_partial = false;
};

// What can be seen from where the expression stands.
struct World {
    cel::Schema const &schema;
    cel::Population const &population;
    cel::Context const &context;
    cel::Checked const
        &checked; // of the expression: the sum of none of some kind is zero of that kind
    std::uint32_t table = 0, row = 0; // of the record the expression runs on
};

Value evaluate(cel::Expression const &expression, World const &world);

// Does row mode's value say the same: kind, content, code of the error, facts that are missing?
bool says_the_same(Value const &naive, cel::Value const &row_mode);
// For people.
std::string to_string(Value const &value);

// Values made by hand, in naive_value.cpp.
Value truth(bool truth);
Value whole(Wide number); // an error where it does not fit 64 bits
Value text(std::string text);
Value error(std::string_view code);
Value list(std::vector<Value> items);
bool is_settled(
    Value const &value); // neither error nor unknown nor a list of which elements may be absent
// Where any of these is not settled: unknown with the facts of all, else the first error.
Value unsettled(std::vector<Value> const &values);
Value const *value_of_key(Value const &map, Value const &key);

// Order and equality, in naive_order.cpp. Beside -1, 0 and 1: what has no order.
enum class Order { less, equal, greater, unordered, none };
Order order_of(Value const &a, Value const &b);
bool are_equal(Value const &a, Value const &b);

// Operators and functions of settled values, in naive_operator.cpp and naive_function.cpp.
Value operate(std::string_view name, std::vector<Value> const &values);
Value apply(std::string_view name, std::vector<Value> const &values);
Value aggregate(std::string_view name, std::vector<Value> const &values);
std::string type_name(Value const &value);
// Conversions and moments, in naive_convert.cpp.
Value convert(std::string_view name, Value const &value);
Value clock(std::string_view name, std::vector<Value> const &values);

// The calendar, in naive_calendar.cpp: counted from 1970-01-01.
struct Civil {
    Wide year, month, day;
};
Civil civil(Wide days);
bool is_day(Wide year, Wide month, Wide day);
Wide days_of(Civil const &date);
Value calendar(std::string_view name, std::vector<Value> const &values);

} // namespace naive
