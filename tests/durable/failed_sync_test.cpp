// The disk fails at a sync: from then on nothing is acknowledged, and what the dead process left in
// the log does not endanger what the next one writes.
#include "durable/folder.hpp"
#include "durable/load.hpp"
#include "durable/recorder.hpp"
#include "durable/side_by_side.hpp"

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

// False where there are not so many syncs.
bool nothing_more_is_acknowledged(int nth, Found &found) {
    Failed const failed(nth);
    if (!failed.fired) return false;
    auto const where = "sync " + std::to_string(nth) + " (" + failed.code + "): ";
    if (failed.told.empty()) {
        found.expect(!failed.code.empty(), where + "nothing was made, and nothing said");
        return true;
    }
    if (!failed.store_sync) return true;
    ++found["of the store"];
    found.expect(failed.code == "store_failed" || failed.code.empty(), where + "another code");
    found.expect(failed.refused == 3, where + "it went on");
    return true;
}

bool the_next_process_is_safe(int nth, Found &found) {
    std::mt19937 random(431128U + static_cast<unsigned>(nth));
    Failed const failed(nth);
    if (!failed.fired) return false;
    if (failed.told.empty()) return true;
    Folder const folder, rebuilt;
    folder.fill(failed.cached);
    Recorder recorder(folder.path(), failed.durable);
    auto told = failed.told;
    Load load(folder / "county.db");
    load.open(); // nothing is written back soon: all depends on the log
    for (int i = 0; i < 4; ++i) told.push_back(load.write(100 + i));
    for (auto const loss : {Loss::drop, Loss::scattered}) {
        rebuilt.fill(recorder.state(recorder.calls(), loss, random));
        auto const verdict = judge(rebuilt / "county.db", told);
        found.expect(verdict.empty(), "sync " + std::to_string(nth) + ": " + verdict);
        ++found["states"];
    }
    return true;
}

Found at_every_sync(bool (*look)(int nth, Found &found)) {
    auto found = side_by_side([&](int part, Found &of_part) {
        for (int nth = 1 + part; look(nth, of_part); nth += parts) {
        }
    });
    check_none_failed(found);
    return found;
}

} // namespace

TEST_CASE("after a sync of the store failed, whichever it was, nothing more is acknowledged") {
    auto found = at_every_sync(nothing_more_is_acknowledged);
    CHECK(found["of the store"] > writes);
}

TEST_CASE(
    "what the next process acknowledges outlives a power cut, though its log begins with what "
    "the disk never held") {
    auto found = at_every_sync(the_next_process_is_safe);
    CHECK(found["states"] > writes);
}
