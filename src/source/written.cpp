// Unpacks a workbook that was just written and counts its cells.
#include "source/written.hpp"

#include "base/error.hpp"
#include "source/archive.hpp"

#include <algorithm>
#include <limits>

namespace jingzhun::source {

namespace {

constexpr std::string_view cell_start = "<c r=";
constexpr std::string_view sheet_end = "</worksheet>";
constexpr std::size_t piece_bytes = std::size_t{256} << 10;

std::uint64_t count(std::string_view text, std::string_view wanted) {
    std::uint64_t found = 0;
    for (std::size_t at = text.find(wanted); at != std::string_view::npos;
         at = text.find(wanted, at + wanted.size()))
        ++found;
    return found;
}

bool holds(Part part, std::uint64_t cells) {
    std::vector<char> room(piece_bytes);
    std::string window;
    std::string ending;
    std::uint64_t found = 0;
    for (std::string_view piece = part.read(room); !piece.empty(); piece = part.read(room)) {
        // What a piece's end cuts is counted with the next piece; a tail this short holds no whole
        // one.
        window.erase(0, window.size() - std::min(window.size(), cell_start.size() - 1));
        window += piece;
        found += count(window, cell_start);
        ending += piece.substr(piece.size() - std::min(piece.size(), sheet_end.size()));
        ending.erase(0, ending.size() - std::min(ending.size(), sheet_end.size()));
    }
    return found == cells && ending == sheet_end;
}

} // namespace

bool is_written(std::string const &file, std::span<WrittenSheet const> sheets) {
    constexpr auto unlimited = std::numeric_limits<std::size_t>::max();
    Limits limits;
    limits.unpacked_bytes_max = unlimited;
    limits.unpacked_ratio_max = unlimited;
    try {
        Archive archive(file, limits);
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            std::string const part = "xl/worksheets/sheet" + std::to_string(i + 1) + ".xml";
            if (!holds(archive.open(part), sheets[i].cells)) return false;
        }
        return true;
    } catch (base::Error const &) {
        return false;
    }
}

} // namespace jingzhun::source
