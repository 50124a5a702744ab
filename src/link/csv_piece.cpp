// Lines to cells to values, without copying a cell that stands as it is.
#include "link/csv_piece.hpp"

#include "link/cell_ends.hpp"
#include "link/plain_value.hpp"

#include "base/error.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace jingzhun::link {
namespace {

constexpr std::size_t released_by = std::size_t{16} << 20;
constexpr std::size_t estimated_by = std::size_t{1} << 18;

[[noreturn]] void fail(char const *code, CsvPlan const &plan, char const *at,
                       base::Arguments arguments = {}) {
    auto const line = std::count(plan.text.data(), at, '\n') + 1;
    throw base::Error(code, std::move(arguments),
                      {.file = plan.file, .line = static_cast<int>(line)});
}

// Walks through cells; `end_of_row` says whether the last one ended its line.
class Walker {
  public:
    Walker(std::string_view text, CsvPlan const &plan)
        : at_(text.data()), end_(text.data() + text.size()), plan_(plan),
          ends_(at_, end_, plan.separator) {}

    bool done() const { return at_ == end_; }
    char const *at() const { return at_; }
    bool end_of_row() const { return end_of_row_; }

    std::string_view cell() {
        auto const *const stop = ends_.from(at_);
        // Neither a blank nor a quotation mark, which stand first in ASCII, in nearly all cells.
        if (at_ != stop && static_cast<unsigned char>(*at_) <= '"') return odd_cell();
        return taken(at_, stop);
    }

    void skip() {
        auto const *const stop = ends_.from(at_);
        if (at_ != stop && static_cast<unsigned char>(*at_) <= '"') {
            odd_cell();
            return;
        }
        at_ = stop;
        close();
    }

  private:
    std::string_view odd_cell() {
        while (at_ != end_ && *at_ == ' ') ++at_;
        if (at_ != end_ && *at_ == '"') return quoted();
        return taken(at_, ends_.from(at_));
    }

    std::string_view taken(char const *start, char const *stop) {
        at_ = stop;
        close();
        while (stop != start && (stop[-1] == ' ' || stop[-1] == '\r')) --stop;
        return {start, static_cast<std::size_t>(stop - start)};
    }

    std::string_view quoted() {
        auto const *const open = at_++;
        auto const *start = at_;
        bool copied = false;
        for (;;) {
            auto const *const quote = static_cast<char const *>(
                std::memchr(at_, '"', static_cast<std::size_t>(end_ - at_)));
            if (quote == nullptr) fail("csv_quote_open", plan_, open);
            at_ = quote + 1;
            if (at_ == end_ || *at_ != '"') break;
            if (!copied) scratch_.clear();
            copied = true;
            scratch_.append(start, at_); // one of the two quotes
            start = ++at_;
        }
        auto const *const stop = at_ - 1;
        // What stands between the quote and the separator is lost by every reader of CSV.
        at_ = ends_.from(at_);
        close();
        if (!copied) return {start, static_cast<std::size_t>(stop - start)};
        scratch_.append(start, stop);
        return scratch_;
    }

    void close() {
        end_of_row_ = at_ == end_ || *at_ == '\n';
        if (at_ != end_) ++at_;
    }

    char const *at_, *end_;
    CsvPlan const &plan_;
    CellEnds ends_;
    bool end_of_row_ = false;
    std::string scratch_;
};

// ASCII without NUL: no need to look closer.
bool is_plain(std::string_view cell) {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    std::uint64_t odd = 0;
    auto const *at = cell.data();
    auto const *const end = at + cell.size();
    for (; end - at >= 8; at += 8) {
        auto const word = word_at(at);
        odd |= (word | (word - ones)) & tops;
    }
    for (; at != end; ++at) {
        auto const c = static_cast<unsigned char>(*at);
        odd |= (c | (c - 1U)) & 0x80;
    }
    return odd == 0;
}

void check(std::string_view cell, CsvPlan const &plan, char const *at) {
    if (cell.find('\0') != cell.npos) fail("csv_nul", plan, at);
    auto const good = base::valid_prefix(cell);
    if (good == cell.size()) return;
    char bytes[8];
    std::snprintf(bytes, sizeof bytes, "%02X", static_cast<unsigned char>(cell[good]));
    fail("encoding_broken", plan, at, {{"bytes", bytes}, {"encoding", "UTF-8"}});
}

// Up to seven bytes and how many they are, as one word; never 0.
std::uint64_t short_word(std::string_view cell) {
    auto const size = cell.size();
    std::uint64_t word = std::uint64_t{size} << 56;
    if (size < 4) {
        for (std::size_t i = 0; i < size; ++i)
            word |= std::uint64_t{static_cast<unsigned char>(cell[i])} << 8 * i;
        return word;
    }
    std::uint32_t first, last; // two halves that overlap, instead of a loop
    std::memcpy(&first, cell.data(), sizeof first);
    std::memcpy(&last, cell.data() + size - 4, sizeof last);
    return word | first | std::uint64_t{last} << 8 * (size - 4);
}

// One row at a time into values by field.
class RowReader {
  public:
    RowReader(CsvPlan const &plan, Model const &model, CsvPart &part)
        : plan_(plan), model_(model), part_(part), values_(model.fields.size()),
          recent_(model.fields.size()) {}

    void read(Walker &walker) {
        std::ranges::fill(values_, 0);
        id_.clear();
        start_ = walker.at();
        std::size_t column = 0;
        do {
            auto const use =
                column < plan_.columns.size() ? plan_.columns[column] : CsvPlan::unused;
            ++column;
            if (use == CsvPlan::unused) {
                walker.skip();
                continue;
            }
            auto const cell = walker.cell();
            if (use == CsvPlan::id) take_id(cell);
            else if (!cell.empty()) take(static_cast<std::size_t>(use), cell);
        } while (!walker.end_of_row());
        // A line without anything in it is no record.
        if (column == 1 && id_.empty() && plan_.columns.size() > 1) return;
        part_.table.add(id_, values_);
    }

  private:
    void take_id(std::string_view cell) {
        look_at(cell);
        id_ = cell;
    }

    void look_at(std::string_view cell) const {
        if (!is_plain(cell)) check(cell, plan_, start_);
    }

    void take(std::size_t field, std::string_view cell) {
        auto const type = model_.fields[field].type;
        auto const plain = plain_value(type, cell);
        values_[field] = plain != 0 ? plain
                         : type == Type::code && cell.size() < sizeof(std::uint64_t)
                             ? code(field, cell)
                             : any(field, type, cell);
    }

    Value any(std::size_t field, Type type, std::string_view cell) {
        look_at(cell);
        return encode(type, cell, part_.dictionaries[field]);
    }

    // Codes are few and come again and again.
    Value code(std::size_t field, std::string_view cell) {
        auto const word = short_word(cell);
        auto &[key, value] = recent_[field][mix(word) % recent_[field].size()];
        if (key != word) {
            value = any(field, Type::code, cell);
            key = word;
        }
        return value;
    }

    CsvPlan const &plan_;
    Model const &model_;
    CsvPart &part_;
    std::vector<Value> values_;
    // By field: short cells as words, and their values.
    std::vector<std::array<std::pair<std::uint64_t, Value>, 16>> recent_;
    std::string id_;
    char const *start_ = nullptr; // of the row
};

} // namespace

std::vector<std::string> take_header(std::string_view &text, char separator,
                                     std::string const &file) {
    CsvPlan const plan{.columns = {}, .separator = separator, .file = file, .text = text};
    Walker walker(text, plan);
    std::vector<std::string> headers;
    if (walker.done()) return headers;
    do headers.emplace_back(walker.cell());
    while (!walker.end_of_row());
    for (auto const &header : headers) check(header, plan, text.data());
    text.remove_prefix(static_cast<std::size_t>(walker.at() - text.data()));
    return headers;
}

void read_piece(std::string_view piece, CsvPlan const &plan, Model const &model, CsvPart &part,
                std::function<void(std::string_view)> const &release) {
    Walker walker(piece, plan);
    RowReader reader(plan, model, part);
    auto const *released = piece.data();
    bool estimated = false;
    while (!walker.done()) {
        reader.read(walker);
        auto const read = static_cast<std::size_t>(walker.at() - released);
        if (!estimated && read >= estimated_by) {
            estimated = true;
            // By the rows so far; what is reserved in vain costs no memory until it is touched.
            auto const rows = part.table.size() * (piece.size() / read + 1) / 8 * 9;
            part.table.reserve(rows, rows * (part.table.id(0).size() + 1));
        }
        if (read < released_by) continue;
        release({released, read});
        released = walker.at();
    }
}

} // namespace jingzhun::link
