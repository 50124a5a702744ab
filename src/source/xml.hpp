// XML read in a stream, as far as workbooks need it: elements by their local names, and text.
//
// What is in UTF-8, as nearly all of it, is read by a scanner of this folder; the rest by expat.
// A document type declaration is refused, so there are no entities and nothing outside the part is
// ever fetched. Depth, the length of a single tag and the parser's memory are limited.
#pragma once

#include "source/archive.hpp"

#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace jingzhun::source {

struct Attribute {
    std::string_view name, value;
};

// A name without its prefix.
std::string_view local_name(std::string_view name);

// The attributes of an element; valid during the call that hands them over.
class Attributes {
  public:
    explicit Attributes(std::span<Attribute const> all) : all_(all) {}
    // By local name, without prefix; empty where there is none.
    std::string_view get(std::string_view name) const;
    std::span<Attribute const> all() const { return all_; }

  private:
    std::span<Attribute const> all_;
};

// Receives a document. What it throws reaches the caller of `XmlReader::advance`.
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, Attributes const &attributes) = 0;
    // True pauses the reader: `advance` returns.
    virtual bool end(std::string_view name) = 0;
    virtual void text(std::string_view text) = 0; // in pieces
};

class XmlScanner;
class XmlParser;

class XmlReader {
  public:
    // The handler must outlive the reader.
    XmlReader(Archive &archive, std::string_view part, XmlHandler &handler, std::size_t bytes_max);
    ~XmlReader();
    XmlReader(XmlReader &&) = delete;

    // Reads on until the handler pauses (true) or the document ends (false). Throws Error
    // "workbook_damaged" and what the archive throws.
    bool advance();
    double share() const { return part_.share(); } // of the part that has been read

  private:
    bool advance_scanner();
    bool advance_parser();
    // The next bytes of the part, put at the front of `room`; the first ones were read before.
    std::size_t read(std::span<char> room);
    [[noreturn]] void fail(std::string_view reason, std::size_t line) const;

    Archive *archive_;
    Part part_;
    std::string beginning_; // read to find out how the document is written, not yet given on
    std::unique_ptr<XmlScanner> scanner_; // of documents in UTF-8
    std::unique_ptr<XmlParser> parser_;   // of all others
    std::exception_ptr thrown_;
    std::size_t bytes_max_;
    std::size_t fed_ = 0;
    bool at_end_ = false;
};

// Parts that list something (sheets, styles, relationships) are small.
constexpr std::size_t listing_bytes_max = std::size_t{64} << 20;
// Reads a whole part of at most that many bytes.
void read_xml(Archive &archive, std::string_view part, XmlHandler &handler,
              std::size_t bytes_max = listing_bytes_max);

} // namespace jingzhun::source
