// Hostile packs and populations end in a refusal with its place, in unknown or in an error, soon
// and in bounded memory.
#include "base/error.hpp"
#include "cel/cost.hpp"
#include "cel/program.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

std::uint64_t steps(std::string const &text) {
    auto const body = village::expression(text);
    auto const checked = cel::check(*body, village::shared().schema, "household", true);
    REQUIRE(checked.problems.empty());
    return cel::estimated_steps(*body, village::shared().schema, "household", checked);
}

// What compiling all of them says first; empty where nothing.
std::string refusal(std::vector<std::string> const &texts, std::string *where = nullptr) {
    std::vector<std::shared_ptr<cel::Expression const>> kept;
    std::vector<cel::RuleSource> rules;
    for (auto const &text : texts) {
        kept.push_back(village::expression(text));
        rules.push_back({"rule", nullptr, kept.back().get()});
    }
    auto const compiled = cel::compile(village::shared().schema, "household", rules);
    if (compiled.problems.empty()) return {};
    if (where != nullptr) *where = describe(compiled.problems.front(), base::Language::en);
    return compiled.problems.front().code;
}

std::string list_of(int count, int from) {
    std::string text = "[";
    for (int i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + std::to_string(from + i);
    return text + "]";
}

std::string nested_members(int depth) {
    std::string text = "m1.months";
    for (int i = 2; i <= depth; ++i) text += " + m" + std::to_string(i) + ".months";
    text += " > 0";
    for (int i = depth; i >= 1; --i) text = "members.all(m" + std::to_string(i) + ", " + text + ")";
    return text;
}

// One parent with as many children as asked, each with one number.
struct Crowd {
    cel::Schema schema;
    cel::Population population;

    explicit Crowd(std::size_t children) {
        schema.records = {{"house", {}}, {"person", {}}};
        schema.records[0].fields.push_back(
            {"members", cel::list_of(cel::record_of("person")), cel::FieldSource::relation, 0});
        schema.records[1].fields.push_back({"x", {cel::Kind::integer}});
        population.tables = {{"house", 1, {}, {}, {}, {}, {}, {}, {}},
                             {"person", children, {}, {}, {}, {}, {}, {}, {}}};
        population.tables[0].relations = {{1, {0, static_cast<std::uint32_t>(children)}, {}, {}}};
        population.tables[1].columns = {{std::vector<std::int32_t>(children, 1), {}}};
    }
    std::vector<cel::Answers> run(std::vector<std::string> const &texts,
                                  cel::Deadline const &deadline = {}, int threads = 1) const {
        std::vector<std::shared_ptr<cel::Expression const>> kept;
        std::vector<cel::RuleSource> rules;
        for (auto const &text : texts) {
            kept.push_back(village::expression(text));
            rules.push_back({"rule", nullptr, kept.back().get()});
        }
        auto const compiled = cel::compile(schema, "house", rules);
        REQUIRE(compiled.program);
        return cel::run(*compiled.program, population, {{0}, {}, ""}, threads, deadline);
    }
};

} // namespace

TEST_CASE("the estimate counts nodes, elements, texts and derived fields") {
    CHECK(steps("wage > cost") == 3);
    CHECK(steps("[1, 2, 3].exists(x, x == 1)") == 4 + 1 + 3 * (1 + 3));
    CHECK(steps("members.exists(m, m.present)") == 1 + 1 + 16 * (1 + 2));
    CHECK(steps("household_no.startsWith('H')") == 12);
    CHECK(steps("net_income > 0") == 3 + steps("wage - cost"));
    CHECK(steps("members.all(a, members.all(b, a.months > b.months))") > 16 * 16 * 5);
}

TEST_CASE("a rule that would cost too much is refused with its place, the estimate and the limit") {
    CHECK(refusal({nested_members(3)}).empty());
    std::string where;
    CHECK(refusal({nested_members(6)}, &where) == "cel_too_costly");
    CHECK(where.find("1000000") != std::string::npos);
    std::string const product = list_of(4000, 0) + ".all(x, x in " + list_of(4000, 0) + ")";
    CHECK(refusal({product}) == "cel_too_costly");
}

TEST_CASE("derived fields that double at every step are refused, not expanded") {
    cel::Schema schema = village::shared().schema;
    auto &fields = schema.records[schema.index_of("household")].fields;
    fields.push_back(village::derived("d0", {cel::Kind::integer}, "headcount + 1"));
    for (int i = 1; i <= 40; ++i) {
        std::string const name = "d" + std::to_string(i), before = "d" + std::to_string(i - 1);
        std::string const twice = before + " + " + before;
        fields.push_back(village::derived(name.c_str(), {cel::Kind::integer}, twice.c_str()));
    }
    auto const rule = village::expression("d40 > 0");
    cel::RuleSource const source{"rule", nullptr, rule.get()};
    auto const compiled = cel::compile(schema, "household", std::span(&source, 1));
    REQUIRE(compiled.problems.size() == 1);
    CHECK(compiled.problems[0].code == "cel_too_costly");
}

TEST_CASE("a program grows only so large: instructions and patterns") {
    std::vector<std::string> lists;
    for (int i = 0; i < 14; ++i) lists.push_back("headcount in " + list_of(7000, 7000 * i));
    CHECK(refusal(lists) == "cel_too_many_instructions");
    std::vector<std::string> patterns;
    for (int i = 0; i < 128; ++i)
        patterns.push_back("household_no.matches('^H" + std::to_string(i) + "$')");
    CHECK(refusal(patterns).empty());
    patterns.push_back("household_no.matches('^H[x]$')");
    CHECK(refusal(patterns) == "cel_too_many_patterns");
}

TEST_CASE("a run over its time stops with an error, on every thread") {
    Crowd const crowd(10);
    cel::Deadline const past{std::chrono::steady_clock::now() - std::chrono::seconds(1),
                             std::chrono::seconds(5)};
    for (int const threads : {1, 2}) {
        try {
            crowd.run({"members.all(m, m.x > 0)"}, past, threads);
            FAIL("the run went on");
        } catch (base::Error const &error) {
            CHECK(error.code() == "cel_time");
            CHECK(error.text(base::Language::en).find("5 seconds") != std::string::npos);
        }
    }
    auto const answers =
        crowd.run({"members.all(m, m.x > 0)"}, cel::deadline_in(std::chrono::seconds(60)));
    CHECK(cel::bit(answers[0].met, 0));
}

TEST_CASE("a long walk within one row minds the time too") {
    Crowd const crowd(2000); // 2000 × 2000 pairs are fewer lanes than the most
    std::vector<std::string> rules;
    for (int i = 0; i < 400; ++i)
        rules.push_back("members.all(a, members.all(b, (a.x + b.x + " + std::to_string(i) +
                        ") % 7 != 1))");
    auto const start = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(crowd.run(rules, cel::deadline_in(std::chrono::seconds(1))), base::Error);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a row whose children are too many to hold is unknown") {
    Crowd const many((std::size_t{1} << 22) + 1);
    CHECK(cel::bit(many.run({"members.all(m, m.x > 0)"})[0].unknown, 0));
    // Few enough, but with more registers than memory: each is read again after all are made.
    Crowd const crowd(std::size_t{1} << 22);
    std::vector<std::string> rules;
    for (int const factor : {1, 2})
        for (int i = 1; i <= 24; ++i)
            rules.push_back("members.sum(m, (m.x + " + std::to_string(i) + ") * " +
                            std::to_string(factor) + ") > 0");
    auto const answers = crowd.run(rules);
    CHECK(cel::bit(answers[0].unknown, 0));
    CHECK(cel::bit(crowd.run({rules[0]})[0].met, 0));
}
