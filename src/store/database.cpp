// Cells of a register in and out of statements, the same for every engine.
#include "store/database.hpp"

#include "store/ledger_state.hpp"

namespace jingzhun::store {

Database::Database() : ledger_(std::make_unique<LedgerState>()) {}
Database::~Database() = default;
void Database::forget_ledger() { ledger_.reset(); }

void Statement::bind(int place, base::Value const &value) {
    if (auto const *integer = std::get_if<std::int64_t>(&value)) bind(place, *integer);
    else if (auto const *real = std::get_if<double>(&value)) bind(place, *real);
    else if (auto const *text = std::get_if<std::string>(&value))
        bind(place, std::string_view(*text));
    else bind_null(place);
}

base::Value Statement::value(int column) const {
    switch (kind(column)) {
    case Kind::null:
        return {};
    case Kind::integer:
        return integer(column);
    case Kind::real:
        return real(column);
    case Kind::text:
        return std::string(text(column));
    case Kind::blob:
        return std::string(blob(column));
    }
    return {};
}

} // namespace jingzhun::store
