// Bulletins: shares by multiplying, points, ties; a sum that anybody can do again.
#include "report/bulletin.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace jingzhun;

namespace {

pack::BulletinColumn count(std::string id) {
    pack::BulletinColumn column;
    column.id = id;
    column.title = {id, id};
    column.register_name = "household";
    return column;
}

pack::BulletinColumn share(std::string id, std::string of, std::string over, int weight,
                           bool low_is_good = false) {
    pack::BulletinColumn column;
    column.id = id;
    column.title = {id, id};
    column.of = std::move(of);
    column.over = std::move(over);
    column.weight = weight;
    column.low_is_good = low_is_good;
    return column;
}

// Visited of all households (weight 60), overdue of open findings (weight 40, few are good).
pack::Bulletin const &ranking() {
    static auto const made = [] {
        pack::Bulletin one;
        one.name = "ranking";
        one.title = {"排名", "Ranking"};
        one.source = "D3";
        one.columns = {count("all"),
                       count("visited"),
                       count("open"),
                       count("overdue"),
                       share("visited_share", "visited", "all", 60),
                       share("overdue_share", "overdue", "open", 40, true)};
        return one;
    }();
    return made;
}

report::MadeBulletin made_of(std::vector<std::vector<std::int64_t>> const &counts) {
    report::MadeBulletin made;
    made.bulletin = &ranking();
    made.is_money.assign(ranking().columns.size(), false);
    made.all.counts.assign(ranking().columns.size(), 0);
    for (auto line : counts) {
        line.resize(ranking().columns.size());
        for (std::size_t i = 0; i < line.size(); ++i) made.all.counts[i] += line[i];
        auto const code = std::to_string(made.lines.size());
        made.lines.push_back({code, "乡" + code, line, {}, {}, 0, false});
    }
    report::complete(made);
    return made;
}

report::BulletinLine const &line(report::MadeBulletin const &made, std::string const &code) {
    return *std::ranges::find(made.lines, code, &report::BulletinLine::code);
}

} // namespace

TEST_CASE("points are the weight times the share, or times what is left of it") {
    auto const made = made_of({{40, 12, 8, 2}});
    auto const &one = made.lines.front();
    CHECK(one.shares[4].hundredths == 3000); // 12/40 = 30.00 %
    CHECK(one.shares[4].points == 1800);     // × 60 = 18.00
    CHECK(one.shares[5].points == 3000);     // (1 - 2/8) × 40 = 30.00
    CHECK(one.total == 4800);
    auto const rows = report::bulletin_table(made, base::Language::zh);
    CHECK(rows[1][6] == "12/40 = 30.00%; x × 60 = 18.00");
    CHECK(rows[1][7] == "2/8 = 25.00%; (1-x) × 40 = 30.00");
}

TEST_CASE("equal totals share a rank, and the next rank is passed over") {
    auto const made = made_of({{10, 5, 4, 2}, {10, 10, 4, 0}, {20, 10, 8, 4}, {10, 0, 4, 4}});
    CHECK(line(made, "1").rank == 1);
    CHECK(line(made, "0").rank == 2);
    CHECK(line(made, "2").rank == 2);
    CHECK(line(made, "0").tied);
    CHECK(line(made, "3").rank == 4);
    CHECK(!line(made, "3").tied);
}

TEST_CASE("what has no denominator is left out, not counted as nought or as full") {
    auto const made = made_of({{10, 5, 0, 0}, {0, 0, 0, 0}});
    CHECK(line(made, "0").total == 5000); // of the 60 that count, 30
    CHECK(!line(made, "1").total);
    CHECK(line(made, "1").rank == 0);
}

TEST_CASE("totals lie between nought and a hundred, better shares never rank worse") {
    rc::check([] {
        auto const lines = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::vector<std::int64_t>>>(rc::gen::exec([] {
                auto const all = *rc::gen::inRange<std::int64_t>(1, 2'000);
                auto const open = *rc::gen::inRange<std::int64_t>(1, 2'000);
                return std::vector<std::int64_t>{all, *rc::gen::inRange<std::int64_t>(0, all + 1),
                                                 open,
                                                 *rc::gen::inRange<std::int64_t>(0, open + 1)};
            })));
        auto const made = made_of(lines);
        for (std::size_t i = 0; i < made.lines.size(); ++i) {
            RC_ASSERT(*made.lines[i].total >= 0);
            RC_ASSERT(*made.lines[i].total <= 10'000);
            if (i == 0) continue;
            RC_ASSERT(*made.lines[i - 1].total >= *made.lines[i].total);
            RC_ASSERT((made.lines[i - 1].rank == made.lines[i].rank) ==
                      (made.lines[i - 1].total == made.lines[i].total));
        }
    });
}

TEST_CASE("a page names no script and escapes what people wrote") {
    auto made = made_of({{40, 12, 8, 2}});
    made.lines.front().name = "<龙泉&镇>";
    base::AreaTree const areas(std::vector<base::Area>{{"431128", "新田县"}});
    made.area = "431128";
    auto const page = report::bulletin_html(made, areas, "", base::Language::zh);
    CHECK(page.find("&lt;龙泉&amp;镇&gt;") != std::string::npos);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("http") == std::string::npos);
}
