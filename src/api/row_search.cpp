// Words of columns, made once.
#include "api/row_search.hpp"

#include "api/masking.hpp"
#include "base/text.hpp"
#include "check/message.hpp"

#include <algorithm>
#include <iterator>
#include <type_traits>

namespace jingzhun::api {
namespace {

// A column of texts: the number of a row's text; -1 where it has none.
std::int32_t number_at(cel::Column const &column, std::size_t row) {
    if (!cel::bit(column.present, row)) return -1;
    return std::visit(
        [&](auto const &values) -> std::int32_t {
            using Element = typename std::decay_t<decltype(values)>::value_type;
            if constexpr (std::is_same_v<Element, double>) return -1;
            else return row < values.size() ? static_cast<std::int32_t>(values[row]) : -1;
        },
        column.values);
}

bool is_written(pack::FieldType type) {
    return type == pack::FieldType::text || type == pack::FieldType::code ||
           type == pack::FieldType::identity || type == pack::FieldType::phone;
}

} // namespace

RowSearch::RowSearch(pack::Pack const &pack, cel::Population const &population)
    : pack_(pack), population_(population), parts_(population.tables.size()) {}

template <class Make>
Words const &RowSearch::part(std::size_t table, std::unique_ptr<Words> Parts::*which,
                             Make const &make) const {
    std::scoped_lock const lock(making_);
    auto &words = parts_[table].*which;
    if (!words) words = make();
    return *words;
}

std::unique_ptr<Words> RowSearch::make_labels(std::size_t table) const {
    auto const &definition = pack_.registers[table];
    auto const &rows = population_.tables[table];
    auto const *field = definition.find_field(definition.label);
    if (field == nullptr || !is_written(field->type))
        return std::make_unique<Words>(
            0, 0, [](std::size_t) { return -1; }, [](std::size_t) { return std::string(); });
    auto const at = definition.field_index(field->name);
    return std::make_unique<Words>(
        rows.rows, population_.strings.size(),
        [&](std::size_t row) { return number_at(rows.columns[at], row); },
        [&](std::size_t row) {
            return base::fold(check::shown(pack_, population_, table, row, at, base::Language::zh));
        });
}

std::unique_ptr<Words> RowSearch::make_keys(std::size_t table, bool masked) const {
    auto const &keys = population_.tables[table].keys;
    return std::make_unique<Words>(
        keys.size(), population_.strings.size(), [&](std::size_t row) { return keys[row]; },
        [&](std::size_t row) {
            auto const key = population_.strings.text(keys[row]);
            return masked ? mask_key(pack_.registers[table], key) : std::string(key);
        });
}

std::vector<std::uint32_t> RowSearch::labels_with(std::size_t table,
                                                  std::string_view folded) const {
    return part(table, &Parts::labels, [&] { return make_labels(table); }).rows_with(folded);
}

std::vector<std::uint32_t> RowSearch::keys_with(std::size_t table, std::string_view text) const {
    return part(table, &Parts::keys, [&] { return make_keys(table, false); }).rows_with(text);
}

std::vector<std::uint32_t> RowSearch::masked_keys_with(std::size_t table,
                                                       std::string_view text) const {
    return part(table, &Parts::masked, [&] { return make_keys(table, true); }).rows_with(text);
}

std::vector<std::uint32_t> in_either(std::vector<std::uint32_t> const &a,
                                     std::vector<std::uint32_t> const &b) {
    std::vector<std::uint32_t> all;
    all.reserve(a.size() + b.size());
    std::ranges::set_union(a, b, std::back_inserter(all));
    return all;
}

} // namespace jingzhun::api
