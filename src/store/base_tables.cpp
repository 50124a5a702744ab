// The tables that every store has.
#include "store/ledger.hpp"

namespace jingzhun::store {
namespace {

// Every primary key is led by the county, so that a province can spread the tables by it.
constexpr std::string_view base_tables = R"(
CREATE TABLE IF NOT EXISTS meta (
    name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
    county INTEGER NOT NULL, sequence INTEGER NOT NULL, leaf BLOB NOT NULL, time INTEGER NOT NULL,
    kind TEXT NOT NULL, actor TEXT, role TEXT, reason TEXT, origin TEXT, subject TEXT, details TEXT,
    salt BLOB, PRIMARY KEY (county, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS change (
    county INTEGER NOT NULL, sequence INTEGER NOT NULL, number INTEGER NOT NULL,
    table_name TEXT NOT NULL, row_key TEXT NOT NULL, after TEXT, salt BLOB,
    PRIMARY KEY (county, sequence, number)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS change_by_row ON change (county, table_name, row_key, sequence);
CREATE TABLE IF NOT EXISTS seal (
    county INTEGER NOT NULL, table_name TEXT NOT NULL, part INTEGER NOT NULL,
    sequence INTEGER NOT NULL, rows INTEGER NOT NULL, root BLOB NOT NULL, marks BLOB NOT NULL,
    PRIMARY KEY (county, table_name, part)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS seal_by_event ON seal (county, sequence);
CREATE TABLE IF NOT EXISTS tile (
    county INTEGER NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (county, level, number)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS checkpoint (
    county INTEGER NOT NULL PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL,
    key TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS issued_checkpoint (
    county INTEGER NOT NULL, size INTEGER NOT NULL, note TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (county, size)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cosignature (
    county INTEGER NOT NULL, size INTEGER NOT NULL, key TEXT NOT NULL, seconds INTEGER NOT NULL,
    line TEXT NOT NULL, PRIMARY KEY (county, size, key)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erased (
    county INTEGER NOT NULL, table_name TEXT NOT NULL, part INTEGER NOT NULL,
    number INTEGER NOT NULL, commitment BLOB NOT NULL, sequence INTEGER NOT NULL,
    PRIMARY KEY (county, table_name, part, number)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS request (
    county INTEGER NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL, answer TEXT NOT NULL,
    time INTEGER NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS area (
    county INTEGER NOT NULL, code TEXT NOT NULL, from_day INTEGER NOT NULL, name TEXT NOT NULL,
    to_day INTEGER NOT NULL, successor TEXT NOT NULL,
    PRIMARY KEY (county, code, from_day)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS batch (
    county INTEGER NOT NULL, id INTEGER NOT NULL, file TEXT NOT NULL, sheet TEXT NOT NULL,
    source TEXT NOT NULL, file_hash TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, accepted_at INTEGER NOT NULL, rolled_back_at INTEGER NOT NULL,
    state INTEGER NOT NULL, valid_from INTEGER NOT NULL, rows INTEGER NOT NULL, accepted INTEGER NOT NULL,
    rejected INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL, linked INTEGER NOT NULL, conflicts INTEGER NOT NULL,
    accepted_after INTEGER NOT NULL, rolled_back_after INTEGER NOT NULL, correction INTEGER NOT NULL,
    PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused_row (
    county INTEGER NOT NULL, batch INTEGER NOT NULL, number INTEGER NOT NULL, source_row INTEGER NOT NULL,
    refused INTEGER NOT NULL, name TEXT NOT NULL, identity TEXT NOT NULL, problems TEXT NOT NULL,
    cells TEXT NOT NULL, salt BLOB, PRIMARY KEY (county, batch, number)) STRICT, WITHOUT ROWID;
)";

} // namespace

void create_base_tables(Database &database) { database.execute(base_tables); }

} // namespace jingzhun::store
