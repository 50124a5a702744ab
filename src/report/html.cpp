// HTML by hand: headings, paragraphs, tables, and a style for paper.
#include "report/html.hpp"

#include <fmt/format.h>

#include <iterator>

namespace jingzhun::report {
namespace {

constexpr std::string_view style = R"(
@page { size: A4; margin: 20mm 18mm; }
body { font: 12pt/1.6 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #000;
       max-width: 178mm; margin: 0 auto; }
h1 { font-size: 18pt; text-align: center; margin: 0 0 4mm; }
h2 { font-size: 14pt; margin: 8mm 0 2mm; border-bottom: 0.4mm solid #000; }
h3 { font-size: 12pt; margin: 5mm 0 1mm; }
.en { color: #444; font-weight: normal; font-size: 80%; margin-left: 2mm; }
.small { font-size: 9pt; color: #333; word-break: break-all; }
.notice { font-size: 16pt; line-height: 2; text-indent: 2em; }
table { border-collapse: collapse; width: 100%; margin: 2mm 0; }
th, td { border: 0.2mm solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top; }
th { background: #eee; font-weight: normal; }
table.facts th { width: 32%; }
section { break-inside: avoid; }
)";

} // namespace

std::string escape_html(std::string_view text) {
    std::string escaped;
    for (char const one : text) {
        if (one == '&') escaped += "&amp;";
        else if (one == '<') escaped += "&lt;";
        else if (one == '>') escaped += "&gt;";
        else if (one == '"') escaped += "&quot;";
        else escaped += one;
    }
    return escaped;
}

HtmlPage::HtmlPage(std::string const &title)
    : text_(fmt::format("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
                        escape_html(title), style)) {}

void HtmlPage::heading(int level, std::string_view zh, std::string_view en) {
    fmt::format_to(std::back_inserter(text_), "<h{0}>{1}", level, escape_html(zh));
    if (!en.empty() && en != zh)
        fmt::format_to(std::back_inserter(text_), "<span class=\"en\">{}</span>", escape_html(en));
    fmt::format_to(std::back_inserter(text_), "</h{}>\n", level);
}

void HtmlPage::paragraph(std::string_view text, std::string_view kind) {
    fmt::format_to(std::back_inserter(text_), "<p class=\"{}\">{}</p>\n", kind, escape_html(text));
}

void HtmlPage::facts(std::vector<std::pair<std::string, std::string>> const &rows) {
    text_ += "<table class=\"facts\">\n";
    for (auto const &[name, value] : rows)
        if (!value.empty())
            fmt::format_to(std::back_inserter(text_), "<tr><th>{}</th><td>{}</td></tr>\n",
                           escape_html(name), escape_html(value));
    text_ += "</table>\n";
}

void HtmlPage::table(std::vector<std::string> const &header,
                     std::vector<std::vector<std::string>> const &rows) {
    text_ += "<table>\n<tr>";
    for (auto const &cell : header)
        fmt::format_to(std::back_inserter(text_), "<th>{}</th>", escape_html(cell));
    text_ += "</tr>\n";
    for (auto const &row : rows) {
        text_ += "<tr>";
        for (auto const &cell : row)
            fmt::format_to(std::back_inserter(text_), "<td>{}</td>", escape_html(cell));
        text_ += "</tr>\n";
    }
    text_ += "</table>\n";
}

void HtmlPage::begin_section() { text_ += "<section>\n"; }
void HtmlPage::end_section() { text_ += "</section>\n"; }

std::string HtmlPage::take() { return std::move(text_ += "</body>\n</html>\n"); }

} // namespace jingzhun::report
