// Reading one table of a pack key by key.
#include "pack/table_reader.hpp"

#include "base/text.hpp"
#include "pack/languages.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace jingzhun::pack {
namespace {

std::optional<int> parse_days(std::string_view text) {
    int number = 0;
    auto const [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number <= 0 || number > 36500) return std::nullopt;
    std::string_view unit(stop, static_cast<std::size_t>(text.data() + text.size() - stop));
    if (!unit.starts_with(' ')) return std::nullopt;
    unit.remove_prefix(1);
    if (unit.ends_with('s')) unit.remove_suffix(1);
    constexpr double days_a_year = 365.25;
    if (unit == "day") return number;
    if (unit == "week") return number * 7;
    if (unit == "month") return static_cast<int>(std::lround(number * days_a_year / 12));
    if (unit == "year") return static_cast<int>(std::lround(number * days_a_year));
    return std::nullopt;
}

} // namespace

void report_type(Node const &node, std::string_view expected, Faults &faults) {
    faults.add("pack_wrong_type", node.place(),
               {{"expected", std::string(expected)}, {"found", std::string(name_of(node.kind))}});
}

std::shared_ptr<cel::Expression const> parse_expression(Node const &text, Faults &faults) {
    if (text.kind != Node::Kind::text) {
        report_type(text, name_of(Node::Kind::text), faults);
        return nullptr;
    }
    auto parsed = cel::parse(text.text, text.text_spot.place());
    faults.add(std::move(parsed.problems));
    return std::move(parsed.expression);
}

bool check_name(std::string_view name, base::Place const &place, Faults &faults) {
    static constexpr std::array reserved = {
        "as",        "as_of",    "break",    "const",   "continue", "else",   "false",
        "for",       "function", "if",       "import",  "in",       "let",    "loop",
        "namespace", "null",     "outcomes", "package", "period",   "return", "self",
        "true",      "var",      "void",     "while"};
    auto const small = [](char c) { return c >= 'a' && c <= 'z'; };
    auto const sound = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; };
    bool const good = !name.empty() && small(name.front()) && std::ranges::all_of(name, sound) &&
                      std::ranges::find(reserved, name) == reserved.end();
    if (!good) faults.add("pack_name_bad", place, {{"name", std::string(name)}});
    return good;
}

TableReader::TableReader(Node const &table, Faults &faults)
    : table_(table), faults_(faults), is_table_(table.kind == Node::Kind::table) {
    if (!is_table_) report_type(table, name_of(Node::Kind::table), faults);
}

Node const *TableReader::find(std::string_view key) {
    known_.emplace_back(key);
    return table_.find(key);
}

Node const *TableReader::required(std::string_view key) {
    auto const *value = find(key);
    if (value == nullptr && is_table_)
        faults_.add("pack_key_missing", table_.place(), {{"key", std::string(key)}});
    return value;
}

Node const *TableReader::of_kind(std::string_view key, Node::Kind kind) {
    auto const *value = find(key);
    if (value == nullptr || value->kind == kind) return value;
    report_type(*value, name_of(kind), faults_);
    return nullptr;
}

Node const *TableReader::table(std::string_view key) { return of_kind(key, Node::Kind::table); }
Node const *TableReader::array(std::string_view key) { return of_kind(key, Node::Kind::array); }

std::string TableReader::text(std::string_view key) {
    auto const *value = of_kind(key, Node::Kind::text);
    return value == nullptr ? std::string() : value->text;
}

std::string TableReader::required_text(std::string_view key) {
    auto const *value = required(key);
    if (value == nullptr) return {};
    if (value->kind != Node::Kind::text) {
        report_type(*value, name_of(Node::Kind::text), faults_);
        return {};
    }
    if (value->text.empty())
        faults_.add("pack_text_empty", value->place(), {{"key", std::string(key)}});
    return value->text;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
    auto const *value = find(key);
    if (value == nullptr) return {};
    if (value->kind == Node::Kind::text) return {value->text};
    if (value->kind != Node::Kind::array) {
        report_type(*value, "string, array", faults_);
        return {};
    }
    std::vector<std::string> all;
    for (auto const &item : value->items) {
        if (item.kind == Node::Kind::text) all.push_back(item.text);
        else report_type(item, name_of(Node::Kind::text), faults_);
    }
    return all;
}

bool TableReader::flag(std::string_view key) {
    auto const *value = of_kind(key, Node::Kind::boolean);
    return value != nullptr && value->truth;
}

std::optional<base::Date> TableReader::date(std::string_view key) {
    auto const *value = of_kind(key, Node::Kind::date);
    return value == nullptr ? std::nullopt : std::optional(value->date);
}

Title read_languages(TableReader &reader) {
    Title title{"", reader.text("en")};
    title.zh = title.en.empty() ? reader.required_text("zh") : reader.text("zh");
    if (title.zh.empty()) title.zh = title.en;
    if (title.en.empty()) title.en = title.zh;
    return title;
}

Title TableReader::title(std::string_view key, bool is_required) {
    auto const *value = is_required ? required(key) : find(key);
    if (value == nullptr) return {};
    TableReader reader(*value, faults_);
    auto title = read_languages(reader);
    reader.done();
    return title;
}

std::optional<int> TableReader::days(std::string_view key) {
    auto const *value = of_kind(key, Node::Kind::text);
    if (value == nullptr) return std::nullopt;
    auto const days = parse_days(value->text);
    if (!days) faults_.add("pack_duration_bad", value->place(), {{"text", value->text}});
    return days;
}

std::optional<int> TableReader::percent(std::string_view key) {
    auto const *value = of_kind(key, Node::Kind::text);
    if (value == nullptr) return std::nullopt;
    auto const text = base::squeeze(value->text);
    int number = -1;
    auto const [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && number >= 0 && number <= 100 && std::string_view(stop) == "%")
        return number;
    faults_.add("pack_percent_bad", value->place(), {{"text", value->text}});
    return std::nullopt;
}

std::shared_ptr<cel::Expression const> TableReader::expression(std::string_view key) {
    auto const *value = find(key);
    return value == nullptr ? nullptr : parse_expression(*value, faults_);
}

void TableReader::done() {
    for (auto const &entry : table_.entries) {
        if (std::ranges::find(known_, entry.key) == known_.end())
            faults_.add_unknown("pack_unknown_key", entry.place(), entry.key, known_);
    }
}

} // namespace jingzhun::pack
