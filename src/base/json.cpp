// Writes JSON, and looks into the tree that was read.
#include "base/json.hpp"

#include <charconv>
#include <cmath>

namespace jingzhun::base {
namespace {

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void append_escape(std::string &out, char c) {
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    auto const byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
}

void append_quoted(std::string &out, std::string_view text) {
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needs_escape(text[i])) continue;
        out.append(text, plain, i - plain);
        append_escape(out, text[i]);
        plain = i + 1;
    }
    out.append(text, plain);
    out += '"';
}

template <class Number> void append_number(std::string &out, Number number) {
    char digits[32];
    auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

} // namespace

void JsonWriter::separate() {
    if (!fresh_) text_ += ',';
    fresh_ = false;
}

JsonWriter &JsonWriter::begin_object() {
    separate();
    text_ += '{';
    fresh_ = true;
    return *this;
}

JsonWriter &JsonWriter::end_object() {
    text_ += '}';
    fresh_ = false;
    return *this;
}

JsonWriter &JsonWriter::begin_array() {
    separate();
    text_ += '[';
    fresh_ = true;
    return *this;
}

JsonWriter &JsonWriter::end_array() {
    text_ += ']';
    fresh_ = false;
    return *this;
}

JsonWriter &JsonWriter::key(std::string_view name) {
    separate();
    append_quoted(text_, name);
    text_ += ':';
    fresh_ = true;
    return *this;
}

JsonWriter &JsonWriter::value(std::string_view text) {
    separate();
    append_quoted(text_, text);
    return *this;
}

JsonWriter &JsonWriter::value(bool truth) { return raw(truth ? "true" : "false"); }

JsonWriter &JsonWriter::value(double number) {
    if (!std::isfinite(number)) return null();
    separate();
    append_number(text_, number);
    return *this;
}

JsonWriter &JsonWriter::integer(std::int64_t number) {
    separate();
    append_number(text_, number);
    return *this;
}

JsonWriter &JsonWriter::unsigned_integer(std::uint64_t number) {
    separate();
    append_number(text_, number);
    return *this;
}

JsonWriter &JsonWriter::null() { return raw("null"); }

JsonWriter &JsonWriter::raw(std::string_view json) {
    separate();
    text_ += json;
    return *this;
}

std::string quote_json(std::string_view text) {
    std::string quoted;
    quoted.reserve(text.size() + 2);
    append_quoted(quoted, text);
    return quoted;
}

Json const *Json::find(std::string_view name) const {
    auto const *members = object();
    if (members == nullptr) return nullptr;
    auto const found = members->find(name);
    return found == members->end() ? nullptr : &found->second;
}

std::string const *Json::text(std::string_view name) const {
    auto const *member = find(name);
    return member == nullptr ? nullptr : std::get_if<std::string>(&member->value);
}

} // namespace jingzhun::base
