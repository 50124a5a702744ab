// Visits by post: so many a week or month, so many nights, so many different days.
#include "demo/visits.hpp"

#include "demo/work.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::demo {
namespace {

struct Days {
    base::Date from, to; // both included, within the ledger
    bool contains(base::Date day) const { return from <= day && day <= to; }
};

std::array<Days, 3> months() {
    return {{{ledger_from, *base::make_date(2020, 10, 31)},
             {*base::make_date(2020, 11, 1), *base::make_date(2020, 11, 30)},
             {*base::make_date(2020, 12, 1), as_of}}};
}

// Weeks from Monday to Sunday; the first and the last are cut off by the ledger.
std::vector<Days> weeks() {
    std::vector<Days> all;
    for (auto monday = *base::make_date(2020, 9, 28); monday <= as_of;
         monday = base::add_days(monday, 7))
        all.push_back({std::max(monday, ledger_from), std::min(base::add_days(monday, 6), as_of)});
    return all;
}

Visit some_visit(Random &random, base::Date on, std::string const &village) {
    static constexpr std::array<Word, 6> matters = {"走访慰问", "政策宣传",     "产业指导",
                                                    "信息核实", "查看住房饮水", "督促整改"};
    Visit visit;
    visit.on = on;
    visit.village = village;
    visit.arrive = static_cast<int>(random.between(8 * 60, 16 * 60));
    visit.leave = visit.arrive + static_cast<int>(random.between(25, 300));
    visit.matter = random.pick<Word>(matters);
    return visit;
}

// `count` different days, in order. Requires: the span is long enough.
std::vector<base::Date> different_days(Random &random, Days span, int count) {
    std::vector<base::Date> days;
    for (auto day = span.from; day <= span.to; day = base::add_days(day, 1)) days.push_back(day);
    for (std::size_t at = 0;
         at < std::min<std::size_t>(static_cast<std::size_t>(count), days.size()); ++at) {
        auto const other = at + static_cast<std::size_t>(
                                    random.below(static_cast<std::int64_t>(days.size() - at)));
        std::swap(days[at], days[other]);
    }
    days.resize(std::min<std::size_t>(static_cast<std::size_t>(count), days.size()));
    std::ranges::sort(days);
    return days;
}

class Round {
  public:
    Round(Random &random, Official &official, std::span<std::string const> villages)
        : random_(random), official_(official), villages_(villages) {}

    void visit_days(Days span, int count) {
        for (auto day : different_days(random_, span, count))
            official_.visits.push_back(some_visit(random_, day, random_.pick(villages_)));
    }
    // The first `count` visits of the span stay overnight, the others do not.
    void stay(Days span, int count) {
        for (auto &visit : official_.visits) {
            if (!span.contains(visit.on)) continue;
            visit.overnight = count-- > 0;
            if (visit.overnight) visit.leave = std::min(visit.arrive + 600, 23 * 60 + 30);
        }
    }
    // The last visit of the span once more on the same day: a row more, not a day more.
    void repeat_last() {
        if (official_.visits.empty()) return;
        auto visit = official_.visits.back();
        visit.arrive = std::min(visit.leave + 20, 23 * 60);
        visit.leave = std::min(visit.arrive + 60, 23 * 60 + 50);
        official_.visits.push_back(visit);
    }

  private:
    Random &random_;
    Official &official_;
    std::span<std::string const> villages_;
};

void county_leader(Random &random, Round &round) {
    for (auto const month : months()) {
        round.visit_days(month, random.chance(0.10) ? 0 : static_cast<int>(random.between(1, 3)));
        round.stay(month, random.chance(0.10) ? 0 : 1);
    }
}

void unit_head(Random &random, Round &round) {
    for (auto const week : weeks())
        round.visit_days(week, random.chance(0.05) ? 0 : static_cast<int>(random.between(1, 2)));
    for (auto const month : months()) round.stay(month, random.chance(0.08) ? 0 : 1);
}

void township_leader(Random &random, Round &round) {
    for (auto const week : weeks()) {
        round.visit_days(week, random.chance(0.04) ? 1 : static_cast<int>(random.between(2, 4)));
        bool const one_night = random.chance(0.05);
        round.stay(week, one_night ? 1 : 2);
    }
}

// Some come a day short and hide it by going twice on one day.
void many_days(Random &random, Round &round, int quota, int most) {
    for (auto const month : months()) {
        bool const lapse = random.chance(0.09);
        round.visit_days(month, lapse ? quota - 1 : static_cast<int>(random.between(quota, most)));
        if (lapse || random.chance(0.05)) round.repeat_last();
    }
}

} // namespace

Visit first_visit(std::string const &village) {
    Visit visit;
    visit.on = ledger_from;
    visit.village = village;
    visit.arrive = 9 * 60;
    visit.leave = 11 * 60;
    visit.matter = "信息核实";
    return visit;
}

void go_round(Random &random, Official &official, std::span<std::string const> villages) {
    Round round(random, official, villages);
    auto const post = official.post;
    if (post == "县四大家领导" || post == "其他县级领导") county_leader(random, round);
    if (post == "后盾单位负责人") unit_head(random, round);
    if (post == "乡镇主要领导") township_leader(random, round);
    if (post == "乡镇干部") many_days(random, round, 15, 19);
    if (post == "村支书主任") many_days(random, round, 22, 27);
    if (post == "乡镇班子成员" || post == "村干部" || post == "驻村工作队员")
        for (auto const month : months())
            round.visit_days(month, static_cast<int>(random.between(0, 6)));
}

} // namespace jingzhun::demo
