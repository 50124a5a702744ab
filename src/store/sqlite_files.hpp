// What lies beside a SQLite store's file, and what is done about it: the log of commits (-wal), and
// the journal of a store whose making was interrupted (-journal).
#pragma once

#include <cstdint>
#include <string>

struct sqlite3;

namespace jingzhun::store {

constexpr std::int64_t application_id = 0x4A5A6831; // "JZh1", in the header of each store

// Whether the file is what a `create` left behind that was cut off: nothing, what a journal beside
// it takes back to nothing, or a store with nothing in its tables. Making it once more completes
// it.
bool is_unfinished(std::string const &file);

// Whether the log could not be made for want of space; SQLite only says that it could not.
bool has_no_space(std::string const &file);

// Writes the log's commits back into the file once it has grown to so many pages. Where the disk
// fails at that, `failed` is set: the commits are safe in the log, but nothing more may be
// acknowledged. Requires: both live as long as the connection.
struct LogKeeper {
    int pages = 8000;
    bool failed = false;
};
void keep_log(sqlite3 *connection, LogKeeper &keeper);

// Writes what the log holds once more in place, and waits for the disk. Called before the first
// write of a connection. After an fsync that failed the kernel takes pages for written that are
// not: what a process that died then left in the log can be read, but a power cut would take it
// away, and with it every later commit, since the log ends for SQLite at the first frame that does
// not fit. Does nothing where the log is empty or another connection is writing (it did so before).
// Answers an SQLite result code; 0: done.
int renew_log(sqlite3 *connection);

} // namespace jingzhun::store
