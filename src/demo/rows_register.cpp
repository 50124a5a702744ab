// Rosters, the survey and the village profile.
#include "demo/rows.hpp"

#include "demo/living.hpp"

namespace jingzhun::demo {
namespace {

Word yes(bool truth) { return truth ? "是" : "否"; }

std::string months_text(Member const &member) {
    return member.work_months == 0 ? std::string() : std::to_string(member.work_months);
}

std::string optional_money(std::optional<Fen> const &amount) {
    return amount ? money_text(*amount) : std::string();
}

void write_national(Batch &batch, Names const &names, Village const &village,
                    Household const &household) {
    auto const size = std::to_string(household.members.size());
    auto const income = money_text(household.roster_income);
    bool const unsafe = household.survey.house != "A" && household.survey.house != "B";
    bool const water = household.survey.water_access != "超过20分钟";
    for (auto const &member : household.members) {
        batch.row(Table::national_roster, {names.county,
                                           village.township,
                                           village.name,
                                           household.group,
                                           household.number,
                                           member.number,
                                           village.of(member).name,
                                           member.identity,
                                           size,
                                           member.relation,
                                           household.ethnicity,
                                           member.education,
                                           member.school_status,
                                           member.health,
                                           member.labour,
                                           member.work_place,
                                           months_text(member),
                                           yes(member.critical_insurance),
                                           household.exit_state,
                                           household.attribute,
                                           household.cause,
                                           yes(unsafe),
                                           yes(water),
                                           yes(!water),
                                           income,
                                           member.phone});
    }
}

void write_general(Batch &batch, Village const &village, Household const &household) {
    for (auto const &member : household.members) {
        batch.row(Table::general_roster,
                  {village.code, household.group, household.number, member.number,
                   village.of(member).name, member.identity, member.relation, household.ethnicity,
                   member.education, member.school_status, member.health, member.labour,
                   member.phone});
    }
}

Fen medical_of(Village const &village, Household const &household) {
    Fen sum = 0;
    for (auto const &member : household.members)
        for (auto const &row : village.of(member).spending)
            if (row.year == as_of.year()) sum += row.self_paid;
    return sum;
}

void write_survey(Batch &batch, Village const &village, Household const &household,
                  Point const &point) {
    auto const &survey = household.survey;
    batch.row(Table::household_survey, {household.number,
                                        village.code,
                                        village.of(household.members.front()).name,
                                        base::to_string(survey.on),
                                        survey.by,
                                        optional_money(survey.wage),
                                        optional_money(survey.business),
                                        optional_money(survey.property),
                                        optional_money(survey.transfer),
                                        optional_money(survey.cost),
                                        survey.house,
                                        std::to_string(survey.square_metres),
                                        yes(survey.water_enough),
                                        yes(survey.water_clean),
                                        survey.water_access,
                                        yes(survey.water_steady),
                                        yes(survey.eats_enough),
                                        yes(survey.eats_protein),
                                        yes(survey.clothes),
                                        yes(survey.bedding),
                                        yes(survey.power),
                                        money_text(medical_of(village, household)),
                                        std::to_string(survey.satisfaction),
                                        yes(survey.knows_policy),
                                        point.longitude,
                                        point.latitude,
                                        survey.start,
                                        survey.end});
    for (auto const &member : household.members) {
        batch.row(Table::member_survey,
                  {household.number, member.number, village.of(member).name, member.identity,
                   member.schooling, member.not_at_school_because, member.insured,
                   member.health_seen, member.labour, member.work_place, months_text(member)});
    }
}

} // namespace

void write_rosters(Batch &batch, Names const &names, Village const &village) {
    for (auto const &household : village.households) {
        if (household.national) write_national(batch, names, village, household);
        else write_general(batch, village, household);
    }
}

void write_surveys(Batch &batch, Names const &names, Village const &village) {
    Random random(names.seed, 42, std::stoull(village.code));
    for (auto const &household : village.households)
        if (household.surveyed)
            write_survey(batch, village, household, point_near(names, village.code, random));
}

void write_profile(Batch &batch, Names const &names, Village const &village) {
    Random random(names.seed, 43, std::stoull(village.code));
    std::size_t persons = 0;
    for (auto const &household : village.households) persons += household.members.size();
    auto const income = money_text(random.between(2, village.poor ? 18 : 40) * 1'000'000);
    Word const supply = random.chance(0.655) ? "全部" : random.chance(0.9) ? "部分" : "无";
    auto const most = [&] { return yes(random.chance(0.985)); };
    batch.row(Table::village_profile,
              {village.code, village.name, yes(village.poor),
               std::to_string(village.households.size()), std::to_string(persons), income, most(),
               most(), most(), most(), most(), most(), supply, yes(random.chance(0.9))});
}

} // namespace jingzhun::demo
