// Writes the rows of a workbook as they come, packed; only comments wait for the end of their
// sheet.
//
// Texts stand in the cells themselves, not in a table of shared strings, which would have to be
// kept.
#include "source/write.hpp"

#include "base/error.hpp"
#include "source/number.hpp"
#include "source/xlsx_comments.hpp"
#include "source/xlsx_skeleton.hpp"
#include "source/xlsx_text.hpp"
#include "source/zip_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <ctime>

namespace jingzhun::source {

namespace {

constexpr std::size_t characters_max = 32767;
constexpr std::size_t columns_max = 16384;
constexpr std::size_t digits_max = 15;
constexpr std::size_t sheet_name_max = 31;
constexpr int comments_max = 50'000;

std::size_t count_characters(std::string_view text) {
    auto const count = std::count_if(text.begin(), text.end(), [](char character) {
        return (static_cast<unsigned char>(character) & 0xC0) != 0x80;
    });
    return static_cast<std::size_t>(count);
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (; end < text.size(); ++end)
        if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80 && count-- == 0) break;
    return text.substr(0, end);
}

// The number, where a workbook, which holds 15 digits, keeps it whole.
std::optional<double> number_in(std::string_view text) {
    auto const digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return static_cast<std::size_t>(digits) <= digits_max ? parse_number(text) : std::nullopt;
}

// What Excel accepts for the name of a sheet.
bool is_sheet_name(std::string_view name) {
    return !name.empty() && count_characters(name) <= sheet_name_max &&
           name.find_first_of("[]:*?/\\") == name.npos && name.front() != '\'' &&
           name.back() != '\'';
}

// Excel tells sheets apart without minding case.
bool is_same_name(std::string_view one, std::string_view other) {
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(one, other, {}, lower, lower);
}

// Widths are kept with five pixels of margin, by digits of seven pixels.
std::string columns_of(std::vector<double> const &widths) {
    if (widths.empty()) return "";
    std::string text = "<cols>";
    for (std::size_t i = 0; i < widths.size(); ++i) {
        auto const pixels = std::floor(widths[i] * 7 + 0.5) + 5;
        text += fmt::format("<col min=\"{}\" max=\"{}\" width=\"{}\" customWidth=\"1\"/>", i + 1,
                            i + 1, std::floor(pixels / 7 * 256) / 256);
    }
    return text + "</cols>";
}

// All before the first row.
std::string sheet_head(XlsxOptions const &options, bool is_first) {
    auto text = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet "
        "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\""
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheetViews>"
        "<sheetView{} workbookViewId=\"0\">",
        is_first ? " tabSelected=\"1\"" : "");
    if (auto const rows = options.header_rows; rows > 0)
        text += fmt::format("<pane ySplit=\"{}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" "
                            "state=\"frozen\"/><selection pane=\"bottomLeft\"/>",
                            rows, rows + 1);
    return text + "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>" +
           columns_of(options.column_widths) + "<sheetData>";
}

class XlsxWriter final : public TableWriter {
  public:
    XlsxWriter(std::string const &file, XlsxOptions const &options)
        : zip_(file), options_(options) {
        assert(options.header_rows >= 0 && options.rows_max > options.header_rows);
        begin_skeleton(zip_);
        add_sheet(options.sheet);
    }

    void row(std::span<OutCell const> cells) override;
    void row(std::span<std::string const> texts) override;
    void sheet(std::string const &name) override {
        parts_ = 1;
        add_sheet(name);
    }
    void close() override {
        end_sheet();
        end_skeleton(zip_, sheets_, options_.header_rows,
                     options_.created != 0 ? options_.created : std::time(nullptr));
        zip_.finish();
    }

  private:
    void add_sheet(std::string const &name);
    void end_sheet();
    void begin_row(std::size_t width);
    void end_row();
    void continue_on_new_sheet();
    void put(std::size_t column, OutCell const &cell);
    void put_text(std::size_t column, std::string_view text, bool bad);
    void begin_cell(std::size_t column, Look look);
    Look look_of(bool number, bool bad) const;
    bool is_in_header() const { return row_ <= options_.header_rows && parts_ == 1; }

    ZipFile zip_;
    XlsxOptions options_;
    std::string text_; // of the row at hand
    std::string row_number_;
    std::vector<std::string> letters_; // of columns
    std::string sheet_name_;           // as asked for, without a number
    int parts_ = 1;                    // sheets that carry it so far
    int row_ = 0;                      // rows of this sheet begun so far
    int comments_made_ = 0;
    std::size_t shapes_ = 0;
    std::vector<Comment> comments_; // of this sheet
    std::vector<std::vector<OutCell>> header_;
    std::vector<MadeSheet> sheets_;
};

void XlsxWriter::add_sheet(std::string const &name) {
    auto const same = [&](MadeSheet const &made) { return is_same_name(made.name, name); };
    if (!is_sheet_name(name) || std::ranges::any_of(sheets_, same))
        throw base::Error("sheet_name_invalid", {{"name", name}}, {zip_.output().file()});
    if (!sheets_.empty()) end_sheet();
    if (parts_ == 1) {
        sheet_name_ = name;
        header_.clear();
    }
    row_ = 0;
    sheets_.push_back({name});
    zip_.begin(fmt::format("xl/worksheets/sheet{}.xml", sheets_.size()));
    zip_.write(sheet_head(options_, sheets_.size() == 1));
}

void XlsxWriter::end_sheet() {
    zip_.write("</sheetData><pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" "
               "header=\"0.3\" footer=\"0.3\"/>");
    if (!comments_.empty()) zip_.write("<legacyDrawing r:id=\"rId1\"/>");
    zip_.write("</worksheet>");
    zip_.end();
    if (comments_.empty()) return;
    sheets_.back().has_comments = true;
    write_comments(zip_, sheets_.size(), comments_, shapes_);
    comments_.clear();
}

void XlsxWriter::continue_on_new_sheet() {
    std::string const ending = " (" + std::to_string(++parts_) + ")";
    add_sheet(std::string(first_characters(sheet_name_, sheet_name_max - ending.size())) + ending);
    for (auto const &cells : header_) row(cells);
}

void XlsxWriter::begin_row(std::size_t width) {
    if (row_ == options_.rows_max) continue_on_new_sheet();
    ++row_;
    if (width > columns_max)
        throw base::Error("row_too_wide",
                          {{"row", std::to_string(row_)}, {"limit", std::to_string(columns_max)}},
                          {zip_.output().file(), row_, 0, sheet_name_});
    while (letters_.size() < width) letters_.push_back(column_letters(letters_.size()));
    row_number_ = std::to_string(row_);
    text_ = "<row r=\"";
    text_ += row_number_;
    text_ += "\">";
}

void XlsxWriter::end_row() {
    text_ += "</row>";
    zip_.write(text_);
}

void XlsxWriter::row(std::span<OutCell const> cells) {
    begin_row(cells.size());
    if (is_in_header()) header_.emplace_back(cells.begin(), cells.end());
    for (std::size_t i = 0; i < cells.size(); ++i) put(i, cells[i]);
    end_row();
}

void XlsxWriter::row(std::span<std::string const> texts) {
    begin_row(texts.size());
    if (is_in_header()) {
        auto &cells = header_.emplace_back();
        for (std::string const &text : texts) cells.push_back({text});
    }
    for (std::size_t i = 0; i < texts.size(); ++i) put_text(i, texts[i], false);
    end_row();
}

Look XlsxWriter::look_of(bool number, bool bad) const {
    if (row_ <= options_.header_rows) return bad ? Look::bad_header : Look::header;
    if (number) return bad ? Look::bad_number : Look::number;
    return bad ? Look::bad_text : Look::text;
}

void XlsxWriter::begin_cell(std::size_t column, Look look) {
    text_ += "<c r=\"";
    text_ += letters_[column];
    text_ += row_number_;
    text_ += '"';
    if (look == Look::number) return;
    text_ += " s=\"";
    text_ += static_cast<char>('0' + static_cast<int>(look));
    text_ += '"';
}

void XlsxWriter::put(std::size_t column, OutCell const &cell) {
    auto const value = cell.number ? number_in(cell.text) : std::nullopt;
    if (value) {
        begin_cell(column, look_of(true, cell.bad));
        text_ += "><v>";
        append_number(text_, cell.text, *value);
        text_ += "</v></c>";
    } else if (!cell.text.empty()) {
        put_text(column, cell.text, cell.bad);
    } else if (cell.bad) {
        begin_cell(column, look_of(false, true));
        text_ += "/>";
    }
    if (!cell.bad || cell.comment.empty() || comments_made_ == comments_max) return;
    ++comments_made_;
    auto const &text = cell.comment;
    comments_.push_back(
        {row_ - 1, column,
         std::string(text.size() > characters_max ? first_characters(text, characters_max / 4)
                                                  : text)});
}

void XlsxWriter::put_text(std::size_t column, std::string_view text, bool bad) {
    if (text.empty()) return;
    if (text.size() > characters_max && count_characters(text) > characters_max)
        throw base::Error("cell_too_long",
                          {{"row", std::to_string(row_)},
                           {"column", std::to_string(column + 1)},
                           {"limit", std::to_string(characters_max)}},
                          {zip_.output().file(), row_, static_cast<int>(column) + 1, sheet_name_});
    begin_cell(column, look_of(false, bad));
    auto const is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n'; };
    text_ += " t=\"inlineStr\"><is><t";
    if (is_blank(text.front()) || is_blank(text.back())) text_ += " xml:space=\"preserve\"";
    text_ += '>';
    append_xml(text_, text);
    text_ += "</t></is></c>";
}

} // namespace

std::unique_ptr<TableWriter> write_xlsx(std::string const &file, XlsxOptions const &options) {
    return std::make_unique<XlsxWriter>(file, options);
}

} // namespace jingzhun::source
