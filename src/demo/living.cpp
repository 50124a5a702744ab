// Education, health, work, housing: ordinary lives at the rates of the calibration table.
#include "demo/living.hpp"

#include "demo/pen.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

using Choice = std::pair<Word, int>;

template <std::size_t count> Word drawn(std::array<Choice, count> const &choices, Random &random) {
    std::array<int, count> weights{};
    for (std::size_t at = 0; at < count; ++at) weights[at] = choices[at].second;
    return choices[random.weighted(weights)].first;
}

constexpr std::array<Choice, 11> causes = {{{"因病", 42},
                                            {"因残", 9},
                                            {"因学", 9},
                                            {"因灾", 3},
                                            {"缺土地", 2},
                                            {"缺水", 1},
                                            {"缺技术", 12},
                                            {"缺劳力", 10},
                                            {"缺资金", 8},
                                            {"交通条件落后", 2},
                                            {"自身发展动力不足", 2}}};
constexpr std::array<Choice, 4> exit_states = {
    {{"已脱贫", 955}, {"返贫", 12}, {"注销", 25}, {"新识别", 8}}};
constexpr std::array<Choice, 4> work_places = {
    {{"乡内", 18}, {"乡外县内", 20}, {"县外省内", 22}, {"省外", 40}}};
constexpr std::array<Choice, 4> grown_educations = {
    {{"小学", 25}, {"初中", 55}, {"高中", 14}, {"大专", 6}}};
constexpr std::array<Choice, 3> old_educations = {
    {{"文盲或半文盲", 30}, {"小学", 55}, {"初中", 15}}};

std::string phone(Random &random) {
    auto const tail = std::to_string(random.below(100'000'000)); // 100… is no mobile number
    return "100" + std::string(8 - tail.size(), '0') + tail;
}

Word school_of(int age, bool student) {
    static constexpr std::array<Word, 4> junior = {"七年级", "八年级", "九年级", "普通高中一年级"};
    if (age < 3) return "";
    if (age < 6) return "学前教育";
    if (age < 12) return "小学";
    if (age < 16) return junior[static_cast<std::size_t>(age - 12)];
    if (!student) return "";
    return age == 16 ? "普通高中二年级" : age < 19 ? "普通高中三年级" : "本科";
}

void teach(Member &member, int age, Random &random) {
    bool const student =
        age < 16 || (age < 19 && random.chance(0.72)) || (age < 23 && random.chance(0.3));
    member.school_status = age < 23 ? school_of(age, student) : "";
    if (member.school_status.empty() && age > 5)
        member.education =
            age > 55 ? drawn(old_educations, random) : drawn(grown_educations, random);
    member.schooling = age < 6               ? "不适龄"
                       : student && age < 23 ? "在校"
                       : age < 19            ? "毕业"
                                             : "不适龄";
}

Word health_of(int age, bool registered, Random &random) {
    auto const draw = random.below(1000) / (registered ? 2 : 1);
    int const old = age > 60 ? 2 : age > 40 ? 1 : 0;
    static constexpr std::array<int, 3> disabled = {9, 22, 36}, chronic = {4, 40, 120},
                                        serious = {2, 6, 15};
    auto const at = static_cast<std::size_t>(old);
    if (draw < disabled[at]) return "残疾";
    if (draw < disabled[at] + chronic[at]) return "长期慢性病";
    return draw < disabled[at] + chronic[at] + serious[at] ? "患有大病" : "健康";
}

void employ(Member &member, int age, Random &random) {
    if (age < 16 || age > 65) {
        member.labour = "无劳动力";
    } else if (member.health == "残疾") {
        member.labour = random.chance(0.5) ? "丧失劳动力" : "弱劳动力或半劳动力";
    } else if (member.health == "患有大病") {
        member.labour = "弱劳动力或半劳动力";
    } else {
        member.labour = random.chance(0.1) ? "技能劳动力" : "普通劳动力";
    }
    bool const able = member.labour == "普通劳动力" || member.labour == "技能劳动力";
    if (!able || age > 60 || !member.school_status.empty() || !random.chance(age < 50 ? 0.62 : 0.3))
        return;
    member.work_place = drawn(work_places, random);
    member.work_months = static_cast<int>(random.between(5, 11));
}

Word insurance_of(Random &random) {
    auto const draw = random.below(10'000);
    return draw < 9'820 ? "居民" : draw < 9'950 ? "职工" : draw < 9'980 ? "其他" : "未参加";
}

// A second record that does not link claims nothing that a list could miss: the list's row links to
// the first record, so it could not be this one's, and its absence would be taken for certain.
void keep_silent(Member &member) {
    member.insured = "其他";
    if (member.health == "残疾") member.health = "健康";
}

std::string clock(std::int64_t minutes) {
    auto const part = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return part(minutes / 60) + ":" + part(minutes % 60);
}

} // namespace

void register_household(Site &site, std::string_view area) {
    auto &household = site.household;
    auto &random = site.random;
    bool const south = area.starts_with("43");
    household.ethnicity = random.chance(0.94) ? "汉族" : south ? "瑶族" : "回族";
    if (!household.national) return;
    household.exit_state = drawn(exit_states, random);
    bool const lone_elder =
        household.members.size() == 1 && age_of(site.village.of(household.members[0])) >= 60;
    household.attribute = lone_elder && random.chance(0.45) ? "特困供养贫困户"
                          : random.chance(0.23)             ? "低保贫困户"
                                                            : "一般贫困户";
    household.cause = drawn(causes, random);
}

void describe_members(Site &site) {
    auto &random = site.random;
    for (auto &member : site.household.members) {
        int const age = age_of(site.village.of(member));
        teach(member, age, random);
        member.health = health_of(age, site.household.national, random);
        employ(member, age, random);
        member.critical_insurance = random.chance(0.985);
        member.insured = insurance_of(random);
        if (member.relation == "户主" || (age >= 16 && random.chance(0.4)))
            member.phone = phone(random);
        if (member.second && !member.links) keep_silent(member);
        member.health_seen = member.health;
    }
}

void survey_house(Site &site) {
    auto &random = site.random;
    auto &survey = site.household.survey;
    survey.on = base::add_days(as_of, -static_cast<int>(random.between(10, 85)));
    auto const start = random.between(8 * 60, 17 * 60);
    survey.start = clock(start);
    survey.end = clock(start + random.between(18, 70));
    survey.by = site.pen.names().surname(random) +
                site.pen.names().given(base::Sex::female, 1985, "", random);
    survey.house = random.chance(0.44) ? "A" : "B";
    if (random.chance(0.003)) survey.house = random.chance(0.8) ? "C" : "D";
    survey.square_metres = static_cast<int>(random.middling(50, 190));
    survey.water_access = random.chance(0.935) ? "入户" : "20分钟内";
    if (random.chance(0.001)) survey.water_access = "超过20分钟";
    survey.water_clean = !random.chance(0.001);
    survey.water_steady = !random.chance(0.0015);
    survey.eats_protein = !random.chance(0.01);
    survey.power = !random.chance(0.0005);
    survey.satisfaction = random.chance(0.85) ? 5 : static_cast<int>(random.between(1, 4));
    survey.knows_policy = random.chance(0.95);
}

} // namespace jingzhun::demo
