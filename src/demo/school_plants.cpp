// Plants on schooling: drop-outs, children just within and just outside school age, excuses, and
// what the enrolment list says against the survey.
#include "demo/facts.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

Desk desk_of(Site &site) {
    return {site.pen, site.random, site.village.name, site.village.township, Care::planted};
}

Member *child(Site &site) { return some_member(site, 6, 15); }

void leave_school(Member &member, Word state, Word reason) {
    member.schooling = state;
    member.not_at_school_because = reason;
    member.school_status = "";
}

Word some_reason(Random &random) {
    static constexpr std::array<Word, 3> reasons = {"厌学", "家庭困难", "其他"};
    return random.pick<Word>(reasons);
}

bool set_dropout(Site &site) {
    auto *member = child(site);
    if (!member) return false;
    leave_school(*member, site.random.chance(0.8) ? "辍学" : "未入学", some_reason(site.random));
    auto &rows = site.village.of(*member).enrolment;
    if (site.random.chance(0.6)) // the school knows, in these cases
        for (auto &row : rows) row.state = "辍学";
    return true;
}

bool set_excused(Site &site) {
    auto *member = child(site);
    if (!member || member->health == "残疾") return false;
    leave_school(*member, site.random.chance(0.5) ? "辍学" : "未入学",
                 site.random.chance(0.5) ? "因病" : "因残");
    member->health = member->health_seen = "患有大病";
    site.village.of(*member).enrolment.clear();
    return true;
}

bool set_taught_at_home(Site &site) {
    auto *member = child(site);
    if (!member) return false;
    member->schooling = "送教上门";
    for (auto &row : site.village.of(*member).enrolment) row.state = "送教上门";
    return true;
}

bool set_finished_early(Site &site) {
    auto *member = some_member(site, 15, 15);
    if (!member) return false;
    leave_school(*member, "毕业", "其他");
    site.village.of(*member).enrolment.clear();
    return true;
}

bool set_not_yet_at_six(Site &site) {
    auto *member = some_member(site, 6, 6);
    if (!member) return false;
    leave_school(*member, "不适龄", "其他");
    site.village.of(*member).enrolment.clear();
    return true;
}

bool set_unanswered(Site &site) {
    auto *member = child(site);
    if (!member) return false;
    leave_school(*member, "", "");
    return true;
}

template <class Fact>
void write_again(std::vector<Fact> &facts, Site &site, Individual const &person) {
    for (auto &fact : facts) fact.who = site.pen.write(person, site.random, Care::exact);
}

// Moves a child's birth to a day at the edge of school age; every row that names the child follows.
Member *child_born(Site &site, int year, int month, int day) {
    auto *member = some_member(site, 4, 17);
    if (!member) return nullptr;
    auto &person = site.village.of(*member);
    if (person.records > 1 || member->identity != person.number || !person.disability.empty())
        return nullptr;
    auto const issued = site.pen.numbers().issue(person.sex, *base::make_date(year, month, day));
    person.number = member->identity = issued.number;
    person.birth = issued.birth;
    person.enrolment.clear();
    person.deaths.clear();
    write_again(person.insurance, site, person);
    write_again(person.spending, site, person);
    write_again(person.support, site, person);
    write_again(person.jobs, site, person);
    return member;
}

bool set_edge(Site &site, int year, int month, int day, Word state) {
    auto *member = child_born(site, year, month, day);
    if (!member) return false;
    leave_school(*member, state, some_reason(site.random));
    member->education = year < 2010 ? "小学" : "";
    return true;
}

bool set_six_on_the_day(Site &site) { return set_edge(site, 2014, 12, 31, "未入学"); }
bool set_six_tomorrow(Site &site) { return set_edge(site, 2015, 1, 1, "未入学"); }
bool set_sixteen_tomorrow(Site &site) { return set_edge(site, 2005, 1, 1, "辍学"); }
bool set_sixteen_on_the_day(Site &site) { return set_edge(site, 2004, 12, 31, "辍学"); }

// A pupil of the survey with an enrolment row; the list is made to say `state`.
bool set_row_of_pupil(Site &site, Word state) {
    auto *member = child(site);
    if (!member || member->schooling != "在校") return false;
    auto &person = site.village.of(*member);
    person.enrolment.clear();
    person.enrolment.push_back(make_enrolment(desk_of(site), person, member->school_status, state));
    return true;
}

bool set_pupil_away(Site &site) {
    static constexpr std::array<Word, 3> states = {"在籍不在校", "休学", "辍学"};
    return set_row_of_pupil(site, site.random.pick<Word>(states));
}

bool set_pupil_taught_at_home(Site &site) { return set_row_of_pupil(site, "送教上门"); }

bool set_dropout_on_the_roll(Site &site) {
    if (!set_row_of_pupil(site, "在籍在校")) return false;
    for (auto &member : site.household.members) {
        if (!member.second && member.schooling == "在校" &&
            !site.village.of(member).enrolment.empty() && age_of(site.village.of(member)) < 16) {
            leave_school(member, "辍学", some_reason(site.random));
            return true;
        }
    }
    return true;
}

constexpr std::array<Plant, 13> list = {{
    {Ground::surveyed, Topic::school, 1.2, 4, set_dropout},
    {Ground::surveyed, Topic::school, 0.8, 3, set_excused},
    {Ground::surveyed, Topic::school, 1.0, 3, set_taught_at_home},
    {Ground::surveyed, Topic::school, 0.3, 2, set_finished_early},
    {Ground::surveyed, Topic::school, 0.3, 2, set_not_yet_at_six},
    {Ground::surveyed, Topic::school, 0.3, 2, set_unanswered},
    {Ground::surveyed, Topic::school, 0.2, 2, set_six_on_the_day},
    {Ground::surveyed, Topic::school, 0.2, 2, set_six_tomorrow},
    {Ground::surveyed, Topic::school, 0.2, 2, set_sixteen_tomorrow},
    {Ground::surveyed, Topic::school, 0.2, 2, set_sixteen_on_the_day},
    {Ground::surveyed, Topic::school, 1.5, 4, set_pupil_away},
    {Ground::surveyed, Topic::school, 0.5, 2, set_pupil_taught_at_home},
    {Ground::surveyed, Topic::school, 0.6, 3, set_dropout_on_the_roll},
}};

} // namespace

std::span<Plant const> school_plants() { return list; }

} // namespace jingzhun::demo
