// Writes to a neighbour of the file, syncs and renames.
#include "source/output_file.hpp"

#include "base/error.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>

namespace jingzhun::source {

namespace {

constexpr unsigned long hardly_room_bytes = 1UL << 20;

bool is_disk_full(std::string const &file) {
    auto const folder = std::filesystem::path(file).parent_path();
    struct statvfs about {};
    return ::statvfs(folder.empty() ? "." : folder.c_str(), &about) == 0 &&
           about.f_bavail * about.f_frsize < hardly_room_bytes;
}

} // namespace

OutputFile::OutputFile(std::string const &file)
    : file_(file), neighbour_(file + "." + std::to_string(::getpid()) + ".part") {}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!published_) ::unlink(neighbour_.c_str());
}

void OutputFile::fail(int system_error) const {
    if (system_error == ENOSPC || system_error == EDQUOT || is_disk_full(file_))
        throw base::Error("disk_full", {{"file", file_}});
    throw base::Error("file_unwritable",
                      {{"file", file_}, {"what", std::generic_category().message(system_error)}});
}

void OutputFile::create() {
    descriptor_ = ::open(neighbour_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(errno);
}

void OutputFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t const count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void OutputFile::rewrite(std::uint64_t offset, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const count =
            ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(errno);
        offset += static_cast<std::uint64_t>(count);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void OutputFile::publish() {
    if (descriptor_ < 0) descriptor_ = ::open(neighbour_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0 || ::fsync(descriptor_) != 0) fail(errno);
    int const closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0 || std::rename(neighbour_.c_str(), file_.c_str()) != 0) fail(errno);
    published_ = true;
}

} // namespace jingzhun::source
