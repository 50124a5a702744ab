// Help for households: measures, monitoring, visits by those who are paired with them.
#include "demo/work.hpp"

#include "demo/visits.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

struct Help {
    Word kind, project, proof;
    int low, high; // yuan
};
constexpr std::array<Help, 8> helps = {{{"产业帮扶", "黄花菜种植奖补", "验收单", 800, 5000},
                                        {"产业帮扶", "生猪代养分红", "分红花名册", 300, 2000},
                                        {"就业帮扶", "公益性岗位", "聘用协议", 3000, 9600},
                                        {"就业帮扶", "外出务工交通补贴", "车票", 200, 800},
                                        {"健康帮扶", "医保参保资助", "缴费凭证", 120, 280},
                                        {"教育帮扶", "雨露计划", "学籍证明", 1500, 3000},
                                        {"危房改造", "危房改造补助", "验收报告", 8000, 40000},
                                        {"金融帮扶", "小额信贷贴息", "贷款合同", 500, 2500}}};

base::Date days_before(int days) { return base::add_days(as_of, -days); }

Measure some_measure(Random &random, Household const &household, base::Date on) {
    auto const &help = random.pick<Help>(helps);
    Measure measure;
    measure.kind = help.kind;
    measure.project = help.project;
    measure.proof = help.proof;
    measure.amount = random.between(help.low, help.high) / 10 * 1000;
    measure.on = on;
    if (random.chance(0.4)) measure.person = household.members.front().number;
    return measure;
}

Monitoring some_monitoring(Random &random, Household const &household) {
    static constexpr std::array<Word, 6> risks = {"因病", "因残",       "因学",
                                                  "因灾", "因意外事故", "因务工就业不稳"};
    Monitoring entry;
    entry.kind = random.chance(0.12)                ? "突发严重困难户"
                 : household.exit_state == "已脱贫" ? "脱贫不稳定户"
                                                    : "边缘易致贫户";
    entry.identified = days_before(static_cast<int>(random.between(45, 290)));
    entry.risks = random.pick<Word>(risks);
    if (random.chance(0.25))
        entry.risks += "、" + std::string(entry.risks == "因病" ? "因残" : "因病");
    if (random.chance(0.6)) {
        auto const lasted = static_cast<int>(random.between(40, 250));
        auto const removed = base::add_days(entry.identified, lasted);
        if (removed <= as_of) entry.removed = removed;
        if (entry.removed) entry.removed_by = random.chance(0.8) ? "帮扶消除" : "自然消除";
    }
    return entry;
}

void visit_home(Random &random, Official &official, Village &village, Household &household,
                base::Date on) {
    Visit visit;
    visit.on = on;
    visit.household = household.number;
    visit.village = village.code;
    visit.arrive = static_cast<int>(random.between(8 * 60, 17 * 60));
    visit.leave = visit.arrive + static_cast<int>(random.between(15, 90));
    visit.matter = random.chance(0.5) ? "走访慰问" : "信息核实";
    official.visits.push_back(visit);
    household.visits.push_back(on);
}

// A helper calls on one to three of his households a month; some months are missed.
void visit_paired(Random &random, Village &village, Official &helper,
                  std::vector<std::size_t> const &households) {
    static constexpr std::array<std::pair<int, int>, 3> months = {{{0, 30}, {31, 60}, {61, 91}}};
    for (auto const &[first, last] : months) {
        if (random.chance(0.05)) continue;
        for (auto left = random.between(1, 3); left > 0; --left) {
            auto &household = village.households[random.pick<std::size_t>(households)];
            auto const on =
                base::add_days(ledger_from, static_cast<int>(random.between(first, last)));
            visit_home(random, helper, village, household, on);
        }
    }
}

} // namespace

void help_household(Site &site) {
    auto &random = site.random;
    auto &household = site.household;
    if (household.registered())
        for (auto left = random.between(1, 4); left > 0; --left)
            household.measures.push_back(some_measure(
                random, household, days_before(static_cast<int>(random.between(5, 700)))));
    if (!household.monitoring.empty() || !random.chance(household.registered() ? 0.045 : 0.004))
        return;
    household.monitoring.push_back(some_monitoring(random, household));
    auto const after = static_cast<int>(random.between(3, 27));
    household.measures.push_back(some_measure(
        random, household, base::add_days(household.monitoring.back().identified, after)));
}

void visit_village(Random &random, Village &village) {
    std::array const here = {village.code};
    for (auto &official : village.officials) {
        if (official.post != "帮扶责任人") {
            go_round(random, official, here);
            continue;
        }
        std::vector<std::size_t> paired;
        for (std::size_t at = 0; at < village.households.size(); ++at)
            for (auto const &pairing : village.households[at].pairings)
                if (pairing.helper_number == official.number) paired.push_back(at);
        if (!paired.empty()) visit_paired(random, village, official, paired);
    }
}

void visit_once(Site &site, base::Date on) {
    for (auto &official : site.village.officials) {
        if (official.post != "村干部") continue;
        visit_home(site.random, official, site.village, site.household, on);
        return;
    }
}

} // namespace jingzhun::demo
