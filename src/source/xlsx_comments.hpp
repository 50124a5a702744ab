// The comments of a sheet, which stay in memory until it is written. Inside this folder only.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace jingzhun::source {

class ZipFile;

struct Comment {
    int row = 0;            // from 0
    std::size_t column = 0; // from 0
    std::string text;
};

// The texts, the boxes that show them, and what joins both to the sheet of that number (from 1) by
// relation rId1. `shapes` counts the blocks of 1,024 boxes that the workbook has so far, and is
// raised.
void write_comments(ZipFile &zip, std::size_t sheet, std::span<Comment const> comments,
                    std::size_t &shapes);

} // namespace jingzhun::source
