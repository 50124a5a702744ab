// A store with the nation's pack and its roles, and accounts that hold them.
#pragma once

#include "access/account.hpp"
#include "access/grant.hpp"
#include "pack/load.hpp"
#include "source_folder.hpp"
#include "store/areas.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <memory>
#include <type_traits>

namespace office {

namespace access = jingzhun::access;
namespace base = jingzhun::base;
namespace pack = jingzhun::pack;
namespace store = jingzhun::store;

constexpr int county = 431128;

inline pack::Pack const &china() {
    static pack::Pack const loaded = pack::load_or_throw(source_folder() + "/packs/china");
    return loaded;
}

inline store::Actor actor(std::string name, std::string reason = "任命") {
    return {std::move(name), std::move(reason), "127.0.0.1"};
}

struct Office {
    Scratch scratch;
    std::unique_ptr<store::Database> database =
        store::open(scratch / "county.db", store::Access::create);

    Office() {
        write([&] {
            access::create_tables(*database);
            access::found(*database, china(), county, actor("founder"));
            store::append(*database, actor("founder"), {county, "init", "county", "{}"});
        });
    }

    template <class Work> std::invoke_result_t<Work const &> write(Work const &work) {
        store::Transaction transaction(*database);
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            transaction.commit();
        } else {
            auto result = work();
            transaction.commit();
            return result;
        }
    }

    void add(std::string const &name) {
        write([&] {
            access::Account account;
            account.name = name;
            access::add_account(*database, county, actor("founder"), account);
        });
    }

    access::Grant give(std::string const &account, std::string const &role,
                       std::string const &area = "431128", base::Date from = base::date_min,
                       base::Date to = base::date_max) {
        return write([&] {
            return access::grant(*database, china(), county, actor("founder"),
                                 {account, role, area, "", from, to});
        });
    }

    std::vector<store::LoggedEvent> events(std::string_view kind) {
        std::vector<store::LoggedEvent> found;
        for (auto &event : store::read_events(*database, county))
            if (event.event.kind == kind) found.push_back(std::move(event));
        return found;
    }
};

} // namespace office
