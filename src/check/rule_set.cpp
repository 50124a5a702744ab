// Grouping, compiling and running the rules of a pack.
#include "check/rule_set.hpp"

#include "base/text.hpp"
#include "check/coverage.hpp"
#include "register/frames.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::check {
namespace {

cel::RuleSource source_of(pack::Rule const &rule) {
    return {rule.id, rule.when.get(), rule.must.get(), rule.must_hold};
}

} // namespace

RuleSet::RuleSet(pack::Pack const &pack, cel::Schema const &schema,
                 std::vector<std::string> const &ids, TakeAlong along)
    : pack_(pack), schema_(schema), wanted_(ids) {
    bool needs_all = ids.empty();
    for (auto const &id : ids) {
        auto const *rule = pack.find_rule(id);
        if (rule == nullptr || rule->kind == pack::RuleKind::measure) {
            std::vector<std::string> names;
            for (auto const &one : pack.rules) names.push_back(one.id);
            throw base::Error("rule_unknown",
                              {{"rule", id}, {"nearest", base::nearest(id, names).value_or("-")}});
        }
        needs_all |= rule->uses_outcomes && along == TakeAlong::what_is_read;
    }
    for (auto const &rule : pack.rules) {
        if (rule.kind == pack::RuleKind::measure) continue;
        if (needs_all || std::ranges::find(ids, rule.id) != ids.end()) add(rule);
    }
    // Rules that read answers run when all answers are there.
    std::ranges::stable_sort(groups_, {}, &Group::late);
    compile_groups();
}

void RuleSet::add(pack::Rule const &rule) {
    auto const record = schema_.index_of(rule.on);
    auto const duty = rule.kind == pack::RuleKind::duty;
    auto const same = [&](Group const &group) {
        return group.record == record && group.duty == duty && group.late == rule.uses_outcomes;
    };
    auto found = std::ranges::find_if(groups_, same);
    if (found == groups_.end()) {
        groups_.push_back({record, duty, rule.uses_outcomes, {}, {}});
        found = groups_.end() - 1;
    }
    found->rules.push_back(&rule);
}

void RuleSet::compile_groups() {
    auto const use = [&](cel::UsedField const &field) {
        if (std::ranges::find(used_, field) == used_.end()) used_.push_back(field);
    };
    for (auto &group : groups_) {
        std::vector<cel::RuleSource> sources;
        for (auto const *rule : group.rules) sources.push_back(source_of(*rule));
        auto compiled =
            cel::compile(schema_, schema_.records[group.record].name, sources, group.duty);
        if (!compiled.problems.empty())
            throw base::Error(
                "pack_faulty",
                {{"folder", pack_.name},
                 {"first", base::describe(compiled.problems.front(), base::Language::zh)},
                 {"first_en", base::describe(compiled.problems.front(), base::Language::en)},
                 {"more", std::to_string(compiled.problems.size() - 1)}});
        group.program = std::move(compiled.program);
        for (auto const &field : cel::used_fields(*group.program)) use(field);
        for (auto const *rule : group.rules)
            if (auto const dates = coverage_field(pack_, schema_, *rule)) use(*dates);
    }
}

std::vector<RuleResult> RuleSet::run(cel::Population &population, base::Date as_of,
                                     std::string const &area, int threads,
                                     std::span<RuleResult const *const> known) const {
    std::vector<RuleResult> results;
    bool attached = false;
    for (auto const &group : groups_) {
        if (group.late && !attached) {
            std::vector<RuleResult const *> own;
            for (auto const &result : results) own.push_back(&result);
            attach(population, known.empty() ? std::span<RuleResult const *const>(own) : known);
            attached = true;
        }
        run_group(group, population, as_of, area, threads, results);
    }
    if (!wanted_.empty())
        std::erase_if(results, [&](RuleResult const &result) {
            return std::ranges::find(wanted_, result.rule->id) == wanted_.end();
        });
    return results;
}

// Only rows that the rules reading outcomes come to get any: most do for few records.
void RuleSet::attach(cel::Population &population,
                     std::span<RuleResult const *const> results) const {
    std::vector<cel::Bits> reached;
    for (auto const &group : groups_) {
        if (!group.late) continue;
        auto more =
            registry::reached_rows(population, group.record, cel::used_fields(*group.program));
        if (reached.empty()) reached = std::move(more);
        else
            for (std::size_t table = 0; table < more.size(); ++table)
                for (std::size_t i = 0; i < more[table].size(); ++i)
                    reached[table][i] |= more[table][i];
    }
    std::vector<registry::OutcomeColumn> outcomes;
    for (auto const *result : results)
        outcomes.push_back({result->rule->id, result->record, &result->answers});
    registry::attach_outcomes(population, schema_, outcomes, &reached);
}

void RuleSet::run_group(Group const &group, cel::Population const &population, base::Date as_of,
                        std::string const &area, int threads,
                        std::vector<RuleResult> &results) const {
    auto const take = [&](base::Period const &period, base::PeriodUnit const *unit) {
        auto answers = cel::run(*group.program, population, {as_of, period, area}, threads,
                                cel::deadline_in(run_time_max));
        for (std::size_t i = 0; i < group.rules.size(); ++i) {
            auto const &every = group.rules[i]->every;
            if (unit != nullptr && std::ranges::find(every, *unit) == every.end()) continue;
            results.push_back({group.rules[i], period, group.record, std::move(answers[i])});
        }
    };
    if (!group.duty) return take({}, nullptr);
    for (auto const &[unit, period] : periods_of(pack_, schema_, population, group.rules, as_of))
        take(period, &unit);
}

std::vector<std::vector<std::string>> readers_of_parameters(pack::Pack const &pack,
                                                            cel::Schema const &schema) {
    std::vector<std::vector<std::string>> readers(schema.parameters.size());
    for (auto const &rule : pack.rules) {
        if (rule.kind == pack::RuleKind::measure) continue;
        std::vector<cel::RuleSource> const source{source_of(rule)};
        auto const compiled =
            cel::compile(schema, rule.on, source, rule.kind == pack::RuleKind::duty);
        if (compiled.program == nullptr) continue; // reported where the rules are to run
        for (auto const parameter : cel::used_parameters(*compiled.program))
            readers[parameter].push_back(rule.id);
    }
    return readers;
}

} // namespace jingzhun::check
