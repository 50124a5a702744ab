// Any bytes as a workbook, and any XML as the parts of one: read or refused with an error.
#include "base/error.hpp"
#include "source/sheet.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <unistd.h>
#include <zip.h>

using namespace jingzhun;

namespace {

std::string const &scratch() {
    static std::string const file =
        (std::filesystem::temp_directory_path() / ("xlsx-fuzz-" + std::to_string(::getpid())))
            .string();
    return file;
}

constexpr std::array part_names = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
                                   "xl/styles.xml", "xl/workbook.xml",
                                   "xl/_rels/workbook.xml.rels"};
constexpr std::array<std::string_view, 5> sound_parts = {
    "", "<sst><si><t>a</t></si></sst>",
    "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
    "<workbook><sheets><sheet name=\"a\" id=\"a\"/></sheets></workbook>",
    "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"b\" Type=\"x/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"c\" Type=\"x/sharedStrings\" "
    "Target=\"sharedStrings.xml\"/></Relationships>"};

// The input's pieces between bytes 0xFF are the parts; a missing piece is a sound part.
void pack(std::string_view input) {
    int code = 0;
    zip_t *archive = zip_open(scratch().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive == nullptr) std::abort();
    for (std::size_t i = 0; i < part_names.size(); ++i) {
        auto const end = std::min(input.find('\xFF'), input.size());
        auto const piece = end == 0 ? sound_parts[i] : input.substr(0, end);
        input.remove_prefix(std::min(end + 1, input.size()));
        zip_source_t *source = zip_source_buffer(archive, piece.data(), piece.size(), 0);
        auto const index = zip_file_add(archive, part_names[i], source, ZIP_FL_ENC_UTF_8);
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    }
    if (zip_close(archive) != 0) zip_discard(archive);
}

void read_all(source::Book &book) {
    for (std::size_t i = 0; i < book.sheet_names().size(); ++i) {
        auto const sheet = book.open(i);
        for (source::Row row; sheet->next(row);)
            for (auto const &cell : row.cells) {
                if (!base::is_utf8(cell.text)) std::abort();
                if (cell.text.empty() != (cell.kind == source::CellKind::empty)) std::abort();
            }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const *>(data), size);
    bool const as_file = input.starts_with("PK");
    if (as_file)
        std::ofstream(scratch(), std::ios::binary)
            .write(input.data(), static_cast<std::streamsize>(size));
    else pack(input);
    source::Limits limits;
    limits.columns_max = 64;
    limits.cell_bytes_max = 1024;
    limits.unpacked_bytes_max = std::size_t{16} << 20;
    try {
        read_all(*source::open_book(scratch(), limits));
    } catch (base::Error const &) {
        // refused: that is an answer
    }
    return 0;
}
