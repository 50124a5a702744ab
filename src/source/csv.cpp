// The book of one sheet that a text table is.
#include "source/csv.hpp"

#include "base/error.hpp"

#include <cassert>
#include <filesystem>

namespace jingzhun::source {

namespace {

class CsvBook final : public Book {
  public:
    CsvBook(std::string const &file, Limits const &limits)
        : file_(file), limits_(limits), dialect_(guess_dialect(file)) {}

    std::string const &file() const override { return file_; }
    std::string description() const override {
        std::string text = "csv, ";
        text += base::to_string(dialect_.encoding);
        text += ", ";
        return text += separator_name(dialect_.separator);
    }
    std::vector<std::string> sheet_names() const override {
        return {std::filesystem::path(file_).filename().string()};
    }
    std::unique_ptr<Sheet> open(std::size_t sheet) override {
        assert(sheet == 0);
        return read_csv(file_, dialect_, limits_);
    }

  private:
    std::string file_;
    Limits limits_;
    Dialect dialect_;
};

} // namespace

std::unique_ptr<Book> open_csv(std::string const &file, Limits const &limits) {
    return std::make_unique<CsvBook>(file, limits);
}

} // namespace jingzhun::source
