// Expressions as the pages get them: what their evaluator (web/src/cel) must answer, written to a
// file for it. tests/web/cel_test.mjs runs this with JINGZHUN_BROWSER_CASES=FILE and compares.
#include "base/file.hpp"
#include "base/json.hpp"
#include "cel/check.hpp"
#include "cel/conformance.hpp"
#include "cel/conformance_value.hpp"
#include "cel/differential_random.hpp"
#include "cel/facts_json.hpp"
#include "cel/tree_json.hpp"
#include "cel/village.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

using namespace jingzhun;

namespace {

cel::FactsWanted everything(cel::Schema const &schema, cel::RecordReference self) {
    cel::FactsWanted wanted;
    for (auto const &parameter : schema.parameters) wanted.parameters.push_back(parameter.name);
    for (auto const &record : schema.records)
        for (auto const &field : record.fields)
            if (field.derived != nullptr) wanted.derived.emplace(record.name, field.name);
    wanted.self = self;
    return wanted;
}

// The outcome as the pages tell it: a value, {"unknown": true}, {"error": code}.
std::string outcome_json(cel::Value const &value) {
    if (value.is_unknown()) return "{\"unknown\":true}";
    if (auto const *error = value.as<cel::EvaluationError>())
        return "{\"error\":" + base::quote_json(error->code) + "}";
    return cel::value_to_json(value);
}

struct Written {
    base::JsonWriter json;
    std::size_t cases = 0;
};

// Random expressions on every row of one random population.
void write_population(Written &out, std::uint64_t seed, std::size_t expressions) {
    auto const schema = differential::make_schema();
    differential::Random random(seed);
    auto population = differential::make_population(schema, random);
    for (auto &table : population.tables) table.areas = {}; // a form is of one area
    cel::Scope scope;
    scope.schema = &schema;
    scope.population = &population;
    scope.context.as_of = village::day("2002-02-28");
    scope.context.period = base::period_of(base::PeriodUnit::month, village::day("2002-02-05"));
    scope.context.area = "4311";
    out.json.begin_object().key("facts").raw(
        cel::facts_json(population, schema, scope.context, everything(schema, {})));
    out.json.key("cases").begin_array();
    for (std::size_t i = 0; i < expressions; ++i) {
        auto const table = static_cast<std::uint32_t>(random.below(3));
        auto const &name = schema.records[table].name;
        auto const text = i % 3 == 0   ? differential::make_rule(random, name, 3)
                          : i % 3 == 1 ? differential::make_value(random, name, 3)
                                       : differential::make_general(random, name, 3);
        auto const parsed = cel::parse(text);
        if (!parsed.expression) continue;
        auto const checked = cel::check(*parsed.expression, schema, name, true);
        if (!checked.problems.empty()) continue;
        out.json.begin_object().member("expr", text).member("table", table);
        out.json.key("tree").raw(cel::tree_json(*parsed.expression, checked));
        out.json.key("expect").begin_array();
        auto const rows = std::min<std::size_t>(4, population.tables[table].rows);
        for (std::uint32_t row = 0; row < rows; ++row) {
            scope.self = cel::RecordReference{table, row};
            out.json.raw(outcome_json(cel::evaluate(*parsed.expression, scope)));
            ++out.cases;
        }
        out.json.end_array().end_object();
    }
    out.json.end_array().end_object();
}

// The public suite, each case as a tree; null where it is refused before it runs.
void write_suite(Written &out, std::filesystem::path const &path) {
    auto const cases = base::read_json(base::read_file(path.string()), path.filename().string());
    for (auto const &each : *cases.array()) {
        auto const parsed = cel::parse(*each.text("expr"));
        out.json.begin_object().member("expr", *each.text("expr")).key("tree");
        std::vector<cel::Variable> variables;
        if (auto const *types = each.find("vars"))
            for (auto const &[name, type] : *types->object())
                variables.push_back({name, cel::type_from_json(type)});
        cel::Schema const none;
        if (parsed.expression != nullptr)
            out.json.raw(cel::tree_json(
                *parsed.expression, cel::check(*parsed.expression, none, {}, false, variables)));
        else out.json.null();
        out.json.end_object();
        ++out.cases;
    }
}

} // namespace

TEST_CASE("cases for the browser: random expressions over random registers, and the public suite") {
    auto const *given = std::getenv("JINGZHUN_BROWSER_CASES");
    Written out;
    out.json.begin_object().key("populations").begin_array();
    for (std::uint64_t seed = 1; seed <= (given == nullptr ? 4 : 60); ++seed)
        write_population(out, seed, 60);
    auto const random = out.cases;
    CHECK(random > (given == nullptr ? 300 : 6000));
    out.json.end_array().key("suites").begin_object();
    auto const root = std::filesystem::path(source_folder());
    for (auto const *name : {"tests/data/cel-suite.json", "../shared/conformance/cel-open.json"}) {
        if (!std::filesystem::exists(root / name)) continue;
        out.json.key(name).begin_array();
        write_suite(out, root / name);
        out.json.end_array();
    }
    out.json.end_object().end_object();
    CHECK(out.cases >= random + 1154);
    if (given != nullptr) base::write_file(given, out.json.text());
}
