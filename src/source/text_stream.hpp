// The text of a file in pieces of valid UTF-8, whatever encoding it came in, in bounded memory.
//
// A byte order mark is dropped. Where the bytes stop being valid in the encoding, the text before
// them is still given and the stream then ends with `broken`.
#pragma once

#include "base/text.hpp"
#include "source/byte_file.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::source {

// How far a text is valid UTF-8, and whether what follows is only the beginning of a character.
struct Utf8Prefix {
    std::size_t length = 0;
    bool incomplete = false;
};
Utf8Prefix valid_utf8(std::string_view bytes);

class TextStream {
  public:
    TextStream(std::string const &file, base::Encoding encoding);
    ~TextStream();
    TextStream(TextStream &&) = delete;

    // The next piece, valid until the next call; empty at the end or where the encoding breaks.
    std::string_view next();
    // The bytes that do not fit the encoding, in hexadecimal; empty while all is well.
    std::string const &broken() const { return broken_; }
    double share() const { return file_.share(); } // of the file that has been read

  private:
    struct Converter;

    std::string_view next_utf8();
    std::string_view next_converted();

    ByteFile file_;
    std::vector<char> bytes_;
    std::size_t carried_ =
        0; // bytes of a character cut by the end of a piece, at the front of bytes_
    std::unique_ptr<Converter> converter_; // none for UTF-8
    std::string text_;
    std::string broken_;
    bool at_start_ = true;
    bool at_end_ = false;
};

} // namespace jingzhun::source
