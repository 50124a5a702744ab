// Which facts of which records an expression reads.
//
// The expression is followed, not evaluated: both sides of && and every branch count, a macro's
// body counts for every element of its list. The caller says what a field leads to, so the same
// walk serves a test case's rows and, with one row for each register, the registers themselves.
#pragma once

#include "cel/schema.hpp"
#include "cel/syntax.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jingzhun::pack {

struct RowAt {
    std::size_t record = 0; // index into Schema::records
    std::uint32_t row = 0;
    auto operator<=>(RowAt const &) const = default;
};

// Called for each field read of each row, maybe several times; gives the rows the field leads to
// (none for a plain value). Nothing for a derived field means: follow its expression.
using Follow = std::function<std::optional<std::vector<RowAt>>(RowAt, cel::Field const &)>;

// Requires: derived fields do not depend on themselves.
void follow_reads(cel::Expression const &expression, cel::Schema const &schema, RowAt self,
                  Follow const &follow);

// Whether the expression, run on the register, reads a relation `outcomes`.
bool reads_outcomes(cel::Expression const &expression, cel::Schema const &schema,
                    std::size_t record);

} // namespace jingzhun::pack
