// Keys of records, given or made.
#include "intake/key.hpp"

#include "register/records.hpp"

#include <algorithm>

namespace jingzhun::intake {
namespace {

// What tells a record apart without its number: the fields it links by, its identity number, its
// name.
std::vector<std::size_t> distinguishing_fields(pack::Register const &definition) {
    std::vector<std::size_t> fields;
    auto const take = [&](std::string const &name) {
        auto const index = definition.field_index(name);
        if (std::ranges::find(fields, index) == fields.end()) fields.push_back(index);
    };
    for (auto const &link : definition.links)
        if (link.to != definition.name)
            for (auto const &[own, theirs] : link.on) take(own);
    for (auto const &field : definition.fields)
        if (field.type == pack::FieldType::identity) take(field.name);
    if (!definition.label.empty()) take(definition.label);
    return fields;
}

std::string text_of(base::Value const &value) {
    if (auto const *text = std::get_if<std::string>(&value)) return *text;
    if (auto const *number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    return "";
}

} // namespace

std::string record_key(pack::Register const &definition, std::vector<base::Value> const &values) {
    auto const missing = [&](std::string const &name) {
        return base::is_missing(values[definition.field_index(name)]);
    };
    if (!std::ranges::all_of(definition.key, missing))
        return registry::Writer::key_of(definition, values);
    std::string key = "?";
    auto said = false;
    for (auto const index : distinguishing_fields(definition)) {
        auto const text = text_of(values[index]);
        if (key.size() > 1) key += '|';
        key += text;
        // A household's number alone does not tell a person; identity or name must be there.
        auto const &field = definition.fields[index];
        said |= !text.empty() &&
                (field.type == pack::FieldType::identity || field.name == definition.label);
    }
    return said ? key : "";
}

} // namespace jingzhun::intake
