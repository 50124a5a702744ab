// One call fails, whichever: nothing acknowledged is lost, nothing is damaged, and what went wrong
// is said.
#include "durable/folder.hpp"
#include "durable/script.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

using namespace durable;

namespace {

// Codes that tell the user what happened to the disk and what to do.
std::set<std::string> const clear = {"disk_full",       "store_failed",    "store_unwritable",
                                     "file_unwritable", "file_unreadable", "store_unfinished"};

// An unreadable place of the disk cannot be told from a damaged store.
bool is_clear(std::string const &code, std::string const &call) {
    auto const damage = code == "store_damaged" || code == "verify: store_structure";
    return clear.contains(code) || (damage && call.starts_with("read"));
}

struct Sweep {
    int faults = 0, silent = 0; // silent: every step came back all the same
};

using Look = std::function<void(Ran const &, std::vector<Acknowledged> const &)>;

Sweep sweep(
    Fault fault, Look const &look = [](auto const &, auto const &) {}) {
    Sweep found;
    for (int nth = 1;; ++nth) {
        Folder const folder;
        std::vector<Acknowledged> told;
        auto const ran = run_script(folder.path(), fault, nth,
                                    [&](Acknowledged const &one) { told.push_back(one); });
        auto const verdict = judge(folder / "county.db", told);
        CHECK_MESSAGE(verdict.empty(), ran.call << ": " << verdict);
        for (auto const &code : ran.codes)
            CHECK_MESSAGE(is_clear(code, ran.call), ran.call << ": " << code);
        look(ran, told);
        if (!ran.fired) {
            CHECK(ran.codes.empty());
            CHECK(told.size() == 31);
            return found;
        }
        ++found.faults;
        found.silent += ran.codes.empty();
    }
}

} // namespace

TEST_CASE("an input or output error at any call") {
    auto const found = sweep(Fault::io_error);
    MESSAGE(found.faults << " faults, " << found.silent << " made up for");
    CHECK(found.faults > 300);
    CHECK(found.silent < found.faults / 2);
}

TEST_CASE("no space at any call that takes some") {
    auto const found = sweep(Fault::no_space);
    MESSAGE(found.faults << " faults, " << found.silent << " made up for");
    CHECK(found.faults > 100);
}

TEST_CASE("from any call on the disk is full: reads go on, writes are refused, and go on without "
          "opening the store again once there is space") {
    auto const found =
        sweep(Fault::full, [](Ran const &ran, std::vector<Acknowledged> const &told) {
            if (!ran.fired || told.empty()) return; // the store could not even be made
            CHECK_MESSAGE(ran.reads_failed == 0, ran.call);
            CHECK_MESSAGE(ran.told_in_the_end == 6, ran.call);
            for (auto const &code : ran.codes) CHECK_MESSAGE(code == "disk_full", ran.call);
        });
    MESSAGE(found.faults << " faults");
    CHECK(found.faults > 100);
}

TEST_CASE("a write that is cut short, whichever") {
    auto const found = sweep(Fault::short_write);
    MESSAGE(found.faults << " faults, " << found.silent << " made up for");
    CHECK(found.faults > 100);
    CHECK(found.silent == found.faults); // the rest is written, and nobody need know
}

TEST_CASE("the process is killed at any call") {
    int kills = 0;
    for (int nth = 1;; ++nth) {
        Folder const folder;
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        auto const child = ::fork();
        if (child == 0) {
            run_script(folder.path(), Fault::kill, nth, [&](Acknowledged const &one) {
                Message const message(one);
                if (::write(ends[1], &message, sizeof message) != sizeof message) ::_exit(2);
            });
            ::_exit(0);
        }
        ::close(ends[1]);
        std::vector<Acknowledged> told;
        for (Message message; ::read(ends[0], &message, sizeof message) == sizeof message;)
            told.push_back(message.acknowledged());
        ::close(ends[0]);
        int state = 0;
        ::waitpid(child, &state, 0);
        auto const verdict = judge(folder / "county.db", told);
        CHECK_MESSAGE(verdict.empty(), "call " << nth << ": " << verdict);
        if (WIFEXITED(state)) {
            CHECK(WEXITSTATUS(state) == 0);
            break;
        }
        REQUIRE(WTERMSIG(state) == SIGKILL);
        ++kills;
    }
    MESSAGE(kills << " kills");
    CHECK(kills > 300);
}
