// Programs: what they read, what they share, how they run over many rows and in several threads.
#include "cel/program.hpp"

#include "cel/program_code.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using cel::FieldSource;

namespace {

struct Rules {
    std::vector<std::shared_ptr<cel::Expression const>> kept;
    std::vector<cel::RuleSource> sources;

    explicit Rules(std::vector<char const *> const &texts) {
        for (char const *text : texts) {
            kept.push_back(village::expression(text));
            sources.push_back({text, nullptr, kept.back().get()});
        }
    }
};

cel::Compiled compile(std::vector<char const *> const &texts) {
    return cel::compile(village::shared().schema, "household", Rules(texts).sources, true);
}

cel::Context context() { return village::scope_of(0, 0).context; }

} // namespace

TEST_CASE("program: the fields it reads are named, derived ones by what they need") {
    auto const compiled = compile(
        {"net_income > 5", "members.exists(m, m.vehicles.size() > 1)", "'illness' in risks"});
    REQUIRE(compiled.program);
    auto const used = cel::used_fields(*compiled.program);
    auto const reads = [&](cel::UsedField const &field) {
        return std::find(used.begin(), used.end(), field) != used.end();
    };
    CHECK(reads({0, FieldSource::column, 2}));
    CHECK(reads({0, FieldSource::column, 3}));
    CHECK(reads({0, FieldSource::relation, 0}));
    CHECK(reads({0, FieldSource::items, 0}));
    CHECK(reads({1, FieldSource::relation, 0}));
    CHECK_FALSE(reads({1, FieldSource::column, 0}));
    CHECK_FALSE(reads({0, FieldSource::column, 1}));
}

TEST_CASE("program: rules share what they have in common, and what does not vary leaves the loop") {
    auto const one = compile({"members.exists(m, m.wage > cost + 5)"});
    auto const both =
        compile({"members.exists(m, m.wage > cost + 5)", "!members.exists(n, n.wage > cost + 5)"});
    REQUIRE(one.program);
    REQUIRE(both.program);
    CHECK(both.program->instructions.size() == one.program->instructions.size() + 1);
    CHECK(both.program->domains.size() == 3);
    for (auto const &instruction : one.program->instructions)
        if (instruction.op == cel::Op::add) CHECK(instruction.domain == cel::table_rows);
}

TEST_CASE("program: every wrong rule is reported, in one pass, and nothing is compiled") {
    auto const compiled = compile({"wags > 5", "wage > 5", "kind == 'x'"});
    CHECK_FALSE(compiled.program);
    CHECK(compiled.problems.size() == 2);
}

TEST_CASE("program: values come as columns, absent where not known") {
    auto const wage = village::expression("wage * 2"), known = village::expression("has(wage)");
    auto const head = village::expression("net_income_per_head"),
               oldest = village::expression("members.min(m, m.birth)");
    auto const kind = village::expression("kind");
    std::vector<cel::Expression const *> const all{wage.get(), known.get(), head.get(),
                                                   oldest.get(), kind.get()};
    auto const compiled = cel::compile_values(village::shared().schema, "household", all);
    REQUIRE(compiled.program);
    auto const columns =
        cel::run_values(*compiled.program, village::shared().population, context());
    REQUIRE(columns.size() == 5);
    CHECK(std::get<cel::Array<std::int64_t>>(columns[0].values) ==
          std::vector<std::int64_t>{2400000, 0, 0});
    CHECK(columns[0].present == cel::Bits{0b101});
    CHECK(std::get<cel::Array<std::uint8_t>>(columns[1].values) ==
          std::vector<std::uint8_t>{1, 0, 1});
    CHECK(std::get<cel::Array<double>>(columns[2].values)[0] == doctest::Approx(10000.0 / 3));
    CHECK(columns[2].present == cel::Bits{0b001});
    CHECK(std::get<cel::Array<std::int32_t>>(columns[3].values)[0] ==
          village::day("1975-03-01").days);
    CHECK(columns[3].present == cel::Bits{0b001});
    auto const &strings = village::shared().population.strings;
    CHECK(strings.text(std::get<cel::Array<std::int32_t>>(columns[4].values)[1]) == "general");
}

TEST_CASE(
    "program: many rows, many children and several threads give what one row at a time does") {
    cel::Schema schema;
    schema.records = {{"area",
                       {{"n", {cel::Kind::integer}, FieldSource::column, 0},
                        {"parts", cel::list_of(cel::record_of("part")), FieldSource::relation, 0}}},
                      {"part", {{"n", {cel::Kind::integer}, FieldSource::column, 0}}}};
    cel::Population population;
    std::size_t const rows = 5000;
    cel::Relation parts{1, {0}, {}, {}};
    std::vector<std::uint8_t> ns;
    std::vector<std::int32_t> part_ns;
    for (std::size_t row = 0; row < rows; ++row) {
        ns.push_back(static_cast<std::uint8_t>(row % 251));
        std::size_t const children = row == 1700 ? 300'000 : row % 7;
        for (std::size_t i = 0; i < children; ++i)
            part_ns.push_back(static_cast<std::int32_t>(row * 31 + i));
        parts.offsets.push_back(static_cast<std::uint32_t>(part_ns.size()));
    }
    cel::Table area{"area", rows, {{ns, {}}}, {}, {parts}, {}, {}, {}, {}};
    cel::Table part{"part", part_ns.size(), {{part_ns, {}}}, {}, {}, {}, {}, {}, {}};
    population.tables = {area, part};
    auto const rule = village::expression("parts.count(p, p.n % 2 == 0) + n > parts.sum(p, 1)");
    cel::RuleSource const source{"r", nullptr, rule.get()};
    auto const compiled = cel::compile(schema, "area", std::span(&source, 1));
    REQUIRE(compiled.program);
    auto const one = cel::run(*compiled.program, population, {}, 1),
               three = cel::run(*compiled.program, population, {}, 3);
    CHECK(one[0].met == three[0].met);
    CHECK(one[0].unmet == three[0].unmet);
    CHECK(cel::count(one[0].met) + cel::count(one[0].unmet) == rows);
    std::size_t wrong = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        std::int64_t even = 0, all = 0;
        for (std::size_t i = parts.offsets[row]; i < parts.offsets[row + 1]; ++i, ++all)
            even += part_ns[i] % 2 == 0;
        wrong += cel::bit(one[0].met, row) != (even + ns[row] > all);
    }
    CHECK(wrong == 0);
    population.tables[0].rows = 0;
    CHECK(cel::count(cel::run(*compiled.program, population, {}, 2)[0].met) == 0);
}
