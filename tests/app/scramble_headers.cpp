// Headers as offices write them: synonyms of the layouts, line breaks, brackets, stars, units.
#include "app/scramble.hpp"

#include "demo/random.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::testing {
namespace {

using demo::Random;

// The synonyms the layouts promise.
std::map<std::string, std::vector<std::string>> const synonyms = {
    {"乡(镇)", {"乡镇", "乡（镇）"}},
    {"自然村", {"村民小组"}},
    {"证件号码", {"身份证号", "身份证号码"}},
    {"人数", {"家庭人口"}},
    {"劳动技能", {"劳动能力"}},
    {"务工时间", {"务工时间(月)", "务工时间（月）"}},
    {"贫困户属性", {"户属性"}},
    {"学生姓名", {"姓名"}},
    {"所有人", {"姓名"}},
    {"法定代表人", {"经营者", "姓名"}},
    {"权利人", {"姓名"}},
};

std::vector<std::string> const money = {
    "工资性收入", "生产经营性收入", "财产性收入", "转移性收入", "生产经营性支出", "合规自付支出",
    "总费用",     "报销金额",       "自付金额",   "购置价格",   "注册资本",       "月保障金额",
    "月工资",     "损失金额",       "金额",       "人均纯收入", "集体经济收入"};

std::string with_break(std::string const &header, std::string const &between) {
    auto const points = base::to_code_points(header);
    if (points.size() < 2) return header;
    auto const half = points.size() / 2;
    return base::to_utf8(points.substr(0, half)) + between + base::to_utf8(points.substr(half));
}

std::string dressed(std::string const &header, bool is_money, Random &random) {
    switch (random.below(8)) {
    case 0:
        return with_break(header, "\n");
    case 1:
        return "*" + header;
    case 2:
        return header + "（必填）";
    case 3:
        return " " + header + "　";
    case 4:
        return with_break(header, " ");
    case 5:
        return is_money ? header + "（元）" : header;
    case 6:
        return is_money ? header + "\n(元)" : header + "：";
    default:
        return header;
    }
}

} // namespace

void rename(Table &table, std::uint64_t seed) {
    Random random(seed, 1, 0);
    auto const in_roster = std::ranges::find(table.header, "脱贫属性") != table.header.end();
    for (auto &header : table.header) {
        auto const is_money = std::ranges::find(money, header) != money.end();
        if (header == "行政村" && in_roster && random.chance(0.5)) header = "村";
        if (auto const found = synonyms.find(header); found != synonyms.end())
            if (random.chance(0.7)) header = random.pick<std::string>(found->second);
        header = dressed(header, is_money, random);
    }
}

} // namespace jingzhun::testing
