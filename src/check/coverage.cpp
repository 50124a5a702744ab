// Full periods between the first date of the ledger and the day of the check.
#include "check/coverage.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::check {
namespace {

std::optional<base::Date> first_date(cel::Population const &population,
                                     cel::UsedField const &field) {
    auto const &table = population.tables[field.record];
    auto const *days = std::get_if<std::vector<std::int32_t>>(&table.columns[field.index].values);
    if (days == nullptr) return std::nullopt;
    std::optional<base::Date> first;
    for (std::size_t row = 0; row < days->size(); ++row)
        if (cel::bit(table.columns[field.index].present, row) &&
            (!first || (*days)[row] < first->days))
            first = base::Date{(*days)[row]};
    return first;
}

// The first day from which full periods are sought: a period that began shortly before the ledger
// counts.
base::Date lenient_start(base::PeriodUnit unit, base::Date first) {
    auto const period = base::period_of(unit, first);
    auto const length = period.to.days - period.from.days;
    return first.days - period.from.days <= length / 4 ? period.from : first;
}

} // namespace

std::optional<cel::UsedField> coverage_field(pack::Pack const &pack, cel::Schema const &schema,
                                             pack::Rule const &rule) {
    auto const dot = rule.covered_by.find('.');
    if (dot == std::string::npos) return std::nullopt;
    auto const name = rule.covered_by.substr(0, dot);
    auto const &definition = *pack.find_register(name);
    return cel::UsedField{schema.index_of(name), cel::FieldSource::column,
                          definition.field_index(rule.covered_by.substr(dot + 1))};
}

std::vector<std::pair<base::PeriodUnit, base::Period>>
periods_of(pack::Pack const &pack, cel::Schema const &schema, cel::Population const &population,
           std::vector<pack::Rule const *> const &rules, base::Date as_of) {
    std::set<base::PeriodUnit> units;
    std::optional<base::Date> first;
    for (auto const *rule : rules) {
        units.insert(rule->every.begin(), rule->every.end());
        if (auto const field = coverage_field(pack, schema, *rule))
            if (auto const date = first_date(population, *field);
                date && (!first || *date < *first))
                first = date;
    }
    std::vector<std::pair<base::PeriodUnit, base::Period>> periods;
    if (!first) return periods;
    for (auto const unit : units)
        for (auto &period :
             base::full_periods(unit, lenient_start(unit, *first), base::add_days(as_of, 1)))
            periods.emplace_back(unit, std::move(period));
    return periods;
}

} // namespace jingzhun::check
