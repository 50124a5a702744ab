// Bulletins as text, as a page to print, as a workbook.
#include "report/bulletin.hpp"
#include "report/qr.hpp"

#include "base/display_width.hpp"
#include "base/money.hpp"
#include "source/write.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::report {
namespace {

bool zh(base::Language language) { return language == base::Language::zh; }

std::string hundredths(std::int64_t number) {
    return fmt::format("{}.{:02}", number / 100, number % 100);
}

std::string count_text(MadeBulletin const &made, std::size_t column, std::int64_t number) {
    return made.is_money[column] ? base::to_string(base::Money{number}) : std::to_string(number);
}

// "12/40 = 30.00%", and what it is worth: "× 30 = 9.00".
std::string share_text(MadeBulletin const &made, pack::BulletinColumn const &column,
                       Share const &share) {
    auto const index = [&](std::string const &id) {
        auto const found = std::ranges::find(made.bulletin->columns, id, &pack::BulletinColumn::id);
        return static_cast<std::size_t>(found - made.bulletin->columns.begin());
    };
    auto text = count_text(made, index(column.of), share.part) + "/" +
                count_text(made, index(column.over), share.whole);
    if (!share.hundredths) return text + " = —";
    text += " = " + hundredths(*share.hundredths) + "%";
    if (share.points)
        text += fmt::format("; {} × {} = {}", column.low_is_good ? "(1-x)" : "x", column.weight,
                            hundredths(*share.points));
    return text;
}

std::vector<std::string> cells_of(MadeBulletin const &made, BulletinLine const &line,
                                  base::Language language) {
    std::vector<std::string> cells;
    if (made.bulletin->ranks())
        cells.push_back(line.rank == 0 ? "—" : std::to_string(line.rank) + (line.tied ? " =" : ""));
    cells.push_back(line.name_in(language));
    for (std::size_t i = 0; i < made.bulletin->columns.size(); ++i) {
        auto const &column = made.bulletin->columns[i];
        cells.push_back(column.is_share() ? share_text(made, column, line.shares[i])
                                          : count_text(made, i, line.counts[i]));
    }
    if (made.bulletin->ranks()) cells.push_back(line.total ? hundredths(*line.total) : "—");
    return cells;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else out += c;
    }
    return out;
}

constexpr std::string_view page_style = R"(
@page { size: A4 landscape; margin: 15mm; }
body { font: 11pt/1.5 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
       color: #000; margin: 0 auto; max-width: 267mm; padding: 4mm; }
h1 { font-size: 18pt; text-align: center; color: #b00; margin: 0 0 1mm; }
.sub { text-align: center; border-bottom: 0.6mm solid #b00; padding-bottom: 2mm; margin: 0 0 4mm; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 0.2mm solid #444; padding: 1mm 1.5mm; text-align: right; vertical-align: top; }
th { background: #f3ece4; font-weight: 600; text-align: center; min-width: 2.2em; }
td.name { text-align: left; white-space: nowrap; }
td.share { white-space: nowrap; }
td.share small { display: block; color: #333; }
tr.all td { font-weight: 600; background: #faf6f0; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
ol { margin: 3mm 0; padding-left: 6mm; font-size: 9.5pt; }
.proof { display: flex; gap: 6mm; margin-top: 5mm; break-inside: avoid; }
.proof svg { width: 46mm; height: 46mm; flex: none; }
.proof pre { font: 8.5pt/1.4 monospace; white-space: pre-wrap; word-break: break-all; margin: 0; }
)";

std::string html_row(MadeBulletin const &made, BulletinLine const &line, char const *kind,
                     base::Language language) {
    auto const cells = cells_of(made, line, language);
    auto const lead = made.bulletin->ranks() ? 2U : 1U;
    std::string row = fmt::format("<tr class=\"{}\">", kind);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const column = i - lead;
        auto const is_column = i >= lead && column < made.bulletin->columns.size();
        auto const is_share = is_column && made.bulletin->columns[column].is_share();
        auto cell = escaped(cells[i]);
        if (auto const at = cell.find("; "); is_share && at != std::string::npos)
            cell = cell.substr(0, at) + "<small>" + cell.substr(at + 2) + "</small>";
        row += fmt::format("<td class=\"{}\">{}</td>",
                           i + 1 == lead ? "name"
                           : is_share    ? "share"
                                         : "",
                           cell);
    }
    return row + "</tr>\n";
}

// What the whole counts and no line does: the county's own records.
std::string outside(MadeBulletin const &made, base::Language language) {
    std::string text;
    for (std::size_t i = 0; i < made.all.counts.size(); ++i) {
        auto const &column = made.bulletin->columns[i];
        if (column.is_share()) continue;
        auto rest = made.all.counts[i];
        for (auto const &line : made.lines) rest -= line.counts[i];
        if (rest == 0) continue;
        text += fmt::format("{}{} {}",
                            text.empty()   ? ""
                            : zh(language) ? "，"
                                           : ", ",
                            column.title.in(language), count_text(made, i, rest));
    }
    return text;
}

std::vector<std::size_t> widths_of(std::vector<std::vector<std::string>> const &rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (auto const &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], base::display_width(row[i]));
    return widths;
}

// Names to the left, everything else to the right, as figures are read.
std::string aligned(std::vector<std::string> const &row, std::vector<std::size_t> const &widths,
                    std::size_t names) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
        std::string const padding(widths[i] - base::display_width(row[i]), ' ');
        line += (i == 0 ? "" : "  ") + (i < names ? row[i] + padding : padding + row[i]);
    }
    return line + "\n";
}

std::string made_on(base::Language language) {
    return (zh(language) ? "制表日期 " : "made on ") + base::to_string(base::today());
}

} // namespace

std::string bulletin_title(MadeBulletin const &made, base::AreaTree const &areas,
                           base::Language language) {
    auto const place = areas.path_of(made.area);
    return zh(language) ? fmt::format("{}{}", place, made.bulletin->title.zh)
                        : fmt::format("{}: {}", made.bulletin->title.en, place);
}

std::vector<std::vector<std::string>> bulletin_table(MadeBulletin const &made,
                                                     base::Language language) {
    std::vector<std::string> header;
    if (made.bulletin->ranks()) header.emplace_back(zh(language) ? "名次" : "rank");
    auto const by_owner = made.bulletin->digits == 0;
    if (by_owner) header.emplace_back(zh(language) ? "责任单位" : "unit");
    else header.emplace_back(zh(language) ? "区划" : "area");
    for (auto const &column : made.bulletin->columns) header.push_back(column.title.in(language));
    if (made.bulletin->ranks()) header.emplace_back(zh(language) ? "总分" : "total");
    std::vector<std::vector<std::string>> rows = {std::move(header)};
    for (auto const &line : made.lines) rows.push_back(cells_of(made, line, language));
    auto all = made.all;
    all.name = all.name_en = zh(language) ? "合计" : "all";
    rows.push_back(cells_of(made, all, language));
    return rows;
}

std::vector<std::string> bulletin_notes(MadeBulletin const &made, base::Language language) {
    std::vector<std::string> notes;
    auto const title_of = [&](std::string const &id) {
        auto const found = std::ranges::find(made.bulletin->columns, id, &pack::BulletinColumn::id);
        return found->title.in(language);
    };
    for (auto const &column : made.bulletin->columns) {
        if (!column.is_share()) continue;
        auto note = fmt::format("{} = {} / {}", column.title.in(language), title_of(column.of),
                                title_of(column.over));
        if (column.weight > 0)
            note += zh(language)
                        ? fmt::format("；权重 {}，{}", column.weight,
                                      column.low_is_good ? "越低越好：得分 = 权重 × (1 - 比率)"
                                                         : "得分 = 权重 × 比率")
                        : fmt::format("; weight {}, points = weight × {}", column.weight,
                                      column.low_is_good ? "(1 - share)" : "share");
        notes.push_back(std::move(note));
    }
    if (made.bulletin->ranks())
        notes.emplace_back(
            zh(language) ? "总分 = 各项得分之和 / 有数据各项权重之和 × 100，四舍五入到两位；"
                           "分母为零的项不计；总分相同的名次并列（=），下一名次顺延"
                         : "total = sum of points / sum of the weights with data × 100, to two "
                           "places; what has no denominator is left out; equal totals share "
                           "a rank (=)");
    if (auto const rest = outside(made, language); !rest.empty())
        notes.push_back((zh(language) ? "合计中另含不属于以上任何区划的："
                                      : "in the whole, of none of these areas: ") +
                        rest);
    notes.push_back((zh(language) ? "依据：" : "basis: ") + made.bulletin->source);
    return notes;
}

std::string bulletin_text(MadeBulletin const &made, base::AreaTree const &areas,
                          std::string const &checkpoint, base::Language language) {
    auto text = fmt::format("{}\n{}  {}\n\n", bulletin_title(made, areas, language),
                            made.period.name, made_on(language));
    auto const rows = bulletin_table(made, language);
    auto const widths = widths_of(rows);
    for (auto const &row : rows) text += aligned(row, widths, made.bulletin->ranks() ? 2 : 1);
    text += "\n";
    int number = 0;
    for (auto const &note : bulletin_notes(made, language))
        text += fmt::format("{}. {}\n", ++number, note);
    if (checkpoint.empty()) return text;
    text += zh(language) ? "\n账本检查点（可用 jingzhun-verify 核验）\n"
                         : "\nthe ledger's checkpoint (jingzhun-verify checks it)\n";
    return text + checkpoint + half_blocks(qr_code(checkpoint));
}

std::string bulletin_html(MadeBulletin const &made, base::AreaTree const &areas,
                          std::string const &checkpoint, base::Language language) {
    auto const title = escaped(bulletin_title(made, areas, language));
    auto page = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">"
                            "<title>{}</title><style>{}</style></head>\n<body>\n<h1>{}</h1>\n"
                            "<p class=\"sub\">{} &nbsp; {}</p>\n<table>\n<thead><tr>",
                            zh(language) ? "zh-CN" : "en", title, page_style, title,
                            made.period.name, made_on(language));
    auto const rows = bulletin_table(made, language);
    for (auto const &cell : rows.front()) page += "<th>" + escaped(cell) + "</th>";
    page += "</tr></thead>\n<tbody>\n";
    for (auto const &line : made.lines) page += html_row(made, line, "line", language);
    auto all = made.all;
    all.name = all.name_en = zh(language) ? "合计" : "all";
    page += html_row(made, all, "all", language) + "</tbody>\n</table>\n<ol>\n";
    for (auto const &note : bulletin_notes(made, language))
        page += "<li>" + escaped(note) + "</li>\n";
    page += "</ol>\n";
    if (!checkpoint.empty())
        page += fmt::format("<div class=\"proof\">{}<div><p>{}</p><pre>{}</pre></div></div>\n",
                            qr_svg(qr_code(checkpoint), 4),
                            zh(language) ? "账本检查点：扫码存成文件，用 jingzhun-verify 核验；"
                                           "日后账本若被改写，凭它即可证明"
                                         : "The ledger's checkpoint: scan, save, check with "
                                           "jingzhun-verify; it proves whether the ledger was "
                                           "rewritten later",
                            escaped(checkpoint));
    return page + "</body>\n</html>\n";
}

void bulletin_workbook(MadeBulletin const &made, base::AreaTree const &areas,
                       std::string const &checkpoint, base::Language language,
                       std::string const &file) {
    source::XlsxOptions options;
    options.sheet = zh(language) ? "通报" : "bulletin";
    options.header_rows = 2; // what it is, and the columns
    auto const rows = bulletin_table(made, language);
    constexpr std::size_t least = 8, most = 40;
    for (auto const width : widths_of(rows))
        options.column_widths.push_back(static_cast<double>(std::clamp(width + 2, least, most)));
    auto const writer = source::write_xlsx(file, options);
    std::vector<std::string> const title = {bulletin_title(made, areas, language) + "  " +
                                            made.period.name};
    writer->row(std::span<std::string const>(title));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<source::OutCell> cells;
        for (auto const &text : rows[i]) {
            auto const number = i > 0 && !text.empty() &&
                                text.find_first_not_of("0123456789.-") == std::string::npos;
            cells.push_back({text, number, false, {}});
        }
        writer->row(std::span<source::OutCell const>(cells));
    }
    writer->sheet(zh(language) ? "说明" : "notes");
    auto const line = [&](std::string text) {
        std::vector<std::string> const cells = {std::move(text)};
        writer->row(std::span<std::string const>(cells));
    };
    line(bulletin_title(made, areas, language) + "  " + made.period.name);
    line(made_on(language));
    for (auto const &note : bulletin_notes(made, language)) line(note);
    line(checkpoint);
    writer->close();
}

} // namespace jingzhun::report
