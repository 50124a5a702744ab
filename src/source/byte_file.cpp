// Reads a file by system calls: the callers bring their own buffers.
#include "source/byte_file.hpp"

#include "base/error.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace jingzhun::source {

namespace {

[[noreturn]] void refuse(std::string const &file, int reason) {
    if (reason == ENOENT || reason == ENOTDIR) throw base::Error("file_missing", {{"file", file}});
    throw base::Error("file_unreadable",
                      {{"file", file}, {"what", std::generic_category().message(reason)}});
}

} // namespace

ByteFile::ByteFile(std::string const &file)
    : file_(file), descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) refuse(file, errno);
    struct stat about {};
    if (::fstat(descriptor_, &about) == 0 && S_ISDIR(about.st_mode)) {
        ::close(descriptor_);
        refuse(file, EISDIR);
    }
    bytes_ = static_cast<std::uint64_t>(about.st_size);
}

ByteFile::~ByteFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

ByteFile::ByteFile(ByteFile &&other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)),
      bytes_(other.bytes_), read_(other.read_) {}

double ByteFile::share() const {
    return bytes_ == 0 ? 1 : static_cast<double>(read_) / static_cast<double>(bytes_);
}

std::string_view ByteFile::read(std::span<char> room) {
    std::size_t filled = 0;
    while (filled < room.size()) {
        ssize_t count = ::read(descriptor_, room.data() + filled, room.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) refuse(file_, errno);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    read_ += filled;
    return {room.data(), filled};
}

void ByteFile::seek(std::uint64_t offset) {
    if (::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) < 0) refuse(file_, errno);
    read_ = offset;
}

} // namespace jingzhun::source
