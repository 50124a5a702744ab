// The figures beside the population runs: compiling a large pack, single households, scenarios.
#pragma once

#include "cel/evaluate.hpp"
#include "rules_by_hand.hpp"
#include "rules_measure.hpp"

#include <memory>
#include <string>
#include <vector>

namespace workload {

struct Pack {
    std::vector<std::string> texts;
    std::vector<std::shared_ptr<cel::Expression const>> kept;
    std::vector<cel::RuleSource> sources;
};

inline Pack make_pack(std::vector<std::string> texts) {
    Pack pack;
    pack.texts = std::move(texts);
    for (std::string const &text : pack.texts) {
        pack.kept.push_back(expression(text));
        pack.sources.push_back({text, nullptr, pack.kept.back().get()});
    }
    return pack;
}
inline Pack indicators_pack() { return make_pack({rules.begin(), rules.end()}); }

// The indicators again and again, each time with other numbers, so that no two rules are equal.
inline Pack large_pack(std::size_t size) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < size; ++i) {
        std::string const n = std::to_string(i);
        texts.push_back(std::string("(") + rules[i % indicators] + ") && biz + " + n +
                        " >= cost - debt && !members.exists(m, m.age == " + n +
                        " && m.health == 'serious')");
    }
    return make_pack(std::move(texts));
}

inline cel::Compiled compiled(cel::Schema const &schema, Pack const &pack) {
    auto result = cel::compile(schema, "household", pack.sources);
    for (auto const &problem : result.problems)
        std::fprintf(stderr, "%s\n", describe(problem, base::Language::en).c_str());
    if (!result.program) std::exit(2);
    return result;
}

// From the rules' texts: parsing, checking, compiling.
inline Time time_compile(cel::Schema const &schema, std::size_t size, int rounds) {
    return measure(rounds, [&] { compiled(schema, large_pack(size)); });
}

// A thousand households, spread over all, each asked alone; the time of one.
inline Time time_rows(cel::Program const &program, cel::Population const &population,
                      cel::Context const &context, std::vector<cel::Answers> const &full,
                      int rounds, bool &same) {
    cel::RowCheck check(program, population, context);
    std::size_t const rows = population.tables[0].rows, asked = 1000;
    auto time = measure(rounds, [&] {
        for (std::size_t i = 0; i < asked; ++i) {
            std::size_t const row = i * 7919 % rows;
            auto const answers = check.ask(row);
            for (std::size_t rule = 0; rule < answers.size(); ++rule)
                same =
                    same && (answers[rule] == cel::RowAnswer::met) == cel::bit(full[rule].met, row);
        }
    });
    time.wall /= static_cast<double>(asked);
    time.processor /= static_cast<double>(asked);
    return time;
}

// The explanations of all rules for a household; the time of one household.
inline Time time_explain(cel::Schema const &schema, cel::Population const &population,
                         cel::Context const &context, Pack const &pack, int rounds) {
    std::size_t const rows = population.tables[0].rows, asked = 100;
    std::size_t parts = 0;
    auto time = measure(rounds, [&] {
        for (std::size_t i = 0; i < asked; ++i) {
            cel::Scope scope;
            scope.schema = &schema;
            scope.population = &population;
            scope.context = context;
            scope.self = cel::RecordReference{0, static_cast<std::uint32_t>(i * 7919 % rows)};
            for (auto const &rule : pack.kept) parts += cel::explain(*rule, scope).parts.size();
        }
    });
    if (parts == 0) std::exit(2);
    time.wall /= static_cast<double>(asked);
    time.processor /= static_cast<double>(asked);
    return time;
}

// The line of the year raised by 10 yuan more in each scenario. Only the rules that read it run
// again, where not all are asked for; the others' answers stand.
inline Time time_scenarios(cel::Population const &population, cel::Context const &context,
                           Pack const &pack, bool all, int threads, std::uint64_t &failures) {
    auto schema = make_schema();
    auto const whole = compiled(schema, pack);
    std::size_t const line[] = {0};
    std::vector<cel::RuleSource> touched;
    for (std::size_t const rule : cel::rules_reading(*whole.program, line))
        touched.push_back(pack.sources[rule]);
    auto const part = cel::compile(schema, "household", touched);
    return measure(1, [&] {
        for (int i = 0; i < 100; ++i) {
            schema.parameters[0].values.back().value = std::int64_t{6200 + 10 * i};
            auto const answers =
                cel::run(all ? *whole.program : *part.program, population, context, threads);
            failures += cel::count(answers.front().unmet); // of the first indicator
        }
    });
}

} // namespace workload
