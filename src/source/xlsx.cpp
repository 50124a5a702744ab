// The book that an .xlsx file is; shared strings are read when the first sheet is opened.
#include "source/xlsx.hpp"

#include <cassert>

namespace jingzhun::source {

namespace {

class XlsxBook final : public Book {
  public:
    XlsxBook(std::string const &file, Limits const &limits)
        : archive_(file, limits), parts_(read_workbook(archive_)) {
        context_.epoch_1904 = parts_.epoch_1904;
        if (!parts_.styles.empty()) context_.styles = read_styles(archive_, parts_.styles);
    }

    std::string const &file() const override { return archive_.file(); }
    std::string description() const override {
        std::size_t const count = parts_.sheets.size();
        return "xlsx, " + std::to_string(count) + (count == 1 ? " sheet" : " sheets");
    }
    std::vector<std::string> sheet_names() const override {
        std::vector<std::string> names;
        for (SheetEntry const &sheet : parts_.sheets) names.push_back(sheet.name);
        return names;
    }
    std::unique_ptr<Sheet> open(std::size_t sheet) override {
        assert(sheet < parts_.sheets.size());
        if (!context_.strings)
            context_.strings = parts_.strings.empty()
                                   ? std::make_unique<SharedStrings>(archive_)
                                   : read_shared_strings(archive_, parts_.strings);
        return read_xlsx_sheet(archive_, parts_.sheets[sheet], context_);
    }

  private:
    Archive archive_;
    WorkbookParts parts_;
    WorkbookContext context_;
};

} // namespace

std::unique_ptr<Book> open_xlsx(std::string const &file, Limits const &limits) {
    return std::make_unique<XlsxBook>(file, limits);
}

} // namespace jingzhun::source
