// Ordinary facts for ordinary people, and the strangers on the departments' lists.
#include "demo/facts.hpp"

#include <algorithm>

namespace jingzhun::demo {
namespace {

// Self-paid cost of a year: mostly small, seldom ruinous.
Fen medical_cost(Random &random) {
    auto const draw = random.below(1000);
    auto const yuan = draw < 820   ? random.between(40, 900)
                      : draw < 985 ? random.between(900, 3600)
                                   : random.between(3600, 16000);
    return yuan * 100 + random.below(100);
}

void insure(Desk desk, Individual &person, Word insured) {
    bool const listed =
        insured == "居民" || insured == "职工" || (insured == "其他" && desk.random.chance(0.4));
    if (listed) {
        Word const kind = insured == "职工" ? "职工" : "居民";
        person.insurance.push_back(make_insurance(desk, person, kind, 2020, "正常"));
    }
    if (desk.random.chance(0.03))
        person.insurance.push_back(make_insurance(desk, person, "居民", 2019, "正常"));
}

void school(Desk desk, Individual &person, Member const &member, int age) {
    if (member.schooling != "在校" || age < 6 || age > 18) return;
    if (!desk.random.chance(age < 16 ? 0.975 : 0.75)) return; // the others learn elsewhere
    person.enrolment.push_back(make_enrolment(desk, person, member.school_status, "在籍在校"));
}

void cure(Desk desk, Individual &person, Member const &member, int age) {
    double const share = member.health == "患有大病"     ? 0.6
                         : member.health == "长期慢性病" ? 0.3
                         : age > 60                      ? 0.1
                                                         : 0.035;
    if (desk.random.chance(share))
        person.spending.push_back(make_spending(desk, person, 2020, medical_cost(desk.random)));
    if (desk.random.chance(0.01))
        person.spending.push_back(make_spending(desk, person, 2019, medical_cost(desk.random)));
}

void own(Desk desk, Individual &person, bool registered) {
    auto &random = desk.random;
    if (random.chance(0.02))
        person.vehicles.push_back(make_vehicle(desk, person, "三轮汽车", "农用"));
    if (random.chance(0.008))
        person.businesses.push_back(make_business(desk, person, "个体工商户", "存续"));
    if (registered) return;
    if (random.chance(0.07))
        person.vehicles.push_back(make_vehicle(desk, person, "小型轿车", "非营运"));
    if (random.chance(0.005))
        person.vehicles.push_back(make_vehicle(desk, person, "轻型货车", "营运"));
    if (random.chance(0.004))
        person.businesses.push_back(make_business(desk, person, "企业", "存续"));
    if (random.chance(0.006)) person.payroll.push_back(make_payroll(desk, person));
    if (random.chance(0.02)) person.property.push_back(make_property(desk, person, "住宅"));
    if (random.chance(0.004)) person.relatives.push_back(make_relative(desk, person));
}

base::Date support_start(Random &random) {
    return base::add_days(as_of, -static_cast<int>(random.between(200, 2500)));
}

void support_members(Site &site, Desk desk) {
    auto const &household = site.household;
    bool const by_attribute =
        household.attribute == "低保贫困户" || household.attribute == "特困供养贫困户";
    if (!by_attribute && (household.national || !site.random.chance(0.012))) return;
    Word const kind = household.attribute == "特困供养贫困户" ? "特困"
                      : site.random.chance(0.2)               ? "低保A"
                      : site.random.chance(0.6)               ? "低保B"
                                                              : "低保C";
    bool first = true;
    for (auto const &member : household.members) {
        auto &person = site.village.of(member);
        if (member.second || (!first && !site.random.chance(0.75))) continue;
        person.support.push_back(make_support(desk, person, kind, support_start(site.random)));
        first = false;
    }
}

void record_person(Site &site, Desk desk, Member const &member) {
    auto &person = site.village.of(member);
    int const age = age_of(person);
    insure(desk, person, member.insured);
    school(desk, person, member, age);
    cure(desk, person, member, age);
    if (member.health == "残疾") person.disability.push_back(make_disability(desk, person));
    if (age >= 20 && age < 68) own(desk, person, site.household.national);
    if (member.work_months > 0 && site.random.chance(0.8))
        person.jobs.push_back(make_job(desk, person, member.work_place));
}

// How many strangers a list of so many rows has.
std::int64_t share_of(std::size_t rows, int per_thousand, Random &random) {
    return (static_cast<std::int64_t>(rows) * per_thousand + random.below(1000)) / 1000;
}

} // namespace

void record_facts(Site &site) {
    Desk const desk{site.pen, site.random, site.village.name, site.village.township};
    for (auto const &member : site.household.members)
        if (!member.second) record_person(site, desk, member);
    support_members(site, desk);
}

std::vector<Individual> strangers(Pen &pen, Random &random, Village const &village) {
    Desk const desk{pen, random, village.name, village.township};
    std::vector<Individual> people;
    auto const somebody = [&](int per_thousand, int youngest, int oldest, auto const &give) {
        for (auto left = share_of(village.individuals.size(), per_thousand, random); left > 0;
             --left) {
            people.push_back(pen.stranger(random, youngest, oldest));
            give(people.back());
        }
    };
    somebody(20, 0, 88, [&](Individual &p) {
        p.insurance.push_back(
            make_insurance(desk, p, "居民", random.chance(0.7) ? 2020 : 2019, "正常"));
    });
    somebody(3, 20, 88, [&](Individual &p) {
        p.spending.push_back(make_spending(desk, p, 2020, medical_cost(random)));
    });
    somebody(4, 6, 15, [&](Individual &p) {
        p.enrolment.push_back(
            make_enrolment(desk, p, "小学", random.chance(0.8) ? "在籍在校" : "在籍不在校"));
    });
    somebody(2, 30, 80, [&](Individual &p) { p.disability.push_back(make_disability(desk, p)); });
    somebody(3, 22, 60, [&](Individual &p) {
        p.vehicles.push_back(make_vehicle(desk, p, "小型轿车", "非营运"));
    });
    somebody(1, 25, 60, [&](Individual &p) {
        p.businesses.push_back(make_business(desk, p, "企业", "存续"));
    });
    somebody(2, 23, 59, [&](Individual &p) { p.payroll.push_back(make_payroll(desk, p)); });
    somebody(1, 25, 65,
             [&](Individual &p) { p.property.push_back(make_property(desk, p, "住宅")); });
    somebody(7, 55, 92, [&](Individual &p) {
        p.deaths.push_back(
            make_death(desk, p, base::add_days(as_of, -static_cast<int>(random.between(0, 360)))));
    });
    somebody(1, 40, 85, [&](Individual &p) {
        p.support.push_back(make_support(desk, p, "低保C", support_start(random)));
    });
    somebody(2, 20, 55, [&](Individual &p) { p.jobs.push_back(make_job(desk, p, "省外")); });
    somebody(1, 20, 70, [&](Individual &p) { p.relatives.push_back(make_relative(desk, p)); });
    return people;
}

} // namespace jingzhun::demo
