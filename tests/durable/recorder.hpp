// What a disk may hold after the power has gone: every call is recorded, and any state that the
// rules of a disk allow is built from the record.
//
// The rules: what was written before a sync of its file that came back is there; a name that was
// made, changed or taken away before a sync of its folder that came back is so. Of everything else
// anything may be there or not, by sectors of 512 bytes, names in their order. A sync that fails
// takes from the disk, for good, what its file was waiting for: the kernel holds it for written,
// and programs read it, but no later sync writes it (as Linux does).
#pragma once

#include "durable/system_calls.hpp"

#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace durable {

enum class Loss {
    drop,     // nothing of it is there
    prefix,   // all of it up to some call
    scattered // of each sector any of its versions, old or new
};

class Recorder {
  public:
    using Files = std::map<std::string, std::string>; // bytes by path below the folder

    // Records what happens below the folder, from now to the end of its life. `durable`: what of
    // the files that are there the disk holds; of others nothing. `sync_fails` says, for each sync,
    // whether the disk fails at it.
    explicit Recorder(
        std::string folder, Files durable = {},
        std::function<bool(Seen const &)> sync_fails = [](Seen const &) { return false; });

    // Notes that somebody was told, now: the number comes back from `told`. From any thread.
    void tell(std::int64_t number);

    std::size_t calls() const { return calls_.size(); }
    // What had been told when that many calls were made.
    std::vector<std::int64_t> told(std::size_t calls) const;
    // The files as the disk may hold them when the power goes after that many calls.
    Files state(std::size_t calls, Loss loss, std::mt19937 &random) const;

  private:
    struct Recorded {
        Call call;
        int file = -1; // -1: a folder
        std::string path, to, bytes;
        std::int64_t offset = 0, size = 0;
        bool failed = false; // of a sync
    };
    struct Disk;
    void find_files(Files const &durable);
    void note(Seen const &seen, bool failed);

    std::string folder_;
    std::mutex mutex_; // calls come under a lock of their own, tellings do not
    std::vector<Recorded> calls_;
    std::vector<std::pair<std::size_t, std::int64_t>> told_;
    std::map<std::string, std::pair<int, std::string>>
        before_;                         // what the disk held at the beginning
    std::map<std::uint64_t, int> files_; // by inode; numbers of files are never used again
    int next_file_ = 0;
    Watching watching_;
};

} // namespace durable
