// Chooses the engine by the form of the address.
#include "store/open.hpp"

#include "base/error.hpp"
#include "store/sqlite.hpp"

namespace jingzhun::store {

std::unique_ptr<Database> open(std::string const &address, Access access,
                               OpenOptions const &options) {
    if (address.starts_with("postgresql://") || address.starts_with("postgres://"))
        throw base::Error(
            "store_postgresql_unavailable"); // the address may hold a password: not repeated
    return open_sqlite(address, access, options);
}

} // namespace jingzhun::store
