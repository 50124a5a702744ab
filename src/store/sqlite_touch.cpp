// The preupdate hook (built in by SQLITE_ENABLE_PREUPDATE_HOOK, see CMakeLists.txt).
#include "store/sqlite_touch.hpp"

#include "base/hash.hpp"
#include "store/row_bytes.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace jingzhun::store {
namespace {

// Rows of tables by batch that are kept by name; a larger load is found again by reading the table.
constexpr std::size_t kept_max = 500'000;

std::string_view bytes_of(sqlite3_value *value) {
    auto const *bytes = static_cast<char const *>(sqlite3_value_blob(value));
    return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void add_value(std::string &lines, std::string_view column, sqlite3_value *value) {
    switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
        return add_integer(lines, column, sqlite3_value_int64(value));
    case SQLITE_FLOAT:
        return add_real(lines, column, sqlite3_value_double(value));
    case SQLITE_TEXT:
        return add_text(lines, column, bytes_of(value));
    case SQLITE_BLOB:
        return add_blob(lines, column, bytes_of(value));
    default:
        return;
    }
}

sqlite3_value *cell(sqlite3 *connection, int at, bool is_old) {
    sqlite3_value *value = nullptr;
    if (is_old) sqlite3_preupdate_old(connection, at, &value);
    else sqlite3_preupdate_new(connection, at, &value);
    return value;
}

template <class Noted> void merge(Noted &into, Noted &&from) {
    into.whole = into.whole || from.whole;
    into.inserted += from.inserted;
    into.only_inserted = into.only_inserted && from.only_inserted;
    std::ranges::move(from.added, std::back_inserter(into.added));
    into.rows.merge(from.rows); // what stood before the earlier of the two counts
}

} // namespace

Fingerprint fingerprint_of(std::string_view lines) {
    auto const hash = base::sha256_bytes(lines);
    Fingerprint fingerprint;
    std::copy_n(hash.begin(), fingerprint.size(), fingerprint.begin());
    return fingerprint;
}

void TouchRecorder::attach(sqlite3 *connection) {
    sqlite3_preupdate_hook(connection, &TouchRecorder::told, this);
}

void TouchRecorder::learn(std::vector<SealedTable> const &tables) {
    tables_.clear();
    last_ = nullptr;
    for (auto const &one : tables) {
        auto &table = tables_[one.name];
        table.name = one.name;
        table.known = true;
        table.by_batch = one.by_batch;
        for (std::size_t i = 0; i < one.columns.size(); ++i) {
            auto const at = one.places[i];
            if (one.columns[i] == "county" && i < one.key_columns) table.county = at;
            else (i < one.key_columns ? table.key : table.others).push_back({one.columns[i], at});
        }
    }
}

TouchRecorder::Table &TouchRecorder::find(std::string_view name) {
    if (last_ != nullptr && last_->name == name) return *last_;
    auto found = tables_.find(name);
    if (found == tables_.end()) {
        found = tables_.emplace(name, Table{}).first;
        found->second.name = name;
        found->second.covered = is_sealed(name);
    }
    last_ = &found->second;
    return *last_;
}

void TouchRecorder::told(void *self, sqlite3 *connection, int operation, char const *schema,
                         char const *table, long long, long long) {
    if (std::string_view(schema) != "main") return;
    auto &recorder = *static_cast<TouchRecorder *>(self);
    auto const &found = recorder.find(table);
    if (found.covered) recorder.note(connection, operation, found);
}

void TouchRecorder::note(sqlite3 *connection, int operation, Table const &table) {
    auto &noted = current_[table.name];
    if (operation == SQLITE_INSERT) ++noted.inserted;
    else noted.only_inserted = false;
    if (!table.known) {
        noted.whole = true;
    } else if (!table.by_batch) {
        if (operation != SQLITE_INSERT) note_row(connection, table, noted, true, true);
        if (operation != SQLITE_DELETE) note_row(connection, table, noted, false, false);
    } else if (operation == SQLITE_INSERT && !noted.whole) {
        if (kept_ >= kept_max) noted.whole = true;
        else noted.added.push_back(read_key(connection, table, false));
        ++kept_;
    } else if (operation == SQLITE_UPDATE) {
        noted.whole = true; // such rows are only added
    }
}

TouchedRow TouchRecorder::read_key(sqlite3 *connection, Table const &table, bool is_old) const {
    TouchedRow row;
    if (table.county >= 0) row.county = sqlite3_value_int64(cell(connection, table.county, is_old));
    for (auto const &column : table.key)
        add_value(row.key, column.name, cell(connection, column.at, is_old));
    return row;
}

void TouchRecorder::note_row(sqlite3 *connection, Table const &table, Noted &noted, bool is_old,
                             bool was_there) {
    auto row = read_key(connection, table, is_old);
    auto id = std::to_string(row.county) + ' ' + row.key;
    if (noted.rows.contains(id)) return; // how it stood before is known
    if (was_there) {
        std::string lines;
        for (auto const &column : table.others)
            add_value(lines, column.name, cell(connection, column.at, true));
        row.before = fingerprint_of(lines);
    }
    noted.rows.emplace(std::move(id), std::move(row));
}

std::vector<TouchedTable> TouchRecorder::take() {
    taken_ = true;
    auto all = carried_;
    for (auto &[name, noted] : current_) merge(all[name], std::move(noted));
    current_.clear();
    kept_ = 0;
    std::vector<TouchedTable> touched;
    for (auto &[name, noted] : all) {
        auto &table = touched.emplace_back();
        table.name = name;
        table.whole = noted.whole;
        table.inserted = noted.inserted;
        table.only_inserted = noted.only_inserted;
        table.rows = std::move(noted.added);
        for (auto &[id, row] : noted.rows) table.rows.push_back(std::move(row));
    }
    return touched;
}

void TouchRecorder::commit() {
    if (taken_) carried_.clear();
    taken_ = false;
    for (auto &[name, noted] : current_) merge(carried_[name], std::move(noted));
    current_.clear();
}

void TouchRecorder::rollback() {
    taken_ = false;
    current_.clear();
    kept_ = 0;
}

void TouchRecorder::undo_part() {
    for (auto &[name, noted] : current_) noted.only_inserted = false;
}

} // namespace jingzhun::store
