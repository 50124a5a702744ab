// Income by source: work away from home, the farm, transfers; believable sums with few below the
// line.
#include "demo/living.hpp"

namespace jingzhun::demo {
namespace {

Fen yuan(std::int64_t amount) { return amount * 100; }

Fen wages(Site const &site, Random &random) {
    Fen sum = 0;
    for (auto const &member : site.household.members) {
        if (member.work_months == 0) continue;
        bool const away = member.work_place == "省外" || member.work_place == "县外省内";
        // What is left after rent and food away from home.
        sum += yuan(member.work_months * random.middling(away ? 1900 : 1400, away ? 4900 : 3700));
    }
    return sum;
}

Fen transfers(Site const &site, Random &random) {
    Fen sum = yuan(random.between(150, 900)); // grain, forest and farm subsidies
    for (auto const &member : site.household.members) {
        int const age = age_of(site.village.of(member));
        if (age >= 60) sum += yuan(random.between(108, 160) * 12);
        if (member.health == "残疾") sum += yuan(random.between(60, 160) * 12);
    }
    auto const size = static_cast<std::int64_t>(site.household.members.size());
    if (site.household.attribute == "低保贫困户") sum += yuan(random.between(180, 340) * 12 * size);
    if (site.household.attribute == "特困供养贫困户") sum += yuan(random.between(520, 700) * 12);
    return sum;
}

// Children, gifts and odd jobs fill what a poor year leaves open, for most.
void keep_afloat(Site &site, Random &random) {
    auto &survey = site.household.survey;
    auto const needed = poverty_line * static_cast<Fen>(site.household.members.size());
    auto const net = *net_income(survey);
    if (net > needed * 11 / 10 || random.chance(0.006)) return;
    auto const gap = needed + needed * random.between(12, 130) / 100 - net;
    survey.transfer = *survey.transfer + gap / 2;
    survey.wage = *survey.wage + (gap - gap / 2);
}

} // namespace

std::optional<Fen> net_income(Survey const &survey) {
    if (!survey.wage || !survey.business || !survey.property || !survey.transfer || !survey.cost)
        return std::nullopt;
    return *survey.wage + *survey.business + *survey.property + *survey.transfer - *survey.cost;
}

void set_net_income(Survey &survey, Fen net) {
    for (auto *part :
         {&survey.wage, &survey.business, &survey.property, &survey.transfer, &survey.cost})
        *part = part->value_or(0);
    // Small farm and no rent: the wage carries the sum and stays positive.
    survey.business = std::min(*survey.business, net / 4 / 100 * 100);
    survey.cost = *survey.business / 3 / 100 * 100;
    survey.property = 0;
    survey.transfer = std::min(*survey.transfer, net / 3 / 100 * 100);
    survey.wage = net - *survey.business - *survey.transfer + *survey.cost;
}

void earn(Site &site) {
    auto &random = site.random;
    auto &survey = site.household.survey;
    survey.wage = wages(site, random);
    survey.business = yuan(random.middling(500, site.household.national ? 18'000 : 26'000));
    survey.cost = *survey.business * random.between(25, 45) / 100 / 100 * 100;
    survey.property = random.chance(0.55) ? yuan(random.between(20, 900)) : 0;
    survey.transfer = transfers(site, random);
    keep_afloat(site, random);
    auto const per_head = *net_income(survey) / static_cast<Fen>(site.household.members.size());
    // The national system's figure of the same year, a little off but well within a tenth.
    site.household.roster_income = per_head * random.between(9300, 10700) / 10000;
}

} // namespace jingzhun::demo
