// Which periods a duty is checked for.
#include "check/coverage.hpp"

#include "pack/load.hpp"
#include "pack/schema.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

// The names of the periods that a ledger with visits on these days is checked for.
std::string periods(std::vector<char const *> const &days, char const *as_of) {
    static auto const policy = pack::load_or_throw(source_folder() + "/packs/china");
    static auto const schema = pack::make_schema(policy);
    cel::Population population;
    population.tables.resize(schema.records.size());
    auto const &definition = *policy.find_register("visit");
    auto &table = population.tables[schema.index_of("visit")];
    table.rows = days.size();
    table.columns.resize(definition.fields.size());
    std::vector<std::int32_t> values;
    for (auto const *day : days) values.push_back(base::parse_iso_date(day).value().days);
    table.columns[definition.field_index("on")].values = values;
    std::string names;
    for (auto const &[unit, period] :
         check::periods_of(policy, schema, population, {policy.find_rule("visits_below_quota")},
                           base::parse_iso_date(as_of).value()))
        names += period.name + " ";
    return names;
}

bool has(std::string const &text, std::string const &part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a month counts where the ledger begins in its first seven days and it is over") {
    auto const whole = periods({"2020-10-01", "2020-12-31"}, "2020-12-31");
    CHECK(has(whole, "2020-10 "));
    CHECK(has(whole, "2020-11 "));
    CHECK(has(whole, "2020-12 "));
    CHECK_FALSE(has(whole, "2020-09 "));
    CHECK(has(periods({"2020-10-08", "2020-12-31"}, "2020-12-31"), "2020-10 "));
    CHECK_FALSE(has(periods({"2020-10-09", "2020-12-31"}, "2020-12-31"), "2020-10 "));
    CHECK_FALSE(has(periods({"2020-10-01", "2020-12-31"}, "2020-12-30"), "2020-12 "));
}

TEST_CASE("a week counts where the ledger begins on its Monday or Tuesday") {
    auto const whole = periods({"2020-10-01", "2020-12-31"}, "2020-12-31");
    CHECK_FALSE(has(whole, "2020-W40 ")); // Monday was the 28th of September
    CHECK(has(whole, "2020-W41 "));
    CHECK(has(whole, "2020-W52 "));
    CHECK_FALSE(has(whole, "2020-W53 ")); // ends after the day of the check
    CHECK(has(periods({"2020-10-06", "2020-12-31"}, "2020-12-31"), "2020-W41 "));
    CHECK_FALSE(has(periods({"2020-10-07", "2020-12-31"}, "2020-12-31"), "2020-W41 "));
}

TEST_CASE("without visits nobody is blamed, and nobody for what comes after the ledger") {
    CHECK(periods({}, "2020-12-31").empty());
    auto const stale = periods({"2020-10-01", "2020-10-31"}, "2021-06-30");
    CHECK(has(stale, "2020-10 "));
    CHECK_FALSE(has(stale, "2021-05 "));
}
