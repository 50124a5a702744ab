// The power goes at any moment: states of the disk are built from a record of every call, and
// opened.
#include "durable/folder.hpp"
#include "durable/load.hpp"
#include "durable/recorder.hpp"
#include "durable/side_by_side.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <mutex>
#include <thread>

using namespace durable;
namespace store = jingzhun::store;

namespace {

struct Campaign {
    int states = 0, lost = 0, corrupt = 0;
    std::string first; // verdict that was not good
};

// A load with reopening, small pages in memory and many checkpoints, so that every way of writing
// occurs.
struct Record {
    Folder folder;
    std::mutex mutex;
    std::map<std::int64_t, Acknowledged> told;
    std::unique_ptr<Recorder> recorder = std::make_unique<Recorder>(folder.path());

    Record(unsigned seed, int writes, std::string const &settings) {
        Load load(folder / "county.db");
        tell(load.make());
        for (int i = 0; i < writes; ++i) {
            if (i % 9 == 0) {
                load.close();
                load.open({.checkpoint_pages = 6});
                load.database().execute("PRAGMA cache_size = 20; " + settings);
            }
            tell(load.write(static_cast<int>(seed) + i));
        }
    }
    // Many clients of one writer.
    Record(int clients, int writes) {
        {
            Load load(folder / "county.db");
            tell(load.make());
        }
        store::Writer writer(folder / "county.db", {.checkpoint_pages = 30});
        std::vector<std::thread> threads;
        for (int client = 0; client < clients; ++client)
            threads.emplace_back([&, client] {
                for (int i = 0; i < writes; ++i) tell(write_through(writer, client, i));
            });
        for (auto &thread : threads) thread.join();
    }
    void tell(Acknowledged const &one) {
        std::scoped_lock const lock(mutex);
        told[one.sequence] = one;
        recorder->tell(one.sequence);
    }
    std::vector<Acknowledged> told_after(std::size_t calls) const {
        std::vector<Acknowledged> found;
        for (auto const sequence : recorder->told(calls)) found.push_back(told.at(sequence));
        return found;
    }
};

using Make = std::function<std::unique_ptr<Record>(unsigned seed)>;

// States of one record after the other; every part of the campaign has records of its own.
void run_part(int part, int states, Make const &make, Found &found) {
    constexpr int states_a_record = 100;
    Folder const folder;
    std::mt19937 random(431128U + static_cast<unsigned>(part));
    auto seed = 1U + 7U * static_cast<unsigned>(part);
    for (int state = 0; state < states; seed += 7U * parts) {
        auto const record = make(seed);
        for (int i = 0; i < states_a_record && state < states; ++i, ++state) {
            auto const calls =
                std::uniform_int_distribution<std::size_t>(1, record->recorder->calls())(random);
            folder.fill(record->recorder->state(calls, static_cast<Loss>(i % 3), random));
            auto const verdict = judge(folder / "county.db", record->told_after(calls));
            ++found["states"];
            if (verdict.empty()) continue;
            ++found[verdict.starts_with("lost") ? "lost" : "corrupt"];
            found.failures.push_back(verdict + " after " + std::to_string(calls) +
                                     " calls of record " + std::to_string(seed));
        }
    }
}

Campaign run_campaign(int states, Make const &make) {
    auto found = side_by_side(
        [&](int part, Found &of_part) { run_part(part, states / parts, make, of_part); });
    CHECK(found["states"] == states);
    // A part that did not end is no state of the disk.
    CHECK(found.failures.size() == static_cast<std::size_t>(found["lost"] + found["corrupt"]));
    return {found["states"], found["lost"], found["corrupt"],
            found.failures.empty() ? "" : found.failures.front()};
}

Make load_with(std::string const &settings) {
    return [settings](unsigned seed) { return std::make_unique<Record>(seed, 36, settings); };
}

} // namespace

TEST_CASE("whatever a power cut leaves of unsynced writes, nothing acknowledged is lost") {
    auto const campaign = run_campaign(is_long() ? 20000 : 600, load_with(""));
    CHECK_MESSAGE(campaign.lost == 0, campaign.first);
    CHECK_MESSAGE(campaign.corrupt == 0, campaign.first);
    MESSAGE(campaign.states << " states");
}

TEST_CASE(
    "whatever a power cut leaves, no client of a writer that commits for many loses its write") {
    auto const campaign = run_campaign(is_long() ? 5000 : 200,
                                       [](unsigned) { return std::make_unique<Record>(32, 6); });
    CHECK_MESSAGE(campaign.lost == 0, campaign.first);
    CHECK_MESSAGE(campaign.corrupt == 0, campaign.first);
}

TEST_CASE("the same rig loses writes of a store that does not wait for the disk") {
    auto const campaign =
        run_campaign(is_long() ? 2000 : 60, load_with("PRAGMA synchronous = NORMAL"));
    CHECK(campaign.lost > campaign.states / 10);
    CHECK_MESSAGE(campaign.corrupt == 0, campaign.first); // that is not what NORMAL gives up
    auto const off = run_campaign(is_long() ? 2000 : 60, load_with("PRAGMA synchronous = OFF"));
    CHECK(off.lost + off.corrupt > off.states / 10);
    CHECK(off.corrupt > 0);
}
