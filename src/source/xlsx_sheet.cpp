// Reads the rows of a sheet: the XML reader pauses after each row that holds something.
#include "source/xlsx.hpp"

#include "base/error.hpp"
#include "source/xml.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace jingzhun::source {

namespace {

enum class CellType { number, shared, inline_text, text, boolean, error, date };

CellType cell_type(std::string_view name) {
    if (name == "s") return CellType::shared;
    if (name == "inlineStr") return CellType::inline_text;
    if (name == "str") return CellType::text;
    if (name == "b") return CellType::boolean;
    if (name == "e") return CellType::error;
    if (name == "d") return CellType::date;
    return CellType::number;
}

// "AB12" -> 28; 0 where it does not begin with a column.
std::size_t column_of(std::string_view reference) {
    constexpr std::size_t far = 1'000'000; // beyond every limit
    std::size_t column = 0;
    for (char const given : reference) {
        char const letter = static_cast<char>(given & ~0x20); // upper case
        if (letter < 'A' || letter > 'Z' || column >= far) break;
        column = column * 26 + static_cast<std::size_t>(letter - 'A' + 1);
    }
    return column;
}

// The number of a cell format; digits end with the text.
std::size_t style_of(std::string_view text) {
    constexpr std::size_t far = 1'000'000;
    std::size_t style = 0;
    for (char const digit : text) {
        if (digit < '0' || digit > '9' || style >= far) break;
        style = style * 10 + static_cast<std::size_t>(digit - '0');
    }
    return style;
}

std::string_view trim_ascii(std::string_view text) {
    std::size_t const first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// An ISO 8601 date with a time of midnight is a date.
std::string_view without_midnight(std::string_view text) {
    std::size_t const at = text.find("T00:00:00");
    return at == std::string_view::npos ||
                   text.find_first_of("123456789", at) != std::string_view::npos
               ? text
               : text.substr(0, at);
}

// The cell being read, as its elements come in.
struct OpenCell {
    std::size_t column = 0;
    std::size_t style = 0;
    CellType type = CellType::number;
    bool has_value = false;
    std::string value;
    std::string formula;

    void begin(std::size_t cell_column) {
        column = cell_column;
        style = 0;
        type = CellType::number;
        has_value = false;
        value.clear();
        formula.clear();
    }
};

class SheetHandler final : public XmlHandler {
  public:
    SheetHandler(Archive &archive, SheetEntry const &sheet, WorkbookContext const &context)
        : archive_(archive), sheet_(sheet), context_(context) {}

    // The next row is put there.
    void fill(Row &row) { row_ = &row; }

    void start(std::string_view name, Attributes const &attributes) override;
    bool end(std::string_view name) override;
    void text(std::string_view text) override;

  private:
    void start_row(Attributes const &attributes);
    void start_cell(Attributes const &attributes);
    bool end_row();
    void end_cell();
    void put_number(Cell &cell, std::string_view stored) const;
    void put_shared(Cell &cell) const;
    Cell &place_cell();
    base::Place place() const;
    [[noreturn]] void fail(std::string_view reason) const;

    Archive &archive_;
    SheetEntry const &sheet_;
    WorkbookContext const &context_;
    Row *row_ = nullptr;
    int row_number_ = 0;
    std::size_t width_ = 0; // up to the last cell that holds something
    bool in_data_ = false;
    bool in_row_ = false;
    bool in_cell_ = false;
    bool in_phonetic_ = false;
    std::string *collecting_ = nullptr; // the text of the open element goes there
    OpenCell cell_;
};

base::Place SheetHandler::place() const {
    return {archive_.file(), row_number_, static_cast<int>(cell_.column), sheet_.name};
}

void SheetHandler::fail(std::string_view reason) const {
    throw base::Error("workbook_damaged", {{"part", sheet_.part}, {"reason", std::string(reason)}},
                      place());
}

void SheetHandler::start(std::string_view name, Attributes const &attributes) {
    collecting_ = nullptr;
    if (in_cell_) {
        if (name == "v") {
            cell_.has_value = true;
            collecting_ = &cell_.value;
        } else if (name == "f") {
            cell_.formula = "=";
            collecting_ = &cell_.formula;
        } else if (name == "rPh") {
            in_phonetic_ = true;
        } else if (name == "t" && !in_phonetic_) {
            cell_.has_value = true;
            collecting_ = &cell_.value;
        }
    } else if (in_row_) {
        if (name == "c") start_cell(attributes);
    } else if (in_data_) {
        if (name == "row") start_row(attributes);
    } else if (name == "sheetData") {
        in_data_ = true;
    }
}

void SheetHandler::start_row(Attributes const &attributes) {
    in_row_ = true;
    std::string_view const number = attributes.get("r");
    int given = row_number_ == std::numeric_limits<int>::max() ? 0 : row_number_ + 1;
    if (!number.empty()) std::from_chars(number.data(), number.data() + number.size(), given);
    cell_.begin(0);
    if (given <= 0) fail("row number " + std::string(number.substr(0, 20)));
    row_number_ = given;
    row_->number = given;
    width_ = 0;
    for (Cell &cell : row_->cells) {
        cell.text.clear();
        cell.kind = CellKind::empty;
    }
}

void SheetHandler::start_cell(Attributes const &attributes) {
    in_cell_ = true;
    cell_.begin(cell_.column + 1);
    // Names of one letter, compared as such: this is the innermost loop of reading.
    for (auto const &[name, value] : attributes.all()) {
        if (name.size() != 1) continue;
        if (name[0] == 'r') {
            if (std::size_t const column = column_of(value)) cell_.column = column;
        } else if (name[0] == 's') {
            cell_.style = style_of(value);
        } else if (name[0] == 't') {
            cell_.type = cell_type(value);
        }
    }
}

void SheetHandler::text(std::string_view text) {
    if (collecting_ == nullptr) return;
    *collecting_ += text;
    std::size_t const limit = archive_.limits().cell_bytes_max;
    if (collecting_->size() > limit)
        throw base::Error("cell_too_long",
                          {{"row", std::to_string(row_number_)},
                           {"column", std::to_string(cell_.column)},
                           {"limit", std::to_string(limit) + " bytes"}},
                          place());
}

bool SheetHandler::end(std::string_view name) {
    collecting_ = nullptr;
    if (in_cell_) {
        if (name == "c") end_cell();
        if (name == "rPh") in_phonetic_ = false;
    } else if (in_row_) {
        if (name == "row") return end_row();
    } else if (name == "sheetData") {
        in_data_ = false;
    }
    return false;
}

bool SheetHandler::end_row() {
    in_row_ = false;
    row_->cells.resize(width_);
    return width_ > 0;
}

Cell &SheetHandler::place_cell() {
    std::size_t const limit = archive_.limits().columns_max;
    if (cell_.column > limit)
        throw base::Error("row_too_wide",
                          {{"row", std::to_string(row_number_)}, {"limit", std::to_string(limit)}},
                          place());
    if (row_->cells.size() < cell_.column) row_->cells.resize(cell_.column);
    return row_->cells[cell_.column - 1];
}

void SheetHandler::end_cell() {
    in_cell_ = false;
    in_phonetic_ = false;
    // A formula whose result nobody computed yet: not empty, so that nothing is lost unnoticed.
    bool const uncomputed = !cell_.has_value && !cell_.formula.empty();
    if (!uncomputed && cell_.value.empty()) return;
    Cell &cell = place_cell();
    cell.kind = CellKind::text;
    if (uncomputed) {
        cell.kind = CellKind::error;
        cell.text = cell_.formula;
    } else if (cell_.type == CellType::number) {
        put_number(cell, trim_ascii(cell_.value));
    } else if (cell_.type == CellType::shared) {
        put_shared(cell);
    } else if (cell_.type == CellType::inline_text || cell_.type == CellType::text) {
        cell.text =
            cell_.value.find("_x") == std::string::npos ? cell_.value : unescape(cell_.value);
    } else if (cell_.type == CellType::boolean) {
        cell.kind = CellKind::boolean;
        cell.text = cell_.value == "1" || cell_.value == "true" ? "1" : "0";
    } else if (cell_.type == CellType::error) {
        cell.kind = CellKind::error;
        cell.text = cell_.value;
    } else {
        cell.kind = CellKind::date;
        cell.text = without_midnight(cell_.value);
    }
    if (cell.text.empty()) cell.kind = CellKind::empty;
    if (!cell.text.empty()) width_ = std::max(width_, cell_.column);
}

void SheetHandler::put_number(Cell &cell, std::string_view stored) const {
    NumberStyle const style =
        cell_.style < context_.styles.size() ? context_.styles[cell_.style] : NumberStyle::plain;
    if (style == NumberStyle::plain && is_plain_integer(stored)) {
        cell.kind = CellKind::number;
        cell.text = stored;
        return;
    }
    std::optional<double> const value = parse_number(stored);
    if (!value) {
        cell.text = stored;
        return;
    }
    std::optional<std::string> date;
    if (style != NumberStyle::plain) date = serial_text(*value, style, context_.epoch_1904);
    cell.kind = date ? CellKind::date : CellKind::number;
    cell.text = date ? *std::move(date) : number_text(stored, *value);
}

void SheetHandler::put_shared(Cell &cell) const {
    std::string_view const stored = trim_ascii(cell_.value);
    std::size_t index = 0;
    auto const result = std::from_chars(stored.data(), stored.data() + stored.size(), index);
    if (result.ec != std::errc{} || result.ptr != stored.data() + stored.size() ||
        index >= context_.strings->size())
        fail("no shared string " + std::string(stored.substr(0, 20)));
    cell.text = context_.strings->at(index);
}

class XlsxSheet final : public Sheet {
  public:
    XlsxSheet(Archive &archive, SheetEntry const &sheet, WorkbookContext const &context)
        : name_(sheet.name), handler_(archive, sheet, context),
          reader_(archive, sheet.part, handler_, archive.limits().unpacked_bytes_max) {}

    std::string const &name() const override { return name_; }
    bool next(Row &row) override {
        handler_.fill(row);
        return reader_.advance();
    }

    double share() const override { return reader_.share(); }

  private:
    std::string name_;
    SheetHandler handler_;
    XmlReader reader_;
};

} // namespace

std::unique_ptr<Sheet> read_xlsx_sheet(Archive &archive, SheetEntry const &sheet,
                                       WorkbookContext const &context) {
    return std::make_unique<XlsxSheet>(archive, sheet, context);
}

} // namespace jingzhun::source
