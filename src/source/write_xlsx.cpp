// Wraps libxlsxwriter in its constant-memory mode: rows leave memory as soon as the next one
// begins.
//
// In that mode texts stand in the cells themselves, not in a table of shared strings, and comments
// work too but are kept until the end.
#include "source/write.hpp"

#include "base/error.hpp"
#include "source/archive.hpp"
#include "source/number.hpp"
#include "source/output_file.hpp"
#include "source/written.hpp"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <xlsxwriter.h>

namespace jingzhun::source {

namespace {

constexpr std::size_t characters_max = 32767;
constexpr std::size_t columns_max = 16384;
constexpr std::size_t digits_max = 15;
constexpr std::size_t sheet_name_max = 31;
constexpr int comments_max = 50'000;
constexpr std::uint8_t text_format = 49; // "@"

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

// Whether a workbook, which holds 15 digits, keeps the number whole.
bool fits_number(std::string_view text) {
    auto const digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return static_cast<std::size_t>(digits) <= digits_max && parse_number(text);
}

// Frees a workbook that is not to be finished; the library would leave its temporary files open.
struct FreeWorkbook {
    void operator()(lxw_workbook *workbook) const {
        lxw_worksheet *sheet = nullptr;
        STAILQ_FOREACH(sheet, workbook->worksheets, list_pointers) {
            if (sheet->optimize_tmpfile != nullptr) std::fclose(sheet->optimize_tmpfile);
        }
        lxw_workbook_free(workbook);
    }
};

class XlsxWriter final : public TableWriter {
  public:
    XlsxWriter(std::string const &file, XlsxOptions const &options);

    void row(std::span<OutCell const> cells) override;
    void row(std::span<std::string const> texts) override;
    void sheet(std::string const &name) override;
    void close() override;

  private:
    enum class Look { text, number, bad_text, bad_number, header, bad_header };

    void make_formats();
    lxw_format *make_format(bool text, bool bold, bool bad);
    void add_sheet(std::string const &name);
    void begin_row(std::size_t width);
    void continue_on_new_sheet();
    void put(std::size_t column, OutCell const &cell);
    void put_text(lxw_col_t column, std::string const &text, lxw_format *format);
    void comment(lxw_col_t column, std::string const &text);
    lxw_format *format_of(bool number, bool bad) const;
    void check(lxw_error error) const;

    OutputFile output_;
    XlsxOptions options_;
    std::string folder_;
    std::unique_ptr<lxw_workbook, FreeWorkbook> workbook_;
    lxw_worksheet *worksheet_ = nullptr;
    lxw_format *formats_[6] = {};
    std::string sheet_name_; // as asked for, without a number
    int parts_ = 1;          // sheets that carry it so far
    int row_ = 0;            // rows of this sheet begun so far
    int comments_ = 0;
    std::vector<std::vector<OutCell>> header_;
    std::vector<WrittenSheet> written_;
};

XlsxWriter::XlsxWriter(std::string const &file, XlsxOptions const &options)
    : output_(file), options_(options),
      folder_(std::filesystem::absolute(std::filesystem::path(file)).parent_path().string()) {
    assert(options.header_rows >= 0 && options.rows_max > options.header_rows);
    // Creating it first tells what is wrong with the place before anything is computed.
    output_.create();
    // Temporary files go to the same disk: the usual place may be a small one in memory.
    lxw_workbook_options const settings{
        .constant_memory = LXW_TRUE, .tmpdir = folder_.data(), .use_zip64 = LXW_TRUE};
    workbook_.reset(workbook_new_opt(output_.neighbour().c_str(),
                                     const_cast<lxw_workbook_options *>(&settings)));
    if (workbook_ == nullptr) throw std::bad_alloc();
    lxw_doc_properties properties{};
    properties.created = static_cast<std::time_t>(options.created);
    check(workbook_set_properties(workbook_.get(), &properties));
    make_formats();
    add_sheet(options.sheet);
}

lxw_format *XlsxWriter::make_format(bool text, bool bold, bool bad) {
    lxw_format *format = workbook_add_format(workbook_.get());
    if (text) format_set_num_format_index(format, text_format);
    if (bold) format_set_bold(format);
    if (bad) {
        format_set_font_color(format, 0x9C0006);
        format_set_bg_color(format, 0xFFC7CE);
    }
    return format;
}

void XlsxWriter::make_formats() {
    formats_[static_cast<int>(Look::text)] = make_format(true, false, false);
    formats_[static_cast<int>(Look::number)] = nullptr;
    formats_[static_cast<int>(Look::bad_text)] = make_format(true, false, true);
    formats_[static_cast<int>(Look::bad_number)] = make_format(false, false, true);
    formats_[static_cast<int>(Look::header)] = make_format(true, true, false);
    formats_[static_cast<int>(Look::bad_header)] = make_format(true, true, true);
}

lxw_format *XlsxWriter::format_of(bool number, bool bad) const {
    Look look = bad ? Look::bad_text : Look::text;
    if (number) look = bad ? Look::bad_number : Look::number;
    if (row_ <= options_.header_rows) look = bad ? Look::bad_header : Look::header;
    return formats_[static_cast<int>(look)];
}

void XlsxWriter::check(lxw_error error) const {
    if (error != LXW_NO_ERROR)
        throw base::Error("source_internal", {{"what", lxw_strerror(error)}});
}

void XlsxWriter::add_sheet(std::string const &name) {
    if (name.empty() || workbook_validate_sheet_name(workbook_.get(), name.c_str()) != LXW_NO_ERROR)
        throw base::Error("sheet_name_invalid", {{"name", name}}, {output_.file()});
    errno = 0;
    worksheet_ = workbook_add_worksheet(workbook_.get(), name.c_str());
    if (worksheet_ == nullptr || worksheet_->file == nullptr) output_.fail(errno);
    if (parts_ == 1) {
        sheet_name_ = name;
        header_.clear();
    }
    row_ = 0;
    written_.emplace_back();
    for (std::size_t i = 0; i < options_.column_widths.size(); ++i) {
        auto const column = static_cast<lxw_col_t>(i);
        check(worksheet_set_column(worksheet_, column, column, options_.column_widths[i], nullptr));
    }
    if (options_.header_rows == 0) return;
    auto const rows = static_cast<lxw_row_t>(options_.header_rows);
    worksheet_freeze_panes(worksheet_, rows, 0);
    check(worksheet_repeat_rows(worksheet_, 0, rows - 1));
}

void XlsxWriter::sheet(std::string const &name) {
    parts_ = 1;
    add_sheet(name);
}

void XlsxWriter::continue_on_new_sheet() {
    std::string const ending = " (" + std::to_string(++parts_) + ")";
    add_sheet(std::string(first_characters(sheet_name_, sheet_name_max - ending.size())) + ending);
    for (auto const &cells : header_) {
        ++row_;
        for (std::size_t i = 0; i < cells.size(); ++i) put(i, cells[i]);
    }
}

void XlsxWriter::begin_row(std::size_t width) {
    if (row_ == options_.rows_max) continue_on_new_sheet();
    ++row_;
    if (width > columns_max)
        throw base::Error("row_too_wide",
                          {{"row", std::to_string(row_)}, {"limit", std::to_string(columns_max)}},
                          {output_.file(), row_, 0, sheet_name_});
}

void XlsxWriter::row(std::span<OutCell const> cells) {
    begin_row(cells.size());
    if (row_ <= options_.header_rows && parts_ == 1)
        header_.emplace_back(cells.begin(), cells.end());
    for (std::size_t i = 0; i < cells.size(); ++i) put(i, cells[i]);
}

void XlsxWriter::row(std::span<std::string const> texts) {
    begin_row(texts.size());
    if (row_ <= options_.header_rows && parts_ == 1) {
        auto &cells = header_.emplace_back();
        for (std::string const &text : texts) cells.push_back({text});
    }
    for (std::size_t i = 0; i < texts.size(); ++i)
        put_text(static_cast<lxw_col_t>(i), texts[i], format_of(false, false));
}

void XlsxWriter::put(std::size_t column, OutCell const &cell) {
    auto const at = static_cast<lxw_col_t>(column);
    if (cell.number && fits_number(cell.text)) {
        check(worksheet_write_number(worksheet_, static_cast<lxw_row_t>(row_ - 1), at,
                                     *parse_number(cell.text), format_of(true, cell.bad)));
        ++written_.back().cells;
    } else if (!cell.text.empty()) {
        put_text(at, cell.text, format_of(false, cell.bad));
    } else if (cell.bad) {
        check(worksheet_write_blank(worksheet_, static_cast<lxw_row_t>(row_ - 1), at,
                                    format_of(false, true)));
        ++written_.back().cells;
    }
    if (cell.bad && !cell.comment.empty()) comment(at, cell.comment);
}

void XlsxWriter::put_text(lxw_col_t column, std::string const &text, lxw_format *format) {
    if (text.empty()) return;
    if (text.size() > characters_max && count_characters(text) > characters_max)
        throw base::Error("cell_too_long",
                          {{"row", std::to_string(row_)},
                           {"column", std::to_string(column + 1)},
                           {"limit", std::to_string(characters_max)}},
                          {output_.file(), row_, column + 1, sheet_name_});
    auto const row = static_cast<lxw_row_t>(row_ - 1);
    if (text.find('\0') == std::string::npos && text.find("_x") == std::string::npos) {
        check(worksheet_write_string(worksheet_, row, column, text.c_str(), format));
        ++written_.back().cells;
        return;
    }
    std::string escaped = escape(text);
    if (escaped.empty()) return;
    check(worksheet_write_string(worksheet_, row, column, escaped.c_str(), format));
    ++written_.back().cells;
}

void XlsxWriter::comment(lxw_col_t column, std::string const &text) {
    if (comments_ == comments_max) return;
    ++comments_;
    std::string const shown(
        text.size() > characters_max ? first_characters(text, characters_max / 4) : text);
    check(worksheet_write_comment(worksheet_, static_cast<lxw_row_t>(row_ - 1), column,
                                  shown.c_str()));
}

void XlsxWriter::close() {
    errno = 0;
    lxw_error const error = workbook_close(workbook_.release());
    if (error != LXW_NO_ERROR) output_.fail(errno);
    // libxlsxwriter does not notice a temporary file cut off by a full disk.
    if (!is_written(output_.neighbour(), written_)) output_.fail(errno);
    output_.publish();
}

} // namespace

std::unique_ptr<TableWriter> write_xlsx(std::string const &file, XlsxOptions const &options) {
    return std::make_unique<XlsxWriter>(file, options);
}

} // namespace jingzhun::source
