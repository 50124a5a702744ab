// Statements that were prepared before and that nobody uses at the moment, by their text: preparing
// one costs many times what running it costs.
//
// Of one connection, used as that is by one thread at a time. Holds the statements used last; those
// that only SELECT, INSERT, UPDATE or DELETE, since others may act already when they are prepared.
// SQLite itself prepares them anew where the schema has changed. Inside this folder only.
#pragma once

#include <list>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3_stmt;

namespace jingzhun::store {

// `places`: SQLite's number of each placeholder, by its own.
struct Prepared {
    sqlite3_stmt *statement = nullptr;
    std::vector<int> places;
};

class StatementPool {
  public:
    StatementPool() = default;
    ~StatementPool();
    StatementPool(StatementPool const &) = delete;
    StatementPool &operator=(StatementPool const &) = delete;

    // One with that text, now the caller's; null where there is none.
    Prepared take(std::string_view sql);
    // Takes it over, reset and with nothing bound; the one used longest ago goes.
    void give_back(Prepared prepared) noexcept;

  private:
    std::list<Prepared> unused_;                                             // the last one first
    std::unordered_map<std::string_view, std::list<Prepared>::iterator> of_; // text: SQLite's copy
};

} // namespace jingzhun::store
