// Guesses the encoding of a file from its first bytes.
#include "base/text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

namespace jingzhun::base {
namespace {

// GB18030 is what these offices write; Big5 must be clearly likelier, or a single name may mislead.
constexpr double big5_margin = 0.25;
constexpr std::size_t scored_bytes = 1 << 16; // enough characters to tell two encodings apart

// Common characters in their simplified form, the most common first; made by tools/make-han-tables.
constexpr std::string_view common_characters[] = {
#include "../../data/han/common.inc"
};

using Plane = std::array<std::int8_t, 0x10000>;

std::unique_ptr<Plane const> make_weights() {
    auto weights = std::make_unique<Plane>();
    weights->fill(-1);
    std::int8_t weight = 3;
    for (auto tier : common_characters) {
        while (!tier.empty()) {
            auto const point = take_code_point(tier);
            if (point >= weights->size()) continue; // a few of the common ones lie beyond the plane
            auto &known = (*weights)[point];
            known = std::max(known, weight);
        }
        --weight;
    }
    auto const set = [&](std::size_t from, std::size_t to, std::int8_t to_weight) {
        std::fill(weights->begin() + from, weights->begin() + to, to_weight);
    };
    set(0x2010, 0x2027, 1);  // dashes and quotation marks
    set(0x3000, 0x3012, 1);  // 、。《》
    set(0xFF01, 0xFF5F, 1);  // full-width ASCII
    set(0xE000, 0xF900, -9); // private use
    set(0x0080, 0x00A0, -9); // control characters
    return weights;
}

int weight_of(char32_t point) {
    static auto const weights = make_weights();
    auto const simple = simplified(point);
    return simple < weights->size() ? (*weights)[simple] : 0;
}

// Control characters that no text holds.
bool is_binary(char32_t point) {
    return point < 0x20 && point != '\t' && point != '\n' && point != '\r' && point != '\f' &&
           point != 0x1A;
}

// How common the characters beyond ASCII are, -9 to 3; nothing where this is no text.
std::optional<double> commonness(std::string_view text) {
    double sum = 0, count = 0;
    while (!text.empty()) {
        auto const point = take_code_point(text);
        if (is_binary(point)) return std::nullopt;
        if (point < 0x80) continue;
        sum += weight_of(point);
        ++count;
    }
    return count == 0 ? 0 : sum / count;
}

// The sample may end in the middle of a character: up to three bytes are given up.
std::optional<std::string> decode_cut(std::string_view bytes, Encoding encoding) {
    for (std::size_t cut = 0; cut <= std::min<std::size_t>(3, bytes.size()); ++cut) {
        if (auto text = decode(bytes.substr(0, bytes.size() - cut), encoding)) return text;
    }
    return std::nullopt;
}

std::optional<double> score(std::string_view bytes, Encoding encoding) {
    auto const text = decode_cut(bytes, encoding);
    return text ? commonness(*text) : std::nullopt;
}

std::optional<Encoding> by_mark(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return Encoding::utf8;
    if (bytes.starts_with("\xFF\xFE")) return Encoding::utf16_le;
    if (bytes.starts_with("\xFE\xFF")) return Encoding::utf16_be;
    if (bytes.starts_with("\x84\x31\x95\x33")) return Encoding::gb18030;
    return std::nullopt;
}

// Text with zero bytes is UTF-16: ASCII has its zero in the second byte of a pair, or in the first.
std::optional<Encoding> by_zero_bytes(std::string_view bytes) {
    std::size_t zeros[2] = {0, 0};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\0') ++zeros[i % 2];
    }
    auto const encoding = zeros[1] > zeros[0] ? Encoding::utf16_le : Encoding::utf16_be;
    return score(bytes, encoding) ? std::optional(encoding) : std::nullopt;
}

// The part that tells encodings apart: whole lines from the one with the first byte beyond ASCII.
// Other bytes below 0x80 than line ends can be the second half of a character.
std::string_view telling_part(std::string_view bytes) {
    auto const first = std::ranges::find_if(bytes, [](char c) { return (c & 0x80) != 0; });
    auto const line = bytes.rfind('\n', static_cast<std::size_t>(first - bytes.begin()));
    return bytes.substr(line == bytes.npos ? 0 : line + 1, scored_bytes);
}

// The encoding in which the characters are the most common, and more common than `least`.
std::optional<Encoding> by_commonness(std::string_view bytes, double least) {
    std::optional<Encoding> best;
    double best_score = least;
    for (auto const encoding : {Encoding::gb18030, Encoding::big5}) {
        auto const found = score(telling_part(bytes), encoding);
        auto const margin = best ? big5_margin : 0;
        if (!found || *found <= best_score + margin || !decode_cut(bytes, encoding)) continue;
        best_score = *found;
        best = encoding;
    }
    for (auto const encoding : {Encoding::utf16_le, Encoding::utf16_be}) {
        auto const found = score(bytes.substr(0, scored_bytes), encoding);
        if (!found || *found <= best_score || *found <= 1) continue;
        best_score = *found;
        best = encoding;
    }
    return best;
}

// Whether all beyond ASCII is valid UTF-8 of two bytes a character, two or more characters at a
// time. No Chinese character has two bytes in UTF-8, but a few words do in GB18030 (联通) and in
// Big5.
bool may_be_misread(std::string_view bytes) {
    std::size_t run = 0, shortest = bytes.size() + 1;
    for (auto const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte >= 0xE0) return false;
        if (byte >= 0x80) ++run;
        else if (run > 0) shortest = std::min(shortest, std::exchange(run, 0));
    }
    if (run > 0) shortest = std::min(shortest, run);
    return shortest >= 4 && shortest <= bytes.size();
}

std::optional<Encoding> by_validity(std::string_view bytes) {
    auto const binary =
        std::ranges::any_of(bytes, [](char c) { return is_binary(static_cast<unsigned char>(c)); });
    if (binary) return std::nullopt;
    if (!may_be_misread(bytes)) return Encoding::utf8;
    return by_commonness(bytes, 1).value_or(Encoding::utf8);
}

} // namespace

std::optional<Encoding> guess_encoding(std::string_view bytes) {
    if (auto const marked = by_mark(bytes)) return marked;
    if (bytes.find('\0') != bytes.npos) return by_zero_bytes(bytes);
    auto const valid = valid_prefix(bytes);
    auto const fits = valid == bytes.size() || is_cut_character(bytes.substr(valid));
    return fits ? by_validity(bytes) : by_commonness(bytes, -2);
}

} // namespace jingzhun::base
