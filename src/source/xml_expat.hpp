// XML in other encodings than UTF-8, by expat. Inside this folder only.
#pragma once

#include "source/xml.hpp"
#include "source/xml_memory.hpp"

#include <exception>
#include <functional>
#include <span>
#include <vector>

namespace jingzhun::source {

class XmlParser {
  public:
    // The handler must outlive it. `read` puts the next bytes into the room it is given and answers
    // how many; 0 at the end.
    XmlParser(XmlHandler &handler, std::function<std::size_t(std::span<char>)> read);
    ~XmlParser();
    XmlParser(XmlParser &&) = delete;

    // Reads on until the handler pauses (true) or the document ends (false), or is no XML: `fault`
    // says why. What the handler throws passes through.
    bool advance();
    std::string_view fault() const { return fault_; }
    std::size_t line() const;

  private:
    struct Calls; // the functions the parser calls

    void feed();
    void check(int status);

    XmlHandler &handler_;
    std::function<std::size_t(std::span<char>)> read_;
    void *parser_ = nullptr;
    ParserMemory memory_;
    std::vector<Attribute> attributes_;
    std::exception_ptr thrown_;
    std::string_view fault_; // why the document is not read on
    std::size_t fed_ = 0;
    int depth_ = 0;
    bool paused_ = false;
    bool at_end_ = false;
};

} // namespace jingzhun::source
