// A prepared statement of SQLite, and what its errors mean here.
//
// Not for the rest of the product: `Database::prepare` makes them.
#pragma once

#include "store/database.hpp"
#include "store/statement_pool.hpp"

#include <memory>
#include <string>

struct sqlite3;

namespace jingzhun::store {

std::string_view code_of_sqlite(int result, std::string const &file);
[[noreturn]] void fail_in_sqlite(int result, sqlite3 *connection, std::string const &file);

// `file` is named in errors and must outlive the statement. Taken from the pool where it has it,
// and given back to it in the end.
std::unique_ptr<Statement> prepare_in_sqlite(sqlite3 *connection, std::string const &file,
                                             std::shared_ptr<StatementPool> const &pool,
                                             std::string_view sql);

} // namespace jingzhun::store
