// The scanner of XML in UTF-8 reads what expat reads, and refuses what expat refuses.
#include "source/xml_expat.hpp"
#include "source/xml_scan.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace jingzhun::source;

namespace {

// What a reader told, as one text; pieces of text that follow each other are one.
class Log final : public XmlHandler {
  public:
    void start(std::string_view name, Attributes const &attributes) override {
        told += "\n<" + std::string(name);
        for (auto const &one : attributes.all())
            told += "|" + std::string(one.name) + "=" + std::string(one.value);
        told += ">";
    }
    bool end(std::string_view name) override {
        told += "\n</" + std::string(name) + ">";
        return name == "row";
    }
    void text(std::string_view text) override { told += text; }
    std::string told;
};

struct Reading {
    std::string told;
    bool good = false;
    bool operator==(Reading const &) const = default;
};

// `pieces`: so many bytes come at a time, in turn.
Reading scanned(std::string_view document, std::vector<std::size_t> const &pieces) {
    Log log;
    XmlScanner scanner(log);
    std::size_t turn = 0;
    for (;;) {
        switch (scanner.run()) {
        case XmlScanner::State::hungry: {
            auto const count = std::min(document.size(), pieces[turn++ % pieces.size()]);
            std::ranges::copy(document.substr(0, count), scanner.room().begin());
            scanner.came(count);
            document.remove_prefix(count);
            break;
        }
        case XmlScanner::State::paused:
            break;
        case XmlScanner::State::ended:
            return {log.told, true};
        case XmlScanner::State::faulty:
            return {"", false};
        }
    }
}

Reading parsed(std::string_view document) {
    Log log;
    XmlParser parser(log, [&](std::span<char> room) {
        auto const count = std::min(document.size(), room.size());
        std::ranges::copy(document.substr(0, count), room.begin());
        document.remove_prefix(count);
        return count;
    });
    while (parser.advance()) {
    }
    if (!parser.fault().empty()) return {"", false};
    return {log.told, true};
}

std::string some_document() {
    static std::string const pieces[] = {"<a>",
                                         "</a>",
                                         "<a>",
                                         "</a>",
                                         "<x:row r=\"1\" s='&lt;\"'>",
                                         "</x:row>",
                                         "<b/>",
                                         "<c d = \"1\n2\t3\" e=\"&#65;&#x6751;\"/>",
                                         "<c r='1' r='2'/>",
                                         "<t xml:space=\"preserve\"> </t>",
                                         "村\r\n庄\r",
                                         "&amp;&quot;&apos;",
                                         "&b;",
                                         "&#0;",
                                         "&#xFFFE;",
                                         "]]>",
                                         "]]",
                                         ">",
                                         "\xEF\xBF\xBE",
                                         "<![CDATA[<&]>\r\n]]>",
                                         "<!-- - -->",
                                         "<!-- -- -->",
                                         "<?p i?>",
                                         "<?xml?>",
                                         "<a b></a>",
                                         "<1/>",
                                         "<a\n>",
                                         "</a >",
                                         "< a>",
                                         "\x01",
                                         "\xE6\x9D",
                                         "  ",
                                         "plain",
                                         "<a b=\"<\"/>",
                                         "<a/ >",
                                         "<c/>"};
    std::string document =
        *rc::gen::element<std::string>("", "\xEF\xBB\xBF", "<?xml version=\"1.0\"?>");
    document += "<a>";
    for (auto left = *rc::gen::inRange(0, 12); left > 0; --left)
        document += pieces[*rc::gen::inRange<std::size_t>(0, std::size(pieces))];
    if (*rc::gen::inRange(0, 8) != 0) document += "</a>";
    return document;
}

} // namespace

TEST_CASE("the scanner tells what expat tells, in whatever pieces a document comes") {
    rc::check("any document", [] {
        auto const document = some_document();
        auto const pieces = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 20)));
        RC_LOG() << document;
        auto const wanted = parsed(document);
        RC_TAG(wanted.good);
        RC_ASSERT(scanned(document, pieces) == wanted);
        RC_ASSERT(scanned(document, {64'000}) == wanted);
    });
}

TEST_CASE("documents of every shape that workbooks have are read") {
    for (auto const *document :
         {"<a/>", "<a></a>", "<a>x</a>\n<!-- end -->\n", "<?xml version=\"1.0\"?>\n<a b='c'/>",
          "<a><row><c r=\"A1\" t=\"inlineStr\"><is><t>王 &amp; 李</t></is></c></row><row/></a>",
          "<a><![CDATA[]]></a>", "<a><![CDATA[]]]]></a>", "<村 庄='1'>x</村>"}) {
        CAPTURE(document);
        CHECK(scanned(document, {3}) == parsed(document));
        CHECK(scanned(document, {3}).good);
    }
}

TEST_CASE("only what says nothing of another encoding is read as UTF-8") {
    CHECK(XmlScanner::is_for("<a/>"));
    CHECK(XmlScanner::is_for("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><a/>"));
    CHECK_FALSE(XmlScanner::is_for("<?xml version='1.0' encoding='GB18030'?><a/>"));
    CHECK_FALSE(XmlScanner::is_for(std::string_view("\xFF\xFE<\0", 4)));
    CHECK_FALSE(XmlScanner::is_for(std::string_view("<\0a\0", 4)));
}
