// Draws by plan: repeatable, whatever the order of rows, with the chances they say.
#include "survey/draw.hpp"

#include "base/error.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

using namespace jingzhun;

namespace {

pack::DrawPlan plan_of(std::vector<pack::DrawStage> stages) {
    pack::DrawPlan plan;
    plan.name = "plan";
    plan.method = "sha256";
    plan.stages = std::move(stages);
    return plan;
}

// Villages of different sizes in two townships, some households of two kinds in each.
std::vector<survey::Unit> county() {
    std::vector<survey::Unit> units;
    for (int village = 0; village < 12; ++village)
        for (int household = 0; household < 10 + 7 * village; ++household)
            units.push_back({"H" + std::to_string(village) + "-" + std::to_string(household),
                             "V" + std::to_string(village), village % 2 == 0 ? "east" : "west",
                             household % 3 == 0 ? "exited" : "poor", 1});
    return units;
}

pack::DrawStage const villages{.clusters = true, .take = 2, .by_size = true};
pack::DrawStage const households{.take = 4, .replacements = 2};

std::string code_of(std::function<void()> const &act) {
    try {
        act();
    } catch (base::Error const &error) {
        return error.code();
    }
    return "";
}

} // namespace

TEST_CASE("the order of a frame's rows changes neither its hash nor what is drawn") {
    auto const plan = plan_of({villages, households});
    auto const frame = survey::make_frame(county());
    rc::check([&] {
        auto units = county();
        std::mt19937 random(*rc::gen::arbitrary<unsigned>());
        std::ranges::shuffle(units, random);
        auto const seed = *rc::gen::nonEmpty<std::string>();
        auto const shuffled = survey::make_frame(std::move(units));
        RC_ASSERT(survey::frame_hash(shuffled) == survey::frame_hash(frame));
        RC_ASSERT(survey::draw(shuffled, plan, seed) == survey::draw(frame, plan, seed));
    });
}

TEST_CASE("two stages: villages of each stratum, then households of each kind, then spare ones") {
    auto const drawn =
        survey::draw(survey::make_frame(county()), plan_of({villages, households}), "5.9.13/");
    auto const count = [&](auto const &holds) { return std::ranges::count_if(drawn, holds); };
    CHECK(count([](auto const &one) { return one.stage == 1; }) == 4); // 2 strata × 2
    auto const chosen = [&](std::string const &cluster) {
        return std::ranges::any_of(
            drawn, [&](auto const &one) { return one.stage == 1 && one.key == cluster; });
    };
    std::map<std::pair<std::string, std::string>, int> main, spare;
    for (auto const &one : drawn) {
        if (one.stage == 1) continue;
        CHECK(chosen(one.cluster));
        ++(one.replacement ? spare : main)[{one.cluster, one.stratum}];
    }
    CHECK(main.size() == 8); // 4 villages × 2 kinds
    for (auto const &[pool, size] : main) CHECK(size == 4);
    for (auto const &[pool, size] : spare) CHECK(size <= 2);
}

TEST_CASE("the chances said are the chances had") {
    auto const frame = survey::make_frame(county());
    auto const plan = plan_of({villages, households});
    std::map<std::string, double> times, said;
    constexpr int seeds = 4'000;
    for (int i = 0; i < seeds; ++i)
        for (auto const &one : survey::draw(frame, plan, "seed " + std::to_string(i))) {
            if (one.stage != 1) continue;
            ++times[one.key];
            said[one.key] = static_cast<double>(one.chance.numerator) /
                            static_cast<double>(one.chance.denominator);
        }
    for (auto const &[village, chance] : said)
        CHECK(times[village] / seeds == doctest::Approx(chance).epsilon(0.08));
}

TEST_CASE("the weights of a draw add up to the frame, on average over seeds") {
    auto const frame = survey::make_frame(county());
    auto const plan = plan_of({villages, households});
    double sum = 0;
    constexpr int seeds = 1'000;
    for (int i = 0; i < seeds; ++i)
        for (auto const &one : survey::draw(frame, plan, "seed " + std::to_string(i)))
            if (one.stage == 2 && !one.replacement)
                sum += static_cast<double>(one.chance.denominator) /
                       static_cast<double>(one.chance.numerator);
    CHECK(sum / seeds == doctest::Approx(static_cast<double>(frame.units.size())).epsilon(0.02));
}

TEST_CASE("a village larger than the step is in for certain") {
    std::vector<survey::Unit> units;
    for (int i = 0; i < 90; ++i) units.push_back({"big" + std::to_string(i), "big", "", "", 1});
    for (int i = 0; i < 10; ++i)
        units.push_back({"s" + std::to_string(i), "small" + std::to_string(i), "", "", 1});
    auto const frame = survey::make_frame(std::move(units));
    auto stage = villages;
    stage.take = 3;
    for (int seed = 0; seed < 20; ++seed) {
        auto const drawn = survey::draw(frame, plan_of({stage, households}), std::to_string(seed));
        auto const big = std::ranges::find(drawn, std::string("big"), &survey::Drawn::key);
        REQUIRE(big != drawn.end());
        CHECK(big->chance == survey::Chance{1, 1});
        CHECK(std::ranges::count(drawn, 1, &survey::Drawn::stage) == 3);
    }
}

TEST_CASE("a proportional share adds up to what was asked for, by largest remainder") {
    pack::DrawStage stage{.take = 10, .proportional = true};
    CHECK(survey::shares(stage, {50, 30, 20}) == std::vector<std::int64_t>{5, 3, 2});
    CHECK(survey::shares(stage, {55, 26, 19}) == std::vector<std::int64_t>{5, 3, 2});
    stage.least = 2;
    CHECK(survey::shares(stage, {98, 1, 1}) == std::vector<std::int64_t>{10, 1, 1});
    rc::check([] {
        auto const sizes = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 999)));
        std::int64_t total = 0, sum = 0;
        for (auto const size : sizes) total += size;
        pack::DrawStage share{.take = *rc::gen::inRange<std::int64_t>(1, total + 1),
                              .proportional = true};
        for (auto const one : survey::shares(share, sizes)) sum += one;
        RC_ASSERT(sum == share.take);
    });
}

TEST_CASE("ten in a hundred are rounded up") {
    pack::DrawStage const stage{.percent = 10};
    CHECK(survey::shares(stage, {101, 5, 0}) == std::vector<std::int64_t>{11, 1, 0});
}

TEST_CASE("a published frame and result read back as they were; a changed line is found") {
    Scratch scratch;
    auto const frame = survey::make_frame(county());
    survey::write_frame(frame, scratch / "frame.csv");
    auto const again = survey::read_frame(scratch / "frame.csv");
    CHECK(survey::frame_hash(again) == survey::frame_hash(frame));
    auto const plan = plan_of({villages, households});
    auto drawn = survey::draw(again, plan, "seed");
    survey::write_result(drawn, scratch / "result.csv");
    CHECK(survey::first_difference(drawn, scratch / "result.csv") == 0);
    drawn[3].key = "H0-99";
    CHECK(survey::first_difference(drawn, scratch / "result.csv") == 5);
    drawn.pop_back();
    drawn[3].key = survey::draw(again, plan, "seed")[3].key;
    CHECK(survey::first_difference(drawn, scratch / "result.csv") == drawn.size() + 2);
}

TEST_CASE("a faulty frame is refused with the reason") {
    CHECK(code_of([] { survey::make_frame({}); }) == "draw_frame_empty");
    CHECK(code_of([] { survey::make_frame({{.key = "a"}, {.key = "a"}}); }) == "draw_key_twice");
    CHECK(code_of([] { survey::make_frame({{.key = ""}}); }) == "draw_unit_faulty");
    CHECK(code_of([] { survey::make_frame({{.key = "a", .size = -1}}); }) == "draw_unit_faulty");
    CHECK(code_of([] {
              survey::make_frame({{.key = "a", .cluster = "v", .cluster_stratum = "x"},
                                  {.key = "b", .cluster = "v", .cluster_stratum = "y"}});
          }) == "draw_cluster_torn");
    CHECK(code_of([] { survey::draw(survey::make_frame({{.key = "a"}}), plan_of({{}}), ""); }) ==
          "draw_seed_missing");
}
