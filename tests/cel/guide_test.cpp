// Every example of docs/cel.md: "expression  => value" in blocks marked cel, for the record the
// mark names.
#include "cel/check.hpp"
#include "cel/village.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace jingzhun;

namespace {

struct Example {
    std::string expression, value;
    std::string record; // "household", "person"; empty for none
    std::uint32_t row = 0;
    int line = 0;
};

std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::vector<Example> read_examples() {
    std::ifstream file(source_folder() + "/docs/cel.md");
    std::vector<Example> examples;
    std::string text;
    Example mark;
    bool is_inside = false;
    for (int line = 1; std::getline(file, text); ++line) {
        if (text.starts_with("```")) {
            is_inside = !is_inside && (text == "```cel" || text.starts_with("```cel "));
            mark = {};
            std::istringstream(text.substr(std::min<std::size_t>(text.size(), 6))) >> mark.record >>
                mark.row;
            continue;
        }
        auto const arrow = text.rfind(" => ");
        if (!is_inside) continue;
        REQUIRE_MESSAGE(arrow != std::string::npos, "no => in line " << line);
        Example each = mark;
        each.line = line;
        each.expression = trimmed(text.substr(0, arrow));
        each.value = text.substr(arrow + 4);
        examples.push_back(std::move(each));
    }
    return examples;
}

} // namespace

TEST_CASE("every example of the guide gives the value it shows") {
    auto const examples = read_examples();
    CHECK(examples.size() > 120);
    for (Example const &each : examples) {
        INFO("docs/cel.md:", each.line, ": ", each.expression);
        cel::Scope scope;
        if (!each.record.empty())
            scope = village::scope_of(each.record == "person" ? 1 : 0, each.row);
        auto const expression = village::expression(each.expression);
        std::string const found = cel::to_string(cel::evaluate(*expression, scope));
        bool const is_error = each.value.starts_with("错误 ");
        CHECK((is_error ? found.substr(0, each.value.size()) : found) == each.value);
        if (!is_error && !each.record.empty()) {
            auto const checked =
                cel::check(*expression, village::shared().schema, each.record, true);
            for (auto const &problem : checked.problems)
                FAIL_CHECK(describe(problem, base::Language::en));
        }
    }
}

TEST_CASE("the guide shows mistakes as they are really shown") {
    std::ifstream file(source_folder() + "/docs/cel.md");
    std::stringstream guide;
    guide << file.rdbuf();
    auto const parsed = cel::parse("kind = 'registered' && wage >", {"rules/exit.toml", 12, 4});
    REQUIRE(parsed.problems.size() == 2);
    for (auto const &problem : parsed.problems)
        CHECK(guide.str().find(describe(problem, base::Language::zh)) != std::string::npos);
}
