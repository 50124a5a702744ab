// Fills blocks of memory with strings; a string never lies in two blocks.
#include "source/shared_strings.hpp"

#include "base/error.hpp"
#include "source/number.hpp"
#include "source/xml.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>

namespace jingzhun::source {

namespace {

// A length stands in one byte, or, from that value on, in four more.
constexpr unsigned char long_mark = 255;
constexpr std::size_t length_bytes_max = 1 + sizeof(std::uint32_t);

std::size_t length_bytes(std::string_view text) {
    return text.size() < long_mark ? 1 : length_bytes_max;
}

constexpr std::size_t block_bytes_min = std::size_t{256} << 10;

class StringsHandler final : public XmlHandler {
  public:
    StringsHandler(Archive const &archive, SharedStrings &strings)
        : archive_(archive), strings_(strings) {}

    void start(std::string_view name, Attributes const &) override {
        if (name == "si") text_.clear();
        if (name == "rPh") in_phonetic_ = true;
        collecting_ = name == "t" && !in_phonetic_;
    }
    bool end(std::string_view name) override {
        collecting_ = false;
        if (name == "rPh") in_phonetic_ = false;
        if (name == "si") finish();
        return false;
    }
    void text(std::string_view text) override {
        if (!collecting_) return;
        text_ += text;
        std::size_t const limit = archive_.limits().cell_bytes_max;
        if (text_.size() > limit)
            archive_.fail("sharedStrings", "string longer than " + std::to_string(limit));
    }

  private:
    void finish() {
        if (text_.find("_x") == std::string::npos) strings_.add(text_);
        else strings_.add(unescape(text_));
    }

    Archive const &archive_;
    SharedStrings &strings_;
    std::string text_;
    bool in_phonetic_ = false;
    bool collecting_ = false;
};

} // namespace

SharedStrings::SharedStrings(Archive const &archive)
    : archive_(&archive),
      block_bytes_(std::max(block_bytes_min, archive.limits().cell_bytes_max + length_bytes_max)) {}

void SharedStrings::add(std::string_view text) {
    std::size_t const needed = length_bytes(text) + text.size();
    assert(needed <= block_bytes_);
    if (blocks_.empty() || used_ + needed > block_bytes_) {
        std::size_t const limit = std::min<std::size_t>(archive_->limits().shared_strings_bytes_max,
                                                        std::numeric_limits<std::uint32_t>::max());
        if ((blocks_.size() + 1) * block_bytes_ > std::max(limit, block_bytes_))
            throw base::Error("workbook_bomb",
                              {{"limit", std::to_string(limit) + " bytes of strings"}},
                              {archive_->file()});
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_bytes_));
        used_ = 0;
    }
    char *place = blocks_.back().get() + used_;
    auto const length = static_cast<std::uint32_t>(text.size());
    *place = static_cast<char>(text.size() < long_mark ? length : long_mark);
    if (text.size() >= long_mark) std::memcpy(place + 1, &length, sizeof length);
    std::copy(text.begin(), text.end(), place + length_bytes(text));
    places_.push_back(static_cast<std::uint32_t>((blocks_.size() - 1) * block_bytes_ + used_));
    used_ += needed;
}

std::string_view SharedStrings::at(std::size_t index) const {
    std::size_t const place = places_[index];
    char const *at = blocks_[place / block_bytes_].get() + place % block_bytes_;
    std::uint32_t length = static_cast<unsigned char>(*at);
    if (length < long_mark) return {at + 1, length};
    std::memcpy(&length, at + 1, sizeof length);
    return {at + length_bytes_max, length};
}

std::unique_ptr<SharedStrings> read_shared_strings(Archive &archive, std::string_view part) {
    auto strings = std::make_unique<SharedStrings>(archive);
    StringsHandler handler(archive, *strings);
    read_xml(archive, part, handler, archive.limits().unpacked_bytes_max);
    return strings;
}

} // namespace jingzhun::source
