// Reading and writing whole tables through the source floor.
#include "app/table.hpp"

#include "base/error.hpp"
#include "source/sheet.hpp"
#include "source/write.hpp"

#include <array>
#include <filesystem>
#include <memory>
#include <unordered_map>

namespace jingzhun::testing {
namespace {

using source::OutCell;

// What simplified characters were before, as far as Big5 has them; characters of Big5 stay.
std::unordered_map<char32_t, char32_t> const &big5_forms() {
    static auto const forms = [] {
        std::unordered_map<char32_t, char32_t> made;
        std::vector<char32_t> encodable;
        for (int lead = 0xA1; lead <= 0xF9; ++lead)
            for (int trail = 0x40; trail <= 0xFE; ++trail) {
                std::array<char, 2> const bytes = {static_cast<char>(lead),
                                                   static_cast<char>(trail)};
                auto const text = base::decode({bytes.data(), 2}, base::Encoding::big5);
                if (!text) continue;
                auto const points = base::to_code_points(*text);
                if (points.size() == 1) encodable.push_back(points[0]);
            }
        for (auto const point : encodable) {
            auto const simple = base::to_code_points(base::simplify(base::to_utf8({&point, 1})));
            if (simple.size() == 1) made.emplace(simple[0], point);
        }
        for (auto const point : encodable) made[point] = point;
        return made;
    }();
    return forms;
}

std::vector<OutCell> out_cells(std::vector<TableCell> const &cells) {
    std::vector<OutCell> out;
    for (auto const &cell : cells) out.push_back({cell.text, cell.number});
    return out;
}

template <class Change>
void write_rows(source::TableWriter &writer, Table const &table, Change const &change) {
    auto const texts = [&](std::vector<std::string> row) {
        for (auto &text : row) text = change(text);
        writer.row(std::span<std::string const>(row));
    };
    for (auto const &row : table.above) texts(row);
    texts(table.header);
    for (auto const &row : table.rows) {
        auto cells = out_cells(row);
        for (auto &cell : cells) cell.text = change(cell.text);
        writer.row(std::span<OutCell const>(cells));
    }
    for (auto const &row : table.below) texts(row);
}

std::string unchanged(std::string const &text) { return text; }

} // namespace

std::vector<Table> read_tables(std::string const &file) {
    std::vector<Table> tables;
    auto const book = source::open_book(file);
    auto const names = book->sheet_names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        Table table;
        table.name = std::filesystem::path(file).stem().string();
        table.sheet = names[i];
        auto const sheet = book->open(i);
        for (source::Row row; sheet->next(row);) {
            if (table.header.empty()) {
                for (auto const &cell : row.cells) table.header.push_back(cell.text);
                continue;
            }
            auto &cells = table.rows.emplace_back(table.header.size());
            for (std::size_t j = 0; j < std::min(cells.size(), row.cells.size()); ++j)
                cells[j].text = row.cells[j].text;
        }
        tables.push_back(std::move(table));
    }
    return tables;
}

std::string traditional(std::string const &text) {
    auto points = base::to_code_points(text);
    for (auto &point : points)
        if (auto const form = big5_forms().find(point); form != big5_forms().end())
            point = form->second;
    return base::to_utf8(points);
}

bool write_csv(Table const &table, std::string const &file, CsvLook const &look) {
    auto const writer =
        source::write_csv(file, {look.encoding, look.byte_order_mark, look.separator, false});
    try {
        if (look.encoding == base::Encoding::big5) write_rows(*writer, table, traditional);
        else write_rows(*writer, table, unchanged);
    } catch (base::Error const &error) {
        if (error.code() == "character_unencodable") return false;
        throw;
    }
    writer->close();
    return true;
}

void write_workbook(std::vector<Table> const &tables, std::string const &file) {
    std::unique_ptr<source::TableWriter> writer;
    for (auto const &table : tables) {
        if (writer == nullptr) writer = source::write_xlsx(file, {.sheet = table.sheet});
        else writer->sheet(table.sheet);
        write_rows(*writer, table, unchanged);
    }
    writer->close();
}

} // namespace jingzhun::testing
