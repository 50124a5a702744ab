// Full periods between the first date of the ledger and the day of the check.
#include "check/coverage.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::check {
namespace {

// From the first to the last date of the ledger.
struct Span {
    base::Date first, last;
};

std::optional<Span> span_of(cel::Population const &population, cel::UsedField const &field) {
    auto const &column = population.tables[field.record].columns[field.index];
    auto const *days = std::get_if<cel::Array<std::int32_t>>(&column.values);
    if (days == nullptr) return std::nullopt;
    std::optional<Span> span;
    for (std::size_t row = 0; row < days->size(); ++row) {
        if (!cel::bit(column.present, row)) continue;
        base::Date const date{(*days)[row]};
        if (!span) span = Span{date, date};
        span->first = std::min(span->first, date);
        span->last = std::max(span->last, date);
    }
    return span;
}

// The ledger may begin shortly after the period and end shortly before its end.
bool covers(Span const &span, base::Period const &period) {
    auto const slack = (period.to.days - period.from.days) / 4;
    return span.first.days - period.from.days <= slack &&
           period.to.days - 1 - span.last.days <= slack;
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
    std::optional<Span> span;
    for (auto const *rule : rules) {
        units.insert(rule->every.begin(), rule->every.end());
        auto const field = coverage_field(pack, schema, *rule);
        auto const one = field ? span_of(population, *field) : std::nullopt;
        if (!one) continue;
        if (!span) span = one;
        *span = {std::min(span->first, one->first), std::max(span->last, one->last)};
    }
    std::vector<std::pair<base::PeriodUnit, base::Period>> periods;
    if (!span) return periods;
    for (auto const unit : units) {
        auto const from = base::period_of(unit, span->first).from;
        auto const to = std::min(base::add_days(as_of, 1), base::period_of(unit, span->last).to);
        for (auto &period : base::full_periods(unit, from, to))
            if (covers(*span, period)) periods.emplace_back(unit, std::move(period));
    }
    return periods;
}

} // namespace jingzhun::check
