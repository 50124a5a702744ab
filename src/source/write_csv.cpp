// Writes RFC 4180 in any of the encodings, line ends CRLF.
#include "source/write.hpp"

#include "base/error.hpp"
#include "source/encode.hpp"
#include "source/number.hpp"
#include "source/output_file.hpp"

namespace jingzhun::source {

namespace {

constexpr std::size_t piece_bytes = std::size_t{256} << 10;

// Spreadsheets compute what begins so, tabs and returns before it notwithstanding.
bool looks_like_formula(std::string_view text) {
    constexpr std::string_view beginnings = "=+-@\t\r";
    return !text.empty() && beginnings.find(text.front()) != std::string_view::npos &&
           !parse_number(text);
}

class CsvWriter final : public TableWriter {
  public:
    CsvWriter(std::string const &file, CsvOptions const &options)
        : output_(file), options_(options), encoder_(options.encoding),
          to_quote_(std::string{options.separator, '"', '\r', '\n'}) {
        output_.create();
        bool const utf8 = options.encoding == base::Encoding::utf8;
        bool const utf16 = options.encoding == base::Encoding::utf16_le ||
                           options.encoding == base::Encoding::utf16_be;
        if (utf16 || (utf8 && options.byte_order_mark)) put("\uFEFF");
    }

    void row(std::span<OutCell const> cells) override {
        begin_row();
        for (OutCell const &cell : cells) field(cell.text, cell.number);
        end_row();
    }
    void row(std::span<std::string const> texts) override {
        begin_row();
        for (std::string const &text : texts) field(text, false);
        end_row();
    }
    void sheet(std::string const &) override {
        throw base::Error("csv_one_sheet", {}, {output_.file()});
    }
    void close() override {
        flush();
        output_.publish();
    }

  private:
    void begin_row() {
        ++row_;
        column_ = 0;
    }
    void field(std::string_view text, bool number);
    void end_row();
    void put(std::string_view text);
    void flush() {
        output_.write(bytes_);
        bytes_.clear();
    }

    OutputFile output_;
    CsvOptions options_;
    Encoder encoder_;
    std::string to_quote_;
    std::string bytes_; // encoded, not yet written
    std::string field_;
    int row_ = 0;
    int column_ = 0;
};

void CsvWriter::put(std::string_view text) {
    bytes_ += encoder_.encode(text);
    if (encoder_.unencodable().empty()) return;
    throw base::Error("character_unencodable",
                      {{"row", std::to_string(row_)},
                       {"column", std::to_string(column_)},
                       {"character", encoder_.unencodable()},
                       {"encoding", std::string(base::to_string(options_.encoding))}},
                      {output_.file(), row_, column_});
}

void CsvWriter::field(std::string_view text, bool number) {
    field_.clear();
    if (column_++ > 0) field_ += options_.separator;
    bool const escaped = options_.escape_formulas && !number && looks_like_formula(text);
    // Blanks at the ends get lost in other programs unless quoted.
    bool const quoted = text.find_first_of(to_quote_) != std::string_view::npos ||
                        text.starts_with(' ') || text.ends_with(' ');
    if (quoted) field_ += '"';
    if (escaped) field_ += '\'';
    for (char character : text) {
        if (character == '\0') continue;
        if (character == '"') field_ += '"';
        field_ += character;
    }
    if (quoted) field_ += '"';
    put(field_);
}

void CsvWriter::end_row() {
    put("\r\n");
    if (bytes_.size() >= piece_bytes) flush();
}

} // namespace

std::unique_ptr<TableWriter> write_csv(std::string const &file, CsvOptions const &options) {
    return std::make_unique<CsvWriter>(file, options);
}

} // namespace jingzhun::source
