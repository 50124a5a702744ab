// The one file that speaks to SQLite: connections, statements, and what its errors mean here.
#include "store/sqlite.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "store/checkpoint.hpp"
#include "store/head.hpp"
#include "store/ledger_state.hpp"
#include "store/ledger_tree.hpp"
#include "store/sqlite_files.hpp"
#include "store/sqlite_statement.hpp"
#include "store/sqlite_touch.hpp"

#include <sqlite3.h>

#include <cassert>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <vector>

namespace jingzhun::store {
namespace {

// 3.7.0 to 3.51.2 may corrupt a store in write-ahead mode when two connections checkpoint at once.
static_assert(SQLITE_VERSION_NUMBER >= 3051003);

struct CloseConnection {
    void operator()(sqlite3 *connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(Connection connection, std::string file)
        : file_(std::move(file)), connection_(std::move(connection)) {}
    ~SqliteDatabase() override { forget_ledger(); }

    std::unique_ptr<Statement> prepare(std::string_view sql) override {
        return prepare_in_sqlite(connection_.get(), file_, pool_, sql);
    }
    void execute(std::string_view sql) override {
        auto const result =
            sqlite3_exec(connection_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
        if (result != SQLITE_OK) fail_in_sqlite(result, connection_.get(), file_);
        if (hold_ == Hold::write) learn_tables();
    }
    std::int64_t changes() override { return sqlite3_changes64(connection_.get()); }
    std::string const &address() const override { return file_; }

    void begin_write() override {
        assert(hold_ == Hold::none);
        if (failed_ || log_.failed)
            throw base::Error("store_failed", {{"file", file_}, {"what", "fsync"}}, {file_});
        execute("BEGIN IMMEDIATE");
        hold_ = Hold::write;
        learn_tables();
    }
    void begin_read() override {
        assert(hold_ == Hold::none);
        execute("BEGIN");
        hold_ = Hold::read;
        try {
            execute("SELECT 1 FROM meta LIMIT 1"); // the snapshot is taken by the first read
        } catch (...) {
            rollback();
            throw;
        }
    }
    void commit() override {
        assert(hold_ != Hold::none);
        try {
            if (hold_ == Hold::write) sign_appended(*this);
            execute("COMMIT");
        } catch (base::Error const &error) {
            // What a failed fsync left on the disk is not known: nothing more is acknowledged here.
            if (error.code() == "store_failed") failed_ = true;
            rollback();
            throw;
        }
        hold_ = Hold::none;
        touched_.commit();
        commit_signed(*this);
    }
    void rollback() noexcept override {
        // SQLite may have rolled back already, on a full disk for instance; then this is refused,
        // rightly.
        if (sqlite3_get_autocommit(connection_.get()) == 0)
            sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        hold_ = Hold::none;
        touched_.rollback();
        forget_signed(*this);
    }
    void begin_part() override {
        if (hold() != Hold::write)
            throw base::Error("store_failed", {{"file", file_}, {"what", "ROLLBACK"}}, {file_});
        close_event(*this);
        execute("SAVEPOINT part");
    }
    void end_part() override {
        close_event(*this);
        execute("RELEASE part");
    }
    void undo_part() noexcept override {
        if (hold() != Hold::write) return; // all of it is undone already
        sqlite3_exec(connection_.get(), "ROLLBACK TO part; RELEASE part", nullptr, nullptr,
                     nullptr);
        touched_.undo_part();
        ledger().open.reset();
        ledger().newest.clear();
    }
    // A transaction that SQLite has given up, on a full disk for instance, holds nothing.
    Hold hold() const override {
        return sqlite3_get_autocommit(connection_.get()) != 0 ? Hold::none : hold_;
    }
    std::int64_t foreign_writes() override { return asked(data_version_, "PRAGMA data_version"); }
    std::int64_t schema_version() override {
        return asked(schema_version_, "PRAGMA schema_version");
    }
    std::vector<TouchedTable> take_touched() override { return touched_.take(); }
    std::vector<std::pair<std::string, std::string>> columns(std::string_view table) override {
        std::vector<std::pair<std::string, std::string>> found;
        auto select = prepare("SELECT name, type FROM pragma_table_info($1)");
        select->bind(1, table);
        while (select->step()) found.emplace_back(select->text(0), select->text(1));
        return found;
    }

    std::int64_t pragma(std::string_view name) {
        auto statement = prepare("PRAGMA " + std::string(name));
        return statement->step() ? statement->integer(0) : 0;
    }
    // Sets it and makes sure that it stuck.
    void pragma(std::string const &name, std::string const &value, std::string_view expected) {
        std::string found;
        {
            auto statement = prepare("PRAGMA " + name + " = " + value);
            while (statement->step()) found = statement->text(0); // to its end: it may commit
        }
        if (found.empty()) {
            auto statement = prepare("PRAGMA " + name);
            if (statement->step()) found = statement->text(0);
        }
        if (found != expected) {
            auto const what = name + " = " + found;
            throw base::Error("store_unwritable", {{"file", file_}, {"what", what}}, {file_});
        }
    }
    // Before the first write: the log that somebody left behind, and its name, are on the disk; and
    // from now on it is kept short.
    void take_over_log(int checkpoint_pages) {
        if (auto const result = renew_log(connection_.get()); result != SQLITE_OK)
            fail_in_sqlite(result, connection_.get(), file_);
        base::sync_folder_of(file_);
        log_.pages = checkpoint_pages;
        keep_log(connection_.get(), log_);
    }
    bool read_only() const { return sqlite3_db_readonly(connection_.get(), "main") != 0; }

    // From here on what is written is noted.
    void attend() { touched_.attach(connection_.get()); }

  private:
    std::int64_t asked(std::unique_ptr<Statement> &statement, std::string_view sql) {
        if (!statement) statement = prepare(sql);
        auto const value = statement->step() ? statement->integer(0) : 0;
        statement->reset();
        return value;
    }
    void learn_tables() {
        auto const version = schema_version();
        if (version == learnt_) return;
        learnt_ = version;
        touched_.learn(sealed_tables(*this));
    }

    std::string file_;
    LogKeeper log_; // outlives the connection that calls it
    Connection connection_;
    std::shared_ptr<StatementPool> pool_ = std::make_shared<StatementPool>();
    std::unique_ptr<Statement> data_version_, schema_version_;
    TouchRecorder touched_;
    std::int64_t learnt_ = -1;
    Hold hold_ = Hold::none;
    bool failed_ = false;
};

Connection connect(std::string const &file, Access access, int busy_milliseconds) {
    static std::once_flag once;
    // Counting every allocation under one lock would make reading threads wait for each other.
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (access == Access::read) flags |= SQLITE_OPEN_READONLY;
    else flags |= SQLITE_OPEN_READWRITE;
    if (access == Access::create) flags |= SQLITE_OPEN_CREATE;
    sqlite3 *raw = nullptr;
    auto const result = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
    Connection connection(raw);
    if (result != SQLITE_OK) fail_in_sqlite(result, raw, file);
    // Before the first statement: two connections that open together lock each other out otherwise.
    sqlite3_busy_timeout(raw, busy_milliseconds);
    return connection;
}

void configure(SqliteDatabase &database, Access access, OpenOptions const &options) {
    database.execute(
        "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; "
        "PRAGMA mmap_size = 0");
    if (access == Access::read) {
        database.execute("PRAGMA cache_size = -65536; PRAGMA query_only = ON");
        return;
    }
    database.pragma("journal_mode", "WAL", "wal");
    database.pragma("synchronous", "FULL", "2");
    database.pragma("foreign_keys", "ON", "1");
    // The log is cut back when it has been written back.
    database.execute("PRAGMA cache_size = -262144; PRAGMA journal_size_limit = 67108864");
    database.take_over_log(options.checkpoint_pages);
}

// In rollback-journal mode until the tables stand: a killed `create` leaves an empty file, never
// half a store.
void lay_out(SqliteDatabase &database) {
    database.execute("PRAGMA page_size = 8192; PRAGMA synchronous = FULL");
    std::error_code ignored; // that of a store that stood here before
    std::filesystem::remove(head_file_of(database.address()), ignored);
    Transaction transaction(database);
    database.execute("PRAGMA application_id = " + std::to_string(application_id) +
                     "; PRAGMA user_version = " + std::to_string(store_version));
    create_base_tables(database);
    transaction.commit();
}

[[noreturn]] void refuse(std::string_view code, std::string const &file, std::string what) {
    throw base::Error(code, {{"file", file}, {"what", std::move(what)}}, {file});
}

void check_version(SqliteDatabase &database, std::string const &file) {
    if (database.pragma("application_id") != application_id)
        refuse("store_foreign", file, "application_id");
    auto const found = database.pragma("user_version");
    if (found == store_version) return;
    throw base::Error(found > store_version ? "store_newer" : "store_older",
                      {{"file", file},
                       {"found", std::to_string(found)},
                       {"known", std::to_string(store_version)}},
                      {file});
}

// SQLite sees for itself that whole pages are missing; part of the last one it would fill with
// zeros.
void check_length(SqliteDatabase &database, std::string const &file) {
    std::error_code error;
    auto const log = std::filesystem::file_size(file + "-wal", error);
    if (!error && log > 0) return; // then the log holds what the file does not
    auto const pages = static_cast<std::uintmax_t>(database.pragma("page_count"));
    auto const bytes = std::filesystem::file_size(file);
    if (bytes < pages * static_cast<std::uintmax_t>(database.pragma("page_size")))
        refuse("store_damaged", file, std::to_string(bytes) + " bytes");
}

bool begins_like_sqlite(std::string const &file) {
    std::ifstream in(file, std::ios::binary);
    char start[16] = {};
    in.read(start, sizeof start);
    return std::string_view(start, sizeof start) == std::string_view("SQLite format 3\0", 16);
}

void check_store(SqliteDatabase &database, std::string const &file) {
    try {
        check_version(database, file);
        check_length(database, file);
        database.execute(
            "SELECT 1 FROM meta LIMIT 1; SELECT 1 FROM event LIMIT 1; SELECT 1 FROM batch LIMIT 1");
    } catch (base::Error const &error) {
        // A file with a key beside it is one of ours, whatever its header says.
        auto const lost = error.code() == "store_foreign" &&
                          ((begins_like_sqlite(file) && std::filesystem::file_size(file) < 512) ||
                           std::filesystem::exists(key_file_of(file)));
        if (lost || error.code() == "store_internal") refuse("store_damaged", file, error.what());
        throw;
    }
}

} // namespace

std::unique_ptr<Database> open_sqlite(std::string const &file, Access access,
                                      OpenOptions const &options) {
    std::error_code error;
    auto const there = std::filesystem::exists(file, error);
    if (access == Access::create && there && !is_unfinished(file))
        throw base::Error("store_exists", {{"file", file}}, {file});
    if (access != Access::create && !there)
        throw base::Error("store_missing", {{"file", file}}, {file});
    if (access != Access::create && std::filesystem::exists(file + "-journal", error) &&
        is_unfinished(file))
        throw base::Error("store_unfinished", {{"file", file}}, {file});
    auto database =
        std::make_unique<SqliteDatabase>(connect(file, access, options.busy_milliseconds), file);
    if (access != Access::read) database->attend();
    if (access == Access::create) lay_out(*database);
    else check_store(*database, file);
    if (access == Access::write && database->read_only())
        refuse("store_unwritable", file, "read-only");
    configure(*database, access, options);
    return database;
}

} // namespace jingzhun::store
