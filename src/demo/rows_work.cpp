// Work: pairings, measures, monitoring, problems, grievances, officials and their visits.
#include "demo/rows.hpp"

#include <array>

namespace jingzhun::demo {
namespace {

std::string day_or_nothing(std::optional<base::Date> const &date) {
    return date ? base::to_string(*date) : std::string();
}

void write_help(Batch &batch, Village const &village, Household const &household) {
    auto const &head = village.of(household.members.front()).name;
    for (auto const &pairing : household.pairings)
        batch.row(Table::pairings,
                  {household.number, head, pairing.helper_name, pairing.helper_number,
                   base::to_string(pairing.from), day_or_nothing(pairing.to)});
    for (auto const &measure : household.measures)
        batch.row(Table::measures,
                  {household.number, measure.person, measure.kind, measure.project,
                   money_text(measure.amount), base::to_string(measure.on), measure.proof});
    for (auto const &entry : household.monitoring)
        batch.row(Table::monitored,
                  {household.number, entry.kind, base::to_string(entry.identified), entry.risks,
                   entry.removed ? "是" : "否", day_or_nothing(entry.removed), entry.removed_by});
}

void write_issues(Batch &batch, Village const &village, Household const &household) {
    for (auto const &issue : household.issues)
        batch.row(Table::problems,
                  {issue.number, issue.origin, base::to_string(issue.found), village.code,
                   household.number, issue.rule, issue.text, issue.weight,
                   village.township + "人民政府", village.officials.front().name,
                   base::to_string(issue.due), issue.action, day_or_nothing(issue.done),
                   issue.closed ? "已销号" : "未销号"});
}

struct Complaint {
    Word kind, text;
};
constexpr std::array<Complaint, 6> complaints = {{{"低保救助", "反映未享受低保"},
                                                  {"住房保障", "反映危房改造补助未到位"},
                                                  {"饮水安全", "反映冬季水管冻裂停水"},
                                                  {"精准识别", "反映未纳入建档立卡"},
                                                  {"干部作风", "反映帮扶干部走访少"},
                                                  {"产业帮扶", "反映分红未兑现"}}};

void write_grievance(Batch &batch, Village const &village, Household const &household,
                     Random &random) {
    static constexpr std::array<Word, 5> levels = {"国家", "省", "市", "县", "乡"};
    auto const received = base::add_days(as_of, -static_cast<int>(random.between(3, 330)));
    auto const closed = base::add_days(received, static_cast<int>(random.between(5, 45)));
    bool const done = closed <= as_of && random.chance(0.9);
    auto const complaint = random.pick<Complaint>(complaints);
    auto const &head = household.members.front();
    batch.row(Table::grievances, {"XF2020" + household.number.substr(6), base::to_string(received),
                                  random.pick<Word>(levels), village.of(head).name, head.phone,
                                  village.code, household.number, complaint.kind, complaint.text,
                                  done ? base::to_string(closed) : std::string(),
                                  done ? (random.chance(0.9) ? "是" : "否") : ""});
}

} // namespace

void write_work(Batch &batch, Names const &names, Village const &village) {
    Random random(names.seed, 44, std::stoull(village.code));
    for (auto const &household : village.households) {
        write_help(batch, village, household);
        write_issues(batch, village, household);
        if (random.chance(0.004)) write_grievance(batch, village, household, random);
    }
}

void write_official(Batch &batch, Names const &names, Official const &official) {
    batch.row(Table::officials, {official.name, official.number, official.unit, official.post,
                                 official.township, official.villages, official.phone});
    Random random(names.seed, 45, std::stoull(official.number.substr(6, 11)));
    for (auto const &visit : official.visits) {
        auto const point = point_near(names, visit.village, random);
        auto number = official.number;
        if (random.chance(0.02)) number = lower_x(number);
        if (random.chance(0.002)) number = spaced(number, random);
        batch.row(Table::visits,
                  {number, official.name, base::to_string(visit.on), visit.village, visit.household,
                   visit.overnight ? "是" : "否", clock_text(visit.arrive), clock_text(visit.leave),
                   point.longitude, point.latitude, visit.matter});
    }
}

} // namespace jingzhun::demo
