// Reads a file by system calls, unpacking on the way: the callers bring their own buffers.
#include "source/byte_file.hpp"

#include "base/error.hpp"
#include "source/sheet.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <zlib.h>

namespace jingzhun::source {

namespace {

[[noreturn]] void refuse(std::string const &file, int reason) {
    if (reason == ENOENT || reason == ENOTDIR) throw base::Error("file_missing", {{"file", file}});
    throw base::Error("file_unreadable",
                      {{"file", file}, {"what", std::generic_category().message(reason)}});
}

// Below this much a high ratio is no danger.
constexpr std::uint64_t harmless = std::uint64_t{64} << 20;

} // namespace

struct ByteFile::Unpacking {
    Unpacking() { inflateInit2(&stream, 15 + 16); } // 16: gzip's frame
    ~Unpacking() { inflateEnd(&stream); }
    Unpacking(Unpacking const &) = delete;
    Unpacking &operator=(Unpacking const &) = delete;

    z_stream stream{};
    std::array<char, 1 << 16> packed{};
    std::uint64_t taken = 0, given = 0;
    bool in_member = false; // a member was begun and not ended

    // False when the limits are passed.
    bool is_sound() const {
        Limits const limits;
        return given <= limits.unpacked_bytes_max &&
               (given <= harmless || given / limits.unpacked_ratio_max <= taken);
    }
};

ByteFile::ByteFile(std::string const &file)
    : file_(file), descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (descriptor_ < 0) refuse(file, errno);
    struct stat about {};
    if (::fstat(descriptor_, &about) == 0 && S_ISDIR(about.st_mode)) {
        ::close(descriptor_);
        refuse(file, EISDIR);
    }
    bytes_ = static_cast<std::uint64_t>(about.st_size);
    std::array<unsigned char, 2> head{};
    if (::pread(descriptor_, head.data(), head.size(), 0) == 2 && head[0] == 0x1f &&
        head[1] == 0x8b)
        unpacking_ = std::make_unique<Unpacking>();
}

ByteFile::~ByteFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

ByteFile::ByteFile(ByteFile &&other) noexcept
    : file_(std::move(other.file_)), descriptor_(std::exchange(other.descriptor_, -1)),
      bytes_(other.bytes_), read_(other.read_), unpacking_(std::move(other.unpacking_)) {}

double ByteFile::share() const {
    return bytes_ == 0 ? 1 : static_cast<double>(read_) / static_cast<double>(bytes_);
}

std::size_t ByteFile::read_packed(std::span<char> room) {
    std::size_t filled = 0;
    while (filled < room.size()) {
        ssize_t count = ::read(descriptor_, room.data() + filled, room.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) refuse(file_, errno);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    read_ += filled;
    return filled;
}

std::size_t ByteFile::read_unpacked(std::span<char> room) {
    auto &state = *unpacking_;
    auto &stream = state.stream;
    auto const wanted = std::min<std::size_t>(room.size(), std::size_t{1} << 30);
    stream.next_out = reinterpret_cast<Bytef *>(room.data());
    stream.avail_out = static_cast<uInt>(wanted);
    while (stream.avail_out > 0) {
        if (stream.avail_in == 0) {
            auto const count = read_packed(state.packed);
            state.taken += count;
            stream.next_in = reinterpret_cast<Bytef *>(state.packed.data());
            stream.avail_in = static_cast<uInt>(count);
            if (count == 0 && state.in_member) throw base::Error("gzip_damaged", {}, {file_});
            if (count == 0) break;
        }
        state.in_member = true;
        auto const answer = inflate(&stream, Z_NO_FLUSH);
        if (answer == Z_STREAM_END) { // another member may follow
            state.in_member = false;
            inflateReset(&stream);
        } else if (answer != Z_OK) {
            throw base::Error("gzip_damaged", {}, {file_});
        }
    }
    auto const count = wanted - stream.avail_out;
    state.given += count;
    if (!state.is_sound()) throw base::Error("gzip_bomb", {}, {file_});
    return count;
}

std::string_view ByteFile::read(std::span<char> room) {
    return {room.data(), unpacking_ ? read_unpacked(room) : read_packed(room)};
}

void ByteFile::seek(std::uint64_t offset) {
    auto const start = unpacking_ ? 0 : offset;
    if (::lseek(descriptor_, static_cast<off_t>(start), SEEK_SET) < 0) refuse(file_, errno);
    read_ = start;
    if (!unpacking_) return;
    unpacking_ = std::make_unique<Unpacking>();
    std::array<char, 1 << 16> passed{};
    while (offset > 0) {
        auto const step = std::min<std::uint64_t>(offset, passed.size());
        offset -= read_unpacked({passed.data(), static_cast<std::size_t>(step)});
    }
}

} // namespace jingzhun::source
