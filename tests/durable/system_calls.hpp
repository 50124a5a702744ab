// The system calls by which this program changes its disk, seen one by one: they can be counted,
// recorded and made to fail.
//
// The functions of libc are replaced for the whole test program, SQLite's calls included; they pass
// everything on until somebody watches. What goes through a memory map is not seen: of a store only
// the index of its log (-shm), which no crash keeps.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace durable {

enum class Call { open, read, write, sync, truncate, remove, rename, link, make_folder };
std::string_view to_string(Call call);

struct Seen {
    Call call = Call::open;
    std::string path;        // of the file or folder
    std::string to;          // rename and link: the new name
    std::uint64_t inode = 0; // of an open file, or of one that is being named
    bool made = false;       // open: there was none of that name
    std::int64_t offset = 0; // write
    std::int64_t size = 0;   // truncate: the new length
    std::string_view bytes;  // write: after it, those that were written
};

// What becomes of a call that has not been made yet.
struct Verdict {
    int error = 0;               // not 0: it fails with this errno and does nothing
    std::size_t most = SIZE_MAX; // write: no more bytes than this
};

struct Watch {
    std::string folder; // only calls about it and what lies below it are seen
    std::function<Verdict(Seen const &)> before = [](Seen const &) { return Verdict(); };
    std::function<void(Seen const &)> after = [](Seen const &) {}; // where it succeeded
};

// From here to the end of the block; one at a time. The two functions are called under one lock, in
// the order in which the calls take effect.
class Watching {
  public:
    explicit Watching(Watch watch);
    ~Watching();
    Watching(Watching const &) = delete;
    Watching &operator=(Watching const &) = delete;
};

} // namespace durable
