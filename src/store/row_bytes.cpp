// Cells to lines and back.
#include "store/row_bytes.hpp"

#include "store/database.hpp"

#include <bit>
#include <cassert>
#include <charconv>
#include <optional>

namespace jingzhun::store {
namespace {

// "name=k12" and what stands behind the number.
template <class Number>
void add_line(std::string &bytes, std::string_view column, char kind, Number number, int base,
              char behind) {
    char line[2 + 24] = {'=', kind};
    auto *end = std::to_chars(line + 2, line + sizeof line - 1, number, base).ptr;
    *end++ = behind;
    bytes.append(column);
    bytes.append(line, end);
}

// Takes "name=kind…" off the front: the line's name, its kind, and what follows the kind.
struct Line {
    std::string_view name;
    char kind = 0;
    std::string_view value;
};

// Nothing where the lines are not as `add_…` makes them: a key read from a store may be anything.
std::optional<Line> take_line(std::string_view &rest) {
    Line line;
    auto const equals = rest.find('=');
    if (equals == rest.npos || equals + 1 >= rest.size()) return std::nullopt;
    line.name = rest.substr(0, equals);
    line.kind = rest[equals + 1];
    rest.remove_prefix(equals + 2);
    auto length = rest.find('\n');
    if (line.kind == 't') { // a text may hold line feeds itself
        auto const colon = rest.find(':');
        if (colon == rest.npos) return std::nullopt;
        std::from_chars(rest.data(), rest.data() + colon, length);
        rest.remove_prefix(colon + 1);
    }
    if (length >= rest.size()) return std::nullopt;
    line.value = rest.substr(0, length);
    rest.remove_prefix(length + 1);
    return line;
}

} // namespace

void add_integer(std::string &bytes, std::string_view column, std::int64_t value) {
    add_line(bytes, column, 'i', value, 10, '\n');
}

void add_real(std::string &bytes, std::string_view column, double value) {
    add_line(bytes, column, 'r', std::bit_cast<std::uint64_t>(value), 16, '\n');
}

void add_text(std::string &bytes, std::string_view column, std::string_view value) {
    add_line(bytes, column, 't', value.size(), 10, ':');
    bytes += value;
    bytes += '\n';
}

void add_blob(std::string &bytes, std::string_view column, std::string_view value) {
    add_line(bytes, column, 'b', value.size(), 10, ':');
    auto const at = bytes.size();
    bytes.resize(at + 2 * value.size() + 1, '\n');
    auto *digits = bytes.data() + at;
    for (auto const c : value) {
        auto const byte = static_cast<unsigned char>(c);
        *digits++ = "0123456789abcdef"[byte >> 4];
        *digits++ = "0123456789abcdef"[byte & 15];
    }
}

void add_cell(std::string &bytes, std::string_view column, Statement const &row, int at) {
    switch (row.kind(at)) {
    case Kind::null:
        return;
    case Kind::integer:
        return add_integer(bytes, column, row.integer(at));
    case Kind::real:
        return add_real(bytes, column, row.real(at));
    case Kind::text:
        return add_text(bytes, column, row.text(at));
    case Kind::blob:
        return add_blob(bytes, column, row.blob(at));
    }
}

std::vector<base::Value> values_of(std::string_view lines) {
    std::vector<base::Value> values;
    while (!lines.empty()) {
        auto const line = take_line(lines);
        assert(line && line->kind != 'b');
        auto const *end = line->value.data() + line->value.size();
        if (line->kind == 't') {
            values.emplace_back(std::string(line->value));
        } else if (line->kind == 'i') {
            std::int64_t number = 0;
            std::from_chars(line->value.data(), end, number);
            values.emplace_back(number);
        } else {
            std::uint64_t bits = 0;
            std::from_chars(line->value.data(), end, bits, 16);
            values.emplace_back(std::bit_cast<double>(bits));
        }
    }
    return values;
}

std::string name_of_key(std::string_view lines) {
    std::string name;
    while (!lines.empty()) {
        auto const line = take_line(lines);
        if (!line) return name.empty() ? "?" : name;
        if (line->name == "county") continue;
        if (!name.empty()) name += ' ';
        name += line->name;
        name += '=';
        name += line->value;
    }
    return name;
}

} // namespace jingzhun::store
