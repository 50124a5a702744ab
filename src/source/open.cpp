// Tells by its first bytes what a file is, and opens it or says why not.
#include "source/sheet.hpp"

#include "base/error.hpp"
#include "source/byte_file.hpp"
#include "source/csv.hpp"
#include "source/kind.hpp"
#include "source/xlsx.hpp"

#include <array>

namespace jingzhun::source {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view zip_signature = "PK\x03\x04"sv;
constexpr std::string_view empty_zip_signature = "PK\x05\x06"sv;
constexpr std::string_view compound_signature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;

// A name as the directory of a compound file has it: UTF-16.
std::string wide(std::string_view name) {
    std::string text;
    for (char character : name) (text += character) += '\0';
    return text;
}

// Compound files (the container of .xls, .doc and of encrypted workbooks) are told by their
// streams.
[[noreturn]] void refuse_compound(ByteFile &bytes, std::string const &file) {
    std::string const encrypted = wide("EncryptedPackage");
    std::string const workbook = wide("Workbook");
    std::string const old_workbook = wide("Book\0"sv);
    bool is_workbook = false;
    std::string window;
    std::vector<char> room(std::size_t{1} << 20);
    for (std::string_view piece = bytes.read(room); !piece.empty(); piece = bytes.read(room)) {
        window.erase(0, window.size() - std::min(window.size(), encrypted.size()));
        window += piece;
        if (window.find(encrypted) != std::string::npos)
            throw base::Error("workbook_encrypted", {}, {file});
        is_workbook = is_workbook || window.find(workbook) != std::string::npos ||
                      window.find(old_workbook) != std::string::npos;
    }
    if (is_workbook) throw base::Error("workbook_old_format", {{"format", ".xls"}}, {file});
    refuse_kind(file, "OLE (Word…)");
}

} // namespace

std::unique_ptr<Book> open_book(std::string const &file, Limits const &limits) {
    ByteFile bytes(file);
    std::array<char, 8> room{};
    std::string_view const head = bytes.read(room);
    if (head.empty()) throw base::Error("file_empty", {}, {file});
    if (head.starts_with(compound_signature)) refuse_compound(bytes, file);
    if (head.starts_with(zip_signature) || head.starts_with(empty_zip_signature))
        return open_xlsx(file, limits);
    // BIFF, the workbooks of before 1997, had no container.
    if (head.starts_with("\x09\x08\x10\0\0\x06"sv) || head.starts_with("\x09\x04\x06\0"sv))
        throw base::Error("workbook_old_format", {{"format", ".xls"}}, {file});
    return open_csv(file, limits);
}

} // namespace jingzhun::source
