// Returned workbooks: a second pass over the file, with the faults put where they are.
#include "intake/returned_workbook.hpp"

#include "base/text.hpp"
#include "intake/fault_cells.hpp"
#include "source/write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

namespace jingzhun::intake {
namespace {

namespace fs = std::filesystem;

constexpr int gap_max = 1000; // empty rows kept at a stretch; a gap beyond is somebody's slip

// Excel takes 31 characters without []:*?/\ and no name twice.
std::string sheet_name(std::string const &wanted, std::set<std::string> &used) {
    auto characters = base::to_code_points(wanted);
    for (auto &one : characters)
        if (std::u32string_view(U"[]:*?/\\'").find(one) != std::u32string_view::npos) one = U'_';
    if (characters.empty()) characters = U"Sheet";
    auto const cut = [&](std::size_t length) {
        return base::to_utf8(characters.substr(0, length));
    };
    auto name = cut(31);
    for (int i = 2; !used.insert(base::fold(name)).second; ++i)
        name = cut(26) + fmt::format(" {}", i);
    return name;
}

bool is_plain_number(std::string const &text) {
    auto const digit = [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '-'; };
    return !text.empty() && text.size() <= 15 && std::ranges::all_of(text, digit) &&
           text.find('-', 1) == std::string::npos && std::ranges::count(text, '.') <= 1;
}

std::vector<source::OutCell> copy_of(source::Row const &row, std::size_t width) {
    std::vector<source::OutCell> cells(std::max(row.cells.size(), width));
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        cells[i].text = row.cells[i].text;
        cells[i].number =
            row.cells[i].kind == source::CellKind::number && is_plain_number(row.cells[i].text);
    }
    return cells;
}

// The rows of one sheet; `report` is null where it was not read as a table.
void return_sheet(source::TableWriter &writer, source::Sheet &sheet, BatchReport const *report,
                  base::Language language) {
    std::unordered_map<int, std::vector<base::Problem> const *> faults;
    if (report != nullptr)
        for (auto const &row : report->doubtful) faults.emplace(row.row, &row.problems);
    auto const width = report == nullptr ? 0 : report->headers.size();
    std::vector<source::OutCell> const blank;
    source::Row row;
    for (int written = 0; sheet.next(row); written = row.number) {
        auto const gap = std::min(row.number - written - 1, gap_max);
        for (int i = 0; i < gap; ++i) writer.row(std::span<source::OutCell const>(blank));
        auto cells = copy_of(row, width);
        auto const found = faults.find(row.number);
        if (report != nullptr && row.number == report->header_row)
            cells.push_back({explanation_header(language)});
        else if (found != faults.end())
            cells.push_back({mark_faults(cells, *found->second, language)});
        writer.row(std::span<source::OutCell const>(cells));
    }
}

bool has_fault(BatchReport const &report) { return !report.doubtful.empty(); }

// A free name in the folder, the file's own where it can be.
std::string place_in(std::string const &folder, std::string const &file,
                     std::set<std::string> &used) {
    auto const stem = fs::path(file).stem().string();
    auto name = stem;
    for (int i = 2; !used.insert(name).second; ++i) name = fmt::format("{} {}", stem, i);
    return (fs::path(folder) / (name + ".xlsx")).string();
}

} // namespace

void write_returned_workbook(std::string const &out, std::string const &file,
                             std::vector<BatchReport const *> const &sheets,
                             base::Language language) {
    auto const book = source::open_book(file);
    auto const names = book->sheet_names();
    std::set<std::string> used;
    std::unique_ptr<source::TableWriter> writer;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const found =
            std::ranges::find(sheets, names[i], [](auto const *one) { return one->batch.sheet; });
        auto const *report = found == sheets.end() ? nullptr : *found;
        auto const name = sheet_name(names[i], used);
        if (writer == nullptr)
            writer = source::write_xlsx(
                out, {.sheet = name, .header_rows = report == nullptr ? 0 : report->header_row});
        else writer->sheet(name);
        return_sheet(*writer, *book->open(i), report, language);
    }
    if (writer != nullptr) writer->close();
}

std::vector<std::string> write_returned_workbooks(std::string const &folder,
                                                  ImportReport const &report,
                                                  base::Language language) {
    std::map<std::string, std::vector<BatchReport const *>> files; // by path
    for (auto const &one : report.batches)
        if (!one.failure) files[one.path].push_back(&one);
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw base::Error("file_unwritable", {{"file", folder}, {"why", failure.message()}});
    std::vector<std::string> written;
    std::set<std::string> used;
    for (auto const &[file, sheets] : files) {
        if (std::ranges::none_of(sheets, [](auto const *one) { return has_fault(*one); })) continue;
        written.push_back(place_in(folder, file, used));
        write_returned_workbook(written.back(), file, sheets, language);
    }
    return written;
}

} // namespace jingzhun::intake
