// Keys of records: what of which fields, as one hash.
#include "link/block.hpp"
#include "link/han.hpp"
#include "link/metric.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace jingzhun::link {
namespace {

std::uint64_t hash_points(std::u32string_view text) {
    return hash_text({reinterpret_cast<char const *>(text.data()), text.size() * sizeof(char32_t)});
}

bool is_textual(Type type) {
    return type == Type::text || type == Type::words || type == Type::code;
}

// By its readings or its simplified characters, without the dots of long names.
std::uint64_t hash_name(Part part, Value name, Dictionary const &dictionary) {
    std::uint64_t hash = 0x51;
    auto const add = [&](char32_t point) {
        if (point == 0xB7) return;
        auto code = std::uint64_t{point};
        if (point < 0x10000) {
            auto const syllable = han().reading[point];
            code = part == Part::whole || syllable == 0 ? han().simple[point] : 0x10000U + syllable;
        }
        hash = (hash + code) * 0x9E3779B97F4A7C15ULL;
        hash ^= hash >> 32;
    };
    auto const first_only = part == Part::surname_pinyin;
    if (is_long_name(name)) {
        auto const text =
            base::to_code_points(dictionary.text(static_cast<std::uint32_t>(name >> 32)));
        for (auto const point : first_only ? text.substr(0, 1) : text) add(point);
    } else {
        auto const length = first_only ? 1U : name_length(name);
        for (unsigned i = 0; i < length; ++i) add(name_character(name, i));
    }
    return hash;
}

Value part_of_date(Part part, Value date) {
    switch (part) {
    case Part::year:
        return year_of(date);
    case Part::month_day: // in either order
        return std::min(month_of(date), day_of(date)) * 100 +
               std::max(month_of(date), day_of(date));
    case Part::month:
        return month_of(date);
    case Part::day:
        return day_of(date);
    default:
        return date;
    }
}

} // namespace

Keys::Keys(Space const &space, Block const &block) : space_(space), block_(block) {
    by_number_.resize(block.parts.size());
    for (std::size_t i = 0; i < block.parts.size(); ++i) {
        auto const &part = block.parts[i];
        if (part.part == Part::one_out) {
            assert(many_ == no_part); // the reader of models allows one
            many_ = i;
        }
        auto const type = space.model->fields[part.field].type;
        types_.push_back(type);
        if (!is_textual(type)) continue;
        auto const &texts = space.texts[part.field];
        for (std::uint32_t number = 0; number < texts.dictionary.size(); ++number)
            by_number_[i].push_back(type == Type::code ? hash_text(texts.dictionary.text(number))
                                                       : of_text(part, texts.code_points(number)));
    }
}

std::uint64_t Keys::of_text(KeyPart const &part, std::u32string_view text) const {
    switch (part.part) {
    case Part::prefix:
        return text.size() < part.argument ? 0 : hash_points(text.substr(0, part.argument));
    case Part::suffix:
        return text.size() < part.argument ? 0
                                           : hash_points(text.substr(text.size() - part.argument));
    case Part::sound: {
        auto const code = soundex(base::to_utf8(text));
        return code.empty() ? 0 : hash_text(code);
    }
    case Part::pinyin:
        return hash_text(pinyin(base::to_utf8(text)));
    case Part::sorted: {
        std::u32string letters(text);
        std::ranges::sort(letters);
        return hash_points(letters);
    }
    default:
        return hash_points(text);
    }
}

std::uint64_t Keys::hash(std::size_t i, Value value) const {
    auto const &part = block_.parts[i];
    auto const type = types_[i];
    if (is_textual(type)) return by_number_[i][value];
    auto const &dictionary = space_.texts[part.field].dictionary;
    switch (type) {
    case Type::chinese_name:
        return hash_name(part.part, value, dictionary);
    case Type::date:
        return mix(part_of_date(part.part, value) + 1);
    case Type::number: {
        if (part.part != Part::prefix && part.part != Part::suffix) return mix(value);
        auto const text = decode(type, value, dictionary);
        return of_text(part, std::u32string(text.begin(), text.end()));
    }
    default:
        return mix(value);
    }
}

std::uint64_t Keys::key(Table const &table, RowNumber row) const {
    auto const *const bytes = table.bytes(row);
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < block_.parts.size(); ++i) {
        if (i == many_) continue;
        auto const value = table.value_in(bytes, block_.parts[i].field);
        auto const part = value == 0 ? 0 : hash(i, value);
        if (part == 0) return 0;
        key = block_.unordered ? key + mix(part) : mix(key + part);
    }
    return key | 1;
}

void Keys::many(std::size_t i, Value value, std::vector<std::uint64_t> &hashes) const {
    auto const field = block_.parts[i].field;
    auto const type = space_.model->fields[field].type;
    if (type == Type::identity) {
        if (identity_state(value) != IdentityState::other) hashes.push_back(mix(value));
        for (auto const repaired : repairs_of(value, space_.texts[field].dictionary))
            hashes.push_back(mix(repaired));
    } else if (type == Type::date) {
        // Two dates that differ in one digit agree when that digit is passed over.
        for (Value power = 1; power <= 10000000; power *= 10)
            hashes.push_back(mix((value - value / power % 10 * power) * 16 + (power % 15)));
    } else {
        auto const text = space_.texts[field].code_points(value);
        hashes.push_back(hash_points(text));
        std::u32string less(text.substr(std::min<std::size_t>(1, text.size())));
        for (std::size_t at = 0; at < text.size() && text.size() > 3; ++at) {
            hashes.push_back(hash_points(less));
            if (at < less.size()) less[at] = text[at];
        }
    }
}

void Keys::keys(Table const &table, RowNumber row, std::vector<std::uint64_t> &keys) const {
    keys.clear();
    auto const rest = key(table, row);
    if (rest == 0) return;
    if (many_ == no_part) {
        keys.push_back(rest);
        return;
    }
    auto const value = table.value(row, block_.parts[many_].field);
    if (value == 0) return;
    if (types_[many_] == Type::identity && identity_state(value) == IdentityState::valid) {
        keys.push_back(mix(mix(value) + rest) | 1); // there is nothing to repair
        return;
    }
    many(many_, value, keys);
    for (auto &key_of_one : keys) key_of_one = mix(key_of_one + rest) | 1;
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

std::string Keys::text(Table const &table, RowNumber row) const {
    std::string text;
    for (auto const &part : block_.parts) {
        auto const value = space_.decode(part.field, table.value(row, part.field));
        text += (text.empty() ? "" : ", ") + space_.model->fields[part.field].name + " " + value;
    }
    return text;
}

} // namespace jingzhun::link
