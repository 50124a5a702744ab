// Counting rows by their places.
#include "api/narrowed.hpp"

#include "api/places.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::api {
namespace {

constexpr int village_digits = 12;

struct Counts {
    std::int64_t met = 0, unmet = 0, unknown = 0;
};

Counts count(View const &view, check::RuleResult const &result, std::vector<bool> const &places) {
    Counts counts;
    auto const &place_of = view.ground->place_of[result.record];
    for (std::size_t row = 0; row < place_of.size(); ++row) {
        if (!places[place_of[row]]) continue;
        counts.met += cel::bit(result.answers.met, row) ? 1 : 0;
        counts.unmet += cel::bit(result.answers.unmet, row) ? 1 : 0;
        counts.unknown += cel::bit(result.answers.unknown, row) ? 1 : 0;
    }
    return counts;
}

check::RuleSummary &of_rule(std::vector<check::RuleSummary> &summaries, std::string const &rule) {
    auto const found = std::ranges::find(summaries, rule, &check::RuleSummary::rule);
    if (found != summaries.end()) return *found;
    summaries.push_back({.rule = rule});
    return summaries.back();
}

// What the rule said before of the subjects in one area the caller may read.
Counts before_in(Asked const &asked, std::string const &rule, std::string const &area) {
    Counts all;
    for (auto const &result : asked.view.snapshot.results) {
        if (result.rule->id != rule) continue;
        auto const one =
            count(asked.view, result, places_within(asked.view, asked.reads(result.record), area));
        all.met += one.met;
        all.unmet += one.unmet;
        all.unknown += one.unknown;
    }
    return all;
}

void add_to(std::vector<check::AreaDifference> &by, check::AreaDifference const &one) {
    auto const same = [&](check::AreaDifference const &other) {
        return other.area == one.area && other.rule == one.rule;
    };
    auto found = std::ranges::find_if(by, same);
    if (found == by.end()) {
        by.push_back(one);
        return;
    }
    found->met += one.met;
    found->unmet += one.unmet;
    found->unknown += one.unknown;
    found->newly_unmet += one.newly_unmet;
    found->newly_met += one.newly_met;
}

} // namespace

bool reads_everything(Asked const &asked) {
    return !asked.caller.accounts() ||
           std::ranges::all_of(asked.view.pack.registers, [&](pack::Register const &definition) {
               return asked.reads(definition.name).contains(asked.view.county_code);
           });
}

std::vector<check::RuleSummary> summarise_read(Asked const &asked) {
    if (reads_everything(asked)) return check::summarise(asked.view.snapshot, {});
    std::vector<check::RuleSummary> summaries;
    for (auto const &result : asked.view.snapshot.results) {
        auto const counts =
            count(asked.view, result, places_within(asked.view, asked.reads(result.record), ""));
        auto &summary = of_rule(summaries, result.rule->id);
        summary.met += counts.met;
        summary.unmet += counts.unmet;
        summary.unknown += counts.unknown;
    }
    return summaries;
}

void narrow(Asked const &asked, check::WhatIf &result,
            std::vector<check::ParameterChange> const &changes, int digits) {
    if (reads_everything(asked)) return;
    auto const whole = digits == village_digits
                           ? std::move(result)
                           : asked.view.ground->scenarios->run(changes, village_digits);
    result = {};
    result.seconds = whole.seconds;
    result.before = summarise_read(asked);
    result.after = result.before;
    for (auto difference : whole.by) {
        auto const *rule = asked.view.pack.find_rule(difference.rule);
        if (rule == nullptr || !asked.reads(rule->on).contains(difference.area)) continue;
        auto const before = before_in(asked, difference.rule, difference.area);
        auto &after = of_rule(result.after, difference.rule);
        after.met += difference.met - before.met;
        after.unmet += difference.unmet - before.unmet;
        after.unknown += difference.unknown - before.unknown;
        difference.area = difference.area.substr(0, static_cast<std::size_t>(digits));
        add_to(result.by, difference);
    }
}

} // namespace jingzhun::api
