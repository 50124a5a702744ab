// Reads and writes whole files, lists folders, finds what the product brings along.
#include "base/file.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace jingzhun::base {
namespace {

namespace fs = std::filesystem;

// An open file that closes itself.
class Handle {
  public:
    explicit Handle(int number) : number_(number) {}
    Handle(Handle const &) = delete;
    Handle &operator=(Handle const &) = delete;
    ~Handle() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }
    // Closes now and says whether that went well: some file systems report a full disk only here.
    bool close() { return ::close(std::exchange(number_, -1)) == 0; }

  private:
    int number_;
};

std::string reason(int error) { return std::generic_category().message(error); }

[[noreturn]] void fail_to_read(std::string const &file, int error) {
    if (error == ENOENT || error == ENOTDIR) throw Error("file_missing", {{"file", file}});
    throw Error("file_unreadable", {{"file", file}, {"what", reason(error)}});
}

[[noreturn]] void fail_to_write(std::string const &file, int error) {
    if (error == ENOSPC || error == EDQUOT) throw Error("disk_full", {{"file", file}});
    throw Error("file_unwritable", {{"file", file}, {"what", reason(error)}});
}

void check_size(std::string const &file, std::size_t bytes, std::size_t bytes_max) {
    if (bytes <= bytes_max) return;
    throw Error("file_too_large", {{"file", file},
                                   {"bytes", std::to_string(bytes)},
                                   {"bytes_max", std::to_string(bytes_max)}});
}

// 0 or the error number.
int write_all(int number, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(number, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

// Everything goes to the disk before the name changes. `next` answers the bytes piece by piece, ""
// at their end.
void write_and_name(std::string const &file, std::function<std::string_view()> const &next) {
    auto const neighbour = file + "." + std::to_string(::getpid()) + ".part";
    auto const fill = [&] {
        Handle handle(::open(neighbour.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
        if (handle.number() < 0) return errno;
        for (auto piece = next(); !piece.empty(); piece = next())
            if (auto const error = write_all(handle.number(), piece); error != 0) return error;
        if (::fsync(handle.number()) != 0) return errno;
        return handle.close() ? 0 : errno;
    };
    try {
        auto error = fill();
        if (error == 0 && ::rename(neighbour.c_str(), file.c_str()) != 0) error = errno;
        if (error != 0) fail_to_write(file, error);
    } catch (...) {
        ::unlink(neighbour.c_str());
        throw;
    }
    sync_folder_of(file);
}

std::optional<std::string> below(fs::path const &folder, std::string_view path) {
    std::error_code ignored;
    for (auto const &root : {folder, folder / "share" / "jingzhun"}) {
        if (auto const found = root / path; fs::exists(found, ignored)) return found.string();
    }
    return std::nullopt;
}

} // namespace

std::string read_file(std::string const &file, std::size_t bytes_max) {
    Handle const handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (handle.number() < 0) fail_to_read(file, errno);
    struct stat about = {};
    if (::fstat(handle.number(), &about) != 0) fail_to_read(file, errno);
    if (S_ISDIR(about.st_mode)) fail_to_read(file, EISDIR);
    check_size(file, static_cast<std::size_t>(about.st_size), bytes_max);

    // A pipe has no size, and a file may grow while it is read: go on until the end.
    std::string bytes(static_cast<std::size_t>(about.st_size) + 1, '\0');
    std::size_t filled = 0;
    for (;;) {
        if (filled == bytes.size()) bytes.resize(bytes.size() * 2);
        auto const count = ::read(handle.number(), bytes.data() + filled, bytes.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail_to_read(file, errno);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
        check_size(file, filled, bytes_max);
    }
    bytes.resize(filled);
    return bytes;
}

void write_file(std::string const &file, std::string_view bytes) {
    write_and_name(file, [&] { return std::exchange(bytes, {}); });
}

void copy_file(std::string const &from, std::string const &to) {
    Handle const handle(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (handle.number() < 0) fail_to_read(from, errno);
    std::string piece(std::size_t{1} << 20, '\0');
    write_and_name(to, [&] {
        for (;;) {
            auto const count = ::read(handle.number(), piece.data(), piece.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail_to_read(from, errno);
            return std::string_view(piece).substr(0, static_cast<std::size_t>(count));
        }
    });
}

void sync_folder_of(std::string const &file) {
    auto const folder = fs::path(file).parent_path();
    Handle const handle(
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // EINVAL: a file system that keeps its names without being asked.
    if (handle.number() < 0 || (::fsync(handle.number()) != 0 && errno != EINVAL))
        fail_to_write(file, errno);
}

std::vector<std::string> files_below(std::string const &folder, std::string_view ending) {
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, error);
    if (error) throw Error("folder_missing", {{"folder", folder}});
    std::vector<std::string> files;
    for (auto const &entry : entries) {
        if (entry.is_regular_file() && entry.path().native().ends_with(ending)) {
            files.push_back(entry.path().string());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::string shipped(std::string_view path) {
    if (auto const *home = std::getenv("JINGZHUN_HOME"); home != nullptr && *home != '\0') {
        if (auto const found = below(home, path)) return *found;
    }
    std::error_code error;
    auto const program = fs::read_symlink("/proc/self/exe", error);
    for (auto folder = program.parent_path(); !folder.empty(); folder = folder.parent_path()) {
        if (auto const found = below(folder, path)) return *found;
        if (folder == folder.root_path()) break;
    }
    if (auto const found = below(fs::current_path(error), path)) return *found;
    throw Error("shipped_file_missing", {{"path", std::string(path)}});
}

} // namespace jingzhun::base
