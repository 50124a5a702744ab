// The disk fails at a sync: from then on nothing is acknowledged, and what the dead process left in
// the log does not endanger what the next one writes.
#include "durable/folder.hpp"
#include "durable/load.hpp"
#include "durable/recorder.hpp"

#include "base/error.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <optional>

using namespace durable;
using jingzhun::base::Error;

namespace {

constexpr int writes = 20;

// What programs still read of the folder's files.
Recorder::Files read_files(std::string const &folder) {
    Recorder::Files files;
    for (auto const &entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().string().ends_with("-shm")) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(in), {}};
    }
    return files;
}

std::string error_of(Load &load, int number) {
    try {
        load.write(number);
    } catch (Error const &error) {
        return error.code();
    }
    return "";
}

// A process whose N-th sync fails, and that is killed soon afterwards.
struct Failed {
    std::vector<Acknowledged> told;
    Recorder::Files cached, durable;
    bool fired = false, closing = false, store_sync = false;
    std::string code; // of the write that failed
    int refused = 0;  // further writes that were

    explicit Failed(int nth) {
        Folder const folder;
        int syncs = 0;
        Recorder recorder(folder.path(), {}, [&](Seen const &seen) {
            if (++syncs != nth) return false;
            fired = true;
            // When it is being closed there is nobody left who could acknowledge.
            store_sync = !closing && (seen.path.ends_with(".db") || seen.path.ends_with("-wal"));
            return true;
        });
        Load load(folder / "county.db");
        run(load);
        cached = read_files(folder.path());
        std::mt19937 random(1);
        durable = recorder.state(recorder.calls(), Loss::drop, random);
    }

    void run(Load &load) {
        try {
            told.push_back(load.make());
            closing = true;
            load.close();
            closing = false;
            load.open({.checkpoint_pages = 6});
            for (int i = 0; i < writes; ++i) {
                told.push_back(load.write(i));
                if (fired) break; // it failed at writing the log back
            }
        } catch (Error const &error) {
            code = error.code();
            if (!load.is_open()) return;
        }
        if (!fired) return;
        for (int i = 0; i < 3; ++i) refused += error_of(load, writes + i) == "store_failed";
    }
};

} // namespace

TEST_CASE("after a sync of the store failed, whichever it was, nothing more is acknowledged") {
    int of_the_store = 0;
    for (int nth = 1;; ++nth) {
        Failed const failed(nth);
        if (!failed.fired) break;
        CAPTURE(nth);
        CAPTURE(failed.code);
        if (failed.told.empty()) {
            CHECK_FALSE(failed.code.empty()); // nothing was made
            continue;
        }
        if (!failed.store_sync) continue;
        ++of_the_store;
        CHECK((failed.code == "store_failed" || failed.code.empty()));
        CHECK(failed.refused == 3);
    }
    CHECK(of_the_store > writes);
}

TEST_CASE(
    "what the next process acknowledges outlives a power cut, though its log begins with what "
    "the disk never held") {
    std::mt19937 random(431128);
    for (int nth = 1;; ++nth) {
        Failed const failed(nth);
        if (!failed.fired) break;
        if (failed.told.empty()) continue;
        Folder const folder, rebuilt;
        folder.fill(failed.cached);
        Recorder recorder(folder.path(), failed.durable);
        auto told = failed.told;
        {
            Load load(folder / "county.db");
            load.open(); // nothing is written back soon: all depends on the log
            for (int i = 0; i < 4; ++i) told.push_back(load.write(100 + i));
            for (auto const loss : {Loss::drop, Loss::scattered}) {
                rebuilt.fill(recorder.state(recorder.calls(), loss, random));
                auto const verdict = judge(rebuilt / "county.db", told);
                CHECK_MESSAGE(verdict.empty(), "sync " << nth << ": " << verdict);
            }
        }
    }
}
