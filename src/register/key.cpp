// The key of a record, from its fields.
#include "register/records.hpp"

#include <array>
#include <charconv>

namespace jingzhun::registry {
namespace {

void append(std::string &key, pack::FieldType type, base::Value const &value) {
    if (auto const *text = std::get_if<std::string>(&value)) {
        key += *text;
    } else if (auto const *integer = std::get_if<std::int64_t>(&value)) {
        if (type == pack::FieldType::date)
            key += base::to_string(base::Date{static_cast<std::int32_t>(*integer)});
        else key += std::to_string(*integer);
    } else if (auto const *real = std::get_if<double>(&value)) {
        std::array<char, 32> digits{};
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), *real);
        key.append(digits.data(), end.ptr);
    }
}

} // namespace

bool repeatable(pack::Register const &definition) { return definition.key.size() != 1; }

std::string Writer::key_of(pack::Register const &definition, std::span<base::Value const> fields) {
    std::string key;
    auto const add = [&](std::size_t field, bool first) {
        if (!first) key += '|';
        append(key, definition.fields[field].type, fields[field]);
    };
    if (definition.key.empty())
        for (std::size_t i = 0; i < fields.size(); ++i) add(i, i == 0);
    for (auto const &name : definition.key)
        add(definition.field_index(name), &name == &definition.key.front());
    return key;
}

} // namespace jingzhun::registry
