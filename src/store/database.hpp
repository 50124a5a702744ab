// One small interface to a relational store: SQLite for a county, PostgreSQL for a province.
//
// One SQL text serves both: placeholders are $1 $2 …, types are INTEGER (64 bit), REAL, TEXT and
// BLOB. There is one writer connection; readers are further connections of their own.
#pragma once

#include "base/value.hpp"
#include "store/touched.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jingzhun::store {

enum class Kind { null, integer, real, text, blob };

struct LedgerState;

// A prepared statement: bind all placeholders, then step through the rows; reset to use it again.
// Errors of a step throw what `Database` throws; the statement is then reset.
class Statement {
  public:
    virtual ~Statement() = default;
    // Requires: 1 ≤ place ≤ number of placeholders. What was bound stays until it is bound anew.
    // Text is copied.
    virtual void bind(int place, std::int64_t value) = 0;
    virtual void bind(int place, double value) = 0;
    virtual void bind(int place, std::string_view value) = 0;
    virtual void bind_null(int place) = 0;
    virtual void bind_blob(int place, std::string_view bytes) = 0;
    // Not copied: for many rows. Requires: the text lives until the statement is done or reset.
    virtual void bind_borrowed(int place, std::string_view value) = 0;
    // True: a row is there to read. False: done, and the statement is reset, ready to be bound
    // again.
    virtual bool step() = 0;
    virtual void reset() = 0;

    virtual int columns() const = 0;
    virtual Kind kind(int column) const = 0;
    virtual bool is_null(int column) const = 0; // 0-based
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0; // valid until the next step
    virtual std::string_view blob(int column) const = 0; // valid until the next step

    void bind(int place, int value) { bind(place, static_cast<std::int64_t>(value)); }
    void bind(int place, char const *value) { bind(place, std::string_view(value)); }
    void bind(int place, std::string const &value) { bind(place, std::string_view(value)); }
    void bind(int place, base::Value const &value);
    base::Value value(int column) const; // by the kind the store holds; a blob as its bytes
    void run() {
        while (step()) {
        }
    }
};

// What a connection's open transaction may do.
enum class Hold { none, read, write };

// One connection, used by one thread at a time. Errors: "disk_full", "store_busy" (another writer
// did not finish in time), "store_damaged", "store_unwritable", "store_failed" (the disk did not do
// what it was asked; after a failed commit nothing more is written through this connection).
class Database {
  public:
    Database();
    virtual ~Database();
    Database(Database const &) = delete;
    Database &operator=(Database const &) = delete;
    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
    virtual void execute(std::string_view sql) = 0; // one or more statements without placeholders
    virtual std::int64_t changes() = 0;             // rows touched by the last statement
    virtual std::string const &address() const = 0;
    virtual void begin_write() = 0; // waits for the writer's turn, then holds it
    virtual void begin_read() = 0;  // all reads until the end see one state
    // Signs the ledger where events were appended (ledger_tree.hpp). Returned = durable (SQLite:
    // WAL, synchronous FULL); thrown = undone.
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    // A part of the open write transaction that can be undone by itself; parts may stand in parts.
    virtual void begin_part() = 0;
    virtual void end_part() = 0;
    virtual void undo_part() noexcept = 0;
    // Names and types of a table's columns, in order; none where there is no such table.
    virtual std::vector<std::pair<std::string, std::string>> columns(std::string_view table) = 0;
    virtual Hold hold() const = 0; // of the transaction that is open now
    // Changes whenever another connection has written.
    virtual std::int64_t foreign_writes() = 0;
    // Changes whenever tables were made or extended.
    virtual std::int64_t schema_version() = 0;
    // What was written through this connection and is not in the log of changes yet.
    virtual std::vector<TouchedTable> take_touched() = 0;
    // For the ledger alone.
    LedgerState &ledger() { return *ledger_; }
    // As of which `foreign_writes` what stands here was last compared with its seals (guard.hpp).
    std::int64_t guarded_at = -1;

  protected:
    void forget_ledger(); // before the connection closes: it holds statements

  private:
    std::unique_ptr<LedgerState> ledger_;
};

// A transaction that is undone unless committed. Within another one it is a part of it: undone by
// itself, durable when the outermost is committed.
class Transaction {
  public:
    // Writes nothing over what was changed behind the program's back before that is on record
    // (guard.hpp).
    explicit Transaction(Database &database);
    ~Transaction() {
        if (!open_) return;
        if (is_part_) database_.undo_part();
        else database_.rollback();
    }
    Transaction(Transaction const &) = delete;
    Transaction &operator=(Transaction const &) = delete;
    void commit() {
        open_ = false;
        if (is_part_) database_.end_part();
        else database_.commit();
    }

  private:
    Database &database_;
    bool open_ = true, is_part_;
};

// Reads of one state from here to the end of the block.
class Snapshot {
  public:
    // A transaction that is open already serves; then this one begins and ends nothing.
    explicit Snapshot(Database &database)
        : database_(database), own_(database.hold() == Hold::none) {
        if (own_) database_.begin_read();
    }
    ~Snapshot() {
        if (own_) database_.rollback();
    }
    Snapshot(Snapshot const &) = delete;
    Snapshot &operator=(Snapshot const &) = delete;

  private:
    Database &database_;
    bool own_;
};

} // namespace jingzhun::store
