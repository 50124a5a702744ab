// Any bytes as a CSV file: read to the end or refused with an error, all text valid, twice the
// same.
#include "base/error.hpp"
#include "source/sheet.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace jingzhun;

namespace {

std::string const &scratch() {
    static std::string const file =
        (std::filesystem::temp_directory_path() / ("csv-fuzz-" + std::to_string(::getpid())))
            .string();
    return file;
}

// The rows as one text, then how reading ended.
std::string transcript(source::Book &book) {
    std::string text;
    int last_line = 0;
    try {
        auto const sheet = book.open(0);
        for (source::Row row; sheet->next(row);) {
            if (row.number <= last_line) std::abort();
            last_line = row.number;
            text += std::to_string(row.number);
            for (auto const &cell : row.cells) {
                if (!base::is_utf8(cell.text)) std::abort();
                text += '\x1F' + cell.text;
            }
            text += '\x1E';
        }
    } catch (base::Error const &error) {
        text += error.what();
    }
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    std::ofstream(scratch(), std::ios::binary)
        .write(reinterpret_cast<char const *>(data), static_cast<std::streamsize>(size));
    source::Limits limits;
    limits.columns_max = 64;
    limits.cell_bytes_max = 1024;
    try {
        auto const book = source::open_book(scratch(), limits);
        if (transcript(*book) != transcript(*book)) std::abort();
    } catch (base::Error const &) {
        // refused: that is an answer
    }
    return 0;
}
