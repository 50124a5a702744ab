// Strings: each text once, found by open addressing.
#include "cel/population.hpp"

#include <cassert>
#include <cstring>

namespace jingzhun::cel {
namespace {

std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    auto const product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// Eight bytes a step: most texts are names, codes and identity numbers.
std::uint32_t hash_of(std::string_view text) {
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL ^ text.size();
    for (; text.size() >= 8; text.remove_prefix(8)) {
        std::uint64_t piece = 0;
        std::memcpy(&piece, text.data(), 8);
        hash = fold(hash ^ piece, 0xE7037ED1A0B428DBULL);
    }
    std::uint64_t rest = 0;
    if (!text.empty()) std::memcpy(&rest, text.data(), text.size());
    return static_cast<std::uint32_t>(fold(hash ^ rest, 0xA0761D6478BD642FULL));
}

} // namespace

Strings::Strings() : starts_{0}, slots_(16) { intern(""); }

std::string_view Strings::text(std::int32_t number) const {
    auto const at = static_cast<std::size_t>(number);
    assert(number >= 0 && at < size());
    return std::string_view(bytes_).substr(starts_[at], starts_[at + 1] - starts_[at]);
}

// The text's slot, or the free one where it belongs.
std::size_t Strings::slot_of(std::string_view text, std::uint32_t hash) const {
    std::size_t const mask = slots_.size() - 1;
    auto slot = hash & mask;
    while (slots_[slot].number >= 0 &&
           (slots_[slot].hash != hash || this->text(slots_[slot].number) != text))
        slot = (slot + 1) & mask;
    return slot;
}

std::int32_t Strings::find(std::string_view text) const {
    return slots_[slot_of(text, hash_of(text))].number;
}

std::int32_t Strings::intern(std::string_view text) {
    auto const hash = hash_of(text);
    auto slot = slot_of(text, hash);
    if (slots_[slot].number >= 0) return slots_[slot].number;
    if ((size() + 1) * 2 > slots_.size()) {
        grow();
        slot = slot_of(text, hash);
    }
    auto const number = static_cast<std::int32_t>(size());
    assert(number >= 0);
    bytes_ += text;
    starts_.push_back(bytes_.size());
    slots_[slot] = {hash, number};
    return number;
}

void Strings::grow() {
    std::vector<Slot> grown(slots_.size() * 2);
    std::size_t const mask = grown.size() - 1;
    for (auto const &one : slots_) {
        if (one.number < 0) continue;
        auto slot = one.hash & mask;
        while (grown[slot].number >= 0) slot = (slot + 1) & mask;
        grown[slot] = one;
    }
    slots_ = std::move(grown);
}

} // namespace jingzhun::cel
