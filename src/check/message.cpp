// Messages of findings: plain fields in braces, read from the columns.
#include "check/message.hpp"

#include "base/identity.hpp"
#include "pack/read_value.hpp"

#include <algorithm>
#include <functional>

namespace jingzhun::check {
namespace {

// Calls `take` with each piece of plain text and each name in braces.
void walk(std::string const &text,
          std::function<void(std::string_view, bool is_name)> const &take) {
    std::size_t at = 0;
    while (at < text.size()) {
        auto const open = text.find('{', at);
        auto const close = open == std::string::npos ? open : text.find('}', open);
        if (close == std::string::npos) return take(std::string_view(text).substr(at), false);
        take(std::string_view(text).substr(at, open - at), false);
        take(std::string_view(text).substr(open + 1, close - open - 1), true);
        at = close + 1;
    }
}

base::Value value_of(cel::Column const &column, cel::Strings const &strings, std::size_t row,
                     pack::FieldType type) {
    if (!cel::bit(column.present, row)) return {};
    return std::visit(
        [&](auto const &values) -> base::Value {
            using Element = typename std::decay_t<decltype(values)>::value_type;
            if (row >= values.size()) return {};
            if constexpr (std::is_same_v<Element, double>) return values[row];
            else if constexpr (std::is_same_v<Element, std::int32_t>) {
                if (type == pack::FieldType::date) return std::int64_t{values[row]};
                return std::string(strings.text(values[row]));
            } else return static_cast<std::int64_t>(values[row]);
        },
        column.values);
}

std::string fill(pack::Pack const &pack, cel::Population const &population, std::string const &text,
                 pack::Register const &definition, std::size_t table, std::size_t row,
                 base::Language language) {
    std::string filled;
    walk(text, [&](std::string_view piece, bool is_name) {
        if (!is_name) {
            filled += piece;
            return;
        }
        auto const *field = definition.find_field(piece);
        auto const value = field == nullptr ? std::string()
                                            : shown(pack, population, table, row,
                                                    definition.field_index(piece), language);
        filled += value.empty() ? "?" : value;
    });
    return filled;
}

} // namespace

std::vector<cel::UsedField> message_fields(pack::Pack const &pack, cel::Schema const &schema) {
    std::vector<cel::UsedField> fields;
    for (auto const &rule : pack.rules) {
        auto const &definition = *pack.find_register(rule.on);
        auto const take = [&](std::string_view name, bool is_name) {
            if (!is_name || definition.find_field(name) == nullptr) return;
            cel::UsedField const field{schema.index_of(rule.on), cel::FieldSource::column,
                                       definition.field_index(name)};
            if (std::ranges::find(fields, field) == fields.end()) fields.push_back(field);
        };
        walk(rule.message.zh, take);
        walk(rule.message.en, take);
    }
    return fields;
}

std::string shown(pack::Pack const &pack, cel::Population const &population, std::size_t table,
                  std::size_t row, std::size_t field, base::Language language) {
    auto const &definition = pack.registers[table].fields[field];
    auto const value =
        value_of(population.tables[table].columns[field], population.strings, row, definition.type);
    if (definition.type == pack::FieldType::identity && std::holds_alternative<std::string>(value))
        return base::mask_identity(base::as_text(value));
    return pack::write_cell(pack, definition, value, language);
}

pack::Title message_for(pack::Pack const &pack, cel::Population const &population,
                        pack::Rule const &rule, std::size_t table, std::size_t row) {
    auto const &definition = *pack.find_register(rule.on);
    pack::Title message = rule.message.zh.empty() ? rule.title : rule.message;
    message.zh = fill(pack, population, message.zh, definition, table, row, base::Language::zh);
    message.en = fill(pack, population, message.en, definition, table, row, base::Language::en);
    return message;
}

} // namespace jingzhun::check
