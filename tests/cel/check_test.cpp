// The type check: every name, type, unit and code against the schema, all problems in one pass.
#include "cel/check.hpp"
#include "cel/check_overloads.hpp"
#include "cel/check_units.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

cel::Checked check(std::string_view text, char const *self = "household", bool has_period = false) {
    static std::vector<std::shared_ptr<cel::Expression const>> kept;
    kept.push_back(village::expression(text));
    return cel::check(*kept.back(), village::shared().schema, self, has_period);
}

std::string type_of(std::string_view text) {
    auto const checked = check(text);
    return checked.problems.empty() ? to_string(checked.type) : checked.problems.front().code;
}

std::string codes_of(std::string_view text) {
    std::string codes;
    for (auto const &problem : check(text).problems)
        codes += (codes.empty() ? "" : " ") + problem.code;
    return codes;
}

std::string argument(base::Problem const &problem, std::string_view name) {
    for (auto const &[key, value] : problem.arguments)
        if (key == name) return value;
    return {};
}

} // namespace

TEST_CASE("check: every expression has the type the schema gives it") {
    CHECK(type_of("1 + 2") == "int");
    CHECK(type_of("kind") == "code kind");
    CHECK(type_of("wage") == "money [yuan/year]");
    CHECK(type_of("wage - cost") == "money [yuan/year]");
    CHECK(type_of("wage * 2") == "money [yuan/year]");
    CHECK(type_of("wage > cost") == "bool");
    CHECK(type_of("members") == "list(person)");
    CHECK(type_of("members.filter(m, m.present).map(m, m.birth)") == "list(date)");
    CHECK(type_of("members.sum(m, m.wage)") == "money [yuan/year]");
    CHECK(type_of("members.count(m, m.present)") == "int");
    CHECK(type_of("members.map(m, m.birth).min()") == "date");
    CHECK(type_of("net_income_per_head > line('exit', as_of)") == "bool");
    CHECK(type_of("headcount") == "int");
    CHECK(type_of("as_of - date('2020-01-01')") == "int");
    CHECK(type_of("as_of - 30") == "date");
    CHECK(type_of("{'a': 1}") == "map(string, int)");
    CHECK(type_of("[1, 2.0]") == "list(dyn)");
    CHECK(type_of("has(wage)") == "bool");
    CHECK(type_of("type(1)") == "type");
    CHECK(type_of("members.transformList(i, m, i)") == "list(int)");
}

TEST_CASE("check: an unknown name is reported with its place and the nearest name") {
    auto const checked = check("wage > 5 &&\n  hous_no == ''");
    REQUIRE(checked.problems.size() == 1);
    auto const &problem = checked.problems[0];
    CHECK(problem.code == "cel_unknown_name");
    CHECK(problem.place.line == 2);
    CHECK(problem.place.column == 3);
    auto const near = check("wags > 5").problems.at(0);
    CHECK(near.code == "cel_unknown_name_near");
    CHECK(argument(near, "suggestion") == "wage");
    CHECK(describe(near, base::Language::en).find("did you mean 'wage'?") != std::string::npos);
    CHECK(describe(near, base::Language::zh).find("是否指“wage”？") != std::string::npos);
    CHECK(argument(check("members.exists(m, m.brith > as_of)").problems.at(0), "suggestion") ==
          "birth");
    CHECK(argument(check("members.exists(m, agee(m.birth, as_of) > 5)").problems.at(0),
                   "suggestion") == "age");
    CHECK(codes_of("period.from < as_of") != "");
    CHECK(check("period.from < as_of", "household", true).problems.empty());
}

TEST_CASE("check: all problems of an expression come in one pass") {
    CHECK(codes_of("wags > 5 && kind + 1 == 2 && members.exists(m, m.brith > as_of)") ==
          "cel_unknown_name_near cel_no_overload cel_unknown_field_near");
}

TEST_CASE("check: types that do not fit say what was expected and found") {
    auto const problem = check("wage + kind > 5").problems.at(0);
    CHECK(problem.code == "cel_no_overload");
    CHECK(argument(problem, "found") == "(money [yuan/year], code kind)");
    CHECK(argument(problem, "expected").find("(money, money)") != std::string::npos);
    CHECK(codes_of("wage && kind == 'general'") == "cel_no_overload");
    CHECK(codes_of("kind == 5") == "cel_no_overload");
    CHECK(codes_of("wage > 2.5") == "cel_money_real");
    CHECK(codes_of("members.exists(m, m.wage)") == "cel_wrong_type");
    CHECK(codes_of("wage.exists(m, true)") == "cel_wrong_type");
    CHECK(codes_of("wage.total > 1") == "cel_no_fields");
    CHECK(codes_of("line() > 1") == "cel_argument_count");
    CHECK(codes_of("line('exit', 5) > 1") == "cel_wrong_type");
    CHECK(codes_of("line(as_of) > 1") == "cel_wrong_type");
    CHECK(codes_of("true ? 1 : 'a'") == "cel_no_overload");
    CHECK(codes_of("members.household_no == ''") == "cel_list_field");
}

TEST_CASE("check: a text beside a code list must be one of its codes") {
    auto const problem = check("kind == 'registred'").problems.at(0);
    CHECK(problem.code == "cel_not_a_code_near");
    CHECK(argument(problem, "suggestion") == "registered");
    CHECK(argument(problem, "list") == "kind");
    CHECK(codes_of("kind in ['general', 'nobody_knows']") == "cel_not_a_code");
    CHECK(codes_of("'flood' in risks") == "cel_not_a_code");
    CHECK(codes_of("members.exists(m, m.schooling == kind)") == "cel_code_lists_differ");
    CHECK(codes_of("kind == (wage > 5 ? 'general' : 'x')") != "");
    CHECK(codes_of("kind != 'general'") == "");
}

TEST_CASE("check: units of both sides must agree where both are stated") {
    CHECK(cel::units_agree("yuan/person/year", "yuan/year/person"));
    CHECK(cel::units_agree("", "yuan"));
    CHECK_FALSE(cel::units_agree("yuan/year", "yuan/person/year"));
    CHECK(cel::unit_of_quotient("yuan/year", "person") == "yuan/person/year");
    CHECK(cel::unit_of_product("yuan/person/year", "person") == "yuan/year");
    CHECK(cel::unit_of_quotient("yuan", "") == "");
    auto const problem =
        check("members.exists(m, m.months > 5 && m.wage > line('exit') && m.months == months_of)")
            .problems;
    CHECK(problem.size() == 1);
    cel::Schema schema = village::make_schema();
    schema.parameters[0].type.unit = "yuan/person/year";
    auto const text = village::expression("wage > line('exit')");
    auto const mismatch = cel::check(*text, schema, "household");
    REQUIRE(mismatch.problems.size() == 1);
    CHECK(mismatch.problems[0].code == "cel_unit_mismatch");
    CHECK(argument(mismatch.problems[0], "left") == "yuan/year");
    CHECK(argument(mismatch.problems[0], "right") == "yuan/person/year");
}

TEST_CASE("check: a derived field that needs itself is reported, not followed") {
    auto const text = village::expression("endless > 1");
    auto const checked = cel::check(*text, village::shared().schema, "household");
    REQUIRE(checked.problems.size() == 1);
    CHECK(checked.problems[0].code == "cel_derived_cycle");
}

TEST_CASE("check: variables and what is not known before it runs") {
    auto const with = [](std::string_view text, std::vector<cel::Variable> const &variables) {
        auto const parsed = village::expression(text);
        auto const checked = cel::check(*parsed, {}, "", false, variables);
        return checked.problems.empty() ? to_string(checked.type) : checked.problems.front().code;
    };
    CHECK(with("x + 1", {{"x", {cel::Kind::integer}}}) == "int");
    CHECK(with("x + 1", {{"x", {}}}) == "dyn");
    CHECK(with("x.y.z && true", {{"x.y.z", {cel::Kind::boolean}}}) == "bool");
    CHECK(with("m['a']", {{"m", {cel::Kind::map, {{cel::Kind::text}, {cel::Kind::real}}}}}) ==
          "double");
    CHECK(with("l.all(v, v > 0)", {{"l", cel::list_of({cel::Kind::integer})}}) == "bool");
    CHECK(with("dyn(1) == 'a'", {}) == "bool");
    CHECK(with("x", {}) == "cel_unknown_name");
}

TEST_CASE("check: every function the language has can be checked") {
    CHECK(cel::resolve_call("startsWith", true,
                            std::vector<cel::Type>{{cel::Kind::text}, {cel::Kind::text}})
              .fits);
    CHECK_FALSE(cel::resolve_call("startsWith", true,
                                  std::vector<cel::Type>{{cel::Kind::integer}, {cel::Kind::text}})
                    .fits);
    CHECK_FALSE(cel::resolve_call("today", false, {}).is_known);
}
