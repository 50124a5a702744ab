// Rows, their layout, and the dictionaries they share.
#include "link/table.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace jingzhun::link {

Space::Space(Model const &of) : model(&of), texts(of.fields.size()) {}

void Space::prepare() {
    for (std::size_t field = 0; field < texts.size(); ++field) {
        auto const type = model->fields[field].type;
        if (type != Type::text && type != Type::words) continue;
        auto &text = texts[field];
        if (text.starts.empty()) text.starts.push_back(0);
        for (auto i = static_cast<std::uint32_t>(text.starts.size() - 1);
             i < text.dictionary.size(); ++i) {
            text.points += base::to_code_points(text.dictionary.text(i));
            text.starts.push_back(text.points.size());
        }
    }
}

Layout::Layout(Model const &model) {
    auto const count = model.fields.size();
    offsets.resize(count);
    widths.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        widths[i] = static_cast<std::uint8_t>(bytes_of(model.fields[i].type));
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](auto i) { return widths[i]; });
    for (auto const i : order) {
        offsets[i] = stride;
        stride += widths[i];
    }
    stride = (stride + 7) / 8 * 8;
}

Table::Table(Model const &model) : present(model.fields.size(), true), layout_(model) { look(); }

Table::Table(Model const &model, View view)
    : present(model.fields.size(), true), layout_(model), view_(view) {}

void Table::put(unsigned char *row, std::size_t field, Value value) {
    // The machine is little-endian (asserted by the layout test), so the low bytes come first.
    auto *const at = row + layout_.offsets[field];
    switch (layout_.widths[field]) {
    case 8:
        std::memcpy(at, &value, 8);
        break;
    case 4:
        std::memcpy(at, &value, 4);
        break;
    default:
        std::memcpy(at, &value, 2);
        break;
    }
}

void Table::add(std::string_view id_added, std::span<Value const> values) {
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max() - 1;
    if (starts_.size() >= most || ids_.size() + id_added.size() >= most)
        throw base::Error("link_too_many");
    auto const old = rows_.size();
    rows_.resize(old + layout_.stride);
    std::memset(rows_.data() + old, 0, layout_.stride);
    for (std::size_t field = 0; field < values.size(); ++field)
        put(rows_.data() + old, field, values[field]);
    ids_.insert(ids_.end(), id_added.begin(), id_added.end());
    starts_.push_back(static_cast<std::uint32_t>(ids_.size()));
    look();
}

void Table::add(Space &space, std::string_view id_added, std::span<std::string_view const> cells) {
    std::vector<Value> values(cells.size());
    for (std::size_t field = 0; field < cells.size(); ++field)
        values[field] = space.encode(field, cells[field]);
    add(id_added, values);
}

void Table::append(Table const &other) {
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max() - 1;
    if (starts_.size() + other.view_.starts.size() >= most ||
        ids_.size() + other.view_.ids.size() >= most)
        throw base::Error("link_too_many");
    auto const shift = static_cast<std::uint32_t>(ids_.size());
    auto const &[rows, ids, starts] = other.view_;
    rows_.insert(rows_.end(), rows.begin(), rows.end());
    ids_.insert(ids_.end(), ids.begin(), ids.end());
    starts_.reserve(starts_.size() + other.size());
    for (std::size_t i = 1; i < starts.size(); ++i) starts_.push_back(shift + starts[i]);
    look();
}

void Table::reserve(std::size_t rows, std::size_t id_bytes) {
    rows_.reserve(rows * layout_.stride);
    starts_.reserve(rows + 1);
    ids_.reserve(id_bytes);
    look();
}

void Table::renumber(Model const &model, std::vector<std::vector<std::uint32_t>> const &renumber) {
    for (std::size_t field = 0; field < model.fields.size(); ++field) {
        auto const &map = renumber[field];
        // Nothing to do where every number keeps its place.
        bool same = true;
        for (std::size_t i = 0; i < map.size() && same; ++i) same = map[i] == i;
        if (same) continue;
        auto const type = model.fields[field].type;
        for (RowNumber row = 0; row < size(); ++row) {
            auto const old = value(row, field);
            if (old == 0 || !is_listed(type, old)) continue;
            put(rows_.data() + std::size_t{row} * layout_.stride, field,
                listed(type, map[number_in_list(type, old)]));
        }
    }
}

namespace {

// Files mostly come in the order of their ids; then nothing has to be looked up.
bool is_ascending(Table const &table) {
    for (RowNumber row = 1; row < table.size(); ++row) {
        auto const before = table.id(row - 1), id = table.id(row);
        if (before.size() > id.size() || (before.size() == id.size() && before >= id)) return false;
    }
    return true;
}

[[noreturn]] void fail_twice(std::string const &file, std::string_view id, RowNumber first,
                             RowNumber second) {
    throw base::Error("link_id_twice",
                      {{"id", std::string(id)},
                       {"first", std::to_string(first + 1)},
                       {"second", std::to_string(second + 1)}},
                      {.file = file});
}

} // namespace

void check_ids(Table const &table, std::string const &file) {
    for (RowNumber row = 0; row < table.size(); ++row)
        if (table.id(row).empty())
            throw base::Error("link_id_missing",
                              {{"column", table.id_column}, {"record", std::to_string(row + 1)}},
                              {.file = file});
    if (is_ascending(table)) return;
    // A bit a hash first: only ids that share one are kept and compared.
    std::vector<bool> seen(std::size_t{1} << 27, false);
    auto const place = [&](RowNumber row) { return hash_text(table.id(row)) & (seen.size() - 1); };
    std::vector<std::size_t> shared;
    for (RowNumber row = 0; row < table.size(); ++row) {
        auto const bit = place(row);
        if (seen[bit]) shared.push_back(bit);
        seen[bit] = true;
    }
    std::ranges::sort(shared);
    std::fill(seen.begin(), seen.end(), false);
    for (auto const bit : shared) seen[bit] = true;
    std::unordered_map<std::string_view, RowNumber> first;
    for (RowNumber row = 0; row < table.size(); ++row) {
        if (!seen[place(row)]) continue;
        auto const [found, is_new] = first.emplace(table.id(row), row);
        if (!is_new) fail_twice(file, table.id(row), found->second, row);
    }
}

} // namespace jingzhun::link
