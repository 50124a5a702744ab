// One small interface to a relational store: SQLite for a county, PostgreSQL for a province.
//
// One SQL text serves both: placeholders are $1 $2 …, types are INTEGER (64 bit), REAL, TEXT and BLOB.
// There is one writer connection; readers are further connections of their own.
#pragma once

#include "base/value.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace jingzhun::store {

// A prepared statement: bind all placeholders, then step through the rows; reset to use it again.
class Statement {
  public:
    virtual ~Statement() = default;
    // Requires: 1 ≤ place ≤ number of placeholders. Text is copied unless it lives until the last step.
    virtual void bind(int place, std::int64_t value) = 0;
    virtual void bind(int place, double value) = 0;
    virtual void bind(int place, std::string_view value) = 0; // valid until the statement is reset
    virtual void bind_null(int place) = 0;
    // True: a row is there to read. False: done, and the statement is reset, ready to be bound again.
    virtual bool step() = 0;
    virtual void reset() = 0;

    virtual int columns() const = 0;
    virtual bool is_null(int column) const = 0; // 0-based
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0; // valid until the next step

    void bind(int place, int value) { bind(place, static_cast<std::int64_t>(value)); }
    void bind(int place, char const *value) { bind(place, std::string_view(value)); }
    void bind(int place, std::string const &value) { bind(place, std::string_view(value)); }
    void bind(int place, base::Value const &value);
    base::Value value(int column) const; // by the kind the store holds
    void run() {
        while (step()) {}
    }
};

class Database {
  public:
    virtual ~Database() = default;
    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
    virtual void execute(std::string_view sql) = 0; // one or more statements without placeholders
    virtual std::int64_t changes() = 0;             // rows touched by the last statement
    virtual std::string const &address() const = 0;
    virtual void begin_write() = 0; // waits for the writer's turn, then holds it
    virtual void begin_read() = 0;  // all reads until the end see one state
    virtual void commit() = 0;      // returned = durable (SQLite: WAL, synchronous FULL)
    virtual void rollback() noexcept = 0;
};

// A transaction that is undone unless committed.
class Transaction {
  public:
    explicit Transaction(Database &database) : database_(database) { database_.begin_write(); }
    ~Transaction() {
        if (open_) database_.rollback();
    }
    Transaction(Transaction const &) = delete;
    Transaction &operator=(Transaction const &) = delete;
    void commit() {
        database_.commit();
        open_ = false;
    }

  private:
    Database &database_;
    bool open_ = true;
};

} // namespace jingzhun::store
