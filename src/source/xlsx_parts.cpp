// Finds the parts of a workbook by its relationships, and reads its list of sheets and its styles.
#include "source/xlsx.hpp"

#include "base/error.hpp"
#include "source/kind.hpp"
#include "source/xml.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace jingzhun::source {

namespace {

constexpr std::size_t sheets_max = 4096;
constexpr std::size_t styles_max = 65536; // Excel's own limit is 64,000

struct Relationship {
    std::string type; // the last word of its address: "worksheet", "styles"
    std::string part;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;

int number_of(std::string_view text) {
    int number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// The part a target means, seen from a folder: "../x.xml", "x.xml", "/xl/x.xml".
std::string resolve(std::string folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    while (target.starts_with("../") || target.starts_with("./")) {
        if (target.starts_with("../"))
            folder.erase(folder.size() < 2 ? 0 : folder.rfind('/', folder.size() - 2) + 1);
        target.remove_prefix(target.find('/') + 1);
    }
    return folder + std::string(target);
}

class RelationshipsHandler final : public XmlHandler {
  public:
    explicit RelationshipsHandler(std::string folder) : folder_(std::move(folder)) {}
    void start(std::string_view name, Attributes const &attributes) override {
        if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
        std::string_view const type = attributes.get("Type");
        found.try_emplace(std::string(attributes.get("Id")),
                          Relationship{std::string(type.substr(type.rfind('/') + 1)),
                                       resolve(folder_, attributes.get("Target"))});
    }
    bool end(std::string_view) override { return false; }
    void text(std::string_view) override {}

    Relationships found;

  private:
    std::string folder_;
};

// The relationships of a part: of xl/workbook.xml in xl/_rels/workbook.xml.rels.
Relationships relationships_of(Archive &archive, std::string const &part) {
    std::size_t const slash = part.rfind('/') + 1;
    std::string const folder = part.substr(0, slash);
    std::string const file = folder + "_rels/" + part.substr(slash) + ".rels";
    RelationshipsHandler handler(folder);
    if (archive.has(file)) read_xml(archive, file, handler);
    return std::move(handler.found);
}

class WorkbookHandler final : public XmlHandler {
  public:
    struct Listed {
        std::string name, id;
        bool hidden;
    };
    explicit WorkbookHandler(Archive const &archive) : archive_(archive) {}
    void start(std::string_view name, Attributes const &attributes) override {
        if (name == "workbookPr") {
            std::string_view const value = attributes.get("date1904");
            epoch_1904 = value == "1" || value == "true" || value == "on";
        } else if (name == "sheet") {
            if (sheets.size() == sheets_max) archive_.fail("workbook", "too many sheets");
            std::string_view const state = attributes.get("state");
            sheets.push_back({std::string(attributes.get("name")),
                              std::string(attributes.get("id")),
                              state == "hidden" || state == "veryHidden"});
        }
    }
    bool end(std::string_view) override { return false; }
    void text(std::string_view) override {}

    std::vector<Listed> sheets;
    bool epoch_1904 = false;

  private:
    Archive const &archive_;
};

class StylesHandler final : public XmlHandler {
  public:
    explicit StylesHandler(Archive const &archive) : archive_(archive) {}
    void start(std::string_view name, Attributes const &attributes) override {
        if (name == "numFmts" || name == "cellXfs")
            section_ = name == "numFmts" ? Section::formats : Section::cells;
        if (section_ == Section::formats && name == "numFmt" && formats_.size() < styles_max)
            formats_[number_of(attributes.get("numFmtId"))] =
                style_of_code(attributes.get("formatCode"));
        if (section_ != Section::cells || name != "xf") return;
        if (styles.size() == styles_max) archive_.fail("styles", "too many cell formats");
        int const id = number_of(attributes.get("numFmtId"));
        auto const custom = formats_.find(id);
        styles.push_back(custom != formats_.end() ? custom->second : style_of_builtin(id));
    }
    bool end(std::string_view name) override {
        if (name == "numFmts" || name == "cellXfs") section_ = Section::other;
        return false;
    }
    void text(std::string_view) override {}

    std::vector<NumberStyle> styles;

  private:
    enum class Section { other, formats, cells };
    Archive const &archive_;
    Section section_ = Section::other;
    std::map<int, NumberStyle> formats_;
};

// What an archive without a workbook is.
[[noreturn]] void refuse_archive(Archive &archive) {
    std::string const &file = archive.file();
    if (archive.has("xl/workbook.bin"))
        throw base::Error("workbook_old_format", {{"format", ".xlsb"}}, {file});
    if (archive.has("word/document.xml")) refuse_kind(file, "Word");
    if (archive.has("ppt/presentation.xml")) refuse_kind(file, "PowerPoint");
    if (!archive.has("mimetype")) refuse_kind(file, "ZIP");
    std::string const type = archive.read_whole("mimetype", 256);
    refuse_kind(file, type.find("spreadsheet") != std::string::npos ? "ODS (OpenDocument)"
                                                                    : "OpenDocument");
}

std::string workbook_part(Archive &archive) {
    for (auto const &[id, relationship] : relationships_of(archive, ""))
        if (relationship.type == "officeDocument" && archive.has(relationship.part) &&
            !relationship.part.starts_with("word/") && !relationship.part.starts_with("ppt/") &&
            relationship.part.ends_with(".xml"))
            return relationship.part;
    if (archive.has("xl/workbook.xml")) return "xl/workbook.xml";
    refuse_archive(archive);
}

} // namespace

WorkbookParts read_workbook(Archive &archive) {
    std::string const part = workbook_part(archive);
    WorkbookHandler workbook(archive);
    read_xml(archive, part, workbook);
    Relationships const relationships = relationships_of(archive, part);
    WorkbookParts parts;
    parts.epoch_1904 = workbook.epoch_1904;
    for (auto const &[id, relationship] : relationships) {
        if (!archive.has(relationship.part)) continue;
        if (relationship.type == "styles") parts.styles = relationship.part;
        if (relationship.type == "sharedStrings") parts.strings = relationship.part;
    }
    for (auto &sheet : workbook.sheets) {
        auto const found = relationships.find(sheet.id);
        if (found == relationships.end())
            archive.fail(part, "sheet " + sheet.name + " without relationship");
        if (found->second.type == "worksheet")
            parts.sheets.push_back({std::move(sheet.name), found->second.part, sheet.hidden});
    }
    if (parts.sheets.empty()) archive.fail(part, "no sheet");
    std::stable_partition(parts.sheets.begin(), parts.sheets.end(),
                          [](SheetEntry const &sheet) { return !sheet.hidden; });
    return parts;
}

std::vector<NumberStyle> read_styles(Archive &archive, std::string const &part) {
    StylesHandler handler(archive);
    read_xml(archive, part, handler);
    return std::move(handler.styles);
}

} // namespace jingzhun::source
