// Strings: each text once, found by open addressing.
#include "cel/population.hpp"

#include <cassert>

namespace jingzhun::cel {
namespace {

constexpr std::int32_t free_slot = -1;

// FNV-1a with a final mix: the same on every machine.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    hash ^= hash >> 32;
    return hash * 0x9E3779B97F4A7C15ULL;
}

} // namespace

Strings::Strings() : starts_{0}, slots_(16, free_slot) { intern(""); }

std::string_view Strings::text(std::int32_t number) const {
    auto const at = static_cast<std::size_t>(number);
    assert(number >= 0 && at < size());
    return std::string_view(bytes_).substr(starts_[at], starts_[at + 1] - starts_[at]);
}

std::int32_t Strings::find(std::string_view text) const {
    std::size_t const mask = slots_.size() - 1;
    for (std::size_t slot = hash_of(text) >> 20 & mask;; slot = (slot + 1) & mask) {
        if (slots_[slot] == free_slot) return -1;
        if (this->text(slots_[slot]) == text) return slots_[slot];
    }
}

std::int32_t Strings::intern(std::string_view text) {
    if (std::int32_t const known = find(text); known >= 0) return known;
    if ((size() + 1) * 2 > slots_.size()) grow();
    auto const number = static_cast<std::int32_t>(size());
    assert(number >= 0);
    bytes_ += text;
    starts_.push_back(bytes_.size());
    std::size_t const mask = slots_.size() - 1;
    std::size_t slot = hash_of(text) >> 20 & mask;
    while (slots_[slot] != free_slot) slot = (slot + 1) & mask;
    slots_[slot] = number;
    return number;
}

void Strings::grow() {
    slots_.assign(slots_.size() * 2, free_slot);
    std::size_t const mask = slots_.size() - 1;
    for (std::int32_t number = 0; static_cast<std::size_t>(number) < size(); ++number) {
        std::size_t slot = hash_of(text(number)) >> 20 & mask;
        while (slots_[slot] != free_slot) slot = (slot + 1) & mask;
        slots_[slot] = number;
    }
}

} // namespace jingzhun::cel
