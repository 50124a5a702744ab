// XML in UTF-8, read as it comes: elements, attributes and text to a handler, in one pass over the
// bytes.
//
// As strict as XML 1.0 is about what workbooks can hold: tags that match, one root, attributes once
// and in quotes, characters that XML allows, the five named entities and numbered ones. A document
// type declaration is refused. A tag, comment or CDATA section must fit into memory whole, elements
// nest 64 deep at most. Inside this folder only.
#pragma once

#include "source/xml.hpp"

#include <array>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::source {

class XmlScanner {
  public:
    // The handler must outlive it.
    explicit XmlScanner(XmlHandler &handler) : handler_(handler) {}
    XmlScanner(XmlScanner &&) = delete;

    // Where further bytes go, and how many came; 0 at the end of the document.
    std::span<char> room();
    void came(std::size_t count);

    enum class State { hungry, paused, ended, faulty };
    // Goes on until the handler pauses, more bytes are needed, the document has ended, or it is
    // not XML. What the handler throws passes through.
    State run();
    std::string_view fault() const { return fault_; } // why, when faulty
    std::size_t line() const;                         // that has been reached, from 1

    // Whether the beginning of a document says that it is in UTF-8.
    static bool is_for(std::string_view beginning);

  private:
    // Each takes what stands at the front: done, or `hungry` where its end has not come yet.
    enum class Step { done, hungry, paused, faulty };
    Step step();
    Step text();
    Step markup();
    Step whole(std::string_view ending, std::size_t from, std::size_t &end);
    Step comment();
    Step section();
    Step instruction();
    Step start_tag();
    Step end_tag();
    Step refuse(std::string_view reason);
    Step open(std::string_view name);
    Step close();

    Step attribute(std::string_view here, std::size_t &at);
    bool are_distinct() const;
    bool read_value(std::string_view raw, std::string_view &value);
    Step give_text(std::string_view raw);
    std::string_view rest() const { return {buffer_.data() + at_, filled_ - at_}; }

    XmlHandler &handler_;
    std::vector<char> buffer_;
    std::size_t at_ = 0, filled_ = 0; // within it: what has been read, what is there
    std::size_t lines_ = 0;           // before the buffer
    std::vector<Attribute> attributes_;
    std::deque<std::string> values_; // of attributes that do not stand as they are written
    std::size_t values_used_ = 0;
    std::string decoded_;
    std::array<std::string, 64> names_; // of open elements
    std::size_t depth_ = 0;
    bool at_start_ = true, at_end_ = false, has_root_ = false;
    std::string_view fault_;
};

} // namespace jingzhun::source
