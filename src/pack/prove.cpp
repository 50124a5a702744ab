// Running a pack's own tests.
#include "pack/prove.hpp"

#include "cel/check.hpp"
#include "cel/evaluate.hpp"
#include "cel/program.hpp"
#include "pack/case_population.hpp"
#include "pack/faults.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>

namespace jingzhun::pack {
namespace {

constexpr std::chrono::seconds case_time_max{10};

// A schema with the derived fields that some cases set, and the rules compiled for it.
struct Setting {
    cel::Schema schema;
    std::map<std::string, cel::ProgramPointer> programs = {}; // by rule
};

// met, unmet, unknown, not_applicable; or a measure's value, as text and (yuan for money) as a
// number.
struct Answer {
    std::string text;
    std::optional<double> number = {};
};

// A quotient of money is exact in row mode and a real number in column mode.
bool agree(Answer const &a, Answer const &b) {
    if (!a.number || !b.number) return a.text == b.text;
    constexpr double tolerance = 1e-9;
    return std::abs(*a.number - *b.number) <= tolerance * std::max(1.0, std::abs(*a.number));
}

constexpr double fen_per_yuan = 100;

Answer measured(cel::Value const &value) {
    if (value.is_unknown() || value.is_error()) return {"unknown"};
    Answer answer{cel::to_string(value)};
    if (auto const *whole = value.as<std::int64_t>()) answer.number = static_cast<double>(*whole);
    if (auto const *real = value.as<double>()) answer.number = *real;
    if (auto const *money = value.as<base::Money>())
        answer.number = static_cast<double>(money->fen) / fen_per_yuan;
    if (auto const *ratio = value.as<cel::MoneyRatio>())
        answer.number =
            static_cast<double>(ratio->fen) / static_cast<double>(ratio->divisor) / fen_per_yuan;
    return answer;
}

Answer measured(cel::Column const &column, cel::Type const &type) {
    if (!cel::bit(column.present, 0)) return {"unknown"};
    auto const first = [](auto const &cells) { return static_cast<double>(cells.at(0)); };
    auto number = std::visit(first, column.values);
    if (type.kind == cel::Kind::money) number /= fen_per_yuan;
    return {cel::to_string(cel::Value{number}), number};
}

Answer verdict(Rule const &rule, cel::Value const &must) {
    auto const *truth = must.as<bool>();
    if (truth == nullptr) return {"unknown"};
    return {*truth == rule.must_hold ? "met" : "unmet"};
}

// A measure's case may write 3500 for what is shown as 3500.00.
bool is_expected(std::string const &expected, Answer const &answer) {
    if (expected == answer.text || !answer.number) return expected == answer.text;
    char *end = nullptr;
    double const number = std::strtod(expected.c_str(), &end);
    return end != expected.c_str() && *end == '\0' && agree({expected, number}, answer);
}

class Prover {
  public:
    explicit Prover(Pack const &pack)
        : pack_(pack), schema_(make_schema(pack)), links_(link_places(pack)) {}

    Proof run() {
        Proof proof;
        for (auto const &rule : pack_.rules) proof.coverage.push_back({rule.id});
        for (auto const &test : pack_.cases) {
            auto &setting = setting_for(test);
            CasePopulation const population(test, setting.schema, links_);
            for (auto const &[id, expected] : test.expect) {
                auto const &rule = *pack_.find_rule(id);
                auto result = ask(rule, test, expected, setting, population);
                if (result.passed)
                    count(proof.coverage[static_cast<std::size_t>(&rule - pack_.rules.data())],
                          result.got);
                proof.results.push_back(std::move(result));
            }
        }
        return proof;
    }

  private:
    Setting &setting_for(TestCase const &test) {
        auto const fields = derived_set_by(test, schema_);
        auto &setting = settings_[fields];
        if (setting == nullptr)
            setting = std::make_unique<Setting>(Setting{with_columns(schema_, fields)});
        return *setting;
    }

    static void count(Coverage &coverage, std::string_view answer) {
        coverage.met = coverage.met || answer == "met";
        coverage.unmet = coverage.unmet || answer == "unmet";
        coverage.unknown = coverage.unknown || answer == "unknown";
    }

    CaseResult ask(Rule const &rule, TestCase const &test, std::string const &expected,
                   Setting &setting, CasePopulation const &population) const {
        CaseResult result{&test, rule.id, expected, {}, false, {}};
        Faults faults;
        check_facts(rule, setting.schema, population, faults);
        cel::Context const context{test.as_of, test.period, test.area};
        auto const by_rows = ask_rows(rule, setting.schema, population, context);
        auto const by_columns = ask_columns(rule, setting, population, context, faults);
        if (!agree(by_rows, by_columns))
            faults.add("pack_case_modes_differ", test.place,
                       {{"rule", rule.id}, {"columns", by_columns.text}, {"rows", by_rows.text}});
        if (exceptions_overlap(rule, setting.schema, population, context))
            faults.add("pack_case_overlap", test.place, {{"rule", rule.id}});
        result.got = by_rows.text;
        result.problems = faults.take();
        result.passed = is_expected(expected, by_rows) && result.problems.empty();
        return result;
    }

    // Every fact the rule reads, of every record it can reach in the case, is given or declared
    // unknown.
    void check_facts(Rule const &rule, cel::Schema const &schema, CasePopulation const &population,
                     Faults &faults) const {
        Follow const follow = [&](RowAt row,
                                  cel::Field const &field) -> std::optional<std::vector<RowAt>> {
            if (field.source == cel::FieldSource::derived) return std::nullopt;
            if (!population.is_stated(row, field)) {
                auto const &one = population.rows(row.record)[row.row];
                auto const fact = schema.records[row.record].name + "." + field.name;
                faults.add("pack_case_fact_missing", one.given->place,
                           {{"rule", rule.id}, {"fact", fact}});
            }
            return population.rows_of(row, field);
        };
        RowAt const subject{schema.index_of(rule.on), 0};
        follow_reads(*rule.must, schema, subject, follow);
        if (rule.when != nullptr) follow_reads(*rule.when, schema, subject, follow);
    }

    static cel::Value value_of(cel::Expression const &expression, Rule const &rule,
                               cel::Schema const &schema, CasePopulation const &population,
                               cel::Context const &context) {
        cel::Scope scope;
        scope.schema = &schema;
        scope.population = &population.population();
        scope.context = context;
        scope.self = cel::RecordReference{static_cast<std::uint32_t>(schema.index_of(rule.on)), 0};
        return cel::evaluate(expression, scope);
    }

    static Answer ask_rows(Rule const &rule, cel::Schema const &schema,
                           CasePopulation const &population, cel::Context const &context) {
        if (rule.when != nullptr) {
            auto const when = value_of(*rule.when, rule, schema, population, context);
            auto const *truth = when.as<bool>();
            if (truth == nullptr) return {"unknown"};
            if (!*truth) return {"not_applicable"};
        }
        auto const must = value_of(*rule.must, rule, schema, population, context);
        return rule.kind == RuleKind::measure ? measured(must) : verdict(rule, must);
    }

    Answer ask_columns(Rule const &rule, Setting &setting, CasePopulation const &population,
                       cel::Context const &context, Faults &faults) const {
        auto &program = setting.programs[rule.id];
        if (program == nullptr) program = compile(rule, setting.schema, faults);
        if (program == nullptr) return {"unknown"};
        if (rule.kind == RuleKind::measure)
            return measure_columns(rule, *program, setting, population, context);
        auto const answers = cel::run(*program, population.population(), context, 1,
                                      cel::deadline_in(case_time_max));
        auto const &answer = answers.at(0);
        if (cel::bit(answer.met, 0)) return {"met"};
        if (cel::bit(answer.unmet, 0)) return {"unmet"};
        return {cel::bit(answer.unknown, 0) ? "unknown" : "not_applicable"};
    }

    // A measure's `when` is asked as a value of its own.
    static Answer measure_columns(Rule const &rule, cel::Program const &program,
                                  Setting const &setting, CasePopulation const &population,
                                  cel::Context const &context) {
        auto const columns = cel::run_values(program, population.population(), context, 1,
                                             cel::deadline_in(case_time_max));
        if (rule.when != nullptr) {
            if (!cel::bit(columns.at(1).present, 0)) return {"unknown"};
            if (std::get<cel::Array<std::uint8_t>>(columns.at(1).values).at(0) == 0)
                return {"not_applicable"};
        }
        auto const type = cel::check(*rule.must, setting.schema, rule.on).type;
        return measured(columns.at(0), type);
    }

    static cel::ProgramPointer compile(Rule const &rule, cel::Schema const &schema,
                                       Faults &faults) {
        cel::Compiled compiled;
        if (rule.kind == RuleKind::measure) {
            std::vector<cel::Expression const *> expressions{rule.must.get()};
            if (rule.when != nullptr) expressions.push_back(rule.when.get());
            compiled = cel::compile_values(schema, rule.on, expressions);
        } else {
            cel::RuleSource const source{rule.id, rule.when.get(), rule.must.get(), rule.must_hold};
            compiled = cel::compile(schema, rule.on, {&source, 1}, rule.kind == RuleKind::duty);
        }
        faults.add(std::move(compiled.problems));
        return std::move(compiled.program);
    }

    static bool exceptions_overlap(Rule const &rule, cel::Schema const &schema,
                                   CasePopulation const &population, cel::Context const &context) {
        if (rule.overlap == nullptr) return false;
        auto const overlap = value_of(*rule.overlap, rule, schema, population, context);
        auto const *truth = overlap.as<bool>();
        return truth != nullptr && *truth;
    }

    Pack const &pack_;
    cel::Schema schema_;
    std::vector<LinkPlace> links_;
    std::map<SetFields, std::unique_ptr<Setting>> settings_;
};

} // namespace

std::size_t Proof::failed() const {
    return static_cast<std::size_t>(std::ranges::count(results, false, &CaseResult::passed));
}

Proof prove(Pack const &pack) { return Prover(pack).run(); }

} // namespace jingzhun::pack
