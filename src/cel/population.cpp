// Strings: each text once, found by open addressing.
#include "cel/population.hpp"

#include <bit>
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

// The text's slot, or the free one where it belongs. `text_of(number)`.
template <class Slots, class TextOf>
std::size_t slot_of(Slots const &slots, std::string_view text, std::uint32_t hash,
                    TextOf const &text_of) {
    std::size_t const mask = slots.size() - 1;
    auto slot = hash & mask;
    while (slots[slot].number >= 0 &&
           (slots[slot].hash != hash || text_of(slots[slot].number) != text))
        slot = (slot + 1) & mask;
    return slot;
}

void put(std::vector<Strings::Slot> &slots, Strings::Slot const &one) {
    std::size_t const mask = slots.size() - 1;
    auto slot = one.hash & mask;
    while (slots[slot].number >= 0) slot = (slot + 1) & mask;
    slots[slot] = one;
}

} // namespace

Strings::Strings() : starts_{0}, slots_(16) { intern(""); }

Strings::Strings(Settled settled)
    : settled_(std::move(settled)), settled_count_(settled_.starts.size() - 1), starts_{0},
      slots_(16) {}

std::string_view Strings::own_text(std::int32_t number) const {
    auto const at = static_cast<std::size_t>(number) - settled_count_;
    return std::string_view(bytes_).substr(starts_[at], starts_[at + 1] - starts_[at]);
}

std::string_view Strings::text(std::int32_t number) const {
    auto const at = static_cast<std::size_t>(number);
    assert(number >= 0 && at < size());
    if (at >= settled_count_) return own_text(number);
    auto const &starts = settled_.starts;
    return {settled_.bytes.data() + starts[at], starts[at + 1] - starts[at]};
}

std::int32_t Strings::find(std::string_view text) const {
    auto const hash = hash_of(text);
    auto const of = [this](std::int32_t number) { return this->text(number); };
    if (settled_count_ != 0) {
        auto const &slots = settled_.slots;
        if (auto const found = slots[slot_of(slots, text, hash, of)].number; found >= 0)
            return found;
    }
    return slots_[slot_of(slots_, text, hash, of)].number;
}

std::int32_t Strings::intern(std::string_view text) {
    auto const hash = hash_of(text);
    if (settled_count_ != 0) {
        auto const &slots = settled_.slots;
        auto const of = [this](std::int32_t number) { return this->text(number); };
        if (auto const found = slots[slot_of(slots, text, hash, of)].number; found >= 0)
            return found;
    }
    auto const of = [this](std::int32_t number) { return own_text(number); };
    auto slot = slot_of(slots_, text, hash, of);
    if (slots_[slot].number >= 0) return slots_[slot].number;
    if (starts_.size() * 2 > slots_.size()) {
        grow();
        slot = slot_of(slots_, text, hash, of);
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
    for (auto const &one : slots_)
        if (one.number >= 0) put(grown, one);
    slots_ = std::move(grown);
}

void Strings::settle() {
    if (starts_.size() == 1) return; // nothing was added
    std::vector<char> bytes(settled_.bytes.begin(), settled_.bytes.end());
    auto const before = bytes.size();
    bytes.insert(bytes.end(), bytes_.begin(), bytes_.end());
    if (settled_count_ == 0) {
        settled_ = {std::move(bytes), std::move(starts_), std::move(slots_)};
    } else {
        settled_.starts.change([&](auto &starts) {
            for (std::size_t i = 1; i < starts_.size(); ++i) starts.push_back(before + starts_[i]);
        });
        std::vector<Slot> slots(std::bit_ceil(settled_.starts.size() * 2));
        for (auto const &one : settled_.slots)
            if (one.number >= 0) put(slots, one);
        for (auto const &one : slots_)
            if (one.number >= 0) put(slots, one);
        settled_.slots = std::move(slots);
        settled_.bytes = std::move(bytes);
    }
    settled_count_ = settled_.starts.size() - 1;
    bytes_.clear();
    starts_.assign(1, 0);
    slots_.assign(16, {});
}

Strings::Settled const &Strings::settled() const {
    assert(starts_.size() == 1);
    return settled_;
}

} // namespace jingzhun::cel
