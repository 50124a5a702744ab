// Counts of rules narrowed to what the caller may read.
#pragma once

#include "api/asked.hpp"
#include "check/what_if.hpp"

namespace jingzhun::api {

// May the caller read every register of the whole county?
bool reads_everything(Asked const &asked);
// The answers of every rule, counted over the subjects the caller may read.
std::vector<check::RuleSummary> summarise_read(Asked const &asked);
// Leaves of a what-if, which was run over the county by areas of that many digits, what the caller
// may read.
void narrow(Asked const &asked, check::WhatIf &result,
            std::vector<check::ParameterChange> const &changes, int digits);

} // namespace jingzhun::api
