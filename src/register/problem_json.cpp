// Problems and cells to JSON and back.
#include "register/problem_json.hpp"

#include "base/json.hpp"

namespace jingzhun::registry {
namespace {

std::string text_of(base::Json const &json, std::string_view name) {
    auto const *text = json.text(name);
    return text == nullptr ? "" : *text;
}

int number_of(base::Json const &json, std::string_view name) {
    auto const *member = json.find(name);
    auto const *number = member == nullptr ? nullptr : std::get_if<std::int64_t>(&member->value);
    return number == nullptr ? 0 : static_cast<int>(*number);
}

base::Problem read_problem(base::Json const &json) {
    base::Problem problem;
    problem.code = text_of(json, "code");
    problem.place = {text_of(json, "file"), number_of(json, "line"), number_of(json, "column"),
                     text_of(json, "sheet")};
    auto const *arguments = json.find("arguments");
    if (arguments == nullptr || arguments->array() == nullptr) return problem;
    for (auto const &pair : *arguments->array())
        problem.arguments.emplace_back(text_of(pair, "name"), text_of(pair, "value"));
    return problem;
}

} // namespace

std::string write_problems(std::vector<base::Problem> const &problems) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &problem : problems) {
        json.begin_object().member("code", problem.code).member("file", problem.place.file);
        json.member("line", problem.place.line).member("column", problem.place.column);
        json.member("sheet", problem.place.sheet).key("arguments").begin_array();
        for (auto const &[name, value] : problem.arguments)
            json.begin_object().member("name", name).member("value", value).end_object();
        json.end_array().end_object();
    }
    json.end_array();
    return json.take();
}

std::string write_cells(std::vector<std::string> const &cells) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &cell : cells) json.value(cell);
    json.end_array();
    return json.take();
}

std::vector<base::Problem> read_problems(std::string_view json) {
    std::vector<base::Problem> problems;
    auto const tree = base::read_json(json, "refused_row.problems");
    if (auto const *array = tree.array())
        for (auto const &one : *array) problems.push_back(read_problem(one));
    return problems;
}

std::vector<std::string> read_cells(std::string_view json) {
    std::vector<std::string> cells;
    auto const tree = base::read_json(json, "refused_row.cells");
    if (auto const *array = tree.array())
        for (auto const &one : *array) {
            auto const *text = std::get_if<std::string>(&one.value);
            cells.push_back(text == nullptr ? "" : *text);
        }
    return cells;
}

} // namespace jingzhun::registry
