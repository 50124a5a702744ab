// Missed quotas of officials, counted from their visits in each full month or week.
#include "demo/truth.hpp"

#include "demo/work.hpp"

#include <array>
#include <set>

namespace jingzhun::demo {
namespace {

struct Span {
    std::string name;
    base::Date from, to; // both included
};

// Months and weeks that end by `as_of` and that the ledger covers from their start.
std::vector<Span> full_months() {
    std::vector<Span> spans;
    for (int month = 10; month <= 12; ++month) {
        auto const next =
            month == 12 ? *base::make_date(2021, 1, 1) : *base::make_date(2020, month + 1, 1);
        spans.push_back({"2020-" + std::to_string(month), *base::make_date(2020, month, 1),
                         base::add_days(next, -1)});
    }
    return spans;
}

std::vector<Span> full_weeks() {
    std::vector<Span> spans;
    auto monday = *base::make_date(2020, 10, 5); // of week 41
    for (int week = 41; base::add_days(monday, 6) <= as_of;
         ++week, monday = base::add_days(monday, 7))
        spans.push_back({"2020-W" + std::to_string(week), monday, base::add_days(monday, 6)});
    return spans;
}

struct Quota {
    Word post;
    int visits;
    bool days, weekly; // visits are counted as different days; by the week, not the month
    int nights;
    bool nights_weekly;
};

constexpr std::array<Quota, 7> quotas = {{
    {"县四大家领导", 1, false, false, 1, false},
    {"其他县级领导", 1, false, false, 1, false},
    {"后盾单位负责人", 1, false, true, 1, false},
    {"乡镇主要领导", 2, false, true, 2, true},
    {"乡镇干部", 15, true, false, 0, false},
    {"村支书主任", 22, true, false, 0, false},
    {"帮扶责任人", 1, false, false, 0, false},
}};

std::vector<Span> const &spans(bool weekly) {
    static std::vector<Span> const weeks = full_weeks(), months = full_months();
    return weekly ? weeks : months;
}

int visits_in(Official const &official, Span const &span, bool by_day) {
    std::set<base::Date> days;
    int rows = 0;
    for (auto const &visit : official.visits) {
        if (visit.on < span.from || visit.on > span.to) continue;
        ++rows;
        days.insert(visit.on);
    }
    return by_day ? static_cast<int>(days.size()) : rows;
}

int nights_in(Official const &official, Span const &span) {
    std::set<base::Date> days;
    for (auto const &visit : official.visits)
        if (visit.overnight && visit.on >= span.from && visit.on <= span.to) days.insert(visit.on);
    return static_cast<int>(days.size());
}

} // namespace

std::vector<Finding> true_lapses(Official const &official) {
    std::vector<Finding> findings;
    for (auto const &quota : quotas) {
        if (quota.post != official.post) continue;
        for (auto const &span : spans(quota.weekly))
            if (visits_in(official, span, quota.days) < quota.visits)
                findings.push_back(
                    {"visits_below_quota", "official", official.number, span.name, true, {}});
        for (auto const &span : spans(quota.nights_weekly))
            if (nights_in(official, span) < quota.nights)
                findings.push_back(
                    {"nights_below_quota", "official", official.number, span.name, true, {}});
    }
    return findings;
}

} // namespace jingzhun::demo
