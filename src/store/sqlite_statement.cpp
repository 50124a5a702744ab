// Binding and stepping.
#include "store/sqlite_statement.hpp"

#include "base/error.hpp"
#include "store/sqlite_files.hpp"

#include <sqlite3.h>

#include <cassert>
#include <charconv>

namespace jingzhun::store {

std::string_view code_of_sqlite(int result, std::string const &file) {
    if ((result & 0xff) == SQLITE_CANTOPEN && has_no_space(file)) return "disk_full";
    switch (result & 0xff) {
    case SQLITE_FULL:
        return "disk_full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "store_busy";
    case SQLITE_NOTADB:
        return "store_foreign";
    case SQLITE_CORRUPT:
        return "store_damaged";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return "store_unwritable";
    case SQLITE_IOERR:
        return "store_failed";
    default:
        return "store_internal";
    }
}

[[noreturn]] void fail_in_sqlite(int result, sqlite3 *connection, std::string const &file) {
    std::string what = connection == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(connection);
    throw base::Error(code_of_sqlite(result, file), {{"file", file}, {"what", std::move(what)}},
                      {file});
}

namespace {

class SqliteStatement final : public Statement {
  public:
    SqliteStatement(sqlite3 *connection, std::string const &file,
                    std::shared_ptr<StatementPool> const &pool, std::string_view sql)
        : connection_(connection), file_(file), pool_(pool) {
        auto prepared = pool->take(sql);
        statement_ = prepared.statement;
        indices_ = std::move(prepared.places);
        if (statement_ != nullptr) return;
        auto const result = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()),
                                               SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
        if (result != SQLITE_OK) fail_in_sqlite(result, connection, file);
        assert(statement_ != nullptr); // otherwise: SQL without a statement
        number_placeholders();
    }
    ~SqliteStatement() override {
        if (auto const pool = pool_.lock()) pool->give_back({statement_, std::move(indices_)});
        else sqlite3_finalize(statement_);
    }
    SqliteStatement(SqliteStatement const &) = delete;
    SqliteStatement &operator=(SqliteStatement const &) = delete;

    void bind(int place, std::int64_t value) override {
        check(sqlite3_bind_int64(statement_, index(place), value));
    }
    void bind(int place, double value) override {
        check(sqlite3_bind_double(statement_, index(place), value));
    }
    void bind(int place, std::string_view value) override {
        bind_text(place, value, SQLITE_TRANSIENT);
    }
    void bind_borrowed(int place, std::string_view value) override {
        bind_text(place, value, SQLITE_STATIC);
    }
    void bind_null(int place) override { check(sqlite3_bind_null(statement_, index(place))); }
    void bind_blob(int place, std::string_view bytes) override {
        check(sqlite3_bind_blob64(statement_, index(place), bytes.data() ? bytes.data() : "",
                                  bytes.size(), SQLITE_TRANSIENT));
    }

    bool step() override {
        auto const result = sqlite3_step(statement_);
        if (result == SQLITE_ROW) return true;
        if (result == SQLITE_DONE) {
            sqlite3_reset(statement_);
            return false;
        }
        std::string const what = sqlite3_errmsg(connection_);
        sqlite3_reset(statement_);
        throw base::Error(code_of_sqlite(result, file_), {{"file", file_}, {"what", what}},
                          {file_});
    }
    void reset() override { sqlite3_reset(statement_); }

    int columns() const override { return sqlite3_column_count(statement_); }
    Kind kind(int column) const override {
        switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_INTEGER:
            return Kind::integer;
        case SQLITE_FLOAT:
            return Kind::real;
        case SQLITE_NULL:
            return Kind::null;
        case SQLITE_BLOB:
            return Kind::blob;
        default:
            return Kind::text;
        }
    }
    bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    std::int64_t integer(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        auto const *bytes = reinterpret_cast<char const *>(sqlite3_column_text(statement_, column));
        return {bytes == nullptr ? "" : bytes, bytes == nullptr ? 0U : length(column)};
    }

    std::string_view blob(int column) const override {
        auto const *bytes = static_cast<char const *>(sqlite3_column_blob(statement_, column));
        return {bytes == nullptr ? "" : bytes, bytes == nullptr ? 0U : length(column)};
    }

  private:
    std::size_t length(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    }
    // SQLite takes "$2" as a name and numbers names by their first appearance: "$2 … $1" is 1
    // and 2.
    void number_placeholders() {
        auto const count = sqlite3_bind_parameter_count(statement_);
        indices_.assign(static_cast<std::size_t>(count) + 1, 0);
        for (int i = 1; i <= count; ++i) {
            std::string_view const name = sqlite3_bind_parameter_name(statement_, i);
            std::size_t number = 0;
            std::from_chars(name.data() + 1, name.data() + name.size(), number);
            assert(name.front() == '$' && number >= 1 && number < indices_.size());
            indices_[number] = i;
        }
    }
    int index(int place) const {
        assert(place >= 1 && static_cast<std::size_t>(place) < indices_.size());
        return indices_[static_cast<std::size_t>(place)];
    }
    void bind_text(int place, std::string_view value, sqlite3_destructor_type lifetime) {
        auto const *bytes =
            value.data() == nullptr ? "" : value.data(); // a null pointer would bind NULL
        check(sqlite3_bind_text64(statement_, index(place), bytes, value.size(), lifetime,
                                  SQLITE_UTF8));
    }
    void check(int result) const {
        if (result != SQLITE_OK) fail_in_sqlite(result, connection_, file_);
    }

    sqlite3 *connection_;
    std::string const &file_;
    std::weak_ptr<StatementPool> pool_; // gone where the connection was closed
    sqlite3_stmt *statement_ = nullptr;
    std::vector<int> indices_; // by number of the placeholder
};

} // namespace

std::unique_ptr<Statement> prepare_in_sqlite(sqlite3 *connection, std::string const &file,
                                             std::shared_ptr<StatementPool> const &pool,
                                             std::string_view sql) {
    return std::make_unique<SqliteStatement>(connection, file, pool, sql);
}

} // namespace jingzhun::store
