// Texts as numbers, by open addressing.
#include "link/dictionary.hpp"

#include <cstring>

namespace jingzhun::link {

std::uint64_t hash_text(std::string_view text) {
    std::uint64_t hash = 0x2545F4914F6CDD1DULL ^ text.size();
    while (text.size() >= 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data(), 8);
        hash = (hash ^ word) * 0x9FB21C651E98DF25ULL;
        hash ^= hash >> 35;
        text.remove_prefix(8);
    }
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), text.size());
    return mix(hash ^ word);
}

Dictionary::Dictionary() : starts_{0}, table_(64, 0) { add(""); }

std::size_t Dictionary::slot_of(std::string_view text_wanted, std::uint64_t hash) const {
    auto const mask = table_.size() - 1;
    auto slot = hash & mask;
    for (; table_[slot] != 0; slot = (slot + 1) & mask) {
        auto const number = table_[slot] - 1;
        if (hashes_[number] == static_cast<std::uint32_t>(hash >> 32) &&
            text(number) == text_wanted)
            break;
    }
    return slot;
}

std::uint32_t Dictionary::find(std::string_view text_wanted) const {
    auto const found = table_[slot_of(text_wanted, hash_text(text_wanted))];
    return found == 0 ? none : found - 1;
}

std::uint32_t Dictionary::add(std::string_view text_added) {
    auto const hash = hash_text(text_added);
    auto const slot = slot_of(text_added, hash);
    if (table_[slot] != 0) return table_[slot] - 1;
    auto const number = size();
    bytes_ += text_added;
    starts_.push_back(bytes_.size());
    hashes_.push_back(static_cast<std::uint32_t>(hash >> 32));
    table_[slot] = number + 1;
    if (2 * static_cast<std::size_t>(size()) > table_.size()) grow();
    return number;
}

void Dictionary::grow() {
    std::vector<std::uint32_t>(4 * table_.size(), 0).swap(table_);
    auto const mask = table_.size() - 1;
    for (std::uint32_t number = 0; number < size(); ++number) {
        auto slot = hash_text(text(number)) & mask;
        while (table_[slot] != 0) slot = (slot + 1) & mask;
        table_[slot] = number + 1;
    }
}

} // namespace jingzhun::link
