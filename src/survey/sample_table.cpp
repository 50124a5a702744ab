// Reading a sample's file into columns.
#include "survey/sample_table.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "source/sheet.hpp"

#include <algorithm>
#include <memory>

namespace jingzhun::survey {
namespace {

std::string name_of(std::string const &header) {
    auto const letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string name = header;
    for (auto &c : name) {
        if (static_cast<unsigned char>(c) >= 0x80) return "";
        if (!letter(c) && !digit(c)) c = '_';
    }
    return name.empty() || !letter(name.front()) ? "" : name;
}

void read_header(SampleTable &table, source::Row const &row) {
    for (auto const &cell : row.cells) {
        if (std::ranges::find(table.headers, cell.text) != table.headers.end() &&
            !cell.text.empty())
            throw base::Error("estimate_header_twice", {{"header", cell.text}},
                              {table.file, row.number});
        table.headers.push_back(cell.text);
        table.names.push_back(name_of(cell.text));
    }
    table.cells.resize(table.headers.size());
}

void read_row(SampleTable &table, source::Row const &row, bool exactly,
              std::vector<std::string> const &missing) {
    auto const given = row.cells.size(), wanted = table.headers.size();
    if (given > wanted || (exactly && given < wanted))
        throw base::Error("estimate_row_width",
                          {{"cells", std::to_string(given)}, {"columns", std::to_string(wanted)}},
                          {table.file, row.number});
    for (std::size_t i = 0; i < wanted; ++i) {
        std::string_view const text = i < given ? std::string_view(row.cells[i].text) : "";
        auto const silent = text.empty() || std::ranges::find(missing, text) != missing.end();
        table.cells[i].push_back(silent ? 0 : table.strings.intern(text));
    }
    table.lines.push_back(row.number);
}

} // namespace

std::size_t SampleTable::find(std::string_view name) const {
    for (std::size_t i = 0; i < headers.size(); ++i)
        if (names[i] == name || headers[i] == name) return i;
    auto all = headers;
    auto const near = base::nearest(name, all);
    throw base::Error("estimate_column_unknown",
                      {{"name", std::string(name)}, {"near", near ? *near : headers.front()}},
                      {file});
}

SampleTable read_sample(std::string const &file, std::vector<std::string> const &missing,
                        std::vector<std::pair<std::string, std::string>> const &names) {
    auto const book = source::open_book(file);
    auto const sheet = book->open(0);
    SampleTable table;
    table.file = file;
    source::Row row;
    if (!sheet->next(row)) throw base::Error("estimate_no_rows", {}, {file});
    read_header(table, row);
    for (auto const &[name, header] : names) table.names[table.find(header)] = name;
    // Workbooks leave out what is empty at the end of a row; text tables do not.
    auto const exactly = book->description().starts_with("csv");
    while (sheet->next(row)) read_row(table, row, exactly, missing);
    if (table.lines.empty()) throw base::Error("estimate_no_rows", {}, {file});
    return table;
}

} // namespace jingzhun::survey
