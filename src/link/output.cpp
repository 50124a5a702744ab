// Rows of text to a file, a megabyte at a time.
#include "link/output.hpp"

#include "base/error.hpp"

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

} // namespace

Output::Output(std::string const &file) : file_(file), neighbour_(file + ".part") {
    descriptor_ = open(neighbour_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(errno);
    buffer_.reserve(piece + 4096);
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
    if (text.find_first_of(",\"\r\n") == text.npos) {
        buffer_ += text;
        return;
    }
    buffer_ += '"';
    for (auto const c : text) {
        if (c == '"') buffer_ += '"';
        buffer_ += c;
    }
    buffer_ += '"';
}

void Output::number(double value) {
    auto const thousandths = std::llround(std::abs(value) * 1000);
    if (value < 0 && thousandths != 0) buffer_ += '-';
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, thousandths / 1000).ptr;
    buffer_.append(digits, end);
    auto const rest = static_cast<int>(thousandths % 1000);
    buffer_ += '.';
    buffer_ += static_cast<char>('0' + rest / 100);
    buffer_ += static_cast<char>('0' + rest / 10 % 10);
    buffer_ += static_cast<char>('0' + rest % 10);
}

void Output::end_row() {
    buffer_ += '\n';
    if (buffer_.size() >= piece) flush();
}

void Output::bytes(std::string_view bytes) {
    if (buffer_.size() + bytes.size() < piece) {
        buffer_ += bytes;
        return;
    }
    flush();
    put(bytes);
}

void Output::flush() {
    put(buffer_);
    buffer_.clear();
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
