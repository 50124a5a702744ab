// Texts as numbers: equal texts have one number, so that a row holds four bytes instead of a text
// and equality is one comparison. Number 0 is the empty text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::link {

// 64 bits that are spread evenly, the same on every run and machine.
std::uint64_t hash_text(std::string_view text);
inline std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 32;
    value *= 0x9E3779B97F4A7C15ULL;
    value ^= value >> 29;
    value *= 0xBF58476D1CE4E5B9ULL;
    return value ^ value >> 32;
}

class Dictionary {
  public:
    Dictionary();

    // The number of the text, new where it is not there yet.
    std::uint32_t add(std::string_view text);
    // The number of the text, or `none` where it is not there.
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    std::uint32_t find(std::string_view text) const;

    std::string_view text(std::uint32_t number) const {
        return std::string_view(bytes_).substr(starts_[number],
                                               starts_[number + 1] - starts_[number]);
    }
    // How many there are, the empty one included.
    std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size() - 1); }

  private:
    std::size_t slot_of(std::string_view text, std::uint64_t hash) const;
    void grow();

    std::string bytes_;
    std::vector<std::size_t> starts_;   // of each text within bytes_, and the end
    std::vector<std::uint32_t> hashes_; // by number
    std::vector<std::uint32_t> table_;  // number + 1; 0 is free
};

} // namespace jingzhun::link
