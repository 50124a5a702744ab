// The result of a draw as lines that are published, hashed and compared.
#include "base/hash.hpp"
#include "base/text.hpp"
#include "source/sheet.hpp"
#include "source/write.hpp"
#include "survey/draw.hpp"

#include <fmt/format.h>

#include <array>

namespace jingzhun::survey {
namespace {

using Line = std::array<std::string, 8>;

Line const header = {"stage", "order", "role", "key", "cluster", "stratum", "chance", "weight"};

std::vector<Line> lines_of(std::vector<Drawn> const &drawn) {
    std::vector<Line> lines;
    for (auto const &one : drawn) {
        auto const weight =
            static_cast<double>(one.chance.denominator) / static_cast<double>(one.chance.numerator);
        lines.push_back({std::to_string(one.stage), std::to_string(lines.size() + 1),
                         one.replacement ? "replacement" : "main", one.key, one.cluster,
                         one.stratum,
                         fmt::format("{}/{}", one.chance.numerator, one.chance.denominator),
                         fmt::format("{:.4f}", weight)});
    }
    return lines;
}

} // namespace

void write_result(std::vector<Drawn> const &drawn, std::string const &file) {
    auto const writer = source::write_csv(file, {.escape_formulas = false});
    writer->row(std::span<std::string const>(header));
    for (auto const &line : lines_of(drawn)) writer->row(std::span<std::string const>(line));
    writer->close();
}

std::string result_hash(std::vector<Drawn> const &drawn) {
    std::string text;
    for (auto const &line : lines_of(drawn)) text += fmt::format("{}\n", fmt::join(line, "\t"));
    return base::sha256(text);
}

std::size_t first_difference(std::vector<Drawn> const &drawn, std::string const &file) {
    auto const book = source::open_book(file);
    auto const sheet = book->open(0);
    source::Row row;
    auto const expected = lines_of(drawn);
    if (!sheet->next(row)) return 1;
    std::size_t at = 0;
    for (; sheet->next(row); ++at) {
        if (at >= expected.size()) return at + 2;
        for (std::size_t i = 0; i < header.size(); ++i) {
            auto const said =
                i < row.cells.size() ? base::trim(row.cells[i].text) : std::string_view();
            // A spreadsheet that saved the file again may have dropped zeros of the weight.
            if (i + 1 < header.size() && said != expected[at][i]) return at + 2;
        }
    }
    return at < expected.size() ? at + 2 : 0;
}

} // namespace jingzhun::survey
