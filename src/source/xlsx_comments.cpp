// Comments are kept twice: as texts, and as drawings of the boxes that show them (ECMA-376 part 4,
// VML), whose place is told by the cells around them.
#include "source/xlsx_comments.hpp"

#include "source/xlsx_text.hpp"
#include "source/zip_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::source {

namespace {

constexpr std::string_view head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::size_t shapes_in_block = 1024;
constexpr std::size_t last_column = 16383;

void write_texts(ZipFile &zip, std::size_t sheet, std::span<Comment const> comments) {
    zip.begin(fmt::format("xl/comments{}.xml", sheet));
    zip.write(head);
    zip.write("<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
              "<authors><author></author></authors><commentList>");
    std::string text;
    for (auto const &one : comments) {
        text = fmt::format("<comment ref=\"{}{}\" authorId=\"0\"><text><r><rPr><sz val=\"8\"/>"
                           "<color indexed=\"81\"/><rFont val=\"Tahoma\"/><family val=\"2\"/>"
                           "</rPr><t xml:space=\"preserve\">",
                           column_letters(one.column), one.row + 1);
        append_xml(text, one.text);
        text += "</t></r></text></comment>";
        zip.write(text);
    }
    zip.write("</commentList></comments>");
    zip.end();
}

// Right of its cell, two columns wide and four rows high: column, pixels, row, pixels, twice.
std::string anchor_of(Comment const &one) {
    auto const column = std::min(one.column + 1, last_column - 2);
    if (one.row == 0) return fmt::format("{}, 15, 0, 2, {}, 15, 3, 16", column, column + 2);
    return fmt::format("{}, 15, {}, 10, {}, 15, {}, 4", column, one.row - 1, column + 2,
                       one.row + 3);
}

void write_boxes(ZipFile &zip, std::size_t sheet, std::span<Comment const> comments,
                 std::size_t first_block) {
    auto const blocks = (comments.size() + shapes_in_block - 1) / shapes_in_block;
    std::string numbers;
    for (std::size_t i = 0; i < blocks; ++i)
        numbers += (i == 0 ? "" : ",") + std::to_string(first_block + i);
    zip.begin(fmt::format("xl/drawings/vmlDrawing{}.vml", sheet));
    zip.write("<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" "
              "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
              "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">");
    zip.write(fmt::format(
        "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{}\"/></o:shapelayout>"
        "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" "
        "path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>"
        "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>",
        numbers));
    auto shape = first_block * shapes_in_block;
    std::size_t order = 0;
    for (auto const &one : comments)
        zip.write(fmt::format(
            "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" style=\"position:absolute;"
            "width:96pt;height:55.5pt;z-index:{};visibility:hidden\" fillcolor=\"#ffffe1\" "
            "o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" "
            "color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>"
            "<v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div>"
            "</v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/>"
            "<x:SizeWithCells/><x:Anchor>{}</x:Anchor><x:AutoFill>False</x:AutoFill>"
            "<x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData></v:shape>",
            ++shape, ++order, anchor_of(one), one.row, one.column));
    zip.write("</xml>");
    zip.end();
}

} // namespace

void write_comments(ZipFile &zip, std::size_t sheet, std::span<Comment const> comments,
                    std::size_t &shapes) {
    constexpr std::string_view office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    write_texts(zip, sheet, comments);
    write_boxes(zip, sheet, comments, shapes + 1);
    shapes += (comments.size() + shapes_in_block - 1) / shapes_in_block;
    zip.part(fmt::format("xl/worksheets/_rels/sheet{}.xml.rels", sheet),
             fmt::format("{}<Relationships "
                         "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                         "<Relationship Id=\"rId1\" Type=\"{}/vmlDrawing\" "
                         "Target=\"../drawings/vmlDrawing{}.vml\"/><Relationship Id=\"rId2\" "
                         "Type=\"{}/comments\" Target=\"../comments{}.xml\"/></Relationships>",
                         head, office, sheet, office, sheet));
}

} // namespace jingzhun::source
