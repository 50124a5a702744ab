// Filling a layout: frames with the columns it needs, and expressions over its last register.
#include "report/layout_filler.hpp"

#include "pack/read_value.hpp"
#include "pack/schema.hpp"
#include "register/frames.hpp"
#include "register/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace jingzhun::report {
namespace {

// Compiles the columns' expressions; which column has which is told by `Cell::ours`.
cel::ProgramPointer compile_ours(pack::Source const &source, cel::Schema const &schema) {
    std::vector<cel::Expression const *> expressions;
    for (auto const &column : source.columns)
        if (column.ours != nullptr) expressions.push_back(column.ours.get());
    if (expressions.empty()) return {};
    auto compiled = cel::compile_values(schema, source.registers.back(), expressions);
    if (!compiled.program) throw base::Error(compiled.problems.front());
    return std::move(compiled.program);
}

std::string_view piece_of_code(std::string const &part, std::string_view code) {
    auto const length = part == "county" ? 6U : part == "township" ? 9U : 12U;
    return code.size() < length ? std::string_view() : code.substr(0, length);
}

} // namespace

LayoutFiller::LayoutFiller(store::Database &database, pack::Pack const &pack,
                           base::AreaTree const &areas, int county, base::Date as_of,
                           pack::Source const &source, registry::Known const &known)
    : pack_(pack), areas_(areas), county_(county), as_of_(as_of), known_(known), source_(&source) {
    auto const schema = pack::make_schema(pack);
    table_ = pack.register_index(source.registers.back());
    for (auto const &place : pack::link_places(pack))
        if (place.from == table_ && !place.link->many)
            references_.emplace_back(place.to, place.own_index);
    place_columns(schema);
    load(database, schema);
    choose_rows();
}

void LayoutFiller::place_columns(cel::Schema const &schema) {
    for (std::size_t i = 0; i < pack_.registers.size(); ++i) {
        auto &places = places_.emplace_back();
        for (auto const &field : pack_.registers[i].fields) {
            auto const *found = schema.records[i].find(field.name);
            places.emplace_back(found->source, found->index);
        }
    }
    int ours = 0;
    for (auto const &column : source_->columns) {
        Cell cell;
        if (!column.into.empty()) {
            // Of several places one cell goes to, that in the last register is at hand.
            auto const &[name, field] = column.into.back();
            cell.table = pack_.register_index(name);
            cell.field = pack_.registers[cell.table].field_index(field);
            cell.definition = &pack_.registers[cell.table].fields[cell.field];
        }
        if (column.ours != nullptr) cell.ours = ours++;
        cells_.push_back(cell);
    }
}

void LayoutFiller::load(store::Database &database, cel::Schema const &schema) {
    registry::FrameRequest request{county_, {as_of_, known_.at, known_.position}, {}, 1};
    auto const add = [&](cel::UsedField const &field) {
        if (std::ranges::find(request.fields, field) == request.fields.end())
            request.fields.push_back(field);
    };
    auto const add_field = [&](std::size_t table, std::size_t field) {
        auto const &[from, index] = places_[table][field];
        add({table, from, index});
    };
    for (auto const &cell : cells_)
        if (cell.definition != nullptr) add_field(cell.table, cell.field);
    for (auto const &[place, value] : source_->set) {
        auto const table = pack_.register_index(place.first);
        add_field(table, pack_.registers[table].field_index(place.second));
    }
    for (auto const &[to, index] : references_)
        if (std::ranges::count(source_->registers, pack_.registers[to].name) > 0)
            add({table_, cel::FieldSource::reference, index});
    auto const program = compile_ours(*source_, schema);
    if (program) std::ranges::for_each(cel::used_fields(*program), add);
    population_ = registry::load_frames(database, pack_, schema, request);
    if (program)
        computed_ =
            cel::run_values(*program, population_, {as_of_, {}, fmt::format("{:06}", county_)});
    auto const &records = population_.tables[table_].records;
    keys_ = registry::load_keys(database, pack_.registers[table_], county_,
                                {records.data(), records.size()});
}

void LayoutFiller::choose_rows() {
    auto const belongs = [&](std::uint32_t row) {
        return std::ranges::all_of(source_->set, [&](auto const &constant) {
            auto const table = pack_.register_index(constant.first.first);
            auto const field = pack_.registers[table].field_index(constant.first.second);
            return stored(table, field, row_in(table, row)) == constant.second;
        });
    };
    for (std::uint32_t row = 0; row < population_.tables[table_].rows; ++row)
        if (belongs(row)) rows_.push_back(row);
    auto const &areas = population_.tables[table_].areas;
    auto const text = [&](std::uint32_t row) {
        return areas.empty() ? std::string_view() : population_.strings.text(areas[row]);
    };
    std::ranges::sort(rows_, [&](std::uint32_t a, std::uint32_t b) {
        auto const first = text(a).compare(text(b));
        return first != 0 ? first < 0 : keys_[a] < keys_[b];
    });
}

std::int64_t LayoutFiller::row_in(std::size_t table, std::uint32_t row) const {
    if (table == table_) return row;
    for (auto const &[to, index] : references_) {
        if (to != table) continue;
        auto const &rows = population_.tables[table_].references[index].rows;
        return row < rows.size() ? rows[row] : -1;
    }
    return -1;
}

base::Value LayoutFiller::stored(std::size_t table, std::size_t field, std::int64_t at) const {
    if (at < 0) return {};
    auto const row = static_cast<std::size_t>(at);
    auto const &[from, index] = places_[table][field];
    auto const &frame = population_.tables[table];
    if (from == cel::FieldSource::items) {
        auto const &list = frame.item_lists[index];
        if (!cel::bit(list.present, row)) return {};
        std::string several;
        for (auto i = list.offsets[row]; i < list.offsets[row + 1]; ++i)
            several +=
                (several.empty() ? "" : " ") + std::string(population_.strings.text(list.items[i]));
        return several;
    }
    auto const &column = frame.columns[index];
    if (!cel::bit(column.present, row)) return {};
    auto const is_text =
        registry::kind_of(pack_.registers[table].fields[field].type) == store::Kind::text;
    return std::visit(
        [&](auto const &cells) -> base::Value {
            if (cells.empty()) return {};
            if constexpr (std::is_same_v<std::decay_t<decltype(cells[row])>, double>)
                return cells[row];
            else if (is_text)
                return std::string(population_.strings.text(static_cast<std::int32_t>(cells[row])));
            else return static_cast<std::int64_t>(cells[row]);
        },
        column.values);
}

base::Value LayoutFiller::computed(cel::Column const &column, std::uint32_t row) const {
    if (!cel::bit(column.present, row)) return {};
    return std::visit(
        [&](auto const &cells) -> base::Value {
            if constexpr (std::is_same_v<std::decay_t<decltype(cells[row])>, double>)
                return cells[row];
            else return static_cast<std::int64_t>(cells[row]);
        },
        column.values);
}

base::Value LayoutFiller::value(std::uint32_t row, std::size_t column) const {
    auto const &cell = cells_[column];
    if (cell.definition == nullptr) return {};
    if (cell.ours >= 0) {
        auto found = computed(computed_[static_cast<std::size_t>(cell.ours)], row);
        auto const kind = registry::kind_of(cell.definition->type);
        if (auto const *real = std::get_if<double>(&found)) {
            // Money divided by a number is in yuan; it is kept in fen, to the nearest.
            if (cell.definition->type == pack::FieldType::money) return std::llround(*real * 100);
            if (kind == store::Kind::integer) return std::llround(*real);
            return found;
        }
        if (auto const *number = std::get_if<std::int64_t>(&found)) {
            if (kind == store::Kind::text)
                return std::string(population_.strings.text(static_cast<std::int32_t>(*number)));
            if (kind == store::Kind::real) return static_cast<double>(*number);
            return found;
        }
    }
    return stored(cell.table, cell.field, row_in(cell.table, row));
}

std::string LayoutFiller::area(std::uint32_t row) const {
    auto const &areas = population_.tables[table_].areas;
    if (row >= areas.size() || areas[row] <= 0) return fmt::format("{:06}", county_);
    return std::string(population_.strings.text(areas[row]));
}

std::string LayoutFiller::text(std::uint32_t row, std::size_t column) const {
    auto const &part = source_->columns[column].area_part;
    if (part.empty() || part == "group") return written(column, value(row, column));
    auto const code = piece_of_code(part, area(row));
    if (code.empty()) return "";
    return part == "code" ? std::string(code) : areas_.name_of(code);
}

std::string LayoutFiller::written(std::size_t column, base::Value const &value) const {
    auto const *field = cells_[column].definition;
    if (field == nullptr || base::is_missing(value)) return "";
    return pack::write_cell(pack_, *field, value, base::Language::zh);
}

} // namespace jingzhun::report
