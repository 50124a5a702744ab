// UTF-8 text into the encodings that offices ask for; the counterpart of base::decode.
#pragma once

#include "base/text.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace jingzhun::source {

class Encoder {
  public:
    explicit Encoder(base::Encoding encoding);
    ~Encoder();
    Encoder(Encoder &&) = delete;

    // The bytes of a text, valid until the next call. Where the encoding has no such character,
    // `unencodable` names it and the bytes end before it.
    std::string_view encode(std::string_view text);
    std::string const &unencodable() const { return unencodable_; }

  private:
    struct Converter;

    std::unique_ptr<Converter> converter_; // none for UTF-8
    std::string bytes_;
    std::string unencodable_;
};

} // namespace jingzhun::source
