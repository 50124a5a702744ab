// Counting matters.
#include "work/grievance_report.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::work {
namespace {

struct Gathered {
    GrievanceCounts counts;
    std::vector<int> days;
};

bool is_late(pack::GrievanceRules const &rules, pack::Calendar const &calendar,
             Matter const &matter, base::Date today) {
    if (matter.life) return today > matter.life->due;
    auto const &first = matter.reports.front();
    auto const far = today.days - first.on.days > 10 * 365; // older than calendars go back
    return far || today > due_of(rules, calendar, first.kind, first.on);
}

void add(Gathered &into, pack::GrievanceRules const &rules, pack::Calendar const &calendar,
         Matter const &matter, base::Date today) {
    auto &counts = into.counts;
    ++counts.matters;
    counts.reports += static_cast<int>(matter.reports.size());
    counts.repeated += repeats(matter) > 0;
    for (auto const &report : matter.reports) {
        counts.rated += report.satisfied.has_value();
        counts.satisfied += report.satisfied.value_or(false);
    }
    if (auto const days = days_to_solution(matter)) {
        ++counts.solved;
        into.days.push_back(*days);
        return;
    }
    ++counts.open;
    counts.late += is_late(rules, calendar, matter, today);
    counts.oldest_days = std::max(counts.oldest_days, today.days - matter.reports.front().on.days);
}

GrievanceCounts finish(Gathered gathered) {
    auto &days = gathered.days;
    if (days.empty()) return gathered.counts;
    std::ranges::sort(days);
    gathered.counts.days_median = days[(days.size() - 1) / 2];
    gathered.counts.days_longest = days.back();
    return gathered.counts;
}

} // namespace

std::vector<GrievanceCounts> count_grievances(pack::GrievanceRules const &rules,
                                              pack::Calendar const &calendar,
                                              std::vector<Matter> const &matters,
                                              base::Date today) {
    std::map<std::string, Gathered> by_level;
    Gathered all;
    for (auto const &matter : matters) {
        if (matter.reports.empty()) continue;
        auto const &level = matter.reports.front().level;
        by_level[level].counts.group = level;
        add(by_level[level], rules, calendar, matter, today);
        add(all, rules, calendar, matter, today);
    }
    std::vector<GrievanceCounts> lines;
    auto const take = [&](std::string const &level) {
        if (auto at = by_level.find(level); at != by_level.end()) {
            lines.push_back(finish(std::move(at->second)));
            by_level.erase(at);
        }
    };
    for (auto const &level : rules.levels) take(level);
    while (!by_level.empty()) take(by_level.begin()->first); // what the pack has no order for
    lines.push_back(finish(std::move(all)));
    return lines;
}

} // namespace jingzhun::work
