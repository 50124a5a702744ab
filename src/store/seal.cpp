// Rows as bytes, tables as roots.
#include "store/seal.hpp"

#include "base/base64.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <fmt/format.h>
#include <map>

namespace jingzhun::store {
namespace {

constexpr std::string_view tables = R"(
CREATE TABLE IF NOT EXISTS seal (
    county INTEGER NOT NULL, table_name TEXT NOT NULL, part INTEGER NOT NULL, sequence INTEGER NOT NULL,
    rows INTEGER NOT NULL, root TEXT NOT NULL, marks TEXT NOT NULL,
    PRIMARY KEY (county, table_name, part, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS checkpoint (
    county INTEGER NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (county, size)) STRICT, WITHOUT ROWID;
)";

// The log is the tree's leaves themselves; keys of records are compared with the registers.
bool is_sealed(std::string_view name) {
    return name != "event" && name != "seal" && name != "checkpoint" &&
           !name.starts_with("sqlite_") && !name.starts_with("k_");
}

template <class Number> void append_number(std::string &text, Number number, int base) {
    char digits[32];
    auto const end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
    text.append(digits, end);
}

// i and a whole number, r and the 64 bits of a real one, t and a text with its length before it.
void append_value(std::string &text, Statement const &row, int column) {
    switch (row.kind(column)) {
    case Kind::integer:
        text += 'i';
        append_number(text, row.integer(column), 10);
        break;
    case Kind::real:
        text += 'r';
        append_number(text, std::bit_cast<std::uint64_t>(row.real(column)), 16);
        break;
    default:
        auto const value = row.text(column);
        text += 't';
        append_number(text, value.size(), 10);
        text += ':';
        text += value;
    }
    text += '\n';
}

std::string select_of(SealedTable const &table) {
    std::string names, keys;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        names += (i == 0 ? "" : ", ") + table.columns[i];
        if (i < table.key_columns) keys += (i == 0 ? "" : ", ") + table.columns[i];
    }
    std::string where = table.by_county ? "county = $1" : "$1 = $1";
    if (table.by_batch) where += " AND batch > $2";
    return fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {}", names, table.name, where, keys);
}

// What is being sealed: rows so far.
struct Sum {
    GrowingTree tree;
    std::string marks;
    void add(std::string_view leaf) {
        auto const hash = leaf_hash(leaf);
        tree.add(hash);
        marks += mark_of(hash);
    }
};

void insert_seal(Database &database, int county, Seal const &seal) {
    auto insert = database.prepare("INSERT INTO seal (county, table_name, part, sequence, rows, "
                                   "root, marks) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    insert->bind(1, county);
    insert->bind(2, seal.table);
    insert->bind(3, seal.part);
    insert->bind(4, seal.sequence);
    insert->bind(5, seal.rows);
    insert->bind(6, base::to_base64(bytes_of(seal.root)));
    insert->bind(7, seal.marks);
    insert->run();
}

std::int64_t sealed_batches(Database &database, int county) {
    auto select = database.prepare("SELECT coalesce(max(part), 0) FROM seal WHERE county = $1");
    select->bind(1, county);
    select->step();
    auto const batch = select->integer(0);
    select->reset();
    return batch;
}

void seal_batches(Database &database, int county, std::int64_t sequence, SealedTable const &table,
                  std::int64_t after, std::vector<std::int64_t> const &batches) {
    std::map<std::int64_t, Sum> sums;
    for (auto const batch : batches) sums[batch];
    for_each_row(database, table, county, after, [&](SealedRow const &row) {
        // Rows of no batch are nobody's: they stay unsealed, and are found.
        if (auto const sum = sums.find(row.part); sum != sums.end()) sum->second.add(row.leaf);
    });
    // A batch without refused rows is sealed as such: this tells that it has been sealed at all.
    for (auto &[batch, sum] : sums)
        if (sum.tree.size() > 0 || table.name == "refused_row")
            insert_seal(database, county,
                        {sequence, table.name, batch, static_cast<std::int64_t>(sum.tree.size()),
                         sum.tree.root(), std::move(sum.marks)});
}

void seal_whole(Database &database, int county, std::int64_t sequence, SealedTable const &table) {
    Sum sum;
    for_each_row(database, table, county, 0, [&](SealedRow const &row) { sum.add(row.leaf); });
    auto const before = current_seals(database, county, table);
    if (!before.empty() && before.front().root == sum.tree.root()) return;
    auto forget = database.prepare("UPDATE seal SET marks = '' WHERE county = $1 AND "
                                   "table_name = $2 AND part = 0 AND marks <> ''");
    forget->bind(1, county);
    forget->bind(2, table.name);
    forget->run();
    insert_seal(database, county,
                {sequence, table.name, 0, static_cast<std::int64_t>(sum.tree.size()),
                 sum.tree.root(), std::move(sum.marks)});
}

std::vector<std::int64_t> batches_after(Database &database, int county, std::int64_t after) {
    std::vector<std::int64_t> batches;
    auto select =
        database.prepare("SELECT id FROM batch WHERE county = $1 AND id > $2 ORDER BY id");
    select->bind(1, county);
    select->bind(2, after);
    while (select->step()) batches.push_back(select->integer(0));
    return batches;
}

} // namespace

std::vector<SealedTable> sealed_tables(Database &database) {
    std::vector<std::string> names;
    auto select =
        database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (select->step())
        if (is_sealed(select->text(0))) names.emplace_back(select->text(0));
    std::vector<SealedTable> found;
    auto columns =
        database.prepare("SELECT name FROM pragma_table_info($1) ORDER BY pk = 0, pk, cid");
    auto keys = database.prepare("SELECT count(*) FROM pragma_table_info($1) WHERE pk > 0");
    for (auto const &name : names) {
        auto &table = found.emplace_back();
        table.name = name;
        columns->bind(1, name);
        while (columns->step()) table.columns.emplace_back(columns->text(0));
        keys->bind(1, name);
        keys->step();
        table.key_columns = static_cast<std::size_t>(keys->integer(0));
        keys->reset();
        for (auto const &column : table.columns) {
            table.by_batch = table.by_batch || column == "batch";
            table.by_county = table.by_county || column == "county";
        }
    }
    return found;
}

void for_each_row(Database &database, SealedTable const &table, int county,
                  std::int64_t after_batch, std::function<void(SealedRow const &)> const &take) {
    auto select = database.prepare(select_of(table));
    select->bind(1, county);
    if (table.by_batch) select->bind(2, after_batch);
    auto const batch = std::ranges::find(table.columns, "batch") - table.columns.begin();
    std::string leaf;
    while (select->step()) {
        SealedRow row;
        leaf = table.name + '\n';
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            auto const column = static_cast<int>(i);
            if (!select->is_null(column)) {
                leaf += table.columns[i];
                leaf += '=';
                append_value(leaf, *select, column);
            }
            if (i + 1 == table.key_columns) row.key_bytes = leaf.size();
        }
        row.leaf = leaf;
        if (table.by_batch) row.part = select->integer(static_cast<int>(batch));
        take(row);
    }
}

std::string name_of(SealedRow const &row) {
    std::string name;
    auto rest = row.leaf.substr(0, row.key_bytes);
    while (!rest.empty()) {
        auto const line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.starts_with("county=")) continue;
        auto const equals = line.find('=');
        auto const shown = equals == line.npos       ? line
                           : line[equals + 1] == 't' ? line.substr(line.find(':') + 1)
                                                     : line.substr(equals + 2);
        if (!name.empty()) name += ' ';
        if (equals != line.npos) name += line.substr(0, equals + 1);
        name += shown;
    }
    return name;
}

std::string mark_of(Hash const &leaf) { return base::to_base64(bytes_of(leaf).substr(0, 6)); }

bool has_seals(Database &database) { return !database.columns("seal").empty(); }

std::vector<int> sealed_counties(Database &database) {
    std::vector<int> counties;
    auto select = database.prepare("SELECT DISTINCT county FROM seal");
    while (select->step()) counties.push_back(static_cast<int>(select->integer(0)));
    return counties;
}

void create_seal_tables(Database &database) { database.execute(tables); }

void seal_tables(Database &database, int county, std::int64_t sequence) {
    auto const after = sealed_batches(database, county);
    auto const batches = batches_after(database, county, after);
    for (auto const &table : sealed_tables(database)) {
        if (!table.by_batch) seal_whole(database, county, sequence, table);
        else if (!batches.empty()) seal_batches(database, county, sequence, table, after, batches);
    }
}

std::vector<Seal> current_seals(Database &database, int county, SealedTable const &table) {
    std::vector<Seal> seals;
    auto select = database.prepare(
        "SELECT sequence, part, rows, root, marks FROM seal WHERE county = $1 AND table_name = $2 "
        "ORDER BY part, sequence");
    select->bind(1, county);
    select->bind(2, table.name);
    while (select->step()) {
        Seal seal;
        seal.sequence = select->integer(0);
        seal.table = table.name;
        seal.part = select->integer(1);
        seal.rows = select->integer(2);
        auto const root = base::from_base64(select->text(3));
        seal.root = (root ? hash_of_bytes(*root) : std::nullopt).value_or(Hash{});
        seal.marks = select->text(4);
        if (!seals.empty() && seals.back().part == seal.part) seals.pop_back();
        seals.push_back(std::move(seal));
    }
    return seals;
}

} // namespace jingzhun::store
