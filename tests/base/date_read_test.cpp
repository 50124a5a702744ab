// Dates as offices write them.
#include "base/date.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace jingzhun::base;

TEST_CASE("the ways offices write a day are all understood") {
    auto const day = make_date(2019, 7, 1);
    for (std::string_view const text : {"2019-07-01",
                                        "2019-7-1",
                                        "2019/07/01",
                                        "2019/7/1",
                                        "2019.07.01",
                                        "2019.7.1",
                                        "20190701",
                                        "2019年7月1日",
                                        "2019年07月01日",
                                        "2019年7月1号",
                                        "2019年7月1",
                                        "２０１９年７月１日",
                                        "２０１９－０７－０１",
                                        "２０１９／７／１",
                                        " 2019-07-01 ",
                                        "　2019年7月1日　",
                                        "2019 年 7 月 1 日",
                                        "2019 - 7 - 1",
                                        "'2019-07-01",
                                        "43647",
                                        "43647.0",
                                        "43647.521"}) {
        CHECK_MESSAGE(read_date(text) == day, text);
    }
}

TEST_CASE("a time after the day is passed over") {
    auto const day = make_date(2019, 7, 1);
    for (std::string_view const text :
         {"2019-07-01 12:30", "2019-07-01 12:30:59", "2019-07-01T12:30:59", "2019-07-01T12:30:59Z",
          "2019-07-01T12:30:59.123456+08:00", "2019-07-01 12:30:59 +0800", "2019/7/1 0:00",
          "2019/7/1 0:00:00", "2019/7/1  9:05", "2019年7月1日 12时30分", "2019年7月1日12时30分",
          "2019年7月1日 9时", "2019年7月1日上午9:30", "2019年7月1日 下午 3点05分20秒",
          "20190701 12:30", "20190701123059", "2019/7/1 12:30 PM", "2019-07-01T",
          "２０１９－０７－０１　１２：３０"}) {
        CHECK_MESSAGE(read_date(text) == day, text);
    }
}

TEST_CASE("what is no day is refused") {
    for (std::string_view const text : {"",
                                        " ",
                                        "2019",
                                        "2019-07",
                                        "2019年7月",
                                        "7/1/2019",
                                        "1.7.2019",
                                        "2019-02-29",
                                        "2019-13-01",
                                        "2019-00-10",
                                        "2019-7/1",
                                        "2019年7-1",
                                        "2019/7/32",
                                        "19.7.1",
                                        "20190732",
                                        "2019070",
                                        "201907011",
                                        "12345678",
                                        "2019-07-01x",
                                        "2019-07-01 x",
                                        "2019-07-01 2019-08-01",
                                        "2019-07-01 25:00",
                                        "2019-07-01 12:61",
                                        "2019-07-01至2019-08-01",
                                        "二〇一九年七月一日",
                                        "不详",
                                        "无",
                                        "43647a",
                                        "43647.5.1",
                                        "-43647",
                                        "19999",
                                        "80001",
                                        "2019-07-01-01",
                                        "2019-007-01",
                                        "02019-07-01"}) {
        CHECK_MESSAGE(!read_date(text), text);
    }
}

TEST_CASE("serial numbers count from 30 December 1899, or from 1904 where the workbook says so") {
    CHECK(read_date("20000") == make_date(1954, 10, 3));
    CHECK(read_date("80000") == make_date(2119, 1, 11));
    CHECK(read_date("36526") == make_date(2000, 1, 1));
    CHECK(read_date("35064", true) == make_date(2000, 1, 1));
    CHECK(read_date("2000-01-01", true) == make_date(2000, 1, 1));
}

TEST_CASE("every day is read back from each way of writing it") {
    CHECK(rc::check("round trip", [] {
        auto const day = Date{*rc::gen::inRange(-25000, 47000)};
        auto const y = std::to_string(day.year()), m = std::to_string(day.month()),
                   d = std::to_string(day.day());
        RC_ASSERT(read_date(y + "/" + m + "/" + d) == day);
        RC_ASSERT(read_date(y + "." + m + "." + d) == day);
        RC_ASSERT(read_date(y + "年" + m + "月" + d + "日 8:00") == day);
        auto compact = to_string(day);
        std::erase(compact, '-');
        RC_ASSERT(read_date(compact) == day);
        auto const serial = day.days + 25569;
        if (serial >= 20000) RC_ASSERT(read_date(std::to_string(serial)) == day);
    }));
}

TEST_CASE("any text is either a date or not, and never a fault") {
    CHECK(rc::check("no fault", [] {
        auto const text = *rc::gen::container<std::string>(
            rc::gen::elementOf(std::string("0123456789-/.: TZ+ap\xE5\xB9\xB4\xE6\x9C\x88")));
        if (auto const date = read_date(text)) RC_ASSERT(*date >= date_min);
    }));
}
