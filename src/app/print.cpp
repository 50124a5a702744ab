// Output for people.
#include "app/print.hpp"

#include "base/display_width.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace jingzhun::app {

std::string const &choose(Common const &common, std::string const &zh, std::string const &en) {
    return common.language == base::Language::zh ? zh : en;
}

std::size_t display_width(std::string_view text) { return base::display_width(text); }

std::string grouped(std::int64_t number) {
    auto text = std::to_string(number);
    auto const first = text.starts_with('-') ? 1 : 0;
    for (auto at = static_cast<int>(text.size()) - 3; at > first; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string table(std::vector<std::vector<std::string>> const &rows,
                  std::vector<std::size_t> const &numbers) {
    std::vector<std::size_t> widths;
    for (auto const &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i >= widths.size()) widths.push_back(0);
            widths[i] = std::max(widths[i], display_width(row[i]));
        }
    std::string text;
    for (auto const &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto const padding = std::string(widths[i] - display_width(row[i]), ' ');
            auto const right = std::ranges::find(numbers, i) != numbers.end();
            line += right ? padding + row[i] : row[i] + padding;
            line += "  ";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string local_time(base::Instant instant) {
    constexpr base::Instant shanghai = 8LL * 3600 * 1'000'000;
    auto text = base::to_string_instant(instant + shanghai).substr(0, 16);
    if (text.size() > 10) text[10] = ' ';
    return text;
}

void print_line(std::string_view text) { fmt::print("{}\n", text); }
void print_json(std::string_view json) { fmt::print("{}\n", json); }

Progress::Progress(Common const &common)
    : active_(!common.quiet && isatty(STDERR_FILENO) != 0),
      zh_(common.language == base::Language::zh) {}

Progress::~Progress() {
    if (drawn_) fmt::print(stderr, "\r\033[K");
}

void Progress::show(std::string_view what, std::int64_t done, std::int64_t total) {
    if (!active_) return;
    auto const now = std::chrono::steady_clock::now();
    if (what != what_) {
        what_ = what;
        start_ = now;
    } else if (now - last_ < std::chrono::milliseconds(100)) {
        return;
    }
    last_ = now;
    auto const seconds = std::max(std::chrono::duration<double>(now - start_).count(), 1e-3);
    auto const rate = static_cast<double>(done) / seconds;
    std::string left;
    if (total > done && rate > 0) {
        auto const remaining = static_cast<double>(total - done) / rate;
        left = fmt::format(fmt::runtime(zh_ ? "，还需 {:.0f} 秒" : ", {:.0f} s left"), remaining);
    }
    auto const of = total > 0 ? " / " + grouped(total) : std::string();
    fmt::print(stderr, "\r\033[K{} {}{} ({}{}{})", what_, grouped(done), of,
               grouped(static_cast<std::int64_t>(rate)), zh_ ? " 行/秒" : " rows/s", left);
    std::fflush(stderr);
    drawn_ = true;
}

} // namespace jingzhun::app
