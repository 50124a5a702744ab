// Rows of text to a file, a megabyte at a time.
#include "link/output.hpp"

#include "base/error.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace jingzhun::link {
namespace {

constexpr std::size_t piece = std::size_t{1} << 20;

// What a cell is quoted for.
constexpr std::array<bool, 256> is_special = [] {
    std::array<bool, 256> special{};
    for (auto const c : {',', '"', '\r', '\n'}) special[static_cast<unsigned char>(c)] = true;
    return special;
}();

} // namespace

Output::Output(std::string const &file) : file_(file), neighbour_(file + ".part") {
    descriptor_ = open(neighbour_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(errno);
    buffer_.resize(piece);
    at_ = buffer_.data();
    end_ = at_ + buffer_.size();
}

Output::~Output() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    unlink(neighbour_.c_str());
}

void Output::fail(int system_error) const {
    throw base::Error(system_error == ENOSPC ? "disk_full" : "file_unwritable",
                      {{"file", file_}, {"what", std::strerror(system_error)}});
}

void Output::cell(std::string_view text) {
    make_room(2 * text.size() + 2);
    auto *at = at_;
    bool special = false;
    for (auto const c : text) {
        special = special || is_special[static_cast<unsigned char>(c)];
        *at++ = c;
    }
    if (!special) {
        at_ = at;
        return;
    }
    *at_++ = '"';
    for (auto const c : text) {
        if (c == '"') *at_++ = '"';
        *at_++ = c;
    }
    *at_++ = '"';
}

void Output::number(double value) {
    make_room(32);
    auto const thousandths = std::llround(std::abs(value) * 1000);
    if (value < 0 && thousandths != 0) *at_++ = '-';
    at_ = std::to_chars(at_, end_, thousandths / 1000).ptr;
    auto const rest = static_cast<int>(thousandths % 1000);
    *at_++ = '.';
    *at_++ = static_cast<char>('0' + rest / 100);
    *at_++ = static_cast<char>('0' + rest / 10 % 10);
    *at_++ = static_cast<char>('0' + rest % 10);
}

void Output::bytes(std::string_view bytes) {
    if (bytes.size() < piece) return text(bytes);
    flush();
    put(bytes);
}

void Output::renew(std::size_t bytes) {
    flush();
    if (bytes > buffer_.size()) buffer_.resize(bytes);
    at_ = buffer_.data();
    end_ = at_ + buffer_.size();
}

void Output::flush() {
    put({buffer_.data(), static_cast<std::size_t>(at_ - buffer_.data())});
    at_ = buffer_.data();
}

void Output::put(std::string_view rest) {
    while (!rest.empty()) {
        auto const written = write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno);
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

void Output::close() {
    flush();
    if (::close(descriptor_) != 0 || std::rename(neighbour_.c_str(), file_.c_str()) != 0) {
        descriptor_ = -1;
        auto const error = errno;
        unlink(neighbour_.c_str());
        fail(error);
    }
    descriptor_ = -1;
}

} // namespace jingzhun::link
