// Expressions over the columns of a sample. Inside this folder only.
#pragma once

#include "pack/estimate_plan.hpp"
#include "survey/sample.hpp"

#include <map>
#include <vector>

namespace jingzhun::survey {

std::map<cel::Expression const *, Values>
evaluate_all(SampleTable const &table, std::vector<pack::ExpressionPointer> const &expressions,
             std::vector<std::string> const &texts);
// A column of a population as numbers, times `scale`.
Values values_of(cel::Column const &column, std::size_t rows, double scale = 1);

} // namespace jingzhun::survey
