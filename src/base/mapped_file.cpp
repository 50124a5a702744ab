// Mapping by the POSIX calls.
#include "base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jingzhun::base {

std::optional<MappedFile> map_file(std::string const &file) {
    auto const handle = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return std::nullopt;
    struct stat about {};
    auto const size = fstat(handle, &about) == 0 && S_ISREG(about.st_mode)
                          ? static_cast<std::size_t>(about.st_size)
                          : 0;
    auto *const address =
        size == 0 ? MAP_FAILED : mmap(nullptr, size, PROT_READ, MAP_SHARED, handle, 0);
    close(handle); // the mapping holds the file
    if (address == MAP_FAILED) return std::nullopt;
    return MappedFile{{static_cast<std::byte const *>(address), size},
                      {address, [size](void *mapped) { munmap(mapped, size); }}};
}

} // namespace jingzhun::base
