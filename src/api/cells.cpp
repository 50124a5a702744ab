// Columns of any width.
#include "api/cells.hpp"

#include "pack/read_value.hpp"

#include <type_traits>

namespace jingzhun::api {
namespace {

using pack::FieldType;

bool is_list(FieldType type) { return type == FieldType::codes || type == FieldType::areas; }

bool is_text(FieldType type) {
    return type == FieldType::text || type == FieldType::code || type == FieldType::time ||
           type == FieldType::identity || type == FieldType::phone || type == FieldType::area;
}

} // namespace

Cells::Cells(View const &view, std::size_t of_table, std::size_t of_field)
    : table(of_table), field(of_field),
      definition(&view.pack.registers[of_table].fields[of_field]) {
    for (std::size_t i = 0; i < of_field; ++i)
        if (is_list(view.pack.registers[of_table].fields[i].type)) ++list;
}

base::Value Cells::value(View const &view, std::size_t row) const {
    auto const &rows = view.snapshot.population.tables[table];
    auto const &strings = view.snapshot.population.strings;
    if (is_list(definition->type)) {
        if (list >= rows.item_lists.size()) return {};
        auto const &items = rows.item_lists[list];
        if (row + 1 >= items.offsets.size() || !cel::bit(items.present, row)) return {};
        std::string joined;
        for (auto i = items.offsets[row]; i < items.offsets[row + 1]; ++i) {
            if (!joined.empty()) joined += ' ';
            joined += strings.text(items.items[i]);
        }
        return joined;
    }
    auto const &column = rows.columns[field];
    if (!cel::bit(column.present, row)) return {};
    return std::visit(
        [&](auto const &values) -> base::Value {
            using Element = typename std::decay_t<decltype(values)>::value_type;
            if (row >= values.size()) return {};
            if constexpr (std::is_same_v<Element, double>) return values[row];
            else if (is_text(definition->type))
                return std::string(strings.text(static_cast<std::int32_t>(values[row])));
            else return static_cast<std::int64_t>(values[row]);
        },
        column.values);
}

bool Cells::known(View const &view, std::size_t row) const {
    auto const &rows = view.snapshot.population.tables[table];
    if (is_list(definition->type))
        return list < rows.item_lists.size() && row + 1 < rows.item_lists[list].offsets.size() &&
               cel::bit(rows.item_lists[list].present, row);
    return cel::bit(rows.columns[field].present, row);
}

std::partial_ordering Cells::order(View const &view, std::size_t a, std::size_t b) const {
    if (is_list(definition->type))
        return base::as_text(value(view, a)) <=> base::as_text(value(view, b));
    auto const &strings = view.snapshot.population.strings;
    return std::visit(
        [&](auto const &values) -> std::partial_ordering {
            using Element = typename std::decay_t<decltype(values)>::value_type;
            auto const left = values[a], right = values[b];
            if constexpr (!std::is_same_v<Element, double>)
                if (is_text(definition->type) && left != right)
                    return strings.text(static_cast<std::int32_t>(left)) <=>
                           strings.text(static_cast<std::int32_t>(right));
            return left <=> right;
        },
        view.snapshot.population.tables[table].columns[field].values);
}

std::string Cells::text(View const &view, std::size_t row, base::Language language) const {
    auto const found = value(view, row);
    if (base::is_missing(found)) return "";
    if (definition->type == FieldType::area) return view.areas.path_of(base::as_text(found));
    return pack::write_cell(view.pack, *definition, found, language);
}

} // namespace jingzhun::api
