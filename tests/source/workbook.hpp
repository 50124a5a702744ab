// Workbooks made by hand, part by part, also such as no program would write.
#pragma once

#include "source/files.hpp"

#include <map>
#include <string>
#include <zip.h>

namespace jingzhun::source::testing {

constexpr std::string_view xml_head =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

using Parts = std::map<std::string, std::string>;

// A workbook of one sheet named 户; `extra` replaces or adds parts.
inline Parts workbook(std::string const &sheet_data, Parts const &extra = {}) {
    std::string const head(xml_head);
    Parts parts{
        {"[Content_Types].xml", head + "<Types/>"},
        {"_rels/.rels",
         head + "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" "
                "Target=\"xl/workbook.xml\"/></Relationships>"},
        {"xl/workbook.xml", head +
                                "<workbook><sheets><sheet name=\"户\" sheetId=\"1\" r:id=\"rId1\" "
                                "xmlns:r=\"r\"/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         head + "<Relationships>"
                "<Relationship Id=\"rId1\" Type=\"http://x/worksheet\" "
                "Target=\"worksheets/sheet1.xml\"/>"
                "<Relationship Id=\"rId2\" Type=\"http://x/styles\" Target=\"/xl/styles.xml\"/>"
                "<Relationship Id=\"rId3\" Type=\"http://x/sharedStrings\" "
                "Target=\"sharedStrings.xml\"/>"
                "</Relationships>"},
        {"xl/worksheets/sheet1.xml",
         head + "<worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"}};
    for (auto const &[name, content] : extra) parts[name] = content;
    return parts;
}

inline std::string shared_strings(std::string const &items) {
    return std::string(xml_head) + "<sst>" + items + "</sst>";
}

// Cell formats by their number formats; custom codes begin at 164.
inline std::string styles(std::vector<int> const &formats,
                          std::vector<std::string> const &codes = {}) {
    std::string text = std::string(xml_head) + "<styleSheet><numFmts>";
    int id = 164;
    for (std::string const &code : codes)
        text += "<numFmt numFmtId=\"" + std::to_string(id++) + "\" formatCode=\"" + code + "\"/>";
    text += "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>";
    for (int format : formats) text += "<xf numFmtId=\"" + std::to_string(format) + "\"/>";
    return text + "</cellXfs></styleSheet>";
}

// The text of one part of a workbook; empty where there is no such part.
inline std::string part_of(std::string const &file, char const *name) {
    int code = 0;
    zip_t *archive = zip_open(file.c_str(), ZIP_RDONLY, &code);
    zip_file_t *part = zip_fopen(archive, name, 0);
    std::string text(1 << 20, '\0');
    auto const size = part == nullptr ? 0 : zip_fread(part, text.data(), text.size());
    if (part != nullptr) zip_fclose(part);
    zip_discard(archive);
    text.resize(static_cast<std::size_t>(size));
    return text;
}

inline void save(ScratchFile const &file, Parts const &parts, char const *password = nullptr) {
    int code = 0;
    zip_t *archive = zip_open(file.path().c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (auto const &[name, content] : parts) {
        zip_source_t *source = zip_source_buffer(archive, content.data(), content.size(), 0);
        auto const index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        if (password != nullptr)
            zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256,
                                    password);
    }
    zip_close(archive);
}

inline std::vector<Row> rows_of_parts(Parts const &parts) {
    ScratchFile const file("book.xlsx");
    save(file, parts);
    return rows_of(*open_book(file.path()));
}

inline base::Problem problem_of_parts(Parts const &parts, Limits const &limits = {}) {
    ScratchFile const file("book.xlsx");
    save(file, parts);
    return problem_of(file.path(), limits);
}

} // namespace jingzhun::source::testing
