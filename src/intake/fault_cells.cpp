// Faults into cells.
#include "intake/fault_cells.hpp"

#include <algorithm>

namespace jingzhun::intake {
namespace {

// The reader sees the place; repeating file, sheet and row would only be in the way.
std::string message_without_place(base::Problem problem, base::Language language) {
    problem.place = {};
    return base::describe(problem, language);
}

void add_line(std::string &text, std::string const &more, std::string_view between) {
    if (!text.empty()) text += between;
    text += more;
}

} // namespace

std::string explanation_header(base::Language language) {
    return language == base::Language::zh ? "错误说明" : "what is wrong";
}

std::string mark_faults(std::span<source::OutCell> cells,
                        std::vector<base::Problem> const &problems, base::Language language) {
    std::string explanation;
    for (auto const &problem : problems) {
        auto const message = message_without_place(problem, language);
        add_line(explanation, message, language == base::Language::zh ? "；" : "; ");
        auto const position = static_cast<std::size_t>(std::max(problem.place.column, 1)) - 1;
        if (position >= cells.size()) continue;
        cells[position].bad = true;
        add_line(cells[position].comment, message, "\n");
    }
    return explanation;
}

} // namespace jingzhun::intake
