// A file's bytes by mmap.
#include "link/mapped_file.hpp"

#include "base/error.hpp"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jingzhun::link {

MappedFile::MappedFile(std::string const &file) {
    auto const handle = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0 && errno == ENOENT) throw base::Error("file_missing", {{"file", file}});
    struct stat about {};
    auto const fail = [&] {
        auto const reason = std::string(std::strerror(errno));
        if (handle >= 0) close(handle);
        throw base::Error("file_unreadable", {{"file", file}, {"what", reason}});
    };
    if (handle < 0 || fstat(handle, &about) != 0) fail();
    if (!S_ISREG(about.st_mode)) {
        errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
        fail();
    }
    size_ = static_cast<std::size_t>(about.st_size);
    if (size_ > 0) {
        auto *const mapped = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, handle, 0);
        if (mapped == MAP_FAILED) fail();
        data_ = static_cast<char const *>(mapped);
        madvise(mapped, size_, MADV_SEQUENTIAL);
    }
    close(handle);
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) munmap(const_cast<char *>(data_), size_);
}

void MappedFile::release(std::string_view part) const {
    // Whole pages within the part only.
    constexpr std::uintptr_t page = 4096;
    auto const from = (reinterpret_cast<std::uintptr_t>(part.data()) + page - 1) / page * page;
    auto const to = reinterpret_cast<std::uintptr_t>(part.data() + part.size()) / page * page;
    if (from < to) madvise(reinterpret_cast<void *>(from), to - from, MADV_DONTNEED);
}

} // namespace jingzhun::link
