// A row's faults as they are shown in a workbook: bad cells red, each with a comment, and the whole
// in words.
#pragma once

#include "register/batch.hpp"
#include "source/write.hpp"

#include <span>
#include <string>
#include <vector>

namespace jingzhun::intake {

std::string explanation_header(base::Language language); // 错误说明

// Marks the cells the problems are about (by their column) and answers all of them in words, in one
// line. Problems of columns beyond the cells stand in the words alone.
std::string mark_faults(std::span<source::OutCell> cells,
                        std::vector<base::Problem> const &problems, base::Language language);

} // namespace jingzhun::intake
