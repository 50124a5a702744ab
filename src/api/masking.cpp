// Masks.
#include "api/masking.hpp"

#include "base/identity.hpp"
#include "base/text.hpp"

namespace jingzhun::api {

std::string mask_key(pack::Register const &definition, std::string_view key) {
    std::string masked;
    auto const made = key.starts_with('?'); // a key of our own: pieces stand in another order
    auto const pieces = base::split(key, '|');
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0) masked += '|';
        auto const private_piece =
            made ? base::valid_identity(pieces[i])
                 : i < definition.key.size() &&
                       definition.find_field(definition.key[i])->type == pack::FieldType::identity;
        masked += private_piece ? base::mask_identity(pieces[i]) : std::string(pieces[i]);
    }
    return masked;
}

std::string mask_value(pack::Field const &field, std::string_view text) {
    switch (field.type) {
    case pack::FieldType::identity:
        return base::mask_identity(text);
    case pack::FieldType::text:
    case pack::FieldType::phone:
        return mask_text(text);
    default:
        return "***";
    }
}

std::string mask_text(std::string_view text) {
    auto const points = base::to_code_points(text);
    if (points.size() < 6) return std::string(points.size(), '*');
    auto const shown = points.substr(0, 3) + std::u32string(points.size() - 5, U'*') +
                       points.substr(points.size() - 2);
    return base::to_utf8(shown);
}

} // namespace jingzhun::api
