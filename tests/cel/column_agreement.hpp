// Holds column mode against row mode: the same rule for every row of a table, both ways.
#pragma once

#include "cel/evaluate.hpp"
#include "cel/program.hpp"

#include <optional>
#include <string>

namespace agreement {

using namespace jingzhun;

enum class Answer { none, met, unmet, unknown, twice };

inline char const *name_of(Answer answer) {
    static constexpr char const *names[] = {"none", "met", "unmet", "unknown", "twice"};
    return names[static_cast<int>(answer)];
}

inline Answer answer_of(cel::Answers const &answers, std::size_t row) {
    int const set = cel::bit(answers.met, row) + 2 * cel::bit(answers.unmet, row) +
                    4 * cel::bit(answers.unknown, row);
    switch (set) {
    case 0:
        return Answer::none;
    case 1:
        return Answer::met;
    case 2:
        return Answer::unmet;
    case 4:
        return Answer::unknown;
    default:
        return Answer::twice;
    }
}

inline Answer by_row(cel::RuleSource const &rule, cel::Scope const &scope) {
    if (rule.when != nullptr) {
        cel::Value const when = cel::evaluate(*rule.when, scope);
        if (when.as<bool>() == nullptr) return Answer::unknown;
        if (!*when.as<bool>()) return Answer::none;
    }
    cel::Value const must = cel::evaluate(*rule.must, scope);
    if (must.as<bool>() == nullptr) return Answer::unknown;
    return *must.as<bool>() == rule.must_hold ? Answer::met : Answer::unmet;
}

struct Place {
    cel::Schema const &schema;
    cel::Population const &population;
    cel::Context context;
    std::string record;
};

// The first row on which the two ways differ, in words; or what the compiler says. Empty: they
// agree.
inline std::string difference(Place const &place, cel::RuleSource const &rule, int threads = 1) {
    bool const has_period = !place.context.period.name.empty();
    auto const compiled = cel::compile(place.schema, place.record, std::span(&rule, 1), has_period);
    if (!compiled.program) {
        std::string text;
        for (auto const &problem : compiled.problems)
            text += describe(problem, base::Language::en) + "\n";
        return text;
    }
    auto const answers = cel::run(*compiled.program, place.population, place.context, threads);
    auto const table = static_cast<std::uint32_t>(place.schema.index_of(place.record));
    for (std::uint32_t row = 0; row < place.population.tables[table].rows; ++row) {
        cel::Scope scope;
        scope.schema = &place.schema;
        scope.population = &place.population;
        scope.context = place.context;
        scope.self = cel::RecordReference{table, row};
        Answer const expected = by_row(rule, scope), found = answer_of(answers[0], row);
        if (expected != found)
            return rule.must->text + " on row " + std::to_string(row) + ": row mode " +
                   name_of(expected) + ", columns " + name_of(found);
    }
    return {};
}

} // namespace agreement
