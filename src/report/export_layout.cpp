// Exports in a layout.
#include "report/export_layout.hpp"

#include "source/write.hpp"

#include <filesystem>

namespace jingzhun::report {
namespace {

std::unique_ptr<source::TableWriter> open_writer(std::string const &file,
                                                 pack::Source const &source) {
    if (std::filesystem::path(file).extension() == ".csv") return source::write_csv(file);
    source::XlsxOptions options;
    options.sheet = source.sheet.empty() ? source.title.zh : source.sheet;
    return source::write_xlsx(file, options);
}

} // namespace

std::size_t export_layout(LayoutFiller const &filler, std::string const &file) {
    auto const &columns = filler.source().columns;
    auto const writer = open_writer(file, filler.source());
    std::vector<std::string> cells;
    for (auto const &column : columns) cells.push_back(column.headers.front());
    writer->row(std::span<std::string const>(cells));
    for (auto const row : filler.rows()) {
        for (std::size_t i = 0; i < columns.size(); ++i) cells[i] = filler.text(row, i);
        writer->row(std::span<std::string const>(cells));
    }
    writer->close();
    return filler.rows().size();
}

} // namespace jingzhun::report
