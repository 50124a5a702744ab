// Proof that a workbook holds what was written to it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace jingzhun::source {

struct WrittenSheet {
    std::uint64_t cells = 0;
};

// Whether each sheet unpacks without error and has that many cells.
bool is_written(std::string const &file, std::span<WrittenSheet const> sheets);

} // namespace jingzhun::source
