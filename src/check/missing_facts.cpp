// Asking an undecided indicator in row mode what it lacked.
#include "check/missing_facts.hpp"

#include "cel/evaluate.hpp"

#include <algorithm>

namespace jingzhun::check {
namespace {

pack::Title title_of(Snapshot const &snapshot, cel::MissingFact const &fact) {
    auto const table = fact.record.table;
    if (table >= snapshot.pack->registers.size()) return {fact.field, fact.field};
    auto const &definition = snapshot.pack->registers[table];
    if (auto const *field = definition.find_field(fact.field)) return field->title;
    // A relation: the register at its other end.
    for (auto const &other : snapshot.pack->registers)
        for (auto const &link : other.links)
            if (link.to == definition.name && link.reverse == fact.field) return other.title;
    return {fact.field, fact.field};
}

bool is_indicator(RuleResult const &result, std::size_t table) {
    return result.record == table && result.rule->kind == pack::RuleKind::indicator;
}

} // namespace

std::vector<pack::Title> missing_facts(Snapshot const &snapshot, std::size_t table,
                                       std::size_t row) {
    cel::Scope scope;
    scope.schema = snapshot.schema.get();
    scope.population = &snapshot.population;
    scope.context = {snapshot.selection.as_of, {}, county_code(snapshot.selection.county)};
    scope.self =
        cel::RecordReference{static_cast<std::uint32_t>(table), static_cast<std::uint32_t>(row)};
    std::vector<pack::Title> titles;
    auto const take = [&](cel::Expression const *expression) {
        if (expression == nullptr) return;
        auto const value = cel::evaluate(*expression, scope);
        auto const *unknown = value.as<cel::Unknown>();
        if (unknown == nullptr) return;
        for (auto const &fact : unknown->facts) {
            auto const title = title_of(snapshot, fact);
            auto const same = [&](pack::Title const &other) { return other.zh == title.zh; };
            if (std::ranges::none_of(titles, same)) titles.push_back(title);
        }
    };
    for (auto const &result : snapshot.results) {
        if (!is_indicator(result, table) || !cel::bit(result.answers.unknown, row)) continue;
        take(result.rule->when.get());
        take(result.rule->must.get());
    }
    return titles;
}

cel::Bits undecided_rows(Snapshot const &snapshot, std::size_t table) {
    cel::Bits rows;
    for (auto const &result : snapshot.results) {
        if (!is_indicator(result, table)) continue;
        if (rows.empty()) rows.resize(result.answers.unknown.size());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i] |= result.answers.unknown[i];
    }
    return rows;
}

} // namespace jingzhun::check
