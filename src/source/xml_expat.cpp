// Wraps expat.
#include "source/xml_expat.hpp"

#include <expat.h>
#include <new>

namespace jingzhun::source {

namespace {

constexpr int piece_bytes = 64 << 10;
constexpr int depth_max = 64;
// A tag, comment or instruction must fit into memory whole.
constexpr std::size_t tag_bytes_max = std::size_t{1} << 20;
constexpr std::size_t memory_max = std::size_t{32} << 20;

XML_Parser as_parser(void *parser) { return static_cast<XML_Parser>(parser); }

} // namespace

struct XmlParser::Calls {
    // An exception must not pass through the parser's C code.
    template <typename Call> static void guarded(void *user, Call call) {
        auto &reader = *static_cast<XmlParser *>(user);
        if (reader.thrown_ || !reader.fault_.empty()) return;
        try {
            call(reader);
        } catch (...) {
            reader.thrown_ = std::current_exception();
            XML_StopParser(as_parser(reader.parser_), XML_FALSE);
        }
    }

    static void refuse(XmlParser &reader, std::string_view reason) {
        reader.fault_ = reason;
        XML_StopParser(as_parser(reader.parser_), XML_FALSE);
    }

    static void start(void *user, XML_Char const *name, XML_Char const **attributes) {
        guarded(user, [&](XmlParser &reader) {
            if (++reader.depth_ > depth_max) return refuse(reader, "elements nested too deeply");
            reader.attributes_.clear();
            for (auto pair = attributes; *pair != nullptr; pair += 2)
                reader.attributes_.push_back({pair[0], pair[1]});
            reader.handler_.start(local_name(name), Attributes(reader.attributes_));
        });
    }

    static void end(void *user, XML_Char const *name) {
        guarded(user, [&](XmlParser &reader) {
            --reader.depth_;
            if (!reader.handler_.end(local_name(name))) return;
            reader.paused_ = true;
            XML_StopParser(as_parser(reader.parser_), XML_TRUE);
        });
    }

    static void text(void *user, XML_Char const *text, int length) {
        guarded(user, [&](XmlParser &reader) {
            reader.handler_.text({text, static_cast<std::size_t>(length)});
        });
    }

    static void doctype(void *user, XML_Char const *, XML_Char const *, XML_Char const *, int) {
        guarded(user, [](XmlParser &reader) { refuse(reader, "document type declaration"); });
    }
};

XmlParser::XmlParser(XmlHandler &handler, std::function<std::size_t(std::span<char>)> read)
    : handler_(handler), read_(std::move(read)), memory_{0, memory_max} {
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

XmlParser::~XmlParser() {
    MemoryScope const scope(memory_);
    XML_ParserFree(as_parser(parser_));
}

std::size_t XmlParser::line() const { return XML_GetCurrentLineNumber(as_parser(parser_)); }

bool XmlParser::advance() {
    MemoryScope const scope(memory_);
    if (paused_) {
        paused_ = false;
        check(XML_ResumeParser(as_parser(parser_)));
    }
    while (!paused_ && !at_end_ && fault_.empty()) feed();
    return paused_;
}

void XmlParser::feed() {
    void *room = XML_GetBuffer(as_parser(parser_), piece_bytes);
    if (room == nullptr) {
        fault_ = "tag too long";
        return;
    }
    auto const count = read_({static_cast<char *>(room), std::size_t{piece_bytes}});
    at_end_ = count == 0;
    fed_ += count;
    check(XML_ParseBuffer(as_parser(parser_), static_cast<int>(count), at_end_));
}

void XmlParser::check(int status) {
    if (thrown_) std::rethrow_exception(thrown_);
    if (!fault_.empty() || paused_) return;
    if (status == XML_STATUS_ERROR) fault_ = XML_ErrorString(XML_GetErrorCode(as_parser(parser_)));
    XML_Index const reached = XML_GetCurrentByteIndex(as_parser(parser_));
    if (fault_.empty() && reached >= 0 && fed_ - static_cast<std::size_t>(reached) > tag_bytes_max)
        fault_ = "tag too long";
}

} // namespace jingzhun::source
