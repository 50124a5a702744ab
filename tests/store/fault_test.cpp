// What is left after a kill in the middle of a transaction and on a full disk.
#include "store/ledger.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace jingzhun::store;

namespace {

// Writes one committed transaction after the other, says each on the pipe, and stops in the middle
// of one.
[[noreturn]] void write_until_killed(std::string const &file, int pipe) {
    auto const database = open(file, Access::write);
    for (int i = 1;; ++i) {
        database->begin_write();
        for (int j = 0; j < 50; ++j)
            set_meta(*database, "n" + std::to_string(i) + "." + std::to_string(j),
                     std::string(2000, 'y'));
        append(*database, {"tester", "", ""}, {431128, "write", "n" + std::to_string(i), "{}"});
        if (i == 20) {
            database->execute(
                "PRAGMA cache_spill = 1; PRAGMA cache_size = 2"); // half of it lies in the log
            for (int j = 0; j < 500; ++j)
                set_meta(*database, "torn" + std::to_string(j), std::string(3000, 'z'));
            char const last = 'x';
            if (::write(pipe, &last, 1) != 1) ::_exit(1);
            ::pause();
        }
        database->commit();
        char const done = 'c';
        if (::write(pipe, &done, 1) != 1) ::_exit(1);
    }
}

// How many commits were acknowledged before the child was killed.
int commits_until_killed(std::string const &file, int kill_after) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    auto const child = ::fork();
    if (child == 0) write_until_killed(file, ends[1]);
    ::close(ends[1]);
    int commits = 0;
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c == 'c';)
        if (++commits == kill_after) break;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (char c = 0; ::read(ends[0], &c, 1) == 1;)
        commits += c == 'c'; // acknowledged before the kill came
    ::close(ends[0]);
    return commits;
}

std::int64_t rows(Database &database, std::string const &like) {
    auto select = database.prepare("SELECT count(*) FROM meta WHERE name LIKE $1");
    select->bind(1, like);
    select->step();
    return select->integer(0);
}

} // namespace

TEST_CASE(
    "a process killed in the middle of a transaction leaves every commit and nothing of the rest") {
    Scratch scratch;
    auto const file = scratch / "county.db";
    open(file, Access::create);
    CHECK(commits_until_killed(file, 1000) == 19);
    for (auto const access : {Access::read, Access::write}) {
        auto const database = open(file, access);
        CHECK(rows(*database, "n%") == 19 * 50);
        CHECK(rows(*database, "torn%") == 0);
        CHECK(read_events(*database, 431128).size() == 19);
    }
}

TEST_CASE("a process killed at any moment loses no commit that it was told of") {
    for (int kill_after = 1; kill_after < 12; ++kill_after) {
        Scratch scratch;
        auto const file = scratch / "county.db";
        open(file, Access::create);
        auto const acknowledged = commits_until_killed(file, kill_after);
        auto const database = open(file, Access::write);
        auto const events = read_events(*database, 431128).size();
        CHECK(events >= static_cast<std::size_t>(acknowledged));
        CHECK(events <= static_cast<std::size_t>(acknowledged) + 1); // committed, not yet said
        CHECK(rows(*database, "n%") == static_cast<std::int64_t>(events) * 50);
    }
}

TEST_CASE("a full disk refuses the write by name, keeps what was there, and goes on when there is "
          "space") {
    Scratch scratch;
    if (::geteuid() != 0 || ::mount("tmpfs", scratch.folder.c_str(), "tmpfs", 0, "size=3m") != 0) {
        MESSAGE("skipped: a small file system can be mounted only as root");
        return;
    }
    {
        auto const database = open(scratch / "county.db", Access::create);
        Transaction first(*database);
        set_meta(*database, "kept", "yes");
        first.commit();
        auto const fill = [&] {
            Transaction transaction(*database);
            for (int i = 0; i < 4000; ++i)
                set_meta(*database, "big" + std::to_string(i), std::string(1000, 'b'));
            transaction.commit();
        };
        CHECK(error_of(fill) == "disk_full");
        CHECK(meta(*database, "kept") == "yes");
        CHECK(rows(*database, "big%") == 0);
        REQUIRE(::mount("tmpfs", scratch.folder.c_str(), "tmpfs", MS_REMOUNT, "size=40m") == 0);
        CHECK(error_of(fill).empty());
        CHECK(rows(*database, "big%") == 4000);
    }
    ::umount2(scratch.folder.c_str(), MNT_DETACH);
}
