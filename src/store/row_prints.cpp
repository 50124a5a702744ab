// A table of fingerprints.
#include "store/row_prints.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <sodium/crypto_shorthash.h>

namespace jingzhun::store {
namespace {

constexpr std::uint64_t seen_bit = 1;

} // namespace

RowPrints::RowPrints() : key_(draw_salt()), entries_(1024) {}

std::uint64_t RowPrints::print(std::string_view first, std::string_view second) {
    static_assert(sizeof key_ == crypto_shorthash_KEYBYTES);
    text_.assign(first);
    text_ += '\n';
    text_ += second;
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<unsigned char const *>(text_.data()),
                     text_.size(), key_.data());
    return std::bit_cast<std::uint64_t>(hash);
}

std::uint64_t RowPrints::of_row(std::string_view table, std::string_view key) {
    return std::max<std::uint64_t>(print(table, key), 1);
}

std::uint64_t RowPrints::of_value(std::string_view lines) {
    return std::max<std::uint64_t>(print("", lines) & ~seen_bit, 2);
}

std::size_t RowPrints::place_of(std::uint64_t row) const {
    auto const mask = entries_.size() - 1;
    auto place = static_cast<std::size_t>(row) & mask;
    while (entries_[place].row != 0 && entries_[place].row != row) place = (place + 1) & mask;
    return place;
}

void RowPrints::grow() {
    auto old = std::move(entries_);
    entries_.assign(old.size() * 2, {});
    for (auto const &entry : old)
        if (entry.row != 0) entries_[place_of(entry.row)] = entry;
}

void RowPrints::put(std::uint64_t row, std::uint64_t value) {
    if (used_ * 2 >= entries_.size()) grow();
    auto &entry = entries_[place_of(row)];
    if (entry.row == 0) ++used_;
    entry = {row, value};
}

void RowPrints::remove(std::uint64_t row) { put(row, 0); }

RowPrints::Seen RowPrints::see(std::uint64_t row, std::uint64_t value) {
    auto &entry = entries_[place_of(row)];
    if (entry.row == 0 || entry.value == 0) return Seen::unknown;
    auto const same = (entry.value & ~seen_bit) == value;
    entry.value |= seen_bit;
    return same ? Seen::as_it_was : Seen::changed;
}

bool RowPrints::any_unseen() const {
    return std::ranges::any_of(entries_, [](Entry const &entry) {
        return entry.value != 0 && (entry.value & seen_bit) == 0;
    });
}

bool RowPrints::is_unseen(std::uint64_t row) const {
    auto const &entry = entries_[place_of(row)];
    return entry.row != 0 && entry.value != 0 && (entry.value & seen_bit) == 0;
}

} // namespace jingzhun::store
