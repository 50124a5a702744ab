// Signatures of the files that people attach instead of a table.
#include "source/kind.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <utility>

namespace jingzhun::source {

namespace {

using namespace std::string_view_literals;

using Signature = std::pair<std::string_view, std::string_view>;

constexpr Signature of_bytes[] = {
    {"%PDF-"sv, "PDF"},
    {"\x89PNG\r\n"sv, "PNG"},
    {"\xFF\xD8\xFF"sv, "JPEG"},
    {"GIF8"sv, "GIF"},
    {"Rar!\x1A"sv, "RAR"},
    {"7z\xBC\xAF\x27\x1C"sv, "7z"},
    {"\x1F\x8B\x08"sv, "gzip"},
    {"SQLite format 3\0"sv, "SQLite"},
    {"{\\rtf"sv, "RTF"},
    {"\x7F"
     "ELF"sv,
     "ELF"},
};

constexpr Signature of_text[] = {
    {"<!doctype html"sv, "HTML"}, {"<html"sv, "HTML"}, {"<table"sv, "HTML"}, {"<meta"sv, "HTML"},
    {"<?xml"sv, "XML"},           {"{\""sv, "JSON"},   {"[{"sv, "JSON"},
};

bool starts_with_any_case(std::string_view text, std::string_view beginning) {
    return text.size() >= beginning.size() &&
           std::equal(
               beginning.begin(), beginning.end(), text.begin(), [](char wanted, char found) {
                   return wanted ==
                          (found >= 'A' && found <= 'Z' ? static_cast<char>(found + 32) : found);
               });
}

} // namespace

std::optional<std::string_view> kind_of_bytes(std::string_view head) {
    for (auto const &[signature, kind] : of_bytes)
        if (head.starts_with(signature)) return kind;
    return std::nullopt;
}

std::optional<std::string_view> kind_of_text(std::string_view head) {
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    for (auto const &[signature, kind] : of_text)
        if (starts_with_any_case(head, signature)) return kind;
    return std::nullopt;
}

void refuse_kind(std::string const &file, std::string_view kind) {
    throw base::Error("file_not_a_table", {{"kind", std::string(kind)}}, {file});
}

} // namespace jingzhun::source
