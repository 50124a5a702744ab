// Writing one stored value as people read it.
#include "pack/read_value.hpp"

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"

#include <array>
#include <charconv>

namespace jingzhun::pack {
namespace {

std::string title_of(CodeList const *list, std::string_view code, base::Language language) {
    auto const *found = list == nullptr ? nullptr : list->find(code);
    if (found == nullptr) return std::string(code);
    auto const &title = found->title.in(language);
    return title.empty() ? found->title.zh : title;
}

std::string write_several(CodeList const *list, std::string_view text, base::Language language) {
    std::string joined;
    for (auto const piece : base::split(text, ' ')) {
        if (piece.empty()) continue;
        if (!joined.empty()) joined += language == base::Language::zh ? "、" : ", ";
        joined += title_of(list, piece, language);
    }
    return joined;
}

std::string write_number(double number) {
    std::array<char, 32> text{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

std::string write_integer(FieldType type, std::int64_t integer, base::Language language) {
    switch (type) {
    case FieldType::boolean:
        if (language == base::Language::zh) return integer != 0 ? "是" : "否";
        return integer != 0 ? "yes" : "no";
    case FieldType::money:
        return base::to_string(base::Money{integer});
    case FieldType::date:
        return base::to_string(base::Date{static_cast<std::int32_t>(integer)});
    default:
        return std::to_string(integer);
    }
}

} // namespace

std::string write_cell(Pack const &pack, Field const &field, base::Value const &value,
                       base::Language language) {
    if (base::is_missing(value)) return {};
    if (auto const *integer = std::get_if<std::int64_t>(&value))
        return write_integer(field.type, *integer, language);
    if (auto const *number = std::get_if<double>(&value)) return write_number(*number);
    auto const &text = base::as_text(value);
    if (field.type == FieldType::code)
        return title_of(pack.find_codes(field.codes), text, language);
    if (field.type == FieldType::codes)
        return write_several(pack.find_codes(field.codes), text, language);
    if (field.type == FieldType::areas) return write_several(nullptr, text, language);
    return text;
}

} // namespace jingzhun::pack
