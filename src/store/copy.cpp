// Copies by SQLite's VACUUM INTO; replacing by names.
#include "store/copy.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "store/checkpoint.hpp"
#include "store/open.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace jingzhun::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string const &file, int error) {
    if (error == ENOSPC || error == EDQUOT) throw base::Error("disk_full", {{"file", file}});
    throw base::Error("file_unwritable", {{"file", file}, {"what", std::strerror(error)}});
}

void rename_if_there(std::string const &from, std::string const &to) {
    if (::rename(from.c_str(), to.c_str()) != 0 && errno != ENOENT) fail(to, errno);
}

void sync_file(std::string const &file) {
    auto const handle = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    auto const synced = handle >= 0 && ::fsync(handle) == 0;
    auto const error = errno;
    if (handle >= 0) ::close(handle);
    if (!synced) fail(file, error);
}

// Afterwards the store is one file without a log, and nobody has it open. One that cannot be opened
// is left as it is, log and all.
void close_for_good(std::string const &store) {
    if (!begins_like_a_store(store)) return;
    std::unique_ptr<Database> database;
    try {
        database = open(store, Access::write);
    } catch (base::Error const &error) {
        if (error.code() == "store_busy") throw;
        return;
    }
    std::string mode;
    try {
        auto statement = database->prepare("PRAGMA journal_mode = DELETE");
        while (statement->step()) mode = statement->text(0);
    } catch (base::Error const &) {
    }
    if (mode != "delete") throw base::Error("store_busy", {{"file", store}}, {store});
}

std::string free_name(std::string const &store) {
    auto time = base::to_string_instant(base::now()).substr(0, 19);
    std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
    auto const name = store + ".replaced-" + time;
    for (int i = 1;; ++i) {
        auto const tried = i == 1 ? name : name + "-" + std::to_string(i);
        if (!fs::exists(tried)) return tried;
    }
}

} // namespace

void copy_store(Database &database, std::string const &file) {
    try {
        database.execute("PRAGMA query_only = OFF"); // it would forbid writing other files too
        auto statement = database.prepare("VACUUM INTO $1");
        statement->bind(1, file);
        statement->run();
    } catch (base::Error const &error) {
        remove_store(file);
        if (error.code() == "disk_full") throw base::Error("disk_full", {{"file", file}});
        if (error.code() == "store_unwritable")
            throw base::Error("file_unwritable", {{"file", file}, {"what", error.what()}});
        throw;
    }
    sync_file(file);
    base::sync_folder_of(file);
}

bool begins_like_a_store(std::string const &file) {
    std::ifstream in(file, std::ios::binary);
    char start[16] = {};
    in.read(start, sizeof start);
    return std::string_view(start, sizeof start) == std::string_view("SQLite format 3\0", 16);
}

void remove_store(std::string const &store) noexcept {
    for (auto const *ending : {"", "-wal", "-shm", "-journal", ".head", ".key"})
        ::unlink((store + ending).c_str());
}

std::string replace_store(std::string const &with, std::string const &store) {
    auto const there = fs::exists(store);
    if (there) close_for_good(store);
    auto const aside = there ? free_name(store) : std::string();
    // What belongs to the old store goes first: it must never be taken for the new one's.
    if (there)
        for (auto const *ending : {"-wal", "-journal", ".head"})
            rename_if_there(store + ending, aside + ending);
    if (!fs::exists(key_file_of(store))) rename_if_there(key_file_of(with), key_file_of(store));
    else ::unlink(key_file_of(with).c_str());
    base::sync_folder_of(store);
    if (there && ::link(store.c_str(), aside.c_str()) != 0) rename_if_there(store, aside);
    rename_if_there(with, store);
    rename_if_there(with + ".head", store + ".head");
    ::unlink((store + "-shm").c_str());
    base::sync_folder_of(store);
    return aside;
}

} // namespace jingzhun::store
