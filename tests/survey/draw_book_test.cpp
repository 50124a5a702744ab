// Draws on record: sealed before the seed is known, drawn once, from what was sealed.
#include "survey/draw_book.hpp"

#include "base/error.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace jingzhun;

namespace {

constexpr int county = 431128;
store::Actor const inspector{"督查", "", ""};
base::Date const monday = base::parse_iso_date("2020-11-23").value();
base::Date const lottery = base::parse_iso_date("2020-11-29").value();

pack::DrawPlan plan(std::string const &more = "") {
    return pack::parse_draw_plan(R"([draw]
name = "2020-11"
title = { zh = "十一月督查" }
seed_source = "双色球第2020115期"
seed_on = 2020-11-29
)" + more + R"(
[[draw.stage]]
take = 3
)",
                                 "plan.toml");
}

survey::Frame frame(int units = 20) {
    std::vector<survey::Unit> all;
    for (int i = 0; i < units; ++i) all.push_back({.key = "V" + std::to_string(i)});
    return survey::make_frame(std::move(all));
}

struct Book {
    Scratch scratch;
    std::unique_ptr<store::Database> database =
        store::open(scratch / "s.db", store::Access::create);
    void seal(pack::DrawPlan const &which, base::Date on = monday) {
        survey::seal_draw(*database, inspector, county, which, frame(), on);
    }
    std::vector<survey::Drawn> draw(pack::DrawPlan const &which, survey::Frame const &from,
                                    std::string const &seed = "1.2.3/", base::Date on = lottery) {
        return survey::draw_sealed(*database, inspector, county, which, from, seed, on);
    }
};

std::string code_of(std::function<void()> const &act) {
    try {
        act();
    } catch (base::Error const &error) {
        return error.code();
    }
    return "";
}

} // namespace

TEST_CASE("what is sealed and drawn stands in the ledger, the seal before the draw") {
    Book book;
    book.seal(plan());
    auto const drawn = book.draw(plan(), frame());
    CHECK(drawn.size() == 3);
    auto const events = store::read_events(*book.database, county);
    REQUIRE(events.size() == 2);
    CHECK(events[0].event.kind == "draw_seal");
    CHECK(events[0].event.details.find(survey::frame_hash(frame())) != std::string::npos);
    CHECK(events[1].event.kind == "draw");
    CHECK(events[1].event.details.find(survey::result_hash(drawn)) != std::string::npos);
    CHECK(survey::drawn_of(*book.database, county, 1) == drawn);
}

TEST_CASE("a second draw of the same plan is refused, with the same seed or another") {
    Book book;
    book.seal(plan());
    auto const drawn = book.draw(plan(), frame());
    CHECK(code_of([&] { book.draw(plan(), frame()); }) == "draw_done_already");
    CHECK(code_of([&] { book.draw(plan(), frame(), "9.9/"); }) == "draw_done_already");
    CHECK(code_of([&] { book.seal(plan()); }) == "draw_sealed_already");
    CHECK(survey::drawn_of(*book.database, county, 1) == drawn);
}

TEST_CASE("nothing is drawn that was not sealed so") {
    Book book;
    CHECK(code_of([&] { book.draw(plan(), frame()); }) == "draw_not_sealed");
    book.seal(plan());
    CHECK(code_of([&] { book.draw(plan("method = \"rfc3797\""), frame()); }) ==
          "draw_plan_differs");
    CHECK(code_of([&] { book.draw(plan(), frame(19)); }) == "draw_frame_differs");
    CHECK(store::read_events(*book.database, county).size() == 1);
}

TEST_CASE("no seal when the seed may be known, no draw before it is") {
    Book book;
    CHECK(code_of([&] { book.seal(plan(), lottery); }) == "draw_seed_known");
    book.seal(plan());
    CHECK(code_of([&] { book.draw(plan(), frame(), "1/", base::add_days(lottery, -1)); }) ==
          "draw_seed_early");
}

TEST_CASE("an erased record's key leaves the draws") {
    Book book;
    book.seal(plan());
    auto const drawn = book.draw(plan(), frame());
    store::Transaction transaction(*book.database);
    CHECK(survey::forget_drawn(*book.database, county, drawn[1].key) ==
          std::vector<std::int64_t>{2});
    CHECK(survey::drawn_of(*book.database, county, 1)[1].key == "");
    store::append(*book.database, inspector, {county, "erase", "V", "{}"});
    transaction.commit();
}

TEST_CASE("a plan that cannot be is refused with its place") {
    auto const code = [](std::string const &text) {
        return code_of([&] { pack::parse_draw_plan(text, "plan.toml"); });
    };
    std::string const head = "[draw]\nname = \"x\"\ntitle.zh = \"x\"\nseed_source = \"x\"\n"
                             "seed_on = 2020-12-01\n";
    CHECK(code(head + "[[draw.stage]]\ntake = 1\n") == "");
    CHECK(code(head) == "pack_key_missing");
    CHECK(code(head + "[[draw.stage]]\ntaek = 1\n") != "");
    CHECK(code(head + "[[draw.stage]]\nof = \"cluster\"\ntake = 1\n") == "draw_stages_wrong");
    CHECK(code(head + "[[draw.stage]]\ntake = 1\nprobability = \"size\"\nreplacements = 2\n") ==
          "draw_stages_wrong");
    CHECK(code("[draw") == "pack_toml_malformed");
}
