// Joins over dense numbers: texts are numbers already, so no hashing is needed.
#include "register/frame_links.hpp"

#include "base/identity.hpp"
#include "register/frame_table.hpp"

#include <algorithm>
#include <numeric>

namespace jingzhun::registry {
namespace {

constexpr std::int32_t not_computed = -2;

// The rows of each number, by counting.
Matches rows_by_number(Matches const &keys, std::size_t numbers) {
    Matches by_number;
    by_number.offsets.assign(numbers + 1, 0);
    for (auto const number : keys.rows) ++by_number.offsets[number + 1];
    std::partial_sum(by_number.offsets.begin(), by_number.offsets.end(), by_number.offsets.begin());
    by_number.rows.resize(keys.rows.size());
    auto next = by_number.offsets;
    for (std::size_t row = 0; row + 1 < keys.offsets.size(); ++row)
        for (auto i = keys.offsets[row]; i < keys.offsets[row + 1]; ++i)
            by_number.rows[next[keys.rows[i]]++] = static_cast<std::uint32_t>(row);
    return by_number;
}

Matches match(Matches const &from, Matches const &by_number) {
    Matches matches;
    matches.offsets.reserve(from.offsets.size());
    matches.offsets.push_back(0);
    for (std::size_t row = 0; row + 1 < from.offsets.size(); ++row) {
        auto const start = matches.rows.size();
        for (auto i = from.offsets[row]; i < from.offsets[row + 1]; ++i) {
            auto const number = std::size_t{from.rows[i]};
            if (number + 1 >= by_number.offsets.size()) continue; // a text that came up later
            auto const first = by_number.rows.begin();
            matches.rows.insert(matches.rows.end(), first + by_number.offsets[number],
                                first + by_number.offsets[number + 1]);
        }
        if (from.offsets[row + 1] - from.offsets[row] > 1) { // several texts may find the same row
            auto const begin = matches.rows.begin() + static_cast<std::ptrdiff_t>(start);
            std::sort(begin, matches.rows.end());
            matches.rows.erase(std::unique(begin, matches.rows.end()), matches.rows.end());
        }
        matches.offsets.push_back(static_cast<std::uint32_t>(matches.rows.size()));
    }
    return matches;
}

} // namespace

// For each row of a table the numbers it is found by (Matches::rows).
struct Joiner::Keys : Matches {};

std::int32_t IdentityNumbers::of(std::int32_t text) {
    auto const at = static_cast<std::size_t>(text);
    if (known_.size() <= at) known_.resize(std::max(strings_.size(), at + 1), not_computed);
    if (known_[at] != not_computed) return known_[at];
    auto const written = strings_.text(text);
    auto const number = base::link_identity(written);
    std::int32_t found = -1;
    if (number) found = *number == written ? text : strings_.intern(*number);
    return known_[at] = found;
}

// One field's number in one row: equal numbers match. -1 where it is missing, empty or no valid
// identity.
std::int32_t Joiner::number(std::size_t table, JoinField const &field, std::size_t row) {
    auto const &column = population_.tables[table].columns[field.field];
    if (!cel::bit(column.present, row)) return -1;
    if (is_text(pack_.registers[table].fields[field.field].type)) {
        auto const text = std::get<1>(column.values)[row];
        if (text == 0) return -1;
        return field.as_identity ? identities_.of(text) : text;
    }
    std::int64_t value = 0;
    if (auto const *truths = std::get_if<0>(&column.values)) value = (*truths)[row];
    else if (auto const *days = std::get_if<1>(&column.values)) value = (*days)[row];
    else if (auto const *integers = std::get_if<2>(&column.values)) value = (*integers)[row];
    else value = std::bit_cast<std::int64_t>(std::get<3>(column.values)[row]);
    return population_.strings.intern("#" + std::to_string(value));
}

void Joiner::add_merged(std::size_t table, std::vector<MergedRow> const &merged) {
    auto const &records = population_.tables[table].records;
    for (auto const &one : merged) {
        auto const found = std::lower_bound(records.begin(), records.end(), one.survivor);
        if (found != records.end() && *found == one.survivor)
            aliases_[table].push_back(
                {static_cast<std::uint32_t>(found - records.begin()), one.cells});
    }
}

std::int32_t Joiner::number_of(Alias const &alias, std::size_t table, JoinField const &field) {
    auto const &cell = alias.cells[field.field];
    auto const type = pack_.registers[table].fields[field.field].type;
    if (!cell.stated || is_several(type)) return -1;
    if (!is_text(type)) return population_.strings.intern("#" + std::to_string(cell.bits));
    auto const text = static_cast<std::int32_t>(cell.bits);
    if (text == 0) return -1;
    return field.as_identity ? identities_.of(text) : text;
}

// Each row is found by what it says, and by what those say that went into it.
void Joiner::add_aliases(Keys &keys, std::size_t table, std::vector<JoinField> const &fields) {
    auto const found = aliases_.find(table);
    if (found == aliases_.end()) return;
    std::multimap<std::uint32_t, std::uint32_t> more; // row, number
    for (auto const &alias : found->second) {
        std::string joined = "&";
        std::int32_t number = -1;
        for (auto const &field : fields) {
            number = number_of(alias, table, field);
            if (number < 0) break;
            joined += std::to_string(number) + '|';
        }
        if (number < 0) continue;
        if (fields.size() > 1) number = population_.strings.intern(joined);
        more.emplace(alias.row, static_cast<std::uint32_t>(number));
    }
    Keys whole;
    whole.offsets.push_back(0);
    for (std::size_t row = 0; row + 1 < keys.offsets.size(); ++row) {
        auto const start = whole.rows.size();
        for (auto i = keys.offsets[row]; i < keys.offsets[row + 1]; ++i)
            whole.rows.push_back(keys.rows[i]);
        auto const [first, end] = more.equal_range(static_cast<std::uint32_t>(row));
        for (auto at = first; at != end; ++at)
            if (std::find(whole.rows.begin() + static_cast<std::ptrdiff_t>(start), whole.rows.end(),
                          at->second) == whole.rows.end())
                whole.rows.push_back(at->second);
        whole.offsets.push_back(static_cast<std::uint32_t>(whole.rows.size()));
    }
    keys = std::move(whole);
}

Joiner::Keys Joiner::keys_of_one(std::size_t table, JoinField const &field) {
    Keys keys;
    auto const rows = population_.tables[table].rows;
    keys.offsets.reserve(rows + 1);
    keys.rows.reserve(rows);
    keys.offsets.push_back(0);
    for (std::size_t row = 0; row < rows; ++row) {
        auto const found = number(table, field, row);
        if (found >= 0) keys.rows.push_back(static_cast<std::uint32_t>(found));
        keys.offsets.push_back(static_cast<std::uint32_t>(keys.rows.size()));
    }
    return keys;
}

Joiner::Keys Joiner::keys_of_several(std::size_t table, std::vector<JoinField> const &fields) {
    Keys keys;
    keys.offsets.push_back(0);
    std::string joined;
    for (std::size_t row = 0; row < population_.tables[table].rows; ++row) {
        joined = "&";
        for (auto const &field : fields) {
            auto const found = number(table, field, row);
            if (found < 0) joined.clear();
            if (joined.empty()) break;
            joined += std::to_string(found) + '|';
        }
        if (!joined.empty())
            keys.rows.push_back(static_cast<std::uint32_t>(population_.strings.intern(joined)));
        keys.offsets.push_back(static_cast<std::uint32_t>(keys.rows.size()));
    }
    return keys;
}

Joiner::Keys Joiner::keys_of(std::size_t table, std::vector<JoinField> const &fields) {
    if (fields.size() > 1) return keys_of_several(table, fields);
    auto const &definition = pack_.registers[table];
    auto const field = fields.front().field;
    if (!is_several(definition.fields[field].type)) return keys_of_one(table, fields.front());
    auto const &list = population_.tables[table].item_lists[item_list_of(definition, field)];
    Keys keys;
    keys.offsets.assign(list.offsets.begin(), list.offsets.end());
    keys.rows.assign(list.items.begin(), list.items.end());
    return keys;
}

Matches const &Joiner::index_of(std::size_t table, std::vector<JoinField> const &fields) {
    for (auto const &index : indices_)
        if (index->table == table && index->fields == fields) return index->rows;
    auto keys = keys_of(table, fields);
    add_aliases(keys, table, fields);
    auto index = std::make_unique<Index>(
        Index{table, fields, rows_by_number(keys, population_.strings.size())});
    return indices_.emplace_back(std::move(index))->rows;
}

Matches Joiner::join(pack::LinkPlace const &place) {
    auto const &from = pack_.registers[place.from];
    auto const &to = pack_.registers[place.to];
    std::vector<JoinField> own_fields, their_fields;
    for (auto const &[own, theirs] : place.link->on) {
        auto const own_field = from.field_index(own), their_field = to.field_index(theirs);
        auto const as_identity = from.fields[own_field].type == pack::FieldType::identity ||
                                 to.fields[their_field].type == pack::FieldType::identity;
        own_fields.push_back({own_field, as_identity});
        their_fields.push_back({their_field, as_identity});
    }
    auto const &index = index_of(place.to, their_fields);
    return match(keys_of(place.from, own_fields), index);
}

cel::Reference reference_of(Matches const &matches, std::size_t to) {
    std::vector<std::int32_t> rows;
    rows.reserve(matches.offsets.size());
    for (std::size_t row = 0; row + 1 < matches.offsets.size(); ++row) {
        auto const count = matches.count(row);
        auto const one =
            count == 1 ? static_cast<std::int32_t>(matches.rows[matches.offsets[row]]) : 0;
        rows.push_back(count == 0 ? -1 : count == 1 ? one : -2);
    }
    return {to, std::move(rows)};
}

cel::Relation relation_of(Matches matches, std::size_t to) {
    cel::Relation relation;
    relation.table = to;
    auto const base = matches.rows.empty() ? 0 : matches.rows.front();
    bool in_order = !matches.rows.empty();
    for (std::size_t i = 0; in_order && i < matches.rows.size(); ++i)
        in_order = matches.rows[i] == base + static_cast<std::uint32_t>(i);
    if (in_order) {
        for (auto &offset : matches.offsets) offset += base;
    } else {
        relation.rows = std::move(matches.rows);
    }
    relation.offsets = std::move(matches.offsets);
    return relation;
}

Matches turn_round(Matches const &matches, std::size_t rows) {
    Matches turned;
    turned.offsets.assign(rows + 1, 0);
    for (auto const row : matches.rows) ++turned.offsets[row + 1];
    std::partial_sum(turned.offsets.begin(), turned.offsets.end(), turned.offsets.begin());
    turned.rows.resize(matches.rows.size());
    auto next = turned.offsets;
    for (std::size_t row = 0; row + 1 < matches.offsets.size(); ++row)
        for (auto i = matches.offsets[row]; i < matches.offsets[row + 1]; ++i)
            turned.rows[next[matches.rows[i]]++] = static_cast<std::uint32_t>(row);
    return turned;
}

} // namespace jingzhun::registry
