// One call fails, whichever: nothing acknowledged is lost, nothing is damaged, and what went wrong
// is said.
#include "durable/folder.hpp"
#include "durable/script.hpp"
#include "durable/side_by_side.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <set>
#include <stdexcept>
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

using Look = std::function<void(Ran const &, std::vector<Acknowledged> const &, Found &)>;

// One fault; false where there are not so many calls.
bool strike(Fault fault, int nth, Look const &look, Found &found) {
    Folder const folder;
    std::vector<Acknowledged> told;
    auto const ran = run_script(folder.path(), fault, nth,
                                [&](Acknowledged const &one) { told.push_back(one); });
    auto const verdict = judge(folder / "county.db", told);
    found.expect(verdict.empty(), ran.call + ": " + verdict);
    for (auto const &code : ran.codes)
        found.expect(is_clear(code, ran.call), ran.call + ": " + code);
    look(ran, told, found);
    if (!ran.fired) {
        found.expect(ran.codes.empty() && told.size() == 31, "without a fault it did not go well");
        return false;
    }
    ++found["faults"];
    found["silent"] += ran.codes.empty(); // every step came back all the same
    return true;
}

// At every call, whichever.
Found sweep(
    Fault fault, Look const &look = [](auto const &, auto const &, auto &) {}) {
    auto found = side_by_side([&](int part, Found &of_part) {
        for (int nth = 1 + part; strike(fault, nth, look, of_part); nth += parts) {
        }
    });
    check_none_failed(found);
    MESSAGE(found["faults"] << " faults, " << found["silent"] << " made up for");
    return found;
}

// The process dies at that call; false where there are not so many.
bool kill_at(int nth, Found &found) {
    Folder const folder;
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
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
    found.expect(verdict.empty(), "call " + std::to_string(nth) + ": " + verdict);
    if (WIFEXITED(state)) {
        found.expect(WEXITSTATUS(state) == 0, "the script failed");
        return false;
    }
    found.expect(WTERMSIG(state) == SIGKILL, "it ended otherwise");
    ++found["kills"];
    return true;
}

} // namespace

TEST_CASE("an input or output error at any call") {
    auto found = sweep(Fault::io_error);
    CHECK(found["faults"] > 300);
    CHECK(found["silent"] < found["faults"] / 2);
}

TEST_CASE("no space at any call that takes some") {
    auto found = sweep(Fault::no_space);
    CHECK(found["faults"] > 100);
}

TEST_CASE("from any call on the disk is full: reads go on, writes are refused, and go on without "
          "opening the store again once there is space") {
    auto found = sweep(
        Fault::full, [](Ran const &ran, std::vector<Acknowledged> const &told, Found &of_part) {
            if (!ran.fired || told.empty()) return; // the store could not even be made
            of_part.expect(ran.reads_failed == 0, ran.call + ": a read failed");
            of_part.expect(ran.told_in_the_end == 6, ran.call + ": not every write went on");
            for (auto const &code : ran.codes)
                of_part.expect(code == "disk_full", ran.call + ": " + code);
        });
    CHECK(found["faults"] > 100);
}

TEST_CASE("a write that is cut short, whichever") {
    auto found = sweep(Fault::short_write);
    CHECK(found["faults"] > 100);
    CHECK(found["silent"] == found["faults"]); // the rest is written, and nobody need know
}

TEST_CASE("the process is killed at any call") {
    auto found = side_by_side([](int part, Found &of_part) {
        for (int nth = 1 + part; kill_at(nth, of_part); nth += parts) {
        }
    });
    check_none_failed(found);
    MESSAGE(found["kills"] << " kills");
    CHECK(found["kills"] > 300);
}
