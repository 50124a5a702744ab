// Statements and tables kept at hand.
#include "store/ledger_state.hpp"

namespace jingzhun::store {

Statement &LedgerState::prepared(Database &database, std::string_view sql) {
    auto &statement = statements_[sql.data()];
    if (!statement) statement = database.prepare(sql);
    return *statement;
}

SealedTable const *LedgerState::table(Database &database, std::string_view name) {
    if (auto const version = database.schema_version(); version != tables_version_) {
        finders_.clear();
        tables_.clear();
        for (auto &one : sealed_tables(database)) tables_.emplace(one.name, std::move(one));
        tables_version_ = version;
    }
    auto const found = tables_.find(name);
    return found == tables_.end() ? nullptr : &found->second;
}

RowFinder &LedgerState::finder(Database &database, SealedTable const &table) {
    auto const found = finders_.find(table.name);
    if (found != finders_.end()) return found->second;
    return finders_.emplace(table.name, RowFinder(database, table)).first->second;
}

} // namespace jingzhun::store
