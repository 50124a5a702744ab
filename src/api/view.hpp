// A county as the pages see it: one snapshot with what lists need beside it, renewed when the store
// changes.
#pragma once

#include "base/area.hpp"
#include "check/snapshot.hpp"
#include "pack/model.hpp"
#include "store/database.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace jingzhun::api {

// Immutable once built; shared by the requests that began while it was the newest.
struct View {
    pack::Pack pack;
    base::AreaTree areas{{}};
    int county = 0;
    std::string county_code;
    base::Date as_of;
    bool checked = false;      // a check has been run
    std::int64_t sequence = 0; // of the ledger it stands for
    check::Snapshot snapshot;
    std::size_t household = 0, person = 0;       // tables
    std::vector<std::int32_t> open_by_household; // open findings of the household and its members
    std::vector<std::int32_t> hard_by_household;

    std::string_view household_key(std::size_t row) const {
        return snapshot.population.strings.text(snapshot.population.tables[household].keys[row]);
    }
    std::optional<std::uint32_t> find_household(std::string_view key) const;
    // The measure of that name for a row of its register; nothing where unknown or the pack has
    // none.
    std::optional<std::int64_t> measure(std::string_view id, std::size_t row) const;
    bool is(std::string_view id, std::size_t row) const {
        return measure(id, row).value_or(0) != 0;
    }
    // The household a record of any register belongs to: by its link to a household, or through its
    // person.
    std::optional<std::uint32_t> household_of(std::size_t table, std::uint32_t row) const;
};

class County {
  public:
    // `as_of`: the decision date of the pages; that of the last check unless given.
    County(std::string address, std::optional<base::Date> as_of, int threads);

    // The newest view; rebuilt when the ledger has grown.
    std::shared_ptr<View const> view();
    // A read connection of the calling thread.
    store::Database &database() const;

  private:
    std::shared_ptr<View const> build(std::int64_t sequence) const;
    std::int64_t sequence() const;

    std::string address_;
    std::optional<base::Date> as_of_;
    int threads_;
    std::mutex building_;
    std::shared_ptr<View const> view_;
    mutable std::mutex reading_;
};

} // namespace jingzhun::api
