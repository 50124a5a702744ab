// The whole program in bad company: killed, beside others, with a wrong clock, on a full disk.
#include "app/program.hpp"
#include "durable/load.hpp"
#include "durable/server.hpp"

#include "store/ledger.hpp"
#include "store/open.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <random>
#include <sys/mount.h>
#include <unistd.h>

using namespace durable;
using namespace jingzhun::testing;
namespace fs = std::filesystem;
namespace store = jingzhun::store;

namespace {

constexpr long ten_years = 10L * 366 * 24 * 3600;

// A roster of so many persons, numbered from `first`.
void write_roster(std::string const &file, int first, int persons) {
    std::string text = "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n";
    for (int i = first; i < first + persons; ++i)
        text += "431128001001,H" + std::to_string(i) + ",P" + std::to_string(i) + ",张三,,户主\n";
    write_bytes(file, text);
}

std::vector<store::LoggedEvent> events_of(std::string const &file) {
    return store::read_events(*store::open(file, store::Access::read), load_county);
}

void verifies(std::string const &file) {
    auto const outcome = run({"verify", file, "--lang", "en"});
    CHECK_MESSAGE(outcome.status == 0, outcome.out << outcome.err);
}

Outcome run_at(long shift, Arguments const &arguments) {
    return run(arguments,
               {std::string("LD_PRELOAD=") + CLOCK_SHIFT_LIBRARY,
                "CLOCK_SHIFT=" + std::to_string(shift), "ASAN_OPTIONS=verify_asan_link_order=0"});
}

} // namespace

TEST_CASE("imports, checks and rollbacks that are killed raise no alarm") {
    Folder const folder;
    auto const file = folder / "s.db";
    make_store(file);
    std::mt19937 random(431128);
    auto const cycles = is_long() ? 1000 : 30;
    int killed = 0;
    for (int cycle = 1; cycle <= cycles; ++cycle) {
        auto const roster = folder / "r" + std::to_string(cycle) + ".csv";
        write_roster(roster, cycle * 10, 40);
        auto const process =
            start(cycle % 5 == 0   ? Arguments{"check", file, "--as-of", as_of}
                  : cycle % 7 == 0 ? Arguments{"rollback", file, std::to_string(cycle / 7)}
                                   : Arguments{"import", file, roster});
        if (cycle % 3 != 0) { // every third may end by itself
            ::usleep(std::uniform_int_distribution<useconds_t>(0, 150000)(random));
            ::kill(process, SIGKILL);
        }
        killed += wait_for(process) == 128 + SIGKILL;
        if (cycle % (is_long() ? 10 : 3) == 0) verifies(file);
    }
    verifies(file);
    CHECK(run({"import", file, folder / "r1.csv"}).status == 0);
    verifies(file);
    CHECK(killed > cycles / 4);
    MESSAGE(killed << " of " << cycles << " were killed in time");
}

TEST_CASE("several imports at once take turns, and the ledger stays one") {
    Folder const folder;
    auto const file = folder / "s.db";
    make_store(file);
    auto const before = events_of(file).size();
    std::vector<pid_t> processes;
    constexpr int writers = 6;
    for (int i = 0; i < writers; ++i) {
        auto const roster = folder / "r" + std::to_string(i) + ".csv";
        write_roster(roster, i * 1000, 200);
        processes.push_back(start({"import", file, roster}));
    }
    for (auto const process : processes) CHECK(wait_for(process) == 0);
    auto const events = events_of(file);
    REQUIRE(events.size() == before + writers);
    for (std::size_t i = 0; i < events.size(); ++i)
        CHECK(events[i].sequence == static_cast<std::int64_t>(i) + 1);
    CHECK(number_of(run_json({"summary", file}), "persons") == writers * 200);
    verifies(file);
}

TEST_CASE("two servers on one store show the same, and what is written beside them") {
    Folder const folder;
    auto const file = folder / "s.db";
    make_store(file);
    write_roster(folder / "a.csv", 0, 5);
    write_roster(folder / "b.csv", 100, 7);
    run_json({"import", file, folder / "a.csv"});
    Server const first(file), second(file);
    CHECK(first.get("/api/summary").status == 200);
    CHECK(first.get("/api/summary").body == second.get("/api/summary").body);
    auto const before = first.get("/api/summary").body;
    run_json({"import", file, folder / "b.csv"});
    CHECK(first.get("/api/summary").body != before);
    CHECK(first.get("/api/summary").body == second.get("/api/summary").body);
    verifies(file);
}

TEST_CASE("a server that was killed serves again what was imported") {
    Folder const folder;
    auto const file = folder / "s.db";
    make_store(file);
    write_roster(folder / "a.csv", 0, 5);
    Server first(file);
    run_json({"import", file, folder / "a.csv"});
    auto const shown = first.get("/api/summary");
    CHECK(shown.status == 200);
    first.kill();
    Server const second(file);
    CHECK(second.get("/api/summary").body == shown.body);
    verifies(file);
}

TEST_CASE("on a full disk the server goes on, imports are refused, and go on when there is space") {
    Folder const folder;
    auto const small = folder / "small";
    fs::create_directories(small);
    if (::geteuid() != 0 || ::mount("tmpfs", small.c_str(), "tmpfs", 0, "size=12m") != 0) {
        MESSAGE("skipped: a small file system can be mounted only as root");
        return;
    }
    {
        auto const file = small + "/s.db";
        make_store(file);
        write_roster(folder / "a.csv", 0, 5);
        write_roster(folder / "large.csv", 100, 40000);
        run_json({"import", file, folder / "a.csv"});
        Server const server(file);
        auto const shown = server.get("/api/summary");
        auto const refused = run({"import", file, folder / "large.csv", "--lang", "en"});
        CHECK(refused.status == 4);
        CHECK(refused.err.find("disk is full") != std::string::npos);
        // Fill what is left, to the last byte.
        std::string filling(1 << 16, 'x');
        for (int i = 0; i < 200; ++i) write_bytes(small + "/fill" + std::to_string(i), filling);
        CHECK(server.get("/api/summary").body == shown.body);
        CHECK(run({"findings", file}).status == 0);
        CHECK(number_of(run_json({"summary", file}), "persons") == 5);
        CHECK(run({"import", file, folder / "large.csv"}).status == 4);
        REQUIRE(::mount("tmpfs", small.c_str(), "tmpfs", MS_REMOUNT, "size=200m") == 0);
        CHECK(run({"import", file, folder / "large.csv"}).status == 0);
        CHECK(server.get("/api/summary").body != shown.body);
        verifies(file);
    }
    ::umount2(small.c_str(), MNT_DETACH);
}

TEST_CASE("a clock that jumps ten years either way changes no order") {
    Folder const folder;
    auto const file = folder / "s.db";
    make_store(file);
    int number = 0;
    for (auto const shift : {0L, ten_years, 0L, -ten_years, 0L}) {
        auto const roster = folder / "r" + std::to_string(number) + ".csv";
        write_roster(roster, number++ * 100, 3);
        auto const outcome = run_at(shift, {"import", file, roster});
        CHECK_MESSAGE(outcome.status == 0, outcome.err);
    }
    CHECK(run_at(-ten_years, {"rollback", file, "5"}).status == 0);
    auto const events = events_of(file);
    int told = 0;
    for (std::size_t i = 1; i < events.size(); ++i) {
        CHECK(events[i].sequence == events[i - 1].sequence + 1);
        if (events[i].time < events[i - 1].time) CHECK(events[i].event.kind == "clock");
        told += events[i].event.kind == "clock";
    }
    CHECK(told == 3); // it went back so often, and each time is on record
    CHECK(number_of(run_json({"summary", file}), "persons") == 4 * 3);
    verifies(file);
}
