// What answers that are still being typed come to: which questions are asked, which are open, and
// which findings they would raise. Writes nothing.
#pragma once

#include "survey/inspection_work.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::survey {

struct AnswerLook {
    // By index of questions. Not known yet: it hangs on one that is not answered.
    std::vector<std::optional<bool>> asked;
    std::vector<std::optional<base::Problem>> wrong; // cells that cannot be read, by question
    std::int64_t unanswered = 0;                     // asked, and nothing said
    std::vector<pack::AnswerFinding const *> findings;
};
// `day`: of the visit. Throws Error "inspection_question_unknown".
AnswerLook look_at(pack::Pack const &pack, pack::Questionnaire const &questionnaire,
                   Answers const &answers, base::Date day, std::string const &area);

} // namespace jingzhun::survey
