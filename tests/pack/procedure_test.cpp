// Procedures in a pack: read, checked, with each fault at its place.
#include "pack/load.hpp"
#include "pack/procedure_model.hpp"
#include "pack/small_pack.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

constexpr auto procedure = R"toml([codes.body]
title = { zh = "主体", en = "Who acts" }
values = [{ code = "village", zh = "村", en = "Village" }, { code = "county", zh = "县", en = "County" }]

[access]
first_role = "clerk"
[class.identity]
title = { zh = "证件号码", en = "Identity numbers" }
types = ["identity"]
[role.clerk]
title = { zh = "录入", en = "Clerk" }
source = "x"
[[role.clerk.may]]
do = ["read", "record"]
on = "*"
[role.inspector]
title = { zh = "督查", en = "Inspector" }
source = "x"
[[role.inspector.may]]
do = ["read"]
on = "*"

[calendar]
from = 2019-01-01
to = 2020-01-01
source = "x"
[[calendar.holiday]]
title = { zh = "国庆节", en = "National Day" }
from = 2019-10-01
to = 2019-10-07
work = [2019-09-29, 2019-10-12]
source = "x"

[procedure.adjust]
title = { zh = "调整", en = "Adjust" }
on = "household"
source = "x"
[[procedure.adjust.step]]
id = "report"
title = { zh = "申报", en = "Report" }
by = "village"
level = "village"
operation = "record"
record.wages = { type = "money", title = { zh = "工资", en = "Wages" } }
must = [{ id = "positive", that = "wages > money(0)", zh = "应大于零", en = "must be above zero" }]
[[procedure.adjust.step]]
id = "show"
title = { zh = "公示", en = "Notice" }
by = "village"
level = "village"
operation = "record"
effect = [{ set = { wage = "wages" } }]
[procedure.adjust.step.notice]
days = "3"
calendar = "working_days"
shows = ["head_name", "wages"]
text = { zh = "{head_name}：{wages}", en = "{head_name}: {wages}" }
objection = "report"
objection_level = "village"
objection_operation = "record"
)toml";

constexpr auto scenarios = R"toml([cast]
clerk = { role = "clerk", level = "village" }
inspector = { role = "inspector", level = "county" }
[[scenario]]
name = "the whole way"
procedure = "adjust"
area = "431128100200"
given = { head_name = "某甲" }
acts = [
    { do = "open", on = 2019-09-02, by = "clerk" },
    { do = "show", on = 2019-09-02, by = "clerk", refused = "case_step_order" },
    { do = "report", on = 2019-09-01, by = "clerk", refused = "case_clock_back" },
    { do = "report", on = 2019-09-03, today = 2019-09-02, by = "clerk", refused = "case_day_ahead" },
    { do = "report", on = 2019-09-02, by = "inspector", refused = "case_wrong_person" },
    { do = "report", on = 2019-09-02, by = "clerk", refused = "case_record_missing" },
    { do = "report", on = 2019-09-02, by = "clerk", wages = 0, refused = "positive" },
    { do = "report", on = 2019-09-02, by = "clerk", wages = 900 },
    { do = "report", on = 2019-09-02, by = "clerk", wages = 900, refused = "case_step_twice" },
    { do = "post", on = 2019-09-03, by = "clerk" },
    { do = "object", on = 2019-09-04, by = "clerk", text = "少了" },
    { do = "show", on = 2019-09-09, by = "clerk", refused = "case_objection_open" },
    { do = "dismiss", on = 2019-09-04, by = "clerk", reason = "没少" },
    { do = "object", on = 2019-09-04, by = "clerk", text = "少了" },
    { do = "uphold", on = 2019-09-04, by = "clerk", reason = "少了" },
    { do = "report", on = 2019-09-04, by = "clerk", wages = 1000 },
    { do = "post", on = 2019-09-05, by = "clerk" },
    { do = "show", on = 2019-09-10, by = "clerk", refused = "case_notice_stands" },
    { do = "object", on = 2019-09-11, by = "clerk", text = "x", refused = "case_objection_late" },
    { do = "show", on = 2019-09-11, by = "clerk" },
]
ends = "done"
states = { wage = "1000.00" }
)toml";

PackFiles files() {
    auto all = small_pack();
    all["procedure.toml"] = procedure;
    all["scenarios.toml"] = scenarios;
    return all;
}

struct Planted {
    std::string file, old, next, code;
};

} // namespace

TEST_CASE("a sound pack with a procedure is read whole") {
    TemporaryFolder const folder;
    auto const loaded = pack::load(folder.write("nation", files()));
    for (auto const &problem : loaded.problems)
        FAIL_CHECK(base::describe(problem, base::Language::en));
    auto const *found = loaded.pack.find_procedure("adjust");
    REQUIRE(found != nullptr);
    CHECK(found->steps.size() == 2);
    CHECK(found->steps[1].notice->counted == pack::CountedIn::working_days);
    CHECK(found->steps[0].records[0].type == pack::RecordType::money);
    CHECK(loaded.pack.scenarios.size() == 1);
}

TEST_CASE("faults of procedures are told with their code and place") {
    std::vector<Planted> const all = {
        {"procedure.toml", "by = \"village\"\nlevel = \"village\"\noperation = \"record\"\nrecord",
         "by = \"villag\"\nlevel = \"village\"\noperation = \"record\"\nrecord",
         "pack_unknown_code"},
        {"procedure.toml", "on = \"household\"", "on = \"houshold\"", "pack_unknown_register"},
        {"procedure.toml", "wages > money(0)", "wage_s > money(0)", "cel_unknown_name_near"},
        {"procedure.toml", "wages > money(0)", "wages", "pack_wrong_type"},
        {"procedure.toml", "set = { wage = ", "set = { wag = ", "pack_unknown_field"},
        {"procedure.toml", "wage = \"wages\"", "wage = \"head_name\"", "pack_wrong_type"},
        {"procedure.toml", "objection = \"report\"", "objection = \"reprt\"", "pack_unknown_step"},
        {"procedure.toml", "operation = \"record\"\nrecord",
         "operation = \"record\"\nreturn_to = \"show\"\nrecord", "pack_step_later"},
        {"procedure.toml", "operation = \"record\"\nrecord",
         "operation = \"record\"\nnext = \"end\"\nrecord", "pack_step_unreachable"},
        {"procedure.toml", "{ zh = \"{head_name}：{wages}\"", "{ zh = \"{kind}\"",
         "pack_unknown_field"},
        {"procedure.toml", "record.wages = { type = \"money\",",
         "record.wages = { private = true, type = \"money\",", "pack_notice_private"},
        {"procedure.toml", "record.wages", "record.reason", "pack_record_word"},
        {"procedure.toml", "work = [2019-09-29,", "work = [2019-09-30,", "pack_holiday_work"},
        {"procedure.toml", "to = 2020-01-01", "to = 2019-10-02", "pack_holiday_outside"},
        {"scenarios.toml", "role = \"clerk\"", "role = \"clark\"", "pack_unknown_role"},
        {"scenarios.toml", "procedure = \"adjust\"", "procedure = \"ajust\"",
         "pack_unknown_procedure"},
        {"scenarios.toml", "refused = \"positive\"", "refused = \"negative\"",
         "pack_procedure_untested"},
    };
    TemporaryFolder const folder;
    int number = 0;
    for (auto const &planted : all) {
        auto faulty = files();
        auto &contents = faulty[planted.file];
        auto const at = contents.find(planted.old);
        REQUIRE_MESSAGE(at != std::string::npos, planted.old);
        contents.replace(at, planted.old.size(), planted.next);
        auto const loaded = pack::load(folder.write("f" + std::to_string(++number), faulty));
        bool found = false;
        std::string told;
        for (auto const &problem : loaded.problems) {
            told += " " + problem.code;
            found = found || (problem.code == planted.code && problem.place.line > 0);
        }
        CHECK_MESSAGE(found, planted.next << " is not " << planted.code << " but" << told);
    }
}

TEST_CASE("working days leave out weekends and holidays and take in what is worked for them") {
    pack::Calendar calendar;
    calendar.from = *base::make_date(2019, 1, 1);
    calendar.to = *base::make_date(2020, 1, 1);
    pack::Holiday national;
    national.from = *base::make_date(2019, 10, 1);
    national.to = *base::make_date(2019, 10, 7);
    national.work = {*base::make_date(2019, 9, 29), *base::make_date(2019, 10, 12)};
    calendar.holidays = {national};
    auto const after = [&](int month, int day, int days) {
        auto const end = pack::days_after(calendar, *base::make_date(2019, month, day), days,
                                          pack::CountedIn::working_days);
        return end ? base::to_string(*end) : "unknown";
    };
    CHECK(after(9, 27, 1) == "2019-09-29"); // a Sunday that is worked
    CHECK(after(9, 30, 1) == "2019-10-08"); // over the holiday
    CHECK(after(10, 11, 1) == "2019-10-12");
    CHECK(after(10, 12, 1) == "2019-10-14");
    CHECK(after(9, 6, 5) == "2019-09-13");
    CHECK(after(9, 6, 0) == "2019-09-06");
    CHECK(after(12, 30, 5) == "unknown"); // beyond the calendar nothing is guessed
    CHECK(pack::days_after(calendar, *base::make_date(2019, 12, 30), 5, pack::CountedIn::days) ==
          base::make_date(2020, 1, 4));
}
