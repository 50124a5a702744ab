// Writing and reading a large table: processor time and the largest memory of each, every step in a
// process of its own.
//
//   sheet_bench [--rows 1000000] [--folder build/sheet]
//
// Ten columns as lists of persons have them: numbers of 18 digits as text, names, dates, amounts.
#include "base/identity.hpp"
#include "source/sheet.hpp"
#include "source/write.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace jingzhun;

constexpr std::size_t columns = 10;

std::string text_of(std::size_t row, std::size_t column) {
    static std::string const names[] = {"王建国", "李秀英", "张伟", "刘芳", "欧阳志强", "陈桂兰"};
    auto const day = row * 7919;
    switch (column) {
    case 0:
        return std::to_string(row + 1);
    case 1:
        return names[row * 31 % 6];
    case 2: {
        auto const digits = fmt::format("431199{}{:02}{:02}{:03}", 1940 + day % 80,
                                        1 + day / 80 % 12, 1 + day / 960 % 28, row % 1000);
        return digits + base::check_character(digits);
    }
    case 3:
        return row % 2 == 0 ? "男" : "女";
    case 4:
        return fmt::format("{}-{:02}-{:02}", 1940 + day % 80, 1 + day / 80 % 12,
                           1 + day / 960 % 28);
    case 5:
        return std::to_string(431199100200 + row % 300);
    case 6:
        return fmt::format("样例县第{}乡第{}村民委员会", row % 20, row % 300);
    case 7:
        return fmt::format("{}.{:02}", row % 20000, row % 100);
    case 8:
        return std::to_string(row % 7);
    default:
        return row % 11 == 0 ? "" : "一般农户";
    }
}

bool is_number(std::size_t column) { return column == 0 || column == 7 || column == 8; }

void write(std::string const &file, std::size_t rows) {
    auto const writer =
        file.ends_with(".xlsx") ? source::write_xlsx(file) : source::write_csv(file);
    std::vector<source::OutCell> cells(columns);
    for (std::size_t i = 0; i < columns; ++i) cells[i].text = "列" + std::to_string(i + 1);
    writer->row(cells);
    for (std::size_t row = 0; row + 1 < rows; ++row) {
        for (std::size_t i = 0; i < columns; ++i) {
            cells[i].text = text_of(row, i);
            cells[i].number = is_number(i);
        }
        writer->row(cells);
    }
    writer->close();
}

void read(std::string const &file, std::size_t rows) {
    auto const book = source::open_book(file);
    auto const sheet = book->open(0);
    source::Row row;
    std::size_t count = 0, wrong = 0;
    while (sheet->next(row)) {
        if (count > 0 && count % 997 == 0)
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                wrong += row.cells[i].text == text_of(count - 1, i) ||
                                 (i == 7 &&
                                  std::stod(row.cells[i].text) == std::stod(text_of(count - 1, i)))
                             ? 0
                             : 1;
        ++count;
    }
    if (count == rows && wrong == 0) return;
    fmt::print("{}: {} rows, {} cells differ\n", file, count, wrong);
    std::exit(1);
}

// One step in a process of its own.
bool step(std::string const &what, std::string const &file, std::function<void()> const &work) {
    std::fflush(stdout);
    auto const child = fork();
    if (child == 0) {
        work();
        std::exit(0);
    }
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    auto const seconds = [](timeval const &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    fmt::print("{:10} {:8.2f} CPU-s {:6} MB memory {:8} MB file{}\n", what,
               seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss / 1024,
               std::filesystem::file_size(file) >> 20, status == 0 ? "" : "  FAILED");
    return status == 0;
}

} // namespace

int main(int count, char **arguments) {
    std::size_t rows = 1'000'000;
    std::string folder = "build/sheet";
    for (int i = 1; i + 1 < count; i += 2) {
        std::string_view const name = arguments[i];
        if (name == "--rows") rows = static_cast<std::size_t>(std::atoll(arguments[i + 1]));
        else if (name == "--folder") folder = arguments[i + 1];
    }
    std::filesystem::create_directories(folder);
    double load[3] = {};
    getloadavg(load, 3);
    fmt::print("{} rows of {} columns, load average {:.1f}\n", rows, columns, load[0]);
    std::fflush(stdout);
    bool good = true;
    for (auto const *ending : {"xlsx", "csv"}) {
        auto const file = folder + "/table." + ending;
        good = step(std::string("write ") + ending, file, [&] { write(file, rows); }) && good;
        good = step(std::string("read ") + ending, file, [&] { read(file, rows); }) && good;
    }
    return good ? 0 : 1;
}
