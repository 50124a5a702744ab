// The power goes at any moment: states of the disk are built from a record of every call, and
// opened.
#include "durable/folder.hpp"
#include "durable/load.hpp"
#include "durable/recorder.hpp"

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

Campaign run_campaign(int states, Make const &make) {
    constexpr int states_a_record = 100;
    Campaign campaign;
    Folder const folder;
    std::mt19937 random(431128);
    for (unsigned seed = 1; campaign.states < states; seed += 7) {
        auto const record = make(seed);
        for (int i = 0; i < states_a_record && campaign.states < states; ++i, ++campaign.states) {
            auto const calls =
                std::uniform_int_distribution<std::size_t>(1, record->recorder->calls())(random);
            folder.fill(record->recorder->state(calls, static_cast<Loss>(i % 3), random));
            auto const verdict = judge(folder / "county.db", record->told_after(calls));
            if (verdict.empty()) continue;
            ++(verdict.starts_with("lost") ? campaign.lost : campaign.corrupt);
            if (campaign.first.empty())
                campaign.first = verdict + " after " + std::to_string(calls) + " calls of record " +
                                 std::to_string(seed);
        }
    }
    return campaign;
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
