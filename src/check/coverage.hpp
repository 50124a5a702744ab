// Which periods a duty is checked for: those the ledger of dates covers and that are over by the
// day.
//
// Nobody is blamed for a month the ledger does not know: a period counts where the county's first
// date lies no later than a quarter of the period after its beginning (month: 7 days; week: 1 day).
#pragma once

#include "cel/program.hpp"
#include "pack/model.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace jingzhun::check {

// The column of Rule::covered_by ("visit.on"); nothing where the rule has none.
std::optional<cel::UsedField> coverage_field(pack::Pack const &pack, cel::Schema const &schema,
                                             pack::Rule const &rule);

// Every full period of every unit the rules ask for, in order of unit and time; none where there
// are no dates.
std::vector<std::pair<base::PeriodUnit, base::Period>>
periods_of(pack::Pack const &pack, cel::Schema const &schema, cel::Population const &population,
           std::vector<pack::Rule const *> const &rules, base::Date as_of);

} // namespace jingzhun::check
