// Marks that keep text from being a number, sums and signatures below a table.
#include "intake/cell_text.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace jingzhun::intake {
namespace {

constexpr std::array<std::string_view, 8> sums = {"合计", "总计", "小计", "共计",
                                                  "累计", "总数", "平均", "总和"};
constexpr std::array<std::string_view, 8> notes = {"注",   "备注", "说明", "填表",
                                                   "制表", "填报", "审核", "共"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_ascii_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

} // namespace

std::string_view cell_content(std::string_view text) {
    if (text.size() > 1 && text.front() == '\'') return text.substr(1);
    if (text.size() > 3 && text.starts_with("=\"") && text.ends_with('"'))
        return text.substr(2, text.size() - 3);
    return text;
}

std::string tidy_number(std::string_view text) {
    if (std::ranges::all_of(text, is_ascii_word)) return std::string(text);
    auto plain = base::squeeze(text);
    auto const whole =
        std::string_view(plain).substr(0, plain.size() - std::min<std::size_t>(plain.size(), 2));
    if (plain.ends_with(".0") && !whole.empty() && std::ranges::all_of(whole, is_digit))
        plain.resize(whole.size());
    return plain;
}

bool is_footer_number(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return false;
    auto const plain = base::squeeze(text);
    auto const begins = [&](std::string_view word) { return plain.starts_with(word); };
    return std::ranges::any_of(sums, begins) || std::ranges::any_of(notes, begins) ||
           plain.find(':') != std::string::npos || std::ranges::none_of(plain, is_ascii_word);
}

bool is_footer_name(std::string_view text) {
    auto const plain = base::squeeze(text);
    return std::ranges::find(sums, plain) != sums.end() || plain.find(':') != std::string::npos;
}

} // namespace jingzhun::intake
