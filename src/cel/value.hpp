// A value of the language while one expression is evaluated for one record.
//
// Error and unknown are values too: `&&` and `||` absorb them, everything else passes them on.
// Unknown carries the facts that were missing.
#pragma once

#include "base/date.hpp"
#include "base/money.hpp"
#include "cel/type.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace jingzhun::cel {

struct Value;
using List = std::vector<Value>;
using Map = std::vector<std::pair<Value, Value>>; // in order of writing, keys distinct

struct Bytes {
    std::string data;
};
struct Timestamp {
    std::int64_t seconds = 0; // since 1970-01-01T00:00:00Z
    std::int32_t nanoseconds = 0;
};
struct Duration {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;
};
struct TypeName {
    std::string name; // as type(x) shows it: "int", "list", "google.protobuf.Timestamp"
};
// A row of a table of the population.
struct RecordReference {
    std::uint32_t table = 0, row = 0;
};
struct EvaluationError {
    std::string code; // of the catalogue: "cel_no_such_field", "cel_division_by_zero", "cel_overflow" …
    std::string detail;
};
// One fact that was not there: `field` of a row, or completeness of a list field.
struct MissingFact {
    RecordReference record;
    std::string field;
};
struct Unknown {
    std::vector<MissingFact> facts;
};

// Money divided by a whole number, kept exact: comparisons are decided as fen against line * divisor.
struct MoneyRatio {
    std::int64_t fen = 0;
    std::int64_t divisor = 1; // > 0
};
// A list of which elements may be absent; `missing` says why. Known answers come from it only where
// more elements could not change them.
struct PartialList {
    std::shared_ptr<List const> known;
    Unknown missing;
};

struct Value {
    std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Bytes, Timestamp,
                 Duration, TypeName, std::shared_ptr<List const>, std::shared_ptr<Map const>, base::Date,
                 base::Money, base::Period, RecordReference, EvaluationError, Unknown, MoneyRatio,
                 PartialList>
        data = nullptr;

    template <class T> T const *as() const { return std::get_if<T>(&data); }
    bool is_error() const { return as<EvaluationError>() != nullptr; }
    bool is_unknown() const { return as<Unknown>() != nullptr; }
};

// Equality of the language: numbers compare across int, uint and double; lists and maps by content.
bool equal(Value const &a, Value const &b);
// For people: "12000.00", "2010-05-01", "[1, 2]", "未知". Records print as their table and row.
std::string to_string(Value const &value);

} // namespace jingzhun::cel
