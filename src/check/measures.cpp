// Compiling and running measures, register by register.
#include "check/measures.hpp"

#include "check/rule_set.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::check {

MeasureSet::MeasureSet(pack::Pack const &pack, cel::Schema const &schema) {
    for (auto const &rule : pack.rules) {
        if (rule.kind != pack::RuleKind::measure) continue;
        auto const record = schema.index_of(rule.on);
        auto found = std::ranges::find(groups_, record, &Group::record);
        if (found == groups_.end()) {
            groups_.push_back({record, {}, {}});
            found = groups_.end() - 1;
        }
        found->rules.push_back(&rule);
    }
    for (auto &group : groups_) {
        std::vector<cel::Expression const *> expressions;
        for (auto const *rule : group.rules) expressions.push_back(rule->must.get());
        auto compiled = cel::compile_values(schema, schema.records[group.record].name, expressions);
        if (!compiled.problems.empty())
            throw base::Error(
                "pack_faulty",
                {{"folder", pack.name},
                 {"first", base::describe(compiled.problems.front(), base::Language::zh)},
                 {"first_en", base::describe(compiled.problems.front(), base::Language::en)},
                 {"more", std::to_string(compiled.problems.size() - 1)}});
        group.program = std::move(compiled.program);
        for (auto const &field : cel::used_fields(*group.program))
            if (std::ranges::find(used_, field) == used_.end()) used_.push_back(field);
    }
}

std::vector<MeasureResult> MeasureSet::run(cel::Population const &population,
                                           cel::Context const &context, int threads) const {
    std::vector<MeasureResult> results;
    for (auto const &group : groups_) {
        auto columns = cel::run_values(*group.program, population, context, threads,
                                       cel::deadline_in(run_time_max));
        for (std::size_t i = 0; i < group.rules.size(); ++i)
            results.push_back({group.rules[i], group.record, std::move(columns[i])});
    }
    return results;
}

std::optional<std::int64_t> integer_at(cel::Column const &column, std::size_t row) {
    if (!cel::bit(column.present, row)) return std::nullopt;
    return std::visit(
        [&](auto const &values) -> std::optional<std::int64_t> {
            if (row >= values.size()) return std::nullopt;
            using Element = typename std::decay_t<decltype(values)>::value_type;
            if constexpr (std::is_same_v<Element, double>) return std::llround(values[row]);
            else return static_cast<std::int64_t>(values[row]);
        },
        column.values);
}

} // namespace jingzhun::check
