// Reading one cell by the type of its field.
#include "pack/read_value.hpp"

#include "base/area.hpp"
#include "base/date.hpp"
#include "base/identity.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <set>

namespace jingzhun::pack {
namespace {

using Result = std::variant<base::Value, base::Problem>;

constexpr std::size_t allowed_words_max = 40; // of a long list only the first are named

base::Problem problem(std::string code, Field const &field, std::string_view text) {
    auto const &zh = field.title.zh.empty() ? field.name : field.title.zh;
    auto const &en = field.title.en.empty() ? zh : field.title.en;
    return {std::move(code), {}, {{"field", zh}, {"value", std::string(text)}, {"field_en", en}}};
}

base::Problem not_a_code(Field const &field, CodeList const &list, std::string_view word) {
    std::string allowed;
    std::vector<std::string> words;
    for (auto const &code : list.codes) {
        if (words.size() < allowed_words_max)
            allowed += (words.empty() ? "" : "、") + code.title.zh;
        if (words.size() == allowed_words_max) allowed += "……";
        words.push_back(code.title.zh);
    }
    for (auto const &code : list.codes)
        words.insert(words.end(), code.also.begin(), code.also.end());
    auto found = problem("value_not_a_code", field, word);
    found.arguments.emplace_back("allowed", allowed);
    found.arguments.emplace_back("near", base::nearest(word, words).value_or("–"));
    return found;
}

Result read_code(Field const &field, CodeList const &list, std::string_view text) {
    if (auto const *code = list.read(text)) return code->code;
    return not_a_code(field, list, text);
}

Result read_codes(Field const &field, CodeList const &list, std::string_view text) {
    if (auto const *whole = list.read(text)) return whole->code;
    std::set<Code const *> found; // codes lie in one array: by address is in order of the list
    for (auto const &word : base::split_list(text)) {
        auto const *code = list.read(word);
        if (code == nullptr) return not_a_code(field, list, word);
        found.insert(code);
    }
    std::string joined;
    for (auto const *code : found) joined += (joined.empty() ? "" : " ") + code->code;
    if (joined.empty()) return not_a_code(field, list, text);
    return joined;
}

Result read_boolean(Field const &field, std::string_view text) {
    static constexpr std::array yes = {"是",  "√", "✓",    "✔",  "☑",  "1",    "y",
                                       "yes", "t", "true", "有", "对", "达标", "1.0"};
    static constexpr std::array no = {"否", "×",      "✗",      "✘",  "0",    "n",
                                      "no", "f",      "false",  "无", "没有", "不是",
                                      "错", "未达标", "不达标", "0.0"};
    auto const word = base::fold(text);
    if (std::ranges::find(yes, word) != yes.end()) return std::int64_t{1};
    if (std::ranges::find(no, word) != no.end()) return std::int64_t{0};
    return problem("value_not_true_or_false", field, text);
}

// 2020年, 10个月, 5人, 120平方米: the unit after a number says nothing new.
std::string_view without_unit(std::string_view text) {
    static constexpr std::array<std::string_view, 14> units = {"年度", "年", "个月",   "月",   "人",
                                                               "口",   "户", "平方米", "平米", "㎡",
                                                               "m2",   "分", "元",     "个"};
    for (auto const unit : units)
        if (text.size() > unit.size() && text.ends_with(unit))
            return text.substr(0, text.size() - unit.size());
    return text;
}

// Digits with an optional sign, decimal point, exponent and thousands separators.
std::optional<double> parse_number(std::string_view text) {
    auto plain = std::string(without_unit(base::fold(text)));
    std::erase(plain, ',');
    char const *begin = plain.data();
    char const *const end = begin + plain.size();
    if (begin != end && *begin == '+') ++begin;
    double number = 0;
    auto const [stop, error] = std::from_chars(begin, end, number);
    if (error != std::errc() || stop != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

Result read_integer(Field const &field, std::string_view text) {
    auto plain = std::string(without_unit(base::fold(text)));
    std::erase(plain, ',');
    std::int64_t whole = 0;
    auto const [stop, error] = std::from_chars(plain.data(), plain.data() + plain.size(), whole);
    if (error == std::errc() && stop == plain.data() + plain.size() && !plain.empty()) return whole;
    // What a spreadsheet makes of a whole number: "3.0", "1.2E+3", "2.9999999999999996".
    constexpr double exact_below = 9e15;
    auto const number = parse_number(text);
    if (!number || std::abs(*number) > exact_below ||
        std::abs(*number - std::round(*number)) > 1e-9)
        return problem("value_not_an_integer", field, text);
    return static_cast<std::int64_t>(std::llround(*number));
}

std::string clock_text(int minutes) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", minutes / 60, minutes % 60);
    return text.data();
}

// "8:05", "08:05:30", "2020-10-01 8:05", "下午3:05"; a spreadsheet number is a part of a day.
std::optional<int> parse_minutes(std::string_view text, bool is_number) {
    constexpr int day = 24 * 60;
    if (is_number) {
        auto const number = parse_number(text);
        if (!number || *number < 0) return std::nullopt;
        return static_cast<int>(std::llround((*number - std::floor(*number)) * day)) % day;
    }
    auto plain = base::half_width(text);
    if (auto const cut = plain.find_last_of(" T");
        cut != plain.npos && plain.find(':') != plain.npos && plain.find(':') > cut)
        plain.erase(0, cut + 1);
    bool const afternoon = plain.starts_with("下午") || plain.starts_with("晚上");
    if (afternoon || plain.starts_with("上午")) plain.erase(0, std::string_view("上午").size());
    int hour = 0, minute = 0, second = 0, used = 0;
    auto const fields =
        std::sscanf(plain.c_str(), "%2d:%2d%n:%2d%n", &hour, &minute, &used, &second, &used);
    if (fields < 2 || used != static_cast<int>(plain.size())) return std::nullopt;
    if (afternoon && hour < 12) hour += 12;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return std::nullopt;
    return hour * 60 + minute;
}

Result read_time(Field const &field, std::string_view text, bool is_number) {
    auto const minutes = parse_minutes(text, is_number);
    if (!minutes) return problem("value_not_a_time", field, text);
    return clock_text(*minutes);
}

Result read_phone(Field const &field, std::string_view text) {
    constexpr std::size_t digits_min = 5, digits_max = 20;
    auto plain = base::squeeze(text);
    std::erase_if(plain, [](char c) { return c == '-' || c == '(' || c == ')' || c == '+'; });
    if (plain.ends_with(".0")) plain.resize(plain.size() - 2);
    bool const digits = std::ranges::all_of(plain, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || plain.size() < digits_min || plain.size() > digits_max)
        return problem("value_not_a_phone", field, text);
    return plain;
}

std::optional<std::string> parse_area(std::string_view text) {
    auto plain = base::squeeze(text);
    if (plain.ends_with(".0")) plain.resize(plain.size() - 2);
    if (plain.empty() || !base::level_of(plain)) return std::nullopt;
    return base::shorten(plain);
}

Result read_area(Field const &field, std::string_view text) {
    if (auto code = parse_area(text)) return *code;
    return problem("value_not_an_area", field, text);
}

Result read_areas(Field const &field, std::string_view text) {
    std::set<std::string> found;
    for (auto const &piece : base::split_list(text)) {
        auto code = parse_area(piece);
        if (!code) return problem("value_not_an_area", field, piece);
        found.insert(std::move(*code));
    }
    std::string joined;
    for (auto const &code : found) joined += (joined.empty() ? "" : " ") + code;
    if (joined.empty()) return problem("value_not_an_area", field, text);
    return joined;
}

Result read_identity(Field const &field, std::string_view text, bool is_number) {
    if (base::has_lost_digits(text, is_number)) return problem("identity_lost_digits", field, text);
    auto clean = base::clean_identity(text);
    if (clean.empty()) return base::Value{};
    return clean;
}

Result read_date(Field const &field, std::string_view text, CellForm form) {
    auto const date = base::read_date(text, form.epoch_1904);
    if (!date) return problem("value_not_a_date", field, text);
    return std::int64_t{date->days};
}

Result read_money(Field const &field, std::string_view text) {
    auto const money = base::read_money(text);
    if (!money) return problem("value_not_money", field, text);
    return money->fen;
}

CodeList const &list_of(Pack const &pack, Field const &field) {
    auto const *list = pack.find_codes(field.codes);
    assert(list != nullptr && "a sound pack has every code list its fields name");
    return *list;
}

} // namespace

Result read_cell(Pack const &pack, Field const &field, std::string_view text, CellForm form) {
    auto const trimmed = base::trim(text);
    if (trimmed.empty()) return base::Value{};
    switch (field.type) {
    case FieldType::text:
        return std::string(trimmed);
    case FieldType::code:
        return read_code(field, list_of(pack, field), trimmed);
    case FieldType::codes:
        return read_codes(field, list_of(pack, field), trimmed);
    case FieldType::boolean:
        return read_boolean(field, trimmed);
    case FieldType::integer:
        return read_integer(field, trimmed);
    case FieldType::number:
        if (auto const number = parse_number(trimmed)) return *number;
        return problem("value_not_a_number", field, trimmed);
    case FieldType::money:
        return read_money(field, trimmed);
    case FieldType::date:
        return read_date(field, trimmed, form);
    case FieldType::time:
        return read_time(field, trimmed, form.is_number);
    case FieldType::identity:
        return read_identity(field, trimmed, form.is_number);
    case FieldType::phone:
        return read_phone(field, trimmed);
    case FieldType::area:
        return read_area(field, trimmed);
    case FieldType::areas:
        return read_areas(field, trimmed);
    }
    assert(false);
    return base::Value{};
}

} // namespace jingzhun::pack
