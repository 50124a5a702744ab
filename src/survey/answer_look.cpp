// Answers as a population of one record.
#include "survey/answer_look.hpp"

#include "base/error.hpp"
#include "cel/evaluate.hpp"
#include "pack/case_population.hpp"
#include "pack/read_value.hpp"

#include <algorithm>

namespace jingzhun::survey {
namespace {

std::size_t index_of(pack::Questionnaire const &questionnaire, std::string const &id) {
    auto const found = std::ranges::find(questionnaire.questions, id, &pack::Question::id);
    if (found == questionnaire.questions.end())
        throw base::Error("inspection_question_unknown", {{"answer", id}});
    return static_cast<std::size_t>(found - questionnaire.questions.begin());
}

// The record that the answers would be, and what of them cannot be read.
pack::TestCase record_of(pack::Pack const &pack, pack::Questionnaire const &questionnaire,
                         Answers const &answers, AnswerLook &look) {
    auto const &definition = *pack.find_register(questionnaire.name);
    pack::TestCase record;
    record.on = definition.name;
    record.given.shape = pack::Given::Shape::record;
    for (auto const &[id, text] : answers.given) {
        auto const at = index_of(questionnaire, id);
        auto read = pack::read_cell(pack, *definition.find_field(id), text);
        if (auto *problem = std::get_if<base::Problem>(&read)) {
            look.wrong[at] = std::move(*problem);
            continue;
        }
        pack::Given given;
        given.value = std::get<base::Value>(std::move(read));
        if (!base::is_missing(given.value)) record.given.fields.emplace_back(id, std::move(given));
    }
    return record;
}

bool is_answered(pack::TestCase const &record, std::string const &id) {
    return std::ranges::any_of(record.given.fields,
                               [&](auto const &field) { return field.first == id; });
}

} // namespace

AnswerLook look_at(pack::Pack const &pack, pack::Questionnaire const &questionnaire,
                   Answers const &answers, base::Date day, std::string const &area) {
    AnswerLook look;
    look.wrong.resize(questionnaire.questions.size());
    auto const record = record_of(pack, questionnaire, answers, look);
    auto const schema = pack::make_schema(pack);
    auto const links = pack::link_places(pack);
    pack::CasePopulation const population(record, schema, links);
    cel::Scope scope;
    scope.schema = &schema;
    scope.population = &population.population();
    scope.context = {day, {}, area};
    scope.self =
        cel::RecordReference{static_cast<std::uint32_t>(schema.index_of(questionnaire.name)), 0};
    auto const truth = [&](cel::Expression const &expression) -> std::optional<bool> {
        auto const value = cel::evaluate(expression, scope);
        auto const *known = value.as<bool>();
        return known == nullptr ? std::nullopt : std::optional(*known);
    };
    for (auto const &question : questionnaire.questions) {
        auto const asked = question.when == nullptr ? std::optional(true) : truth(*question.when);
        look.asked.push_back(asked);
        if (asked.value_or(false) && !is_answered(record, question.id)) ++look.unanswered;
    }
    for (auto const &finding : questionnaire.findings)
        if (truth(*finding.when).value_or(false)) look.findings.push_back(&finding);
    return look;
}

} // namespace jingzhun::survey
