// Findings opened, kept, closed and opened again.
#include "finding/board.hpp"

#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using finding::Failure;

namespace {

constexpr int county = 431128;

struct Board {
    Board() : database(store::open(scratch / "s.db", store::Access::create)) {
        store::Transaction transaction(*database);
        finding::create_table(*database);
        transaction.commit();
    }
    // A check on that day which sees these failures.
    finding::Change check(char const *day, std::vector<Failure> failures,
                          std::string const &area = "", std::int64_t unknown = 0,
                          std::string const &period = "") {
        store::Transaction transaction(*database);
        finding::Verdicts verdicts{"unsafe_house",
                                   "household",
                                   period,
                                   std::move(failures),
                                   [=](std::int64_t record) { return record == unknown; },
                                   [=](std::string_view one) { return one.starts_with(area); }};
        auto const change = finding::apply(*database, county, base::parse_iso_date(day).value(),
                                           verdicts, [&](std::vector<finding::Finding> &made) {
                                               for (auto &one : made) {
                                                   one.subject = "H" + std::to_string(one.record);
                                                   one.message = {"不安全", "unsafe"};
                                               }
                                           });
        transaction.commit();
        return change;
    }
    std::vector<finding::Finding> all(bool open_only) const {
        finding::Query query;
        query.county = county;
        query.open_only = open_only;
        std::vector<finding::Finding> found;
        finding::list(*database, query, [&](finding::Finding const &one) { found.push_back(one); });
        return found;
    }
    Scratch scratch;
    std::unique_ptr<store::Database> database;
};

Failure fails(std::int64_t record, std::string const &area = "431128001001") {
    return {record, area};
}

} // namespace

TEST_CASE("what fails is opened once and stays open while it fails") {
    Board board;
    auto const first = board.check("2020-01-01", {fails(1), fails(2)});
    CHECK(first.opened == 2);
    CHECK(first.open == 2);
    auto const again = board.check("2020-02-01", {fails(1), fails(2)});
    CHECK(again.opened == 0);
    CHECK(again.closed == 0);
    CHECK(again.open == 2);
    CHECK(base::to_string(board.all(true).at(0).opened) == "2020-01-01");
}

TEST_CASE("what holds again is closed, and opened again with its history when it fails again") {
    Board board;
    board.check("2020-01-01", {fails(1), fails(2)});
    auto const mended = board.check("2020-02-01", {fails(2)});
    CHECK(mended.closed == 1);
    CHECK(mended.open == 1);
    CHECK(board.all(true).size() == 1);
    CHECK(base::to_string(board.all(false).at(0).closed.value()) == "2020-02-01");
    auto const back = board.check("2020-03-01", {fails(1), fails(2)});
    CHECK(back.reopened == 1);
    CHECK(back.opened == 0);
    auto const one = board.all(false).at(0);
    CHECK(one.id == 1);
    CHECK(one.times_reopened == 1);
    CHECK(base::to_string(one.opened) == "2020-03-01");
    CHECK_FALSE(one.closed.has_value());
}

TEST_CASE("a rule that cannot tell any more, or was asked elsewhere, closes nothing") {
    Board board;
    board.check("2020-01-01", {fails(1), fails(2, "431128002001")});
    auto const unsure = board.check("2020-02-01", {fails(2, "431128002001")}, "", 1);
    CHECK(unsure.closed == 0);
    CHECK(unsure.open == 2);
    auto const elsewhere = board.check("2020-03-01", {}, "431128002");
    CHECK(elsewhere.closed == 1);
    CHECK(board.all(true).at(0).record == 1);
}

TEST_CASE("periods of one duty are findings of their own") {
    Board board;
    board.check("2020-12-31", {fails(1)}, "", 0, "2020-11");
    CHECK(board.check("2020-12-31", {fails(1)}, "", 0, "2020-12").opened == 1);
    CHECK(board.check("2020-12-31", {}, "", 0, "2020-11").closed == 1);
    CHECK(board.all(true).at(0).period == "2020-12");
}
