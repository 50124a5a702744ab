// XML read in a stream, as far as workbooks need it: elements by their local names, and text.
//
// A document type declaration is refused, so there are no entities and nothing outside the part is
// ever fetched. Depth, the length of a single tag and the parser's memory are limited.
#pragma once

#include "source/archive.hpp"
#include "source/xml_memory.hpp"

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::source {

// The attributes of an element; valid during the call that hands them over.
class Attributes {
  public:
    explicit Attributes(char const *const *pairs) : pairs_(pairs) {}
    // By local name, without prefix; empty where there is none.
    std::string_view get(std::string_view name) const;
    char const *const *pairs() const { return pairs_; }

  private:
    char const *const *pairs_; // name, value, name, value …, nullptr
};

std::string_view local_name(char const *name);

// Receives a document. What it throws reaches the caller of `XmlReader::advance`.
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, Attributes const &attributes) = 0;
    // True pauses the reader: `advance` returns.
    virtual bool end(std::string_view name) = 0;
    virtual void text(std::string_view text) = 0; // in pieces
};

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
    struct Calls; // the functions the parser calls

    void feed();
    void check(int status);
    [[noreturn]] void fail(std::string_view reason) const;

    Archive *archive_;
    Part part_;
    XmlHandler *handler_;
    void *parser_ = nullptr;
    ParserMemory memory_;
    std::exception_ptr thrown_;
    std::string_view refused_; // why the document is not read on
    std::size_t bytes_max_;
    std::size_t fed_ = 0;
    int depth_ = 0;
    bool paused_ = false;
    bool at_end_ = false;
};

// Parts that list something (sheets, styles, relationships) are small.
constexpr std::size_t listing_bytes_max = std::size_t{64} << 20;
// Reads a whole part of at most that many bytes.
void read_xml(Archive &archive, std::string_view part, XmlHandler &handler,
              std::size_t bytes_max = listing_bytes_max);

} // namespace jingzhun::source
