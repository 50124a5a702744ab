// ECMA-376, parts 1 and 2, as far as tables need it.
#include "source/xlsx_skeleton.hpp"

#include "source/xlsx_text.hpp"
#include "source/zip_file.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::source {

namespace {

constexpr std::string_view head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view office = "http://schemas.openxmlformats.org/officeDocument/2006/"
                                    "relationships";
constexpr std::string_view package = "http://schemas.openxmlformats.org/package/2006/";
constexpr std::string_view main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

// Fonts plain, bold, bad and bold, bad; fills none, gray (Excel keeps these two for itself), red.
// Format 49 is "text".
constexpr std::string_view styles =
    R"(<fonts count="4"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>)"
    R"(<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>)"
    R"(<font><b/><sz val="11"/><color rgb="FF9C0006"/><name val="Calibri"/><family val="2"/></font>)"
    R"(<font><sz val="11"/><color rgb="FF9C0006"/><name val="Calibri"/><family val="2"/></font>)"
    R"(</fonts><fills count="3"><fill><patternFill patternType="none"/></fill>)"
    R"(<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">)"
    R"(<fgColor rgb="FFFFC7CE"/><bgColor indexed="64"/></patternFill></fill></fills>)"
    R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
    R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>)"
    R"(</cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" )"
    R"(xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" )"
    R"(applyNumberFormat="1"/><xf numFmtId="49" fontId="3" fillId="2" borderId="0" xfId="0" )"
    R"(applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="0" fontId="3" fillId="2" )"
    R"(borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="1" )"
    R"(fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" )"
    R"(fontId="2" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" )"
    R"(applyFill="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" )"
    R"(builtinId="0"/></cellStyles>)";

std::string part_type(std::string_view part, std::string_view type) {
    return fmt::format("<Override PartName=\"/{}\" ContentType=\"application/vnd.openxmlformats-{}"
                       "+xml\"/>",
                       part, type);
}

std::string content_types(std::span<MadeSheet const> sheets) {
    constexpr std::string_view sheet = "officedocument.spreadsheetml.";
    auto text = fmt::format(
        "{}<Types xmlns=\"{}content-types\"><Default Extension=\"rels\" ContentType=\""
        "application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
        "ContentType=\"application/xml\"/><Default Extension=\"vml\" ContentType=\""
        "application/vnd.openxmlformats-officedocument.vmlDrawing\"/>",
        head, package);
    text += part_type("docProps/core.xml", "package.core-properties");
    text += part_type("xl/styles.xml", fmt::format("{}styles", sheet));
    text += part_type("xl/workbook.xml", fmt::format("{}sheet.main", sheet));
    for (std::size_t i = 1; i <= sheets.size(); ++i) {
        text += part_type(fmt::format("xl/worksheets/sheet{}.xml", i),
                          fmt::format("{}worksheet", sheet));
        if (sheets[i - 1].has_comments)
            text +=
                part_type(fmt::format("xl/comments{}.xml", i), fmt::format("{}comments", sheet));
    }
    return text + "</Types>";
}

std::string relation(std::size_t number, std::string_view kind, std::string_view target) {
    return fmt::format("<Relationship Id=\"rId{}\" Type=\"{}\" Target=\"{}\"/>", number, kind,
                       target);
}

std::string relations(std::string_view inner) {
    return fmt::format("{}<Relationships xmlns=\"{}relationships\">{}</Relationships>", head,
                       package, inner);
}

std::string package_relations() {
    return relations(relation(1, fmt::format("{}/officeDocument", office), "xl/workbook.xml") +
                     relation(2, fmt::format("{}relationships/metadata/core-properties", package),
                              "docProps/core.xml"));
}

std::string workbook_relations(std::size_t sheets) {
    std::string inner;
    for (std::size_t i = 1; i <= sheets; ++i)
        inner += relation(i, fmt::format("{}/worksheet", office),
                          fmt::format("worksheets/sheet{}.xml", i));
    return relations(inner + relation(sheets + 1, fmt::format("{}/styles", office), "styles.xml"));
}

// In quotes, as references to a sheet name it.
std::string quoted_name(std::string_view name) {
    std::string quoted = "'";
    for (auto const c : name) quoted.append(c == '\'' ? 2 : 1, c);
    return quoted + "'";
}

std::string workbook(std::span<MadeSheet const> sheets, int header_rows) {
    auto text = fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\"><bookViews><workbookView "
                            "xWindow=\"240\" yWindow=\"15\" windowWidth=\"16095\" "
                            "windowHeight=\"9660\"/></bookViews><sheets>",
                            head, main, office);
    for (std::size_t i = 1; i <= sheets.size(); ++i) {
        text += "<sheet name=\"";
        append_xml(text, sheets[i - 1].name);
        text += fmt::format("\" sheetId=\"{}\" r:id=\"rId{}\"/>", i, i);
    }
    text += "</sheets>";
    if (header_rows > 0) {
        text += "<definedNames>";
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            text += fmt::format("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{}\">", i);
            append_xml(text, quoted_name(sheets[i].name));
            text += fmt::format("!$1:${}</definedName>", header_rows);
        }
        text += "</definedNames>";
    }
    return text + "</workbook>";
}

std::string properties(std::int64_t created) {
    auto const moment = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(created));
    std::string when;
    for (auto const *word : {"created", "modified"})
        when += fmt::format("<dcterms:{} xsi:type=\"dcterms:W3CDTF\">{}</dcterms:{}>", word, moment,
                            word);
    return fmt::format("{}<cp:coreProperties xmlns:cp=\"{}metadata/core-properties\" "
                       "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                       "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{}"
                       "</cp:coreProperties>",
                       head, package, when);
}

} // namespace

void begin_skeleton(ZipFile &zip) { zip.part("_rels/.rels", package_relations()); }

void end_skeleton(ZipFile &zip, std::span<MadeSheet const> sheets, int header_rows,
                  std::int64_t created) {
    zip.part("[Content_Types].xml", content_types(sheets));
    zip.part("xl/workbook.xml", workbook(sheets, header_rows));
    zip.part("xl/_rels/workbook.xml.rels", workbook_relations(sheets.size()));
    zip.part("xl/styles.xml",
             fmt::format("{}<styleSheet xmlns=\"{}\">{}</styleSheet>", head, main, styles));
    zip.part("docProps/core.xml", properties(created));
}

} // namespace jingzhun::source
