// A store with accounts: one record of every register in each of two townships, every private and
// every other text of it a token that occurs nowhere else; one account a role, for the first
// township.
#pragma once

#include "access/account.hpp"
#include "access/session.hpp"
#include "api/answer.hpp"
#include "pack/load.hpp"
#include "register/pack_files.hpp"
#include "register/records.hpp"
#include "register/tables.hpp"
#include "source_folder.hpp"
#include "store/areas.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace towns {

using namespace jingzhun;

constexpr int county = 431128;
enum class Side { inside, outside };
std::string town_of(Side side); // 431128001 and another
std::string village_of(Side side);
pack::Pack const &china();

// What a field of the record there says, as it is stored; missing where it says nothing.
base::Value value_of(pack::Register const &definition, pack::Field const &field, Side side);
// What the value of a private field looks like whole.
std::string token_of(pack::Register const &definition, pack::Field const &field, Side side);

class Towns {
  public:
    Towns();
    std::string const &address() const { return address_; }
    // The record of that register there.
    std::int64_t record(std::string const &register_name, Side side) const {
        return records_.at({register_name, side});
    }
    std::string const &key(std::string const &register_name, Side side) const {
        return keys_.at({register_name, side});
    }
    // Do records of that register lie in a township? Those of no area are the county's.
    bool in_town(std::string const &register_name) const {
        return areas_.at(register_name).size() > 6;
    }
    std::string const &cookie(std::string const &role) const { return tokens_.at(role); }
    std::vector<std::string> roles() const;

  private:
    void fill(store::Database &database);
    void state(store::Database &database, pack::Register const &definition, Side side);
    void add_accounts(store::Database &database);

    Scratch scratch_;
    std::string address_;
    registry::Batch batch_;
    std::map<std::pair<std::string, Side>, std::int64_t> records_;
    std::map<std::pair<std::string, Side>, std::string> keys_;
    std::map<std::string, std::string> tokens_, areas_;
};
Towns const &both(); // made once for all tests of the program

// A request of the account with that role ("": nobody), from its own pages.
api::Request asked(std::string const &role, std::string const &method, std::string const &target,
                   std::string const &body = "");
// Its answer, problems as the server writes them.
api::Response answer(api::County &served, api::Request const &request,
                     std::span<api::Route const> table = api::routes());

} // namespace towns
