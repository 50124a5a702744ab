// Column mode against row mode on random rules over random registers with gaps.
#include "cel/column_agreement.hpp"
#include "cel/differential_random.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;

namespace {

struct Tally {
    std::size_t cases = 0, met = 0, unmet = 0, unknown = 0;
};

// Random rules of one program over one random population; empty where all answers agree.
std::string disagreement(std::uint64_t seed, Tally &tally) {
    static cel::Schema const schema = differential::make_schema();
    differential::Random random(seed);
    auto const population = differential::make_population(schema, random);
    cel::Context context{*base::parse_iso_date("2003-03-01"), {}, random.chance(50) ? "43" : ""};
    std::string const record = random.pick({"household", "household", "person", "village"});
    std::vector<std::shared_ptr<cel::Expression const>> kept;
    std::vector<cel::RuleSource> rules;
    for (int i = 0; i < 12; ++i) {
        kept.push_back(village::expression(
            differential::make_rule(random, record, 1 + static_cast<int>(random.below(4)))));
        cel::RuleSource rule{"rule", nullptr, kept.back().get(), random.chance(70)};
        if (random.chance(30)) {
            kept.push_back(village::expression(differential::make_rule(random, record, 2)));
            rule.when = kept.back().get();
        }
        rules.push_back(rule);
    }
    auto const compiled = cel::compile(schema, record, rules);
    if (!compiled.program) return describe(compiled.problems.front(), base::Language::en);
    auto const answers =
        cel::run(*compiled.program, population, context, random.chance(10) ? 2 : 1);
    auto const table = static_cast<std::uint32_t>(schema.index_of(record));
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (std::uint32_t row = 0; row < population.tables[table].rows; ++row) {
            cel::Scope scope{&schema, &population, context, cel::RecordReference{table, row}};
            auto const expected = agreement::by_row(rules[i], scope),
                       found = agreement::answer_of(answers[i], row);
            if (expected != found)
                return rules[i].must->text +
                       (rules[i].when ? "\n  when " + rules[i].when->text : "") + "\n  on " +
                       record + " " + std::to_string(row) + ": row mode " +
                       agreement::name_of(expected) + ", columns " + agreement::name_of(found);
            ++tally.cases;
            tally.met += expected == agreement::Answer::met;
            tally.unmet += expected == agreement::Answer::unmet;
            tally.unknown += expected == agreement::Answer::unknown;
        }
    }
    return {};
}

} // namespace

TEST_CASE("columns and row mode give the same answers to random rules, at least 100,000 of them") {
    Tally tally;
    CHECK(rc::check("every answer is the same", [&] {
        for (int i = 0; i < 8; ++i) {
            auto const seed = *rc::gen::arbitrary<std::uint64_t>();
            std::string const found = disagreement(seed, tally);
            if (!found.empty()) RC_FAIL(found);
        }
    }));
    MESSAGE("answers compared: " << tally.cases << ", met " << tally.met << ", unmet "
                                 << tally.unmet << ", unknown " << tally.unknown);
    CHECK(tally.cases >= 100'000);
    CHECK(tally.met > tally.cases / 20);
    CHECK(tally.unmet > tally.cases / 20);
    CHECK(tally.unknown > tally.cases / 20);
}
