// Problems are entered for what is true and, closed rightly, for what is no longer so.
#include "demo/issues.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::demo {
namespace {

struct Story {
    Word rule, text, action;
    bool hard;
};

constexpr std::array<Story, 12> stories = {{
    {"unsafe_house", "住房存在安全隐患", "落实危房改造", true},
    {"unsafe_water", "饮水未达标", "维修供水设施", true},
    {"member_uninsured", "家庭成员未参加基本医疗保险", "动员参保", true},
    {"child_not_at_school", "适龄儿童未在校", "劝返复学", true},
    {"registered_owns_vehicle", "家庭成员名下有车辆", "核实车辆情况", false},
    {"exited_income_below_line", "脱贫户收入未达标", "落实增收措施", true},
    {"no_official_paired", "无帮扶责任人", "落实结对帮扶", false},
    {"conflict_income", "系统收入与核查不一致", "核实更正", false},
    {"conflict_insurance", "医保信息不一致", "核实更正", false},
    {"deceased_member", "死亡人口未核减", "按程序核减", false},
    {"risk_without_measure", "监测对象无帮扶措施", "落实帮扶措施", false},
    {"food_or_clothing_lacking", "衣食保障不到位", "落实救助", true},
}};

Story story_of(Word rule) {
    auto const found = std::ranges::find(stories, rule, &Story::rule);
    return found != stories.end() ? *found : Story{rule, "数据比对发现疑点", "入户核实", false};
}

// The likest of the findings of that rule to be seen by exact linking; nothing when it does not
// fire.
Finding const *best_of(std::vector<Finding> const &truth, Word rule) {
    Finding const *best = nullptr;
    auto const worth = [](Finding const &finding) {
        return (finding.plain ? 2 : 0) + (finding.absences.empty() ? 1 : 0);
    };
    for (auto const &finding : truth)
        if (finding.rule == rule && (!best || worth(finding) > worth(*best))) best = &finding;
    return best;
}

void close(Random &random, Issue &issue) {
    issue.closed = true;
    issue.done = base::add_days(issue.found, static_cast<int>(random.between(5, 40)));
}

} // namespace

Issue &IssueLedger::add(Random &random, Household &household, Word rule) {
    static constexpr std::array<Word, 5> origins = {"省级交叉检查", "市级督查", "县级自查",
                                                    "第三方评估", "数据比对"};
    auto const story = story_of(rule);
    auto const digits = std::to_string(++number_);
    Issue issue;
    issue.number = "WT2020" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
    issue.rule = rule;
    issue.origin = random.pick<Word>(origins);
    issue.weight = story.hard ? "硬伤" : "一般";
    issue.text = story.text;
    issue.action = story.action;
    issue.found = base::add_days(as_of, -static_cast<int>(random.between(45, 180)));
    issue.due = base::add_days(issue.found, 30);
    household.issues.push_back(std::move(issue));
    return household.issues.back();
}

std::vector<Finding> IssueLedger::enter(Random &random, Household &household,
                                        std::vector<Finding> const &truth) {
    std::vector<Finding> contradicted;
    if (!truth.empty() && random.chance(0.25)) {
        auto const &finding = random.pick<Finding>(truth);
        auto &issue = add(random, household, finding.rule);
        if (++turn_ % 4 == 0) { // one of four is closed all the same
            close(random, issue);
            auto contradiction = *best_of(truth, finding.rule);
            contradiction.rule = "closure_contradicted";
            contradiction.record = "problem";
            contradiction.subject = issue.number;
            contradicted.push_back(std::move(contradiction));
        }
    }
    if (random.chance(household.registered() ? 0.04 : 0.004)) {
        auto const rule = random.pick<Story>(stories).rule;
        if (!best_of(truth, rule)) close(random, add(random, household, rule));
    }
    if (random.chance(0.003)) { // found by people, tied to no rule
        auto &issue = add(random, household, "");
        issue.text = "户内环境卫生较差";
        if (random.chance(0.5)) close(random, issue);
    }
    return contradicted;
}

} // namespace jingzhun::demo
