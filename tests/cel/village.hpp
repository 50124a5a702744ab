// A small register for tests: three households, five persons, two vehicles, with gaps on purpose.
//
//   household 0  H1  registered  wage 12000.00  cost 2000.00  members 0 1 2   risks illness,
//   disaster household 1  H2  general     wage unknown   cost 0.00     members 3 and perhaps more;
//   risks unknown household 2  H3  registered  wage 0.00      cost 500.00   no members      no
//   risks person 0 Li   1975-03-01  wage 8000.50  9 months  vehicle 0 1 person 1 Wang 1976-08-15
//   wage 0.00     0 months person 2 Li X 2010-05-01  dropped out, wage unknown person 3 Zhao birth
//   unknown, wage 3000.00; whether there are vehicles is not known person 4 Qian 1950-01-31, of no
//   household
#pragma once

#include "cel/evaluate.hpp"

#include <memory>
#include <stdexcept>
#include <string>

namespace village {

using namespace jingzhun;
using cel::FieldSource;
using cel::Kind;

inline base::Date day(char const *text) { return base::parse_iso_date(text).value(); }

inline std::shared_ptr<cel::Expression const> expression(std::string_view text) {
    auto parsed = cel::parse(text);
    if (!parsed.expression)
        throw std::runtime_error(describe(parsed.problems.front(), base::Language::en));
    return std::move(parsed.expression);
}

struct Village {
    cel::Schema schema;
    cel::Population population;
};

inline cel::Type money() { return {Kind::money, {}, {}, "yuan/year"}; }
inline cel::Type code(char const *list) { return {Kind::text, {}, list}; }
inline cel::Field derived(char const *name, cel::Type type, char const *text) {
    return {name, std::move(type), FieldSource::derived, 0, expression(text)};
}

inline cel::Schema make_schema() {
    cel::Schema schema;
    schema.code_lists = {{"kind", {"registered", "general"}},
                         {"schooling", {"at_school", "dropped_out"}},
                         {"use", {"farm", "private"}},
                         {"risk", {"illness", "disaster"}}};
    schema.records.push_back(
        {"household",
         {{"household_no", {Kind::text}, FieldSource::column, 0},
          {"kind", code("kind"), FieldSource::column, 1},
          {"wage", money(), FieldSource::column, 2},
          {"cost", money(), FieldSource::column, 3},
          {"members", cel::list_of(cel::record_of("person")), FieldSource::relation, 0},
          {"risks", cel::list_of(code("risk")), FieldSource::items, 0},
          derived("headcount", {Kind::integer}, "size(members)"),
          derived("net_income", money(), "wage - cost"),
          derived("net_income_per_head", {}, "net_income / headcount"),
          derived("endless", {}, "endless + 1")}});
    schema.records.push_back(
        {"person",
         {{"name", {Kind::text}, FieldSource::column, 0},
          {"birth", {Kind::date}, FieldSource::column, 1},
          {"wage", money(), FieldSource::column, 2},
          {"months", {Kind::integer, {}, {}, "month"}, FieldSource::column, 3},
          {"schooling", code("schooling"), FieldSource::column, 4},
          {"height", {Kind::real}, FieldSource::column, 5},
          {"present", {Kind::boolean}, FieldSource::column, 6},
          {"household", cel::record_of("household"), FieldSource::reference, 0},
          {"vehicles", cel::list_of(cel::record_of("vehicle")), FieldSource::relation, 0}}});
    schema.records.push_back({"vehicle",
                              {{"use", code("use"), FieldSource::column, 0},
                               {"price", money(), FieldSource::column, 1}}});
    cel::Parameter line{
        "line", {Kind::money, {}, {}, "yuan/year"}, {"purpose"}, {{Kind::text}}, {}};
    line.values = {{{"exit"}, "", day("2019-01-01"), base::date_max, std::int64_t{321800}},
                   {{"exit"}, "", day("2020-01-01"), base::date_max, std::int64_t{400000}},
                   {{"exit"}, "4311", day("2020-01-01"), base::date_max, std::int64_t{450000}}};
    cel::Parameter age{"school_age", {Kind::integer}, {}, {}, {}};
    age.values = {{{}, "", base::date_min, base::date_max, std::int64_t{6}}};
    schema.parameters = {line, age};
    return schema;
}

inline cel::Column texts(cel::Strings &strings, std::vector<char const *> const &values,
                         cel::Bits present = {}) {
    std::vector<std::int32_t> numbers;
    for (char const *text : values) numbers.push_back(strings.intern(text));
    return {std::move(numbers), std::move(present)};
}
inline cel::Column amounts(std::vector<std::int64_t> values, cel::Bits present = {}) {
    return {std::move(values), std::move(present)};
}

inline cel::Population make_population() {
    cel::Population population;
    cel::Strings &strings = population.strings;
    cel::Table household{"household", 3, {}, {}, {}, {}, {}, {}, {}};
    household.columns = {texts(strings, {"H1", "H2", "H3"}),
                         texts(strings, {"registered", "general", "registered"}),
                         amounts({1200000, 0, 0}, {0b101}), amounts({200000, 0, 50000})};
    household.relations = {{1, {0, 3, 4, 4}, {}, {0b101}}};
    household.item_lists = {
        {{0, 2, 2, 2}, {strings.intern("illness"), strings.intern("disaster")}, {0b101}}};
    cel::Table person{"person", 5, {}, {}, {}, {}, {}, {}, {}};
    std::vector<std::int32_t> const births{day("1975-03-01").days, day("1976-08-15").days,
                                           day("2010-05-01").days, 0, day("1950-01-31").days};
    person.columns = {texts(strings, {"Li", "Wang", "Li X", "Zhao", "Qian"}),
                      {births, {0b10111}},
                      amounts({800050, 0, 0, 300000, 0}, {0b11011}),
                      amounts({9, 0, 0, 12, 0}),
                      texts(strings, {"", "", "dropped_out", "", ""}, {0b00100}),
                      {std::vector<double>{1.72, 1.6, 1.5, 1.8, 1.55}, {}},
                      {std::vector<std::uint8_t>{1, 1, 1, 0, 1}, {}}};
    person.references = {{0, {0, 0, 0, -2, -1}}};
    person.relations = {{2, {0, 2, 2, 2, 2, 2}, {}, {0b10111}}};
    cel::Table vehicle{"vehicle", 2, {}, {}, {}, {}, {}, {}, {}};
    vehicle.columns = {texts(strings, {"farm", "private"}), amounts({4000000, 8000000})};
    population.tables = {std::move(household), std::move(person), std::move(vehicle)};
    return population;
}

inline Village const &shared() {
    static Village const village{make_schema(), make_population()};
    return village;
}

inline cel::Scope scope_of(std::uint32_t table, std::uint32_t row) {
    cel::Scope scope;
    scope.schema = &shared().schema;
    scope.population = &shared().population;
    scope.context.as_of = day("2020-12-31");
    scope.context.period = base::period_of(base::PeriodUnit::month, day("2020-12-05"));
    scope.self = cel::RecordReference{table, row};
    return scope;
}

// The value of an expression for a household, as people read it.
inline std::string household(std::uint32_t row, std::string_view text) {
    return cel::to_string(cel::evaluate(*expression(text), scope_of(0, row)));
}
inline std::string person(std::uint32_t row, std::string_view text) {
    return cel::to_string(cel::evaluate(*expression(text), scope_of(1, row)));
}
// Without any record.
inline std::string plain(std::string_view text) {
    return cel::to_string(cel::evaluate(*expression(text), {}));
}
// The code of an error value, or the value where there is none.
inline std::string code_of(std::string_view text, cel::Scope const &scope = {}) {
    cel::Value const value = cel::evaluate(*expression(text), scope);
    auto const *error = value.as<cel::EvaluationError>();
    return error == nullptr ? cel::to_string(value) : error->code;
}

} // namespace village
