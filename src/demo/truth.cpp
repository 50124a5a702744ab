// Household rules on lists and survey, judged twice: as it is, and as exact linking sees it.
#include "demo/truth.hpp"

#include "demo/living.hpp"
#include "demo/truth_person.hpp"
#include "demo/work.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::demo {
namespace {

constexpr Fen costly_registered = 5'000 * 100, costly_general = 20'000 * 100;

// One household under one eye: `exact` sees only rows that link to a record that links.
class Eye {
  public:
    Eye(Village const &village, Household const &household, bool exact)
        : village_(village), household_(household), exact_(exact) {}

    bool sees(Member const &member) const { return !exact_ || member.links; }
    bool sees(Member const &member, Written const &who) const {
        return !exact_ || (member.links && who.links);
    }

    template <class Fact, class Fits>
    bool some(std::vector<Fact> Individual::*facts, Fits const &fits) const {
        return std::ranges::any_of(household_.members, [&](Member const &member) {
            return std::ranges::any_of(village_.of(member).*facts, [&](Fact const &fact) {
                return sees(member, fact.who) && fits(fact);
            });
        });
    }

    bool owns_vehicle() const {
        return household_.registered() && some(&Individual::vehicles, [](Vehicle const &vehicle) {
                   return vehicle.use != "农用";
               });
    }
    bool owns_business() const {
        return household_.registered() &&
               some(&Individual::businesses, [](Business const &business) {
                   return business.kind == "企业" && business.state == "存续";
               });
    }
    bool on_payroll() const {
        return household_.registered() &&
               some(&Individual::payroll, [](Payroll const &) { return true; });
    }
    bool owns_property() const {
        return household_.registered() && some(&Individual::property, [](Property const &property) {
                   return property.use == "住宅" || property.use == "商铺";
               });
    }
    bool relative_of_official() const {
        return household_.registered() &&
               some(&Individual::relatives, [](Relative const &) { return true; });
    }
    bool child_not_at_school() const {
        return household_.surveyed &&
               std::ranges::any_of(household_.members, [&](Member const &member) {
                   int const age = age_of(village_.of(member));
                   if (!sees(member) || age < 6 || age > 15 || member.schooling.empty())
                       return false;
                   bool const taught = member.schooling == "在校" || member.schooling == "送教上门";
                   auto const reason = member.not_at_school_because;
                   return !taught && reason != "因病" && reason != "因残";
               });
    }
    bool large_medical_spending() const {
        Fen sum = 0;
        for (auto const &member : household_.members)
            for (auto const &row : village_.of(member).spending)
                if (row.year == as_of.year() && sees(member, row.who)) sum += row.self_paid;
        bool const monitored = std::ranges::any_of(
            household_.monitoring, [](Monitoring const &entry) { return !entry.removed; });
        return !monitored && sum >= (household_.registered() ? costly_registered : costly_general);
    }
    bool disaster_not_followed() const {
        return some(&Individual::disasters, [&](Disaster const &disaster) {
            auto const last = base::add_days(disaster.on, 10);
            return as_of > last && std::ranges::none_of(household_.visits, [&](base::Date on) {
                       return disaster.on <= on && on <= last;
                   });
        });
    }
    bool support_unknown_here() const {
        return household_.registered() && household_.attribute == "一般贫困户" &&
               some(&Individual::support,
                    [](Support const &row) { return !row.from || *row.from <= as_of; });
    }

  private:
    Village const &village_;
    Household const &household_;
    bool exact_;
};

// --- rules on the household's own records, which need no linking -------------------------------

bool income_not_above_line(Household const &household) {
    auto const net = net_income(household.survey);
    return household.surveyed && net &&
           *net <= poverty_line * static_cast<Fen>(household.members.size());
}

bool unsafe_water(Survey const &survey) {
    return !survey.water_enough || !survey.water_clean || !survey.water_steady ||
           survey.water_access == "超过20分钟";
}

bool incomes_differ(Household const &household) {
    auto const net = net_income(household.survey);
    if (!household.registered() || !household.surveyed || !net) return false;
    auto const roster = household.roster_income * static_cast<Fen>(household.members.size());
    return std::abs(roster - *net) * 10 > std::abs(*net);
}

bool unpaired(Household const &household) {
    return household.registered() &&
           std::ranges::none_of(household.pairings, [](Pairing const &pairing) {
               return pairing.from <= as_of && (!pairing.to || *pairing.to >= as_of);
           });
}

bool risk_without_measure(Household const &household) {
    return std::ranges::any_of(household.monitoring, [&](Monitoring const &entry) {
        auto const last = base::add_days(entry.identified, 30);
        return !entry.removed && as_of > last &&
               std::ranges::none_of(household.measures, [&](Measure const &measure) {
                   return entry.identified <= measure.on && measure.on <= last;
               });
    });
}

class Verdict {
  public:
    explicit Verdict(Household const &household) : household_(household) {}

    void plain(Word rule, bool fires) {
        if (fires) findings_.push_back({rule, "household", household_.number, {}, true, {}});
    }
    void linked(Word rule, bool fires, bool seen) {
        assert(fires || !seen);
        if (fires) findings_.push_back({rule, "household", household_.number, {}, seen, {}});
    }
    std::vector<Finding> &findings() { return findings_; }

  private:
    Household const &household_;
    std::vector<Finding> findings_;
};

// 低保 or 特困 by the roster, and nobody of them on the list.
void judge_support_absence(Verdict &verdict, Village const &village, Household const &household) {
    bool const claimed =
        household.attribute == "低保贫困户" || household.attribute == "特困供养贫困户";
    if (!household.registered() || !claimed) return;
    Finding finding{"conflict_low_income", "household", household.number, {}, true, {}};
    for (auto const &member : household.members) {
        if (!village.of(member).support.empty()) return;
        finding.plain = finding.plain && member.links;
        finding.absences.push_back({List::support, village.of(member).name, member.identity});
    }
    verdict.findings().push_back(std::move(finding));
}

void judge_survey(Verdict &verdict, Household const &household) {
    auto const &survey = household.survey;
    verdict.plain("exited_income_below_line", household.registered() &&
                                                  household.exit_state == "已脱贫" &&
                                                  income_not_above_line(household));
    verdict.plain("unregistered_income_below_line",
                  !household.registered() && income_not_above_line(household));
    verdict.plain("conflict_income", incomes_differ(household));
    if (!household.surveyed) return;
    verdict.plain("unsafe_house",
                  survey.house == "C" || survey.house == "D" || survey.house == "无房");
    verdict.plain("unsafe_water", unsafe_water(survey));
    verdict.plain("food_or_clothing_lacking",
                  !survey.eats_enough || !survey.clothes || !survey.bedding);
    verdict.plain("member_uninsured",
                  std::ranges::any_of(household.members, [](Member const &member) {
                      return member.insured == "未参加";
                  }));
}

} // namespace

std::vector<Finding> true_findings(Village const &village, Household const &household) {
    Eye const all(village, household, false), exact(village, household, true);
    Verdict verdict(household);
    verdict.linked("registered_owns_vehicle", all.owns_vehicle(), exact.owns_vehicle());
    verdict.linked("registered_owns_business", all.owns_business(), exact.owns_business());
    verdict.linked("registered_on_payroll", all.on_payroll(), exact.on_payroll());
    verdict.linked("registered_owns_property", all.owns_property(), exact.owns_property());
    verdict.linked("registered_relative_of_official", all.relative_of_official(),
                   exact.relative_of_official());
    verdict.linked("child_not_at_school", all.child_not_at_school(), exact.child_not_at_school());
    verdict.linked("large_medical_spending", all.large_medical_spending(),
                   exact.large_medical_spending());
    verdict.linked("disaster_not_followed", all.disaster_not_followed(),
                   exact.disaster_not_followed());
    verdict.linked("conflict_low_income", all.support_unknown_here(), exact.support_unknown_here());
    judge_support_absence(verdict, village, household);
    judge_survey(verdict, household);
    verdict.plain("no_official_paired", unpaired(household));
    verdict.plain("risk_without_measure", risk_without_measure(household));
    for (auto const &member : household.members)
        for (auto &finding : person_findings(village.of(member), member, household.surveyed))
            verdict.findings().push_back(std::move(finding));
    return std::move(verdict.findings());
}

} // namespace jingzhun::demo
