// The statistics of the nation's pack on a county small enough to count by hand.
#include "program.hpp"

#include <doctest/doctest.h>

#include <fmt/format.h>

#include <cmath>
#include <string>

using namespace jingzhun::testing;

namespace {

// Five registered households: under the line (two persons), exactly at it (one), over it (three),
// never surveyed (one), surveyed without its wages (one). The first two in one village.
class Small {
  public:
    Small() {
        make_store(store_);
        std::string roster = "县,乡(镇),行政村,户编号,人编号,姓名,证件号码,与户主关系,脱贫属性\n";
        auto const add = [&](std::string const &village, std::string const &household, int size,
                             std::string const &status) {
            for (int n = 1; n <= size; ++n)
                roster +=
                    fmt::format("新田县,中山街道,{},{},{}-{},人{}{},,{},{}\n", village, household,
                                household, n, household, n, n == 1 ? "户主" : "之子", status);
        };
        add("潭田村", "H1", 2, "未脱贫");
        add("潭田村", "H2", 1, "已脱贫");
        add("挂兰村", "H3", 3, "已脱贫");
        add("挂兰村", "H4", 1, "未脱贫");
        add("挂兰村", "H5", 1, "已脱贫");
        write_bytes(folder_ / "建档立卡人口信息.csv", roster);
        std::string survey = "户编号,核查日期,工资性收入,生产经营性收入,财产性收入,转移性收入,"
                             "生产经营性支出,住房安全等级\n";
        for (auto const &[household, wages] :
             std::initializer_list<std::pair<char const *, char const *>>{
                 {"H1", "6000"}, {"H2", "4000"}, {"H3", "30000"}, {"H5", ""}})
            survey += fmt::format("{},2020-11-01,{},0,0,0,0,A\n", household, wages);
        write_bytes(folder_ / "入户核查.csv", survey);
        run_json({"import", store_, folder_ / "建档立卡人口信息.csv"});
        run_json({"import", store_, folder_ / "入户核查.csv"});
    }

    // The figure of an area ("431128": the county), all groups together, on the day itself.
    jingzhun::base::Json figure(std::string const &name, std::string const &area = "431128") const {
        auto const answer =
            run_json({"statistics", store_, name, "--as-of", as_of, "--by", "village"});
        for (auto const &each : array_of(array_of(answer, "statistics").at(0), "figures"))
            if (text_of(each, "area") == area && text_of(each, "as_of") == as_of &&
                array_of(each, "groups").empty())
                return each;
        FAIL("no figure for " << area);
        return {};
    }
    double value(std::string const &name, std::string const &area = "431128") const {
        auto const found = figure(name, area);
        auto const &value = found.find("value")->value;
        if (auto const *whole = std::get_if<std::int64_t>(&value))
            return static_cast<double>(*whole);
        auto const *real = std::get_if<double>(&value);
        return real == nullptr ? std::nan("") : *real;
    }
    std::string const &store() const { return store_; }
    std::string in(std::string const &name) const { return folder_ / name; }

  private:
    Folder folder_;
    std::string store_ = folder_ / "small.db";
};

} // namespace

TEST_CASE("poverty by persons: at the line is poor, who is not known is left out and counted") {
    Small const county;
    CHECK(county.value("headcount") == doctest::Approx(100.0 * 3 / 6));
    CHECK(county.value("poverty_gap") == doctest::Approx(100.0 * 2 * 0.25 / 6));
    CHECK(county.value("poverty_severity") == doctest::Approx(100.0 * 2 * 0.0625 / 6));
    auto const whole = county.figure("headcount");
    CHECK(number_of(whole, "left_out") == 1);
    CHECK(number_of(whole, "rows") == 3);
    CHECK(county.value("headcount", "431128002200") == doctest::Approx(100));
    CHECK(county.value("headcount", "431128002201") == doctest::Approx(0));
    CHECK(county.value("median_income") ==
          doctest::Approx(7000)); // half of six persons: 4000, 10000
}

TEST_CASE("incidence has three denominators that are never mixed") {
    Small const county;
    CHECK(county.value("incidence_households") == doctest::Approx(100.0 * 2 / 5));
    CHECK(county.value("incidence_registers") == doctest::Approx(100.0 * 3 / 8));
    CHECK(std::isnan(county.value("incidence_stated"))); // no village has stated its population
    write_bytes(county.in("村.csv"),
                "行政村代码,行政村,是否贫困村,总人口\n431128002200,潭田村,是,40\n"
                "431128002201,挂兰村,否,60\n");
    run_json({"import", county.store(), county.in("村.csv")});
    CHECK(county.value("incidence_stated") == doctest::Approx(3));
    CHECK(county.value("incidence_stated", "431128002200") == doctest::Approx(5));
}

TEST_CASE("a table of statistics states definition and source; an unknown name is refused") {
    Small const county;
    run_json({"statistics", county.store(), "--as-of", as_of, "--out", county.in("统计.csv")});
    auto const table = read_bytes(county.in("统计.csv"));
    CHECK(table.find("贫困发生率P0") != std::string::npos);
    CHECK(table.find("等于标准不算稳定超过") != std::string::npos);
    auto const refused = run({"statistics", county.store(), "headcuont"});
    CHECK(refused.status == 2);
    CHECK(refused.err.find("headcount") != std::string::npos);
}
