// Reading one row by its layout: cells to values, area pieces to a code, constants, refusal.
#include "intake/row_reader.hpp"

#include "base/text.hpp"
#include "intake/cell_text.hpp"
#include "pack/read_value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::intake {
namespace {

std::pair<std::string_view, std::string_view> split_name(std::string_view qualified) {
    auto const dot = qualified.find('.');
    return {qualified.substr(0, dot), qualified.substr(dot + 1)};
}

// Whether records are found by this field: a key, or what a link compares.
bool finds_records(pack::Register const &definition, std::string const &field) {
    auto const linked = [&](pack::Link const &link) {
        return std::ranges::find(link.on, field, &std::pair<std::string, std::string>::first) !=
               link.on.end();
    };
    return std::ranges::find(definition.key, field) != definition.key.end() ||
           std::ranges::any_of(definition.links, linked);
}

bool is_place(pack::FieldType type) {
    return type == pack::FieldType::area || type == pack::FieldType::areas;
}

} // namespace

RowReader::RowReader(pack::Pack const &pack, Layout const &layout, AreaReader &areas)
    : pack_(pack), layout_(layout), areas_(areas) {
    auto const &source = *layout.source;
    auto const target = [&](std::string_view register_name, std::string_view field) {
        auto const slot =
            std::ranges::find(source.registers, register_name) - source.registers.begin();
        auto const &definition = *pack.find_register(register_name);
        auto const index = definition.field_index(field);
        auto const &one = definition.fields[index];
        return Target{static_cast<std::size_t>(slot), index, &one,
                      one.type == pack::FieldType::text && finds_records(definition, one.name)};
    };
    for (auto const &column : source.columns) {
        auto &targets = targets_.emplace_back();
        for (auto const &[register_name, field] : column.into)
            targets.push_back(target(register_name, field));
        if (column.area_part.empty()) continue;
        for (auto const &one : targets)
            if (one.definition->type == pack::FieldType::area) area_targets_.push_back(one);
        std::erase_if(targets, [](Target const &one) {
            return one.definition->type == pack::FieldType::area;
        });
    }
    for (auto const &[place, value] : source.set)
        constants_.emplace_back(target(place.first, place.second), value);
    for (auto const &need : source.needs) {
        auto const [register_name, field] = split_name(need);
        needs_.push_back(target(register_name, field));
    }
    for (auto const &name : source.registers) {
        auto const &definition = *pack.find_register(name);
        statement_.values.emplace_back(definition.fields.size());
        statement_.unread.emplace_back();
        if (!definition.label.empty()) label_ = target(name, definition.label);
        for (auto const &field : definition.fields)
            if (field.type == pack::FieldType::identity && !identity_)
                identity_ = target(name, field.name);
    }
}

void RowReader::clear() {
    for (auto &values : statement_.values) std::ranges::fill(values, base::Value{});
    for (auto &fields : statement_.unread) fields.clear();
    statement_.valid_on.reset();
    statement_.refused = false;
    statement_.problems.clear();
    statement_.name.clear();
    statement_.identity.clear();
    statement_.empty = true;
    pieces_ = {};
    lost_digits_ = false;
}

// Where a table is printed, its header stands on every page.
bool RowReader::repeats_header(source::Row const &row) const {
    std::size_t equal = 0;
    auto const cells = std::min(row.cells.size(), layout_.columns.size());
    for (std::size_t i = 0; i < cells; ++i) {
        if (layout_.columns[i] < 0) continue;
        if (base::trim(row.cells[i].text) != layout_.headers[i]) return false;
        ++equal;
    }
    return equal > 1;
}

RowStatement const &RowReader::read(source::Row const &row) {
    clear();
    if (repeats_header(row)) return statement_;
    auto const cells = std::min(row.cells.size(), layout_.columns.size());
    for (std::size_t i = 0; i < cells; ++i) {
        auto const &cell = row.cells[i];
        if (cell.kind == source::CellKind::empty || base::trim(cell.text).empty()) continue;
        statement_.empty = false;
        if (layout_.columns[i] < 0) continue;
        auto const column = static_cast<std::size_t>(layout_.columns[i]);
        take_cell(layout_.source->columns[column], targets_[column], layout_.headers[i], cell, row,
                  i);
    }
    if (statement_.empty) return statement_;
    take_blank_ticks(row);
    place_area(row);
    apply_constants();
    refuse_where_unknown(row);
    return statement_;
}

void RowReader::take_cell(pack::SourceColumn const &column, std::vector<Target> const &targets,
                          std::string const &header, source::Cell const &cell,
                          source::Row const &row, std::size_t position) {
    if (!column.area_part.empty()) {
        take_area_piece(column.area_part, cell.text);
        area_position_ = position;
    }
    if (cell.kind == source::CellKind::error) { // #N/A and the like say nothing
        add({"cell_error", {}, {{"value", cell.text}, {"header", header}}}, row, position);
        mark_unread(targets);
        return;
    }
    auto const content = cell_content(base::trim(cell.text));
    for (auto const &target : targets) {
        auto read = read_value(target, content, cell.kind == source::CellKind::number);
        if (auto *problem = std::get_if<base::Problem>(&read)) {
            if (problem->code == "identity_lost_digits") lost_digits_ = true;
            add(std::move(*problem), row, position);
            mark_unread(targets);
            return; // the same cell would fail the same way for the other fields
        }
        auto &value = std::get<base::Value>(read);
        if (column.valid_on && std::holds_alternative<std::int64_t>(value))
            statement_.valid_on = base::Date{static_cast<std::int32_t>(base::as_integer(value))};
        if (label_ && target.definition == label_->definition) statement_.name = cell.text;
        if (identity_ && target.definition == identity_->definition)
            statement_.identity = cell.text;
        statement_.values[target.slot][target.field] = std::move(value);
    }
}

std::variant<base::Value, base::Problem>
RowReader::read_value(Target const &target, std::string_view content, bool is_number) {
    if (target.number) return base::Value(tidy_number(content));
    if (!is_place(target.definition->type))
        return pack::read_cell(pack_, *target.definition, content, {.is_number = is_number});
    std::string codes; // a place, or several
    for (auto const &place : base::split_list(content)) {
        auto read = areas_.read({{}, {}, {}, std::string(place)});
        if (auto *problem = std::get_if<base::Problem>(&read)) return std::move(*problem);
        codes += (codes.empty() ? "" : " ") + std::get<std::string>(read);
    }
    return pack::read_cell(pack_, *target.definition, codes);
}

void RowReader::take_area_piece(std::string const &part, std::string const &text) {
    auto const trimmed = std::string(cell_content(base::trim(text)));
    if (part == "county") pieces_.county = trimmed;
    else if (part == "township") pieces_.township = trimmed;
    else if (part == "village") pieces_.village = trimmed;
    else if (part == "code") pieces_.code = trimmed;
}

void RowReader::place_area(source::Row const &row) {
    if (pieces_.empty() || area_targets_.empty()) return;
    auto read = areas_.read(pieces_);
    if (auto *problem = std::get_if<base::Problem>(&read)) {
        add(std::move(*problem), row, area_position_);
        mark_unread(area_targets_);
        return;
    }
    for (auto const &target : area_targets_)
        statement_.values[target.slot][target.field] = std::get<std::string>(read);
}

void RowReader::take_blank_ticks(source::Row const &row) {
    for (std::size_t i = 0; i < ticks_.size(); ++i) {
        if (!ticks_[i] || (i < row.cells.size() && !base::trim(row.cells[i].text).empty()))
            continue;
        for (auto const &target : targets_[static_cast<std::size_t>(layout_.columns[i])])
            statement_.values[target.slot][target.field] = std::int64_t{0};
    }
}

void RowReader::apply_constants() {
    for (auto const &[target, value] : constants_)
        statement_.values[target.slot][target.field] = value;
}

void RowReader::refuse_where_unknown(source::Row const &row) {
    auto const given = [&](Target const &target) {
        return !base::is_missing(statement_.values[target.slot][target.field]);
    };
    auto const is_name = [&](Target const &target) {
        return label_ && target.definition == label_->definition;
    };
    // A number that lost its digits is never guessed, and a name alone does not replace it.
    auto footer = std::string();
    auto const found = std::ranges::any_of(needs_, [&](Target const &target) {
        if (!given(target) || (lost_digits_ && is_name(target))) return false;
        auto const *text = std::get_if<std::string>(&statement_.values[target.slot][target.field]);
        if (text == nullptr || !(is_name(target) ? is_footer_name(*text) : is_footer_number(*text)))
            return true;
        footer = *text;
        return false;
    });
    if (found || needs_.empty()) return;
    statement_.refused = true;
    if (!footer.empty()) {
        statement_.problems.clear();
        add({"row_is_footer", {}, {{"value", footer}}}, row, 0);
        return;
    }
    if (lost_digits_) return;                 // said already
    if (!statement_.problems.empty()) return; // what is wrong with the key's cell says it better
    std::vector<std::string> names, names_en;
    for (auto const &target : needs_)
        if (std::ranges::find(names, target.definition->title.zh) == names.end()) {
            names.push_back(target.definition->title.zh);
            names_en.push_back(target.definition->title.en);
        }
    add({"row_without_key",
         {},
         {{"needs", fmt::format("{}", fmt::join(names, "、"))},
          {"needs_en", fmt::format("{}", fmt::join(names_en, ", "))}}},
        row, 0);
}

void RowReader::mark_unread(std::vector<Target> const &targets) {
    for (auto const &target : targets)
        if (base::is_missing(statement_.values[target.slot][target.field]))
            statement_.unread[target.slot].push_back(target.field);
}

base::Problem &RowReader::add(base::Problem problem, source::Row const &row, std::size_t position) {
    problem.place = {layout_.file, row.number, static_cast<int>(position) + 1, layout_.sheet};
    auto const header =
        position < layout_.headers.size() ? layout_.headers[position] : std::string();
    problem.arguments.emplace_back("header", header);
    return statement_.problems.emplace_back(std::move(problem));
}

} // namespace jingzhun::intake
