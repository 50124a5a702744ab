// Cells of a record, found by the names of columns.
#include "register/link_cells.hpp"

#include "base/identity.hpp"

#include <algorithm>

namespace jingzhun::registry {
namespace {

constexpr std::size_t village_digits = 12;

std::string text_of(cel::Population const &population, std::size_t table, std::size_t field,
                    std::size_t row, pack::FieldType type) {
    auto const &column = population.tables[table].columns[field];
    if (!cel::bit(column.present, row)) return {};
    if (auto const *texts = std::get_if<cel::Array<std::int32_t>>(&column.values)) {
        if (type == pack::FieldType::date) return base::to_string(base::Date{(*texts)[row]});
        return std::string(population.strings.text((*texts)[row]));
    }
    if (auto const *integers = std::get_if<cel::Array<std::int64_t>>(&column.values))
        return std::to_string((*integers)[row]);
    return {};
}

} // namespace

LinkCells::LinkCells(link::Model const &model, pack::Register const &definition,
                     std::string const &name, std::string const &identity)
    : model_(model), definition_(definition), fields_(model.fields.size()) {
    for (std::size_t i = 0; i < model.fields.size(); ++i) {
        auto const &field = model.fields[i];
        auto const take = [&](std::string const &own) {
            if (!fields_[i] && definition.find_field(own) != nullptr)
                fields_[i] = definition.field_index(own);
        };
        if (field.type == link::Type::chinese_name) take(name);
        else if (field.type == link::Type::identity) take(identity);
        else std::ranges::for_each(field.columns, take);
        if (field.type == link::Type::identity) identity_ = i;
        else if (!fields_[i] && field.type == link::Type::date) born_ = i;
        else if (!fields_[i] && std::ranges::count(field.columns, "area") != 0) area_ = i;
    }
}

std::vector<std::size_t> LinkCells::fields() const {
    std::vector<std::size_t> wanted;
    for (auto const &field : fields_)
        if (field) wanted.push_back(*field);
    return wanted;
}

std::vector<std::string> LinkCells::cells(cel::Population const &population, std::size_t table,
                                          std::size_t row) const {
    std::vector<std::string> cells(model_.fields.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (fields_[i])
            cells[i] =
                text_of(population, table, *fields_[i], row, definition_.fields[*fields_[i]].type);
    if (area_) {
        auto const area = population.strings.text(population.tables[table].areas[row]);
        if (area.size() >= village_digits) cells[*area_] = area.substr(0, village_digits);
    }
    if (born_ && identity_)
        if (auto const number = base::link_identity(cells[*identity_])) {
            auto const &digits = *number;
            cells[*born_] =
                digits.substr(6, 4) + '-' + digits.substr(10, 2) + '-' + digits.substr(12, 2);
        }
    return cells;
}

} // namespace jingzhun::registry
