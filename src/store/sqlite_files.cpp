// The care for the log and for half-made stores.
#include "store/sqlite_files.hpp"

#include "store/open.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <unistd.h>
#include <vector>

namespace jingzhun::store {
namespace {

int write_back(void *keeper, sqlite3 *connection, char const *name, int pages) {
    auto &kept = *static_cast<LogKeeper *>(keeper);
    if (pages < kept.pages) return SQLITE_OK;
    auto const result =
        sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    if ((result & 0xff) == SQLITE_IOERR) kept.failed = true;
    return SQLITE_OK; // the commit itself is done, whatever became of this
}

int write_again(sqlite3_file &log) {
    constexpr sqlite3_int64 piece_max = 65536; // SQLite writes fewer than 128 KiB at once
    sqlite3_int64 size = 0;
    auto result = log.pMethods->xFileSize(&log, &size);
    std::vector<char> piece(static_cast<std::size_t>(std::min(size, piece_max)));
    for (sqlite3_int64 at = 0; result == SQLITE_OK && at < size; at += piece_max) {
        auto const length = static_cast<int>(std::min(piece_max, size - at));
        result = log.pMethods->xRead(&log, piece.data(), length, at);
        if (result == SQLITE_OK) result = log.pMethods->xWrite(&log, piece.data(), length, at);
    }
    return result == SQLITE_OK ? log.pMethods->xSync(&log, SQLITE_SYNC_NORMAL) : result;
}

struct CloseConnection {
    void operator()(sqlite3 *connection) const { sqlite3_close_v2(connection); }
};

// The only number that the statement answers; -1 where it fails.
std::int64_t number(sqlite3 *connection, char const *sql) {
    sqlite3_stmt *statement = nullptr;
    std::int64_t found = -1;
    if (sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        found = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return found;
}

bool holds_nothing(std::string const &file) {
    sqlite3 *raw = nullptr;
    auto const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    auto const opened = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
    std::unique_ptr<sqlite3, CloseConnection> const connection(raw);
    if (opened != SQLITE_OK) return false;
    // The first read rolls back what a journal holds.
    if (number(raw, "SELECT count(*) FROM sqlite_schema") == 0)
        return std::filesystem::file_size(file) == 0;
    return number(raw, "PRAGMA application_id") == application_id &&
           number(raw, "PRAGMA user_version") == store_version &&
           number(raw, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM meta) + "
                       "(SELECT count(*) FROM area) + (SELECT count(*) FROM batch)") == 0;
}

} // namespace

bool is_unfinished(std::string const &file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return false;
    return std::filesystem::file_size(file, error) == 0 || holds_nothing(file);
}

bool has_no_space(std::string const &file) {
    auto const log = ::open((file + "-wal").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    auto const full = log < 0 && (errno == ENOSPC || errno == EDQUOT);
    if (log >= 0) ::close(log);
    return full;
}

void keep_log(sqlite3 *connection, LogKeeper &keeper) {
    sqlite3_wal_hook(connection, write_back, &keeper);
}

int renew_log(sqlite3 *connection) {
    sqlite3_file *log = nullptr;
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    sqlite3_int64 size = 0;
    if (log == nullptr || log->pMethods == nullptr ||
        log->pMethods->xFileSize(log, &size) != SQLITE_OK || size == 0)
        return SQLITE_OK;
    // Nobody writes to the log while this is held.
    auto result = sqlite3_exec(connection, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    if ((result & 0xff) == SQLITE_BUSY) return SQLITE_OK;
    if (result != SQLITE_OK) return result;
    result = write_again(*log);
    sqlite3_exec(connection, "ROLLBACK", nullptr, nullptr, nullptr);
    return result;
}

} // namespace jingzhun::store
