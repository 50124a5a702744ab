// Printing for people: aligned tables, numbers, progress.
#pragma once

#include "app/commands.hpp"
#include "pack/model.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::app {

// The text in the language of the command.
std::string const &choose(Common const &common, std::string const &zh, std::string const &en);
inline std::string const &choose(Common const &common, pack::Title const &title) {
    return title.in(common.language);
}

// Columns on a terminal: a Chinese character takes two.
std::size_t display_width(std::string_view text);
// 1234567 -> "1,234,567"
std::string grouped(std::int64_t number);

// A table with its columns aligned; the first row is the header. Columns named in `numbers` stand
// right.
std::string table(std::vector<std::vector<std::string>> const &rows,
                  std::vector<std::size_t> const &numbers);

// "2026-11-23 12:13", in Asia/Shanghai.
std::string local_time(base::Instant instant);

void print_line(std::string_view text);
void print_json(std::string_view json);

// A line on standard error that renews itself, with rate; silent where that is no terminal, or
// --quiet.
class Progress {
  public:
    explicit Progress(Common const &common);
    ~Progress();
    // `total` 0: not known.
    void show(std::string_view what, std::int64_t done, std::int64_t total);

  private:
    bool active_ = false;
    bool zh_ = true;
    bool drawn_ = false;
    std::string what_;
    std::chrono::steady_clock::time_point start_, last_;
};

} // namespace jingzhun::app
