// libc's functions as thin covers of the kernel's, with somebody looking on.
#include "durable/system_calls.hpp"

#include <atomic>
#include <cassert>
#include <cerrno>
#include <cstdarg>
#include <fcntl.h>
#include <mutex>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace durable {
namespace {

constinit std::atomic<bool> watched = false; // the covers run before any constructor does
Watch watch;
std::mutex lock;
thread_local bool looking = false; // calls of the watcher itself are nobody's business

bool below(std::string const &path) {
    auto const &folder = watch.folder;
    if (!path.starts_with(folder) || path.ends_with("-shm")) return false;
    return path.size() == folder.size() || path[folder.size()] == '/';
}

std::string path_of(int descriptor) {
    char path[4096];
    auto const name = "/proc/self/fd/" + std::to_string(descriptor);
    auto const length = ::syscall(SYS_readlink, name.c_str(), path, sizeof path);
    return length < 0 ? std::string() : std::string(path, static_cast<std::size_t>(length));
}

std::uint64_t inode_of(int descriptor) {
    struct stat about = {};
    return ::fstat(descriptor, &about) == 0 ? about.st_ino : 0;
}

std::uint64_t inode_of(std::string const &path) {
    struct stat about = {};
    return ::stat(path.c_str(), &about) == 0 ? about.st_ino : 0;
}

// Makes the call unless the watcher says otherwise. `call` gets how many bytes it may write.
template <class Fill, class Make> long watched_call(Seen seen, Fill fill, Make const &make) {
    if (!watched || looking) return make(SIZE_MAX);
    std::scoped_lock const guard(lock);
    looking = true;
    struct Away {
        ~Away() { looking = false; }
    } const away;
    fill(seen);
    if (!watched || !below(seen.path)) return make(SIZE_MAX);
    auto const verdict = watch.before(seen);
    if (verdict.error != 0) {
        errno = verdict.error;
        return -1;
    }
    auto const result = make(verdict.most);
    if (result < 0) return result;
    auto const error = errno;
    if (seen.call == Call::write)
        seen.bytes = seen.bytes.substr(0, static_cast<std::size_t>(result));
    if (seen.call == Call::open) seen.inode = inode_of(static_cast<int>(result));
    watch.after(seen);
    errno = error;
    return result;
}

// What the file held is gone: noted as if that had been asked for alone.
void note_emptied(int descriptor, char const *path) {
    if (!watched || looking) return;
    std::scoped_lock const guard(lock);
    looking = true;
    Seen seen;
    seen.call = Call::truncate;
    seen.path = path;
    seen.inode = inode_of(descriptor);
    if (watched && below(seen.path)) watch.after(seen);
    looking = false;
}

long watched_open(char const *path, int flags, unsigned mode) {
    auto const make = [&](std::size_t) { return ::syscall(SYS_open, path, flags, mode); };
    if ((flags & O_ACCMODE) == O_RDONLY && (flags & O_CREAT) == 0) return make(0);
    Seen seen;
    seen.path = path;
    auto const opened = watched_call(
        seen, [&](Seen &one) { one.made = inode_of(one.path) == 0; }, make);
    if (opened >= 0 && (flags & O_TRUNC) != 0) note_emptied(static_cast<int>(opened), path);
    return opened;
}

long watched_write(int descriptor, void const *bytes, std::size_t length, std::int64_t offset) {
    Seen seen;
    seen.call = Call::write;
    seen.bytes = {static_cast<char const *>(bytes), length};
    return watched_call(
        seen,
        [&](Seen &one) {
            one.path = path_of(descriptor);
            one.inode = inode_of(descriptor);
            one.offset = offset >= 0 ? offset : ::lseek(descriptor, 0, SEEK_CUR);
        },
        [&](std::size_t most) {
            auto const count = std::min(length, most);
            if (offset < 0) return ::syscall(SYS_write, descriptor, bytes, count);
            return ::syscall(SYS_pwrite64, descriptor, bytes, count, offset);
        });
}

template <class Make>
long on_descriptor(Call call, int descriptor, std::int64_t size, Make const &make) {
    Seen seen;
    seen.call = call;
    seen.size = size;
    return watched_call(
        seen,
        [&](Seen &one) {
            one.path = path_of(descriptor);
            one.inode = inode_of(descriptor);
        },
        [&](std::size_t) { return make(); });
}

template <class Make> long on_name(Call call, char const *path, char const *to, Make const &make) {
    Seen seen;
    seen.call = call;
    seen.path = path;
    seen.to = to;
    return watched_call(
        seen, [](Seen &one) { one.inode = inode_of(one.path); },
        [&](std::size_t) { return make(); });
}

} // namespace

std::string_view to_string(Call call) {
    constexpr std::string_view names[] = {"open",   "read",   "write", "sync",       "truncate",
                                          "remove", "rename", "link",  "make folder"};
    return names[static_cast<std::size_t>(call)];
}

Watching::Watching(Watch new_watch) {
    assert(!watched);
    watch = std::move(new_watch);
    watched = true;
}

Watching::~Watching() {
    std::scoped_lock const guard(lock);
    watched = false;
}

} // namespace durable

using durable::Call;

extern "C" {

int open(char const *path, int flags, ...) {
    std::va_list rest;
    va_start(rest, flags);
    auto const mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, unsigned) : 0U;
    va_end(rest);
    return static_cast<int>(durable::watched_open(path, flags, mode));
}

int open64(char const *path, int flags, ...) {
    std::va_list rest;
    va_start(rest, flags);
    auto const mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, unsigned) : 0U;
    va_end(rest);
    return static_cast<int>(durable::watched_open(path, flags, mode));
}

ssize_t read(int descriptor, void *bytes, std::size_t length) {
    return durable::on_descriptor(Call::read, descriptor, 0,
                                  [&] { return ::syscall(SYS_read, descriptor, bytes, length); });
}

ssize_t pread64(int descriptor, void *bytes, std::size_t length, off64_t offset) {
    return durable::on_descriptor(Call::read, descriptor, 0, [&] {
        return ::syscall(SYS_pread64, descriptor, bytes, length, offset);
    });
}

ssize_t pread(int descriptor, void *bytes, std::size_t length, off_t offset) {
    return ::pread64(descriptor, bytes, length, offset);
}

ssize_t write(int descriptor, void const *bytes, std::size_t length) {
    return durable::watched_write(descriptor, bytes, length, -1);
}

ssize_t pwrite64(int descriptor, void const *bytes, std::size_t length, off64_t offset) {
    return durable::watched_write(descriptor, bytes, length, offset);
}

ssize_t pwrite(int descriptor, void const *bytes, std::size_t length, off_t offset) {
    return durable::watched_write(descriptor, bytes, length, offset);
}

int fsync(int descriptor) {
    return static_cast<int>(durable::on_descriptor(
        Call::sync, descriptor, 0, [&] { return ::syscall(SYS_fsync, descriptor); }));
}

int fdatasync(int descriptor) {
    return static_cast<int>(durable::on_descriptor(
        Call::sync, descriptor, 0, [&] { return ::syscall(SYS_fdatasync, descriptor); }));
}

int ftruncate(int descriptor, off_t size) noexcept {
    return static_cast<int>(durable::on_descriptor(Call::truncate, descriptor, size, [&] {
        return ::syscall(SYS_ftruncate, descriptor, size);
    }));
}

int ftruncate64(int descriptor, off64_t size) noexcept { return ::ftruncate(descriptor, size); }

int unlink(char const *path) noexcept {
    return static_cast<int>(
        durable::on_name(Call::remove, path, "", [&] { return ::syscall(SYS_unlink, path); }));
}

int rename(char const *from, char const *to) noexcept {
    return static_cast<int>(
        durable::on_name(Call::rename, from, to, [&] { return ::syscall(SYS_rename, from, to); }));
}

int link(char const *from, char const *to) noexcept {
    return static_cast<int>(
        durable::on_name(Call::link, from, to, [&] { return ::syscall(SYS_link, from, to); }));
}

int mkdir(char const *path, mode_t mode) noexcept {
    return static_cast<int>(durable::on_name(Call::make_folder, path, "",
                                             [&] { return ::syscall(SYS_mkdir, path, mode); }));
}

} // extern "C"
