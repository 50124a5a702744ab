// A file seen in memory, read only, for as long as somebody holds it.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace jingzhun::base {

struct MappedFile {
    std::span<std::byte const> bytes;
    std::shared_ptr<void const> keeper; // the bytes are there as long as this is
};
// Nothing where the file is not there, is empty, or cannot be mapped. Requires: whoever writes it
// puts a new file in its place and never changes it.
std::optional<MappedFile> map_file(std::string const &file);

} // namespace jingzhun::base
