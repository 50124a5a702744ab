// Killed at any moment: what was acknowledged is there, and nothing raises an alarm.
#include "durable/folder.hpp"
#include "durable/load.hpp"
#include "durable/side_by_side.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <random>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace durable;
namespace store = jingzhun::store;

namespace {

[[noreturn]] void write_until_killed(std::string const &file, int pipe, int first) {
    Load load(file);
    load.open();
    load.database().execute("PRAGMA cache_size = 20"); // large loads lie half in the log when they
                                                       // are cut off
    for (auto number = first;; ++number) {
        auto const told = load.write(number);
        Message const message(told);
        if (::write(pipe, &message, sizeof message) != sizeof message) ::_exit(1);
    }
}

// Thirty-two clients of one writer, each telling what it was answered.
[[noreturn]] void serve_until_killed(std::string const &file, int pipe, int first) {
    store::Writer writer(file, {.checkpoint_pages = 50});
    std::vector<std::thread> clients;
    for (int client = 0; client < 32; ++client)
        clients.emplace_back([&, client] {
            for (auto number = first;; ++number) {
                Message const message(write_through(writer, client, number));
                if (::write(pipe, &message, sizeof message) != sizeof message) ::_exit(1);
            }
        });
    for (auto &client : clients) client.join();
    ::_exit(0);
}

using Work = void (*)(std::string const &, int, int);

// Kills a writer after a random while; answers what it said it had written.
std::vector<Acknowledged> write_and_kill(Work work, std::string const &file, int first,
                                         std::mt19937 &random) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    auto const child = ::fork();
    if (child == 0) work(file, ends[1], first);
    ::close(ends[1]);
    std::vector<Acknowledged> told;
    auto const read_one = [&] {
        Message message;
        if (::read(ends[0], &message, sizeof message) != sizeof message) return false;
        told.push_back(message.acknowledged());
        return true;
    };
    auto const least = std::uniform_int_distribution<std::size_t>(1, 12)(random);
    while (told.size() < least && read_one()) {
    }
    ::usleep(std::uniform_int_distribution<useconds_t>(0, 4000)(random));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (read_one()) {
    }
    ::close(ends[0]);
    return told;
}

// Cycles of a writer and its death, some to a store.
void kill_again_and_again(Work work, int cycles, unsigned seed, Found &found) {
    constexpr int cycles_a_store = 10;
    std::mt19937 random(seed);
    for (int cycle = 0; cycle < cycles;) {
        Folder const folder;
        auto const file = folder / "county.db";
        Load load(file);
        std::vector<Acknowledged> told = {load.make()};
        load.close();
        for (int i = 0; i < cycles_a_store && cycle < cycles; ++i, ++cycle) {
            auto const before = told.size();
            auto const first = static_cast<int>(told.back().sequence);
            for (auto &one : write_and_kill(work, file, first, random))
                told.push_back(std::move(one));
            found.expect(told.size() > before, "nothing was acknowledged");
            auto const verdict = judge(file, told);
            found.expect(verdict.empty(), "cycle " + std::to_string(cycle) + ": " + verdict);
            ++found["kills"];
        }
        found["acknowledged"] += static_cast<int>(told.size());
    }
}

Found killed(Work work, int cycles) {
    return side_by_side([&](int part, Found &found) {
        kill_again_and_again(work, cycles / parts, 431128U + static_cast<unsigned>(part), found);
    });
}

} // namespace

TEST_CASE("a writer killed at any moment loses nothing that it acknowledged") {
    auto const cycles = is_long() ? 3000 : 100;
    auto found = killed(write_until_killed, cycles);
    check_none_failed(found);
    MESSAGE(found["kills"] << " kills, " << found["acknowledged"] << " acknowledged writes");
    CHECK(found["kills"] == cycles);
    CHECK(found["acknowledged"] > cycles);
}

TEST_CASE("thirty-two clients of a writer that is killed lose nothing that was answered") {
    auto const cycles = is_long() ? 1000 : 30;
    auto found = killed(serve_until_killed, cycles);
    check_none_failed(found);
    MESSAGE(found["kills"] << " kills, " << found["acknowledged"] << " acknowledged writes");
    CHECK(found["kills"] == cycles);
    CHECK(found["acknowledged"] > cycles * 5);
}
