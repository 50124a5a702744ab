// The same population under another policy.
#include "check/what_if.hpp"

#include "check/area_counts.hpp"
#include "register/frame_cache.hpp"
#include "register/frame_tag.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>

namespace jingzhun::check {
namespace {

void refuse_other_registers(pack::Pack const &own, pack::Pack const &other) {
    auto same = own.registers.size() == other.registers.size();
    for (std::size_t i = 0; same && i < own.registers.size(); ++i) {
        same = own.registers[i].name == other.registers[i].name &&
               own.registers[i].fields.size() == other.registers[i].fields.size();
        for (std::size_t f = 0; same && f < own.registers[i].fields.size(); ++f)
            same = own.registers[i].fields[f].name == other.registers[i].fields[f].name;
    }
    if (!same) throw base::Error("pack_other_registers", {{"pack", other.name}});
}

bool is_same(RuleResult const &a, RuleResult const &b) {
    return a.rule->id == b.rule->id && a.period.name == b.period.name;
}

bool answers_alike(RuleResult const &a, RuleResult const &b) {
    return a.answers.met == b.answers.met && a.answers.unmet == b.answers.unmet &&
           a.answers.unknown == b.answers.unknown;
}

RuleResult const *find_same(std::vector<RuleResult> const &results, RuleResult const &wanted) {
    auto const found =
        std::ranges::find_if(results, [&](RuleResult const &one) { return is_same(one, wanted); });
    return found == results.end() ? nullptr : &*found;
}

// What a rule that is new answered before: nothing, of anybody.
RuleResult no_answers(RuleResult const &of) {
    RuleResult none{of.rule, of.period, of.record, {}};
    for (auto *bits : {&none.answers.met, &none.answers.unmet, &none.answers.unknown})
        bits->assign(of.answers.met.size(), 0);
    return none;
}

// A summary for each rule of `after`, so that what is new stands beside nothing.
void add_new_rules(std::vector<RuleSummary> &before, std::vector<RuleSummary> const &after) {
    for (auto const &one : after)
        if (std::ranges::find(before, one.rule, &RuleSummary::rule) == before.end())
            before.push_back({.rule = one.rule});
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The frames serve another pack too where it reads registers in the same way and no further fields.
cel::Population population_for(store::Database &database, Snapshot const &snapshot,
                               pack::Pack const &policy, cel::Schema const &schema,
                               RuleSet const &rules) {
    auto const has = [&](cel::UsedField const &field) {
        return std::ranges::find(snapshot.fields, field) != snapshot.fields.end();
    };
    if (registry::pack_print(policy) == registry::pack_print(*snapshot.pack) &&
        std::ranges::all_of(rules.used_fields(), has))
        return snapshot.population;
    registry::FrameRequest const request{
        snapshot.selection.county,
        {snapshot.selection.as_of, snapshot.selection.known_at, snapshot.selection.position},
        rules.used_fields(),
        snapshot.selection.threads};
    return snapshot.selection.kept ? registry::take_frames(database, policy, schema, request)
                                   : registry::load_frames(database, policy, schema, request);
}

} // namespace

struct Scenarios::State {
    explicit State(Snapshot const &given)
        : snapshot(given), readers(readers_of_parameters(*given.pack, *given.schema)),
          before(summarise(given, {})) {}

    Places const &places(std::size_t table, int digits) {
        std::scoped_lock const lock(mutex);
        auto const [entry, fresh] = known.try_emplace({table, digits});
        if (fresh) entry->second = places_of(snapshot, table, digits);
        return entry->second;
    }

    // Of the snapshot's rules those that read a changed parameter, or answers of others.
    struct Affected {
        std::vector<std::string> early, late;
        bool late_itself = false;
    };
    Affected affected(std::vector<ParameterChange> const &changes) const {
        Affected found;
        for (auto const &rule : snapshot.pack->rules) {
            auto const runs = rule.kind != pack::RuleKind::measure &&
                              (snapshot.selection.rules.empty() ||
                               std::ranges::find(snapshot.selection.rules, rule.id) !=
                                   snapshot.selection.rules.end());
            auto const reads = std::ranges::any_of(changes, [&](ParameterChange const &change) {
                auto const &all = snapshot.schema->parameters;
                auto const at =
                    std::ranges::find(all, change.parameter, &cel::Parameter::name) - all.begin();
                auto const &names = readers[static_cast<std::size_t>(at)];
                return std::ranges::find(names, rule.id) != names.end();
            });
            if (!runs) continue;
            if (rule.uses_outcomes) {
                found.late.push_back(rule.id);
                found.late_itself = found.late_itself || reads;
            } else if (reads) {
                found.early.push_back(rule.id);
            }
        }
        return found;
    }

    std::vector<RuleResult> run(cel::Schema const &schema,
                                std::vector<ParameterChange> const &changes) const;

    Snapshot const &snapshot;
    std::vector<std::vector<std::string>> readers; // by parameter
    std::vector<RuleSummary> before;
    std::mutex mutex;
    std::map<std::pair<std::size_t, int>, Places> known;
};

// The answers of the rules that may answer otherwise.
std::vector<RuleResult> Scenarios::State::run(cel::Schema const &schema,
                                              std::vector<ParameterChange> const &changes) const {
    auto const [early, late, late_itself] = affected(changes);
    auto const &selection = snapshot.selection;
    auto population = snapshot.population;
    auto const area = county_code(selection.county);
    if (!selection.rules.empty() &&
        !late.empty()) // answers of rules that are not selected are gone
        return RuleSet(*snapshot.pack, schema, selection.rules)
            .run(population, selection.as_of, area, selection.threads);
    std::vector<RuleResult> results;
    if (!early.empty())
        results = RuleSet(*snapshot.pack, schema, early, TakeAlong::nothing)
                      .run(population, selection.as_of, area, selection.threads);
    auto const differs = std::ranges::any_of(results, [&](RuleResult const &now) {
        auto const *was = find_same(snapshot.results, now);
        return was == nullptr || !answers_alike(*was, now);
    });
    if (late.empty() || (!differs && !late_itself)) return results;
    std::vector<RuleResult const *> answers;
    for (auto const &was : snapshot.results) {
        if (was.rule->uses_outcomes) continue;
        auto const *now = find_same(results, was);
        answers.push_back(now == nullptr ? &was : now);
    }
    auto more = RuleSet(*snapshot.pack, schema, late, TakeAlong::nothing)
                    .run(population, selection.as_of, area, selection.threads, answers);
    std::ranges::move(more, std::back_inserter(results));
    return results;
}

Scenarios::Scenarios(Snapshot const &snapshot) : state_(std::make_unique<State>(snapshot)) {}
Scenarios::~Scenarios() = default;

WhatIf Scenarios::run(std::vector<ParameterChange> const &changes, int area_digits) {
    auto const start = std::chrono::steady_clock::now();
    auto schema = *state_->snapshot.schema;
    for (auto const &change : changes) apply_change(schema.parameters, change);
    auto const results = state_->run(schema, changes);
    WhatIf answer;
    answer.before = answer.after = state_->before;
    Differences differences;
    std::vector<std::string> counted;
    for (auto const &now : results) {
        auto const summary = std::ranges::find(answer.after, now.rule->id, &RuleSummary::rule);
        if (std::ranges::find(counted, now.rule->id) == counted.end()) {
            counted.push_back(now.rule->id);
            summary->met = summary->unmet = summary->unknown = 0;
        }
        summary->met += static_cast<std::int64_t>(cel::count(now.answers.met));
        summary->unmet += static_cast<std::int64_t>(cel::count(now.answers.unmet));
        summary->unknown += static_cast<std::int64_t>(cel::count(now.answers.unknown));
        if (auto const *was = find_same(state_->snapshot.results, now))
            count_differences(*was, now, state_->places(now.record, area_digits), differences);
    }
    answer.by = take_changed(differences);
    answer.seconds = seconds_since(start);
    return answer;
}

WhatIf what_if(store::Database &database, Snapshot const &snapshot, pack::Pack const *other,
               std::vector<ParameterChange> const &changes, int area_digits) {
    if (other == nullptr) return Scenarios(snapshot).run(changes, area_digits);
    refuse_other_registers(*snapshot.pack, *other);
    auto schema = pack::make_schema(*other);
    for (auto const &change : changes) apply_change(schema.parameters, change);
    RuleSet const rules(*other, schema, snapshot.selection.rules);
    auto const start = std::chrono::steady_clock::now();
    Snapshot after;
    after.selection = snapshot.selection;
    after.pack = other;
    after.population = population_for(database, snapshot, *other, schema, rules);
    after.results = rules.run(after.population, snapshot.selection.as_of,
                              county_code(snapshot.selection.county), snapshot.selection.threads);
    WhatIf result;
    result.seconds = seconds_since(start);
    result.before = summarise(snapshot, {});
    result.after = summarise(after, {});
    add_new_rules(result.before, result.after);
    Differences differences;
    std::map<std::size_t, Places> places;
    for (auto const &now : after.results) {
        auto const *was = find_same(snapshot.results, now);
        auto const [entry, fresh] = places.try_emplace(now.record);
        if (fresh) entry->second = places_of(after, now.record, area_digits);
        count_differences(was == nullptr ? no_answers(now) : *was, now, entry->second, differences);
    }
    result.by = take_changed(differences);
    return result;
}

} // namespace jingzhun::check
