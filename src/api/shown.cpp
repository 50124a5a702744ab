// Masks for a caller.
#include "api/shown.hpp"

#include "api/masking.hpp"

#include <algorithm>

namespace jingzhun::api {

Hidden hidden_from(Asked const &asked, pack::Register const &definition, std::string_view area) {
    std::vector<std::string_view> fields;
    for (auto const &field : definition.fields)
        if (!asked.caller.sees(definition, field, area)) fields.push_back(field.name);
    return [fields = std::move(fields)](pack::Field const &field) {
        return std::ranges::find(fields, field.name) != fields.end();
    };
}

bool hides_identity(Asked const &asked, pack::Register const &definition, std::string_view area) {
    return std::ranges::any_of(definition.fields, [&](pack::Field const &field) {
        return field.type == pack::FieldType::identity &&
               !asked.caller.sees(definition, field, area);
    });
}

std::string shown_key(Asked const &asked, pack::Register const &definition, std::string_view key,
                      std::string_view area) {
    return hides_identity(asked, definition, area) ? mask_key(definition, key) : std::string(key);
}

void write(base::JsonWriter &json, Asked const &asked, pack::Register const &definition,
           registry::Record const &record) {
    write(json, asked.view.pack, definition, record, asked.view.areas, asked.language(),
          hidden_from(asked, definition, record.area));
}

} // namespace jingzhun::api
