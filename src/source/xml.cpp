// Wraps expat.
#include "source/xml.hpp"

#include "base/error.hpp"

#include <expat.h>

namespace jingzhun::source {

namespace {

constexpr int piece_bytes = 64 << 10;
constexpr int depth_max = 64;
// A tag, comment or instruction must fit into memory whole.
constexpr std::size_t tag_bytes_max = std::size_t{1} << 20;
constexpr std::size_t memory_max = std::size_t{32} << 20;

XML_Parser as_parser(void *parser) { return static_cast<XML_Parser>(parser); }

} // namespace

std::string_view local_name(char const *name) {
    // One pass instead of strchr and strlen: names are short, and there are two calls a tag.
    char const *end = name;
    for (; *end != '\0'; ++end)
        if (*end == ':') name = end + 1;
    return {name, static_cast<std::size_t>(end - name)};
}

std::string_view Attributes::get(std::string_view name) const {
    for (char const *const *pair = pairs_; *pair != nullptr; pair += 2)
        if (local_name(pair[0]) == name) return pair[1];
    return {};
}

struct XmlReader::Calls {
    // An exception must not pass through the parser's C code.
    template <typename Call> static void guarded(void *user, Call call) {
        auto &reader = *static_cast<XmlReader *>(user);
        if (reader.thrown_ || !reader.refused_.empty()) return;
        try {
            call(reader);
        } catch (...) {
            reader.thrown_ = std::current_exception();
            XML_StopParser(as_parser(reader.parser_), XML_FALSE);
        }
    }

    static void refuse(XmlReader &reader, std::string_view reason) {
        reader.refused_ = reason;
        XML_StopParser(as_parser(reader.parser_), XML_FALSE);
    }

    static void start(void *user, XML_Char const *name, XML_Char const **attributes) {
        guarded(user, [&](XmlReader &reader) {
            if (++reader.depth_ > depth_max) return refuse(reader, "elements nested too deeply");
            reader.handler_->start(local_name(name), Attributes(attributes));
        });
    }

    static void end(void *user, XML_Char const *name) {
        guarded(user, [&](XmlReader &reader) {
            --reader.depth_;
            if (!reader.handler_->end(local_name(name))) return;
            reader.paused_ = true;
            XML_StopParser(as_parser(reader.parser_), XML_TRUE);
        });
    }

    static void text(void *user, XML_Char const *text, int length) {
        guarded(user, [&](XmlReader &reader) {
            reader.handler_->text({text, static_cast<std::size_t>(length)});
        });
    }

    static void doctype(void *user, XML_Char const *, XML_Char const *, XML_Char const *, int) {
        guarded(user, [](XmlReader &reader) { refuse(reader, "document type declaration"); });
    }
};

XmlReader::XmlReader(Archive &archive, std::string_view part, XmlHandler &handler,
                     std::size_t bytes_max)
    : archive_(&archive), part_(archive.open(part)), handler_(&handler), memory_{0, memory_max},
      bytes_max_(bytes_max) {
    MemoryScope const scope(memory_);
    constexpr XML_Memory_Handling_Suite memory{parser_allocate, parser_reallocate, parser_release};
    XML_Parser parser = XML_ParserCreate_MM(nullptr, &memory, nullptr);
    if (parser == nullptr) throw std::bad_alloc();
    parser_ = parser;
    XML_SetUserData(parser, this);
    XML_SetElementHandler(parser, Calls::start, Calls::end);
    XML_SetCharacterDataHandler(parser, Calls::text);
    XML_SetStartDoctypeDeclHandler(parser, Calls::doctype);
}

XmlReader::~XmlReader() {
    MemoryScope const scope(memory_);
    XML_ParserFree(as_parser(parser_));
}

bool XmlReader::advance() {
    MemoryScope const scope(memory_);
    if (paused_) {
        paused_ = false;
        check(XML_ResumeParser(as_parser(parser_)));
    }
    while (!paused_ && !at_end_) feed();
    return paused_;
}

void XmlReader::feed() {
    void *room = XML_GetBuffer(as_parser(parser_), piece_bytes);
    if (room == nullptr) fail("tag too long");
    std::string_view const bytes =
        part_.read({static_cast<char *>(room), std::size_t{piece_bytes}});
    at_end_ = bytes.empty();
    fed_ += bytes.size();
    if (fed_ > bytes_max_) fail("part too large");
    check(XML_ParseBuffer(as_parser(parser_), static_cast<int>(bytes.size()), at_end_));
}

void XmlReader::check(int status) {
    if (thrown_) std::rethrow_exception(thrown_);
    if (!refused_.empty()) fail(refused_);
    if (status == XML_STATUS_ERROR) fail(XML_ErrorString(XML_GetErrorCode(as_parser(parser_))));
    if (paused_) return;
    XML_Index const reached = XML_GetCurrentByteIndex(as_parser(parser_));
    if (reached >= 0 && fed_ - static_cast<std::size_t>(reached) > tag_bytes_max)
        fail("tag too long");
}

void XmlReader::fail(std::string_view reason) const {
    auto const line = static_cast<int>(XML_GetCurrentLineNumber(as_parser(parser_)));
    throw base::Error(
        "workbook_damaged",
        {{"part", part_.name() + ":" + std::to_string(line)}, {"reason", std::string(reason)}},
        {archive_->file()});
}

void read_xml(Archive &archive, std::string_view part, XmlHandler &handler, std::size_t bytes_max) {
    XmlReader reader(archive, part, handler, bytes_max);
    while (reader.advance()) {
    }
}

} // namespace jingzhun::source
