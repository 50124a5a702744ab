// A list in the order of use beside a map into it.
#include "store/statement_pool.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <new>
#include <utility>

namespace jingzhun::store {
namespace {

constexpr std::size_t kept_most = 200;

bool begins_with(std::string_view sql, std::string_view word) {
    return sql.size() > word.size() &&
           std::equal(word.begin(), word.end(), sql.begin(), [](char letter, char written) {
               return std::toupper(static_cast<unsigned char>(written)) == letter;
           });
}

bool is_kept(std::string_view sql) {
    constexpr std::array<std::string_view, 4> words = {"SELECT", "INSERT", "UPDATE", "DELETE"};
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return begins_with(sql, word); });
}

} // namespace

StatementPool::~StatementPool() {
    for (auto const &one : unused_) sqlite3_finalize(one.statement);
}

Prepared StatementPool::take(std::string_view sql) {
    auto const found = of_.find(sql);
    if (found == of_.end()) return {};
    auto prepared = std::move(*found->second);
    unused_.erase(found->second);
    of_.erase(found);
    return prepared;
}

void StatementPool::give_back(Prepared prepared) noexcept {
    sqlite3_reset(prepared.statement);
    sqlite3_clear_bindings(prepared.statement);
    std::string_view const sql = sqlite3_sql(prepared.statement);
    auto *const statement = prepared.statement;
    try {
        if (!is_kept(sql) || of_.contains(sql)) {
            sqlite3_finalize(statement);
            return;
        }
        unused_.push_front(std::move(prepared));
        of_.emplace(sql, unused_.begin());
    } catch (std::bad_alloc const &) {
        if (!unused_.empty() && unused_.front().statement == statement) unused_.pop_front();
        sqlite3_finalize(statement);
        return;
    }
    if (unused_.size() <= kept_most) return;
    auto *const oldest = unused_.back().statement;
    of_.erase(std::string_view(sqlite3_sql(oldest)));
    unused_.pop_back();
    sqlite3_finalize(oldest);
}

} // namespace jingzhun::store
