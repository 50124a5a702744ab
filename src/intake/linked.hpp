// How many rows of a batch found whom they are about: counted after all files of a call are in.
#pragma once

#include "pack/model.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace jingzhun::intake {

// The number a value is compared by when registers link: equal for linked values; 0: links to
// nobody.
std::uint64_t link_hash(pack::Register const &definition, pack::Link const &link,
                        std::vector<base::Value> const &values);

// The link that says whom a row of this register is about: the first to another register; null:
// none.
pack::Link const *subject_link(pack::Register const &definition);

// The hashes of all records a link may lead to, loaded once a register and link.
class LinkTargets {
  public:
    LinkTargets(store::Database &database, pack::Pack const &pack, int county)
        : database_(database), pack_(pack), county_(county) {}
    // How many of the hashes lead to somebody.
    std::int64_t count(pack::Link const &link, std::vector<std::uint64_t> hashes);

  private:
    std::vector<std::uint64_t> const &targets(pack::Link const &link);

    store::Database &database_;
    pack::Pack const &pack_;
    int county_;
    std::unordered_map<std::string, std::vector<std::uint64_t>> loaded_; // ascending
};

} // namespace jingzhun::intake
