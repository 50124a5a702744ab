// Mistakes of those who write rules: each is said once, at its place, with what to write instead.
#include "cel/check.hpp"
#include "cel/village.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

struct Mistake {
    char const *expression;
    int column;       // of the first problem, from 1
    char const *code; // of the first problem
    char const *says; // part of its English text
    int problems = 1;
};

constexpr Mistake mistakes[] = {
    // Signs as a Chinese keyboard or another language has them.
    {"kind = 'registered'", 6, "cel_operator_spelling", "use '=='"},
    {"kind ＝ 'registered'", 6, "cel_operator_spelling", "use '=='"},
    {"kind === 'registered'", 6, "cel_operator_spelling", "use '=='"},
    {"kind == “registered”", 9, "cel_operator_spelling", "use '\"'"},
    {"kind == ‘registered’", 9, "cel_operator_spelling", "use '''"},
    {"members.all(m，m.present)", 14, "cel_operator_spelling", "use ','"},
    {"size（members）> 2", 5, "cel_operator_spelling", "use '('", 2},
    {"members.size() ＞＝ 3", 16, "cel_operator_spelling", "use '>='"},
    {"wage => 100", 6, "cel_operator_spelling", "use '>='"},
    {"wage =< 100", 6, "cel_operator_spelling", "use '<='"},
    {"wage <> 100", 6, "cel_operator_spelling", "use '!='"},
    {"wage ≥ 100", 6, "cel_operator_spelling", "use '>='"},
    {"wage > 100 # remark", 12, "cel_operator_spelling", "use '//'"},
    {"wage > 100;", 11, "cel_unexpected_character", "';'"},
    {"wage >\u3000100", 7, "cel_unexpected_character", "U+3000"},
    {"$wage > 1", 1, "cel_unexpected_character", "'$'"},
    // Words for signs.
    {"kind == 'registered' and wage > 100", 22, "cel_operator_spelling", "use '&&'"},
    {"kind == 'registered' AND wage > 100 OR wage < 1", 22, "cel_operator_spelling", "use '&&'", 2},
    {"kind == 'registered' 并且 wage > 100", 22, "cel_operator_spelling", "use '&&'"},
    {"kind == 'registered' 或者 wage 大于 100", 22, "cel_operator_spelling", "use '||'", 2},
    {"not has(wage)", 1, "cel_operator_spelling", "use '!'"},
    {"kind is 'registered'", 6, "cel_operator_spelling", "use '=='"},
    {"if wage > 100 then true else false", 1, "cel_if_word", "condition ? value : other value"},
    {"return wage > 100", 1, "cel_reserved_word", "'return'"},
    {"工资 > 100", 1, "cel_foreign_word", "Latin names"},
    {"kind == 建档立卡户", 9, "cel_foreign_word", "texts have quotes"},
    // Quotes, names and codes.
    {"kind == registered", 9, "cel_code_without_quotes", "'registered'"},
    {"line(exit) > wage", 6, "cel_code_without_quotes", "'exit'"},
    {"kind == 'registred'", 9, "cel_not_a_code_near", "did you mean 'registered'"},
    {"kind == 'poor'", 9, "cel_not_a_code", "list 'kind'"},
    {"kind in ['registered', 'generl']", 24, "cel_not_a_code_near", "did you mean 'general'"},
    {"kind == \"registered'", 9, "cel_text_not_closed", "\" is missing"},
    {"kind == 'registered", 9, "cel_text_not_closed", "' is missing"},
    {"Wage > 100", 1, "cel_unknown_name_near", "did you mean 'wage'"},
    {"household.wage > 1", 1, "cel_register_name", "self.field"},
    {"members.exists(m, m.shooling == 'at_school')", 19, "cel_unknown_field_near", "'schooling'"},
    {"members.all(m, present)", 16, "cel_unknown_name_near", "did you mean 'm.present'"},
    {"members.exist(m, m.present)", 1, "cel_unknown_function_near", "did you mean 'exists'"},
    {"members.present", 1, "cel_list_field", "members.exists(m, m.present)"},
    {"members.all(m.present)", 1, "cel_macro_arguments", "members.all(m, …)"},
    {"lines('exit') > wage", 1, "cel_unknown_function_near", "did you mean 'line'"},
    {"kind.startswith('reg')", 1, "cel_unknown_function_near", "did you mean 'startsWith'"},
    {"\"\\d+\" == kind", 2, "cel_bad_escape", "\\d"},
    // Numbers and money.
    {"wage > 10,000", 8, "cel_number_comma", "without commas"},
    {"wage > 1,234,567 && kind == 'poor'", 8, "cel_number_comma", "without commas"},
    {"wage > 1万", 9, "cel_number_unit", "'万'"},
    {"wage > 100元", 11, "cel_number_unit", "without a unit"},
    {"wage > 99999999999999999999", 8, "cel_number_range", "out of range"},
    {"wage > 50%", 10, "cel_percent", "a * 100 < b * 50"},
    {"wage == '100'", 9, "cel_quoted_number", "100"},
    {"wage + '100' > 1", 8, "cel_quoted_number", "no quotes"},
    {"wage > 100.5", 8, "cel_money_real", "money('100.5')"},
    {"wage * 1.1 > 2", 8, "cel_money_times_real", "whole numbers"},
    {"wage / cost > 2", 1, "cel_money_by_money", "wage > cost * 2"},
    {"wage * wage > 2", 1, "cel_no_overload", "(money, int)"},
    {"money('1.234') > wage", 7, "cel_wrong_text_money", "two decimals"},
    {"wage > members.sum(m, m.months)", 1, "cel_unit_mismatch", "yuan/year and month"},
    {"cost + members[0].months > 1", 1, "cel_unit_mismatch", "yuan/year and month"},
    {"(kind == 'general' ? members[0].months : cost) > 1", 2, "cel_unit_mismatch",
     "month and yuan/year"},
    {"members.sum(m, m.name) == 'a'", 16, "cel_wrong_type", "int, uint, double, money"},
    {"members.avg(m, m.months) > 'a'", 1, "cel_no_overload", "double"},
    {"members.min() == null", 1, "cel_wrong_type", "found person"},
    {"100 < wage < 200", 1, "cel_chained_comparison", "a < b && b < c"},
    {"wage >= 100 <= 200", 1, "cel_chained_comparison", "a < b && b < c"},
    // Truths and gaps.
    {"wage != null", 1, "cel_null_compare", "has(wage)"},
    {"members[0].present == 'true'", 1, "cel_truth_compare", "members[0].present"},
    {"members[0].present == 1", 1, "cel_truth_compare", "!members[0].present"},
    {"has(wage > 1)", 1, "cel_has_argument", "has(m.birth)"},
    {"!wage", 1, "cel_no_overload", "expected (bool)"},
    {"members.filter(m, m.name).size() > 1", 19, "cel_wrong_type", "expected bool"},
    // Dates.
    {"today() > as_of", 1, "cel_no_today", "as_of"},
    {"age(members[0].birth, now()) >= 16", 23, "cel_no_today", "as_of"},
    {"age(members[0].birth) > 16", 1, "cel_no_overload", "(date, date)"},
    {"date('2024-13-45') > as_of", 6, "cel_wrong_text_date", "no day of the calendar"},
    {"date('2024/1/1') > as_of", 6, "cel_wrong_text_date", "2020-12-31"},
    {"as_of > 2020-01-01", 9, "cel_date_bare", "date('2020-12-31')"},
    {"as_of > '2020-01-01'", 9, "cel_date_bare", "2020-01-01"},
    {"date(2024-01-01) > as_of", 6, "cel_date_bare", "2024-01-01"},
    {"line('exit', 2020-01-01) > wage", 14, "cel_date_bare", "2020-01-01"},
    {"members[0].birth > 1990", 1, "cel_date_year", "year(members[0].birth)"},
    {"members.exists(m, m.birth.year > 1990)", 19, "cel_date_part", "year(m.birth)"},
    {"months(3) > 2", 1, "cel_calendar_length", "as_of - months(3)"},
    {"period.start < as_of", 1, "cel_unknown_field", "'start'"},
    // Brackets, ends, and what is too large.
    {"(wage > 100", 12, "cel_expected_at_end", "')' is missing"},
    {"wage > 100)", 11, "cel_bracket_not_opened", "closes nothing"},
    {"[1, 2, 3", 9, "cel_expected_at_end", "']' is missing"},
    {"[1, 2)", 6, "cel_expected", "expected ']'"},
    {"kind in ('registered', 'general')", 9, "cel_parenthesised_list", "square brackets"},
    {"kind in 'registered'", 1, "cel_no_overload", "expected"},
    {"wage > 100 ? true", 18, "cel_expected_at_end", "':' is missing"},
    {"wage >", 7, "cel_expected_value_at_end", "a value is missing"},
    {"wage > > 100", 8, "cel_expected_value", "found '>'"},
    {"wage 100 200", 6, "cel_trailing", "is && or || missing"},
    {"size(members) headcount", 15, "cel_trailing", "'headcount'"},
    {"size(members) == range(1, 2)", 18, "cel_range_alone", "n in range(6, 16)"},
    {"kind.matches('(')", 14, "cel_wrong_pattern", "missing )"},
    // All mistakes of an expression at once.
    {"kind = registered && wagee ≥ 10,000", 6, "cel_operator_spelling", "use '=='", 3},
    {"wagee > 1 && members.all(m, m.nam == 'Li') && kind == 'x'", 1, "cel_unknown_name_near",
     "'wage'", 3},
};

std::vector<base::Problem> problems_of(std::string_view text) {
    auto parsed = cel::parse(text, {"rules/exit.toml", 7, 1});
    if (!parsed.expression) return std::move(parsed.problems);
    return cel::check(*parsed.expression, village::shared().schema, "household", true).problems;
}

} // namespace

TEST_CASE("every typical mistake is said once, at its place, in words that say what to write") {
    CHECK(std::size(mistakes) >= 50);
    for (Mistake const &each : mistakes) {
        INFO(std::string(each.expression));
        auto const problems = problems_of(each.expression);
        REQUIRE(!problems.empty());
        CHECK(problems.size() == static_cast<std::size_t>(each.problems));
        CHECK(problems.front().code == each.code);
        CHECK(problems.front().place.line == 7);
        CHECK(problems.front().place.column == each.column);
        std::string const english = describe(problems.front(), base::Language::en);
        CHECK_MESSAGE(english.find(each.says) != std::string::npos, english);
        for (auto const &problem : problems) {
            std::string const chinese = describe(problem, base::Language::zh);
            CHECK_MESSAGE(chinese.find("\n") != std::string::npos, chinese); // the line
            CHECK_MESSAGE(chinese.find("^") != std::string::npos, chinese);  // with a mark
            CHECK_MESSAGE(chinese.find("{") == std::string::npos,
                          chinese); // nothing left to fill in
            CHECK(chinese != describe(problem, base::Language::en));
        }
    }
}

TEST_CASE("what cannot be read at all is refused with its place") {
    auto const bad = problems_of("kind == '\xff\xfe'");
    REQUIRE(bad.size() == 1);
    CHECK(bad[0].code == "cel_not_utf8");
    CHECK(bad[0].place.column == 10);
    CHECK(describe(bad[0], base::Language::en).find("byte 10") != std::string::npos);
    CHECK(problems_of(std::string_view("wage > 1\0 && true", 17)).front().code ==
          "cel_unexpected_character");
    CHECK(describe(problems_of(std::string_view("\0", 1)).front(), base::Language::en)
              .find("U+0000") != std::string::npos);
    CHECK(problems_of(std::string(200, '(') + "1" + std::string(200, ')')).front().code ==
          "cel_too_deep");
    CHECK(problems_of(std::string(100'000, '1')).front().code == "cel_too_long");
    CHECK(problems_of(std::string(60'000, '1')).front().code == "cel_number_range");
    std::string many = "[";
    for (int i = 0; i < 25'000; ++i) many += "1,";
    CHECK(problems_of(many + "1]").front().code == "cel_too_many_nodes");
}
