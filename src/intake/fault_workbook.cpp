// Faulty rows as a workbook.
#include "intake/fault_workbook.hpp"

#include "intake/fault_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace jingzhun::intake {
namespace {

std::vector<source::OutCell> cells_of(registry::RefusedRow const &row, std::size_t columns,
                                      base::Language language) {
    std::vector<source::OutCell> cells(columns + 1);
    for (std::size_t i = 0; i < std::min(columns, row.cells.size()); ++i)
        cells[i].text = row.cells[i];
    cells[columns].text = mark_faults(std::span(cells).first(columns), row.problems, language);
    return cells;
}

// Names of sheets are at most 31 characters and unique.
std::string sheet_name(BatchReport const &report, std::set<std::string> &used) {
    auto name = report.batch.source.substr(0, 24);
    for (int i = 2; !used.insert(name).second; ++i)
        name = fmt::format("{} {}", report.batch.source.substr(0, 24), i);
    return name;
}

} // namespace

void write_fault_workbook(std::string const &file, ImportReport const &report,
                          base::Language language) {
    std::set<std::string> used;
    std::unique_ptr<source::TableWriter> writer;
    for (auto const &one : report.batches) {
        if (one.doubtful.empty()) continue;
        auto const name = sheet_name(one, used);
        if (writer == nullptr) writer = source::write_xlsx(file, {.sheet = name});
        else writer->sheet(name);
        auto headers = one.headers;
        headers.push_back(explanation_header(language));
        writer->row(std::span<std::string const>(headers));
        for (auto const &row : one.doubtful) {
            auto const cells = cells_of(row, one.headers.size(), language);
            writer->row(std::span<source::OutCell const>(cells));
        }
    }
    if (writer == nullptr) {
        writer = source::write_xlsx(file, {});
        std::vector<std::string> const line = {language == base::Language::zh ? "没有错误"
                                                                              : "no faults"};
        writer->row(std::span<std::string const>(line));
    }
    writer->close();
}

} // namespace jingzhun::intake
