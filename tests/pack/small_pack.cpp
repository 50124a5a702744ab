// The tiny pack the tests of this floor start from.
#include "pack/small_pack.hpp"

#include <atomic>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace fs = std::filesystem;

namespace {

constexpr std::string_view header = R"toml([pack]
name = "small"
version = "1"
title = { zh = "小政策包", en = "Small pack" }
from = 2014-01-01
authority = "县扶贫办"
)toml";

constexpr std::string_view codes = R"toml([codes.kind]
title = { zh = "户类型", en = "Kind" }
values = [
    { code = "registered", zh = "建档立卡户", en = "Registered", also = ["贫困户"] },
    { code = "general", zh = "一般农户", en = "General" },
]
[codes.schooling]
title = { zh = "在校情况", en = "Schooling" }
values = [
    { code = "at_school", zh = "在校", en = "At school" },
    { code = "dropped_out", zh = "辍学", en = "Dropped out" },
]
)toml";

constexpr std::string_view registers = R"toml([register.household]
title = { zh = "农户", en = "Household" }
key = "household_no"
area = "village"
label = "head_name"
[register.household.field]
household_no = { type = "text", title = { zh = "户编号", en = "Number" } }
head_name = { type = "text", title = { zh = "户主", en = "Head" } }
village = { type = "area", title = { zh = "行政村", en = "Village" } }
kind = { type = "code", codes = "kind", title = { zh = "户类型", en = "Kind" }, believe = ["roster"] }
wage = { type = "money", unit = "yuan/year", title = { zh = "工资", en = "Wage" }, stale_after = "18 months" }
cost = { type = "money", unit = "yuan/year", title = { zh = "支出", en = "Cost" } }
remote = { type = "boolean", title = { zh = "偏远", en = "Remote" } }
[register.household.derived]
size = { value = "members.size()", unit = "person", title = { zh = "人数", en = "Size" } }
net = "wage - cost"

[register.person]
title = { zh = "人", en = "Person" }
key = "person_no"
area = "household"
label = "name"
[register.person.field]
person_no = { type = "text", title = { zh = "人编号", en = "Number" } }
household_no = { type = "text", title = { zh = "户编号", en = "Household" } }
name = { type = "text", title = { zh = "姓名", en = "Name" } }
identity = { type = "identity", masked = true, title = { zh = "身份证号", en = "Identity" } }
birth = { type = "date", title = { zh = "出生", en = "Birth" } }
schooling = { type = "code", codes = "schooling", title = { zh = "在校情况", en = "Schooling" } }
unable = { type = "boolean", title = { zh = "不能上学", en = "Unable" } }
[register.person.link]
household = { to = "household", on = { household_no = "household_no" }, reverse = "members" }
same = { to = "person", on = { identity = "identity" }, many = true }

[register.visit]
title = { zh = "走访", en = "Visit" }
key = ["household_no", "on"]
area = "household"
[register.visit.field]
household_no = { type = "text", title = { zh = "户编号", en = "Household" } }
on = { type = "date", title = { zh = "日期", en = "Day" } }
[register.visit.link]
household = { to = "household", on = { household_no = "household_no" }, reverse = "visits" }
)toml";

constexpr std::string_view sources = R"toml([source.roster]
title = { zh = "花名册", en = "Roster" }
file = "花名册.xlsx"
registers = ["household", "person"]
needs = ["household.household_no", "person.person_no"]
set = { "household.kind" = "registered" }
[[source.roster.column]]
header = ["户编号", "户号"]
into = ["household.household_no", "person.household_no"]
required = true
[[source.roster.column]]
header = ["人编号"]
into = "person.person_no"
required = true
[[source.roster.column]]
header = ["姓名"]
into = "person.name"
[[source.roster.column]]
header = ["乡镇"]
area_part = "township"

[source.survey]
title = { zh = "核查表", en = "Survey" }
file = "核查表.xlsx"
after = ["roster"]
registers = ["household"]
needs = ["household.household_no"]
[[source.survey.column]]
header = ["户编号"]
into = "household.household_no"
required = true
[[source.survey.column]]
header = ["工资性收入"]
into = "household.wage"
required = true
)toml";

constexpr std::string_view parameters = R"toml([parameter.line]
title = { zh = "标准", en = "Line" }
type = "money"
unit = "yuan/person/year"
keys = [{ name = "purpose" }]
[[parameter.line.value]]
purpose = "exit"
from = 2019-01-01
to = 2020-01-01
value = 3218
source = "2019年通知"
[[parameter.line.value]]
purpose = "exit"
from = 2020-01-01
value = 4000.5
source = "2020年通知"
)toml";

constexpr std::string_view rules = R"toml([[rule]]
id = "over_line"
title = { zh = "超过标准", en = "Over the line" }
on = "household"
when = "kind == 'registered'"
must = "net > line('exit') * size"
source = "脱贫标准"
message = { zh = "{head_name}户低于标准", en = "{head_name} is below the line" }
finding = { owner = "responsible_official", due = "30 days", severity = "hard" }

[[rule]]
id = "child_at_school"
title = { zh = "适龄儿童在校", en = "Children at school" }
on = "household"
must = "members.all(m, age(m.birth, as_of) >= 16 || m.schooling == 'at_school')"
because = ["m.name", "wage"]
source = "义务教育法"
[[rule.exception]]
label = { zh = "身体原因", en = "Unable" }
when = "m.unable"
binds = "m"
source = "义务教育法"
[[rule.exception]]
label = { zh = "偏远", en = "Remote" }
when = "remote"
source = "县通知"

[[rule]]
id = "same_person_twice"
kind = "alert"
title = { zh = "重复的人", en = "Duplicate" }
on = "person"
must_not = "same.size() > 1"
source = "数据质量"

[[rule]]
id = "net_per_head"
kind = "measure"
title = { zh = "人均纯收入", en = "Net income per head" }
on = "household"
value = "net / size"
source = "统计制度"

[[rule]]
id = "visited"
kind = "duty"
title = { zh = "每月走访", en = "Visited every month" }
on = "household"
every = "month"
covered_by = "visit.on"
must = "visits.exists(v, v.on in period)"
source = "帮扶制度"

[[rule]]
id = "anything_wrong"
title = { zh = "没有问题", en = "Nothing wrong" }
on = "household"
must = "!outcomes.exists(o, o.rule == 'over_line' && o.answer == 'unmet')"
source = "帮扶制度"
)toml";

constexpr std::string_view cases = R"toml([[case]]
name = "one above the line"
as_of = 2019-12-31
given.household = { kind = "registered", wage = 8000, cost = 1000, members = [{}, {}] }
expect = { over_line = "met", net_per_head = "3500.00" }

[[case]]
name = "one at the line"
as_of = 2019-12-31
given.household = { kind = "registered", wage = 6436, cost = 0, members = [{}, {}] }
expect = { over_line = "unmet" }

[[case]]
name = "no wage known"
as_of = 2019-12-31
given.household = { kind = "registered", wage = "?", cost = 0, members = [{}] }
expect = { over_line = "unknown" }

[[case]]
name = "not registered"
as_of = 2019-12-31
given.household = { kind = "general", wage = 0, cost = 0, members = [{}] }
expect = { over_line = "not_applicable" }

[[case]]
name = "net stated directly"
as_of = 2020-12-31
given.household = { kind = "registered", net = 4001, size = 1 }
expect = { over_line = "met" }

[[case]]
name = "a child of nine out of school"
as_of = 2019-12-31
given.household = { remote = false, members = [{ birth = 2010-05-01, schooling = "dropped_out", unable = false }] }
expect = { child_at_school = "unmet" }

[[case]]
name = "a child of nine who cannot go"
as_of = 2019-12-31
given.household = { remote = false, members = [{ birth = 2010-05-01, schooling = "dropped_out", unable = true }] }
expect = { child_at_school = "met" }

[[case]]
name = "a remote household"
as_of = 2019-12-31
given.household = { remote = true, members = [{ birth = 2010-05-01, schooling = "dropped_out", unable = "?" }] }
expect = { child_at_school = "met" }

[[case]]
name = "a member who is an adult"
as_of = 2019-12-31
given.person = { name = "甲", same = [{}] }
expect = { same_person_twice = "met" }

[[case]]
name = "the same person in two places"
as_of = 2019-12-31
given.person = { same = [{}, {}] }
expect = { same_person_twice = "unmet" }

[[case]]
name = "visited in the month"
as_of = 2020-12-31
period = "2020-12"
given.household = { visits = [{ on = 2020-12-31 }] }
expect = { visited = "met" }

[[case]]
name = "visited the day after the month"
as_of = 2021-01-31
period = "2020-12"
given.household = { visits = [{ on = 2021-01-01 }] }
expect = { visited = "unmet" }

[[case]]
name = "below the line by another rule"
as_of = 2020-12-31
given.household = { outcomes = [{ rule = "over_line", answer = "unmet" }] }
expect = { anything_wrong = "unmet" }

[[case]]
name = "nothing found by other rules"
as_of = 2020-12-31
given.household = { outcomes = [{ rule = "over_line", answer = "met" }, { rule = "visited", answer = "unmet" }] }
expect = { anything_wrong = "met" }
)toml";

constexpr std::string_view overlay_header = R"toml([pack]
name = "county"
version = "1"
title = { zh = "县政策包" }
area = "431128"
from = 2019-01-01
authority = "县扶贫办"
extends = "../nation"
)toml";

constexpr std::string_view overlay_parts = R"toml([codes.kind]
values = [{ code = "edge", zh = "边缘户", en = "On the edge" }]

[register.household.field]
well = { type = "boolean", title = { zh = "有井", en = "Has a well" } }

[[source.survey.column]]
header = ["有井"]
into = "household.well"

[[parameter.line.value]]
purpose = "exit"
area = "431128"
from = 2019-01-01
value = 3600
source = "县标准"
[[parameter.line.value]]
replaces = true
purpose = "exit"
from = 2020-01-01
value = 4100
source = "更正"

[[rule]]
id = "has_well"
title = { zh = "有井", en = "A well" }
on = "household"
must = "well"
source = "县通知"

[[rule]]
replaces = true
id = "visited"
kind = "duty"
title = { zh = "每周走访", en = "Visited every week" }
on = "household"
every = "week"
covered_by = "visit.on"
must = "visits.exists(v, v.on in period)"
source = "县通知"

[[case]]
name = "a well"
as_of = 2020-12-31
given.household = { well = true }
expect = { has_well = "met" }
[[case]]
name = "no well"
as_of = 2020-12-31
given.household = { well = false }
expect = { has_well = "unmet" }
)toml";

} // namespace

PackFiles small_pack() {
    return {{"pack.toml", std::string(header)},
            {"codes/all.toml", std::string(codes)},
            {"registers/all.toml", std::string(registers)},
            {"sources/all.toml", std::string(sources)},
            {"parameters.toml", std::string(parameters)},
            {"rules.toml", std::string(rules)},
            {"tests/all.toml", std::string(cases)}};
}

PackFiles small_overlay() {
    return {{"pack.toml", std::string(overlay_header)},
            {"county.toml", std::string(overlay_parts)}};
}

TemporaryFolder::TemporaryFolder() {
    static std::atomic<int> count{0};
    auto const name =
        "jingzhun_pack_test_" + std::to_string(getpid()) + "_" + std::to_string(count++);
    path_ = (fs::temp_directory_path() / name).string();
    fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(std::string const &name, PackFiles const &files) const {
    auto const folder = fs::path(path_) / name;
    fs::remove_all(folder);
    for (auto const &[file, contents] : files) {
        fs::create_directories((folder / file).parent_path());
        std::ofstream(folder / file, std::ios::binary) << contents;
    }
    return folder.string();
}

void replace_once(std::string &contents, std::string_view old, std::string_view next) {
    auto const at = contents.find(old);
    REQUIRE_MESSAGE(at != std::string::npos, "does not occur: " << old);
    REQUIRE_MESSAGE(contents.find(old, at + 1) == std::string::npos, "occurs twice: " << old);
    contents.replace(at, old.size(), next);
}
