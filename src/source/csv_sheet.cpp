// Cuts the text of a file into records and fields without keeping more than one of them.
#include "source/csv.hpp"

#include "base/error.hpp"
#include "source/text_stream.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace jingzhun::source {

namespace {

// Bytes at which a run of ordinary text ends.
using Stops = std::array<bool, 256>;

Stops stops_at(std::string_view characters) {
    Stops stops{};
    for (char character : characters) stops[static_cast<unsigned char>(character)] = true;
    return stops;
}

class CsvSheet final : public Sheet {
  public:
    CsvSheet(std::string const &file, Dialect const &dialect, Limits const &limits)
        : file_(file), name_(std::filesystem::path(file).filename().string()), dialect_(dialect),
          limits_(limits), stream_(file, dialect.encoding),
          plain_stops_(stops_at(std::string{dialect.separator, '\r', '\n', '\0'})),
          quoted_stops_(stops_at({"\"\r\n\0", 4})) {}

    std::string const &name() const override { return name_; }

    bool next(Row &row) override {
        if (dialect_.declared && line_ == 1) read_record(row);
        do {
            if (!read_record(row)) return false;
        } while (std::all_of(row.cells.begin(), row.cells.end(),
                             [](Cell const &cell) { return cell.kind == CellKind::empty; }));
        return true;
    }

    double share() const override { return stream_.share(); }

  private:
    bool refill();
    bool read_record(Row &row);
    bool read_plain(Row &row);
    void read_quoted();
    void after_quote();
    void take(Stops const &stops);
    [[noreturn]] void fail_too_long() const;
    void open_field(Row &row);
    bool close_record(Row &row);
    void end_line(char character);
    [[noreturn]] void fail(std::string_view code, base::Arguments arguments, int line) const;

    std::string file_;
    std::string name_;
    Dialect dialect_;
    Limits limits_;
    TextStream stream_;
    Stops plain_stops_;
    Stops quoted_stops_;

    char const *at_ = nullptr;
    char const *end_ = nullptr;
    int line_ = 1;
    bool after_return_ = false; // the last character was CR: an LF now belongs to the same line end

    enum class State { start, plain, quoted, closed };
    State state_ = State::start;
    Cell *cell_ = nullptr;
    std::size_t width_ = 0;
    int quote_line_ = 0;
};

void CsvSheet::fail(std::string_view code, base::Arguments arguments, int line) const {
    throw base::Error(code, std::move(arguments), {file_, line, static_cast<int>(width_)});
}

bool CsvSheet::refill() {
    std::string_view const text = stream_.next();
    if (text.empty() && !stream_.broken().empty())
        fail("encoding_broken",
             {{"bytes", stream_.broken()},
              {"encoding", std::string(base::to_string(dialect_.encoding))}},
             line_);
    at_ = text.data();
    end_ = at_ + text.size();
    return !text.empty();
}

void CsvSheet::open_field(Row &row) {
    if (width_ == limits_.columns_max)
        fail("row_too_wide",
             {{"row", std::to_string(row.number)}, {"limit", std::to_string(limits_.columns_max)}},
             row.number);
    if (width_ == row.cells.size()) row.cells.emplace_back();
    cell_ = &row.cells[width_++];
    cell_->text.clear();
    state_ = State::start;
}

bool CsvSheet::close_record(Row &row) {
    row.cells.resize(width_);
    for (Cell &cell : row.cells) cell.kind = cell.text.empty() ? CellKind::empty : CellKind::text;
    return true;
}

void CsvSheet::end_line(char character) {
    if (character == '\r' || !after_return_) ++line_;
    after_return_ = character == '\r';
}

// Appends ordinary text to the field, up to a stop or the end of the piece.
void CsvSheet::take(Stops const &stops) {
    if (cell_->text.size() > limits_.cell_bytes_max) fail_too_long();
    char const *stop = at_;
    while (stop != end_ && !stops[static_cast<unsigned char>(*stop)]) ++stop;
    if (stop == at_) return;
    cell_->text.append(at_, stop);
    at_ = stop;
    after_return_ = false;
}

void CsvSheet::fail_too_long() const {
    if (state_ == State::quoted) fail("csv_quote_open", {}, quote_line_);
    fail("cell_too_long",
         {{"row", std::to_string(line_)},
          {"column", std::to_string(width_)},
          {"limit", std::to_string(limits_.cell_bytes_max) + " bytes"}},
         line_);
}

// True where the record ends.
bool CsvSheet::read_plain(Row &row) {
    take(plain_stops_);
    if (at_ == end_) return false;
    char const stop = *at_++;
    if (stop == '\0') fail("csv_nul", {}, line_);
    if (stop == dialect_.separator) {
        open_field(row);
        return false;
    }
    end_line(stop);
    return true;
}

void CsvSheet::read_quoted() {
    take(quoted_stops_);
    if (at_ == end_) return;
    char const stop = *at_++;
    if (stop == '\0') fail("csv_nul", {}, line_);
    if (stop == '"') {
        state_ = State::closed;
        after_return_ = false;
        return;
    }
    cell_->text += stop;
    end_line(stop);
}

// A quotation mark inside a quoted field was seen: doubled, it is a character; else it has closed.
void CsvSheet::after_quote() {
    if (*at_ == '"') {
        cell_->text += *at_++;
        state_ = State::quoted;
        return;
    }
    state_ = State::plain;
    // Text right after the close of a field of several lines: a mark is missing further up.
    if (line_ != quote_line_ && !plain_stops_[static_cast<unsigned char>(*at_)] && *at_ != ' ')
        fail("csv_quote_open", {}, quote_line_);
}

bool CsvSheet::read_record(Row &row) {
    while (at_ != end_ || refill()) {
        if (!after_return_ || *at_ != '\n') break;
        ++at_; // the second half of a line end
        after_return_ = false;
    }
    width_ = 0;
    if (at_ == end_) return false;
    after_return_ = false;
    row.number = line_;
    open_field(row);
    while (at_ != end_ || refill()) {
        if (state_ == State::start) {
            state_ = *at_ == '"' ? State::quoted : State::plain;
            if (state_ == State::plain) continue;
            quote_line_ = line_;
            ++at_;
        } else if (state_ == State::quoted) {
            read_quoted();
        } else if (state_ == State::closed) {
            after_quote();
        } else if (read_plain(row)) {
            return close_record(row);
        }
    }
    if (state_ == State::quoted) fail("csv_quote_open", {}, quote_line_);
    return close_record(row);
}

} // namespace

std::unique_ptr<Sheet> read_csv(std::string const &file, Dialect const &dialect,
                                Limits const &limits) {
    return std::make_unique<CsvSheet>(file, dialect, limits);
}

} // namespace jingzhun::source
