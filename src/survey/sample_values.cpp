// The columns that expressions read become a population of one register; what they say is run
// there.
#include "survey/sample_values.hpp"

#include "base/error.hpp"
#include "cel/check.hpp"
#include "cel/program.hpp"
#include "source/number.hpp"

#include <algorithm>
#include <cmath>

namespace jingzhun::survey {
namespace {

// By the first cell that says something; the others must follow where the column is read.
bool looks_like_numbers(SampleTable const &table, std::size_t column) {
    for (auto const cell : table.cells[column])
        if (cell != 0) return source::parse_number(table.strings.text(cell)).has_value();
    return true;
}

cel::Schema schema_of(SampleTable const &table, std::vector<std::string> const &texts) {
    cel::Schema schema;
    cel::RecordSchema record{"row", {}};
    for (std::size_t i = 0; i < table.headers.size(); ++i) {
        auto const is_text = std::ranges::find(texts, table.names[i]) != texts.end() ||
                             !looks_like_numbers(table, i);
        // A column without a name keeps its place.
        record.fields.push_back({table.names[i].empty() ? " " : table.names[i],
                                 {is_text ? cel::Kind::text : cel::Kind::real},
                                 cel::FieldSource::column,
                                 i});
    }
    schema.records.push_back(std::move(record));
    return schema;
}

cel::Column numbers_of(SampleTable const &table, std::size_t column) {
    std::vector<double> numbers(table.rows());
    std::vector<std::uint64_t> present((table.rows() + 63) / 64);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.cells[column][row] == 0) continue;
        auto const number = source::parse_number(table.text(column, row));
        if (!number || !std::isfinite(*number))
            throw base::Error(
                "estimate_not_number",
                {{"column", table.headers[column]}, {"text", std::string(table.text(column, row))}},
                table.place(row));
        numbers[row] = *number;
        present[row / 64] |= std::uint64_t{1} << (row % 64);
    }
    return {std::move(numbers), std::move(present)};
}

cel::Column texts_of(SampleTable const &table, std::size_t column) {
    std::vector<std::uint64_t> present((table.rows() + 63) / 64);
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (table.cells[column][row] != 0) present[row / 64] |= std::uint64_t{1} << (row % 64);
    return {cel::Array<std::int32_t>(table.cells[column]), std::move(present)};
}

cel::Population population_of(SampleTable const &table, cel::Schema const &schema,
                              std::vector<cel::UsedField> const &used) {
    cel::Population population;
    population.strings = table.strings;
    cel::Table rows;
    rows.name = "row";
    rows.rows = table.rows();
    rows.columns.resize(table.headers.size());
    for (auto const &field : used) {
        auto const &kind = schema.records[0].fields[field.index].type.kind;
        rows.columns[field.index] =
            kind == cel::Kind::text ? texts_of(table, field.index) : numbers_of(table, field.index);
    }
    population.tables.push_back(std::move(rows));
    return population;
}

void require_number(cel::Schema const &schema, cel::Expression const &expression) {
    auto const checked = cel::check(expression, schema, "row");
    if (!checked.problems.empty()) throw base::Error(checked.problems.front());
    auto const kind = checked.type.kind;
    if (kind != cel::Kind::boolean && kind != cel::Kind::integer && kind != cel::Kind::real &&
        kind != cel::Kind::unsigned_integer && kind != cel::Kind::dyn)
        throw base::Error("estimate_value_kind", {{"kind", cel::to_string(checked.type)}},
                          expression.place);
}

} // namespace

Values values_of(cel::Column const &column, std::size_t rows, double scale) {
    Values values;
    values.numbers.resize(rows);
    values.known.resize(rows);
    std::visit(
        [&](auto const &all) {
            for (std::size_t row = 0; row < rows; ++row) {
                if (row >= all.size() || !cel::bit(column.present, row)) continue;
                auto const number = scale * static_cast<double>(all[row]);
                values.known[row] = std::isfinite(number);
                values.numbers[row] = values.known[row] ? number : 0;
            }
        },
        column.values);
    return values;
}

std::map<cel::Expression const *, Values>
evaluate_all(SampleTable const &table, std::vector<pack::ExpressionPointer> const &expressions,
             std::vector<std::string> const &texts) {
    std::map<cel::Expression const *, Values> values;
    if (expressions.empty()) return values;
    auto const schema = schema_of(table, texts);
    std::vector<cel::Expression const *> all;
    for (auto const &expression : expressions) {
        require_number(schema, *expression);
        all.push_back(expression.get());
    }
    auto const compiled = cel::compile_values(schema, "row", all);
    if (!compiled.problems.empty()) throw base::Error(compiled.problems.front());
    auto const population = population_of(table, schema, cel::used_fields(*compiled.program));
    auto const columns = cel::run_values(*compiled.program, population, {});
    for (std::size_t i = 0; i < all.size(); ++i)
        values.emplace(all[i], values_of(columns[i], table.rows()));
    return values;
}

} // namespace jingzhun::survey
