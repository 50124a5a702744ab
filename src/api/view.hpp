// A county as the pages see it: one snapshot with what lists need beside it, renewed when the store
// changes.
#pragma once

#include "api/row_search.hpp"
#include "api/totals.hpp"
#include "base/area.hpp"
#include "check/snapshot.hpp"
#include "check/what_if.hpp"
#include "pack/model.hpp"
#include "register/frame_tag.hpp"
#include "store/database.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace jingzhun::api {

// What stays while no register changes: the pack, the areas, the frames and what rules say of them.
struct Ground {
    pack::Pack pack;
    base::AreaTree areas{{}};
    int county = 0;
    std::string county_code;
    base::Date as_of;
    registry::FramePosition position;
    check::Snapshot snapshot;
    std::vector<pack::LinkPlace> links;
    std::size_t household = 0, person = 0; // tables
    // Where rows are, by table and row: an index into `places`, the areas that occur.
    std::vector<std::string> places;
    std::vector<std::vector<std::uint32_t>> place_of;
    std::unique_ptr<RowSearch> search;           // over the snapshot's rows
    std::unique_ptr<check::Scenarios> scenarios; // what-ifs over the snapshot
};

// Immutable once built; shared by the requests that began while it was the newest.
struct View {
    std::shared_ptr<Ground const> ground;
    pack::Pack const &pack;
    base::AreaTree const &areas;
    int county;
    std::string const &county_code;
    base::Date as_of;
    check::Snapshot const &snapshot;
    std::size_t household, person;
    bool checked = false;                        // a check has been run
    std::int64_t sequence = 0;                   // of the ledger it stands for
    std::int64_t found = 0;                      // … as far as findings depend on it
    std::vector<std::int32_t> open_by_household; // open findings of the household and its members
    std::vector<std::int32_t> hard_by_household;
    // Of findings; shared with the views before, as far as no finding has changed since.
    std::shared_ptr<Totals const> totals = std::make_shared<Totals>();

    explicit View(std::shared_ptr<Ground const> on);

    std::string_view household_key(std::size_t row) const {
        return snapshot.population.strings.text(snapshot.population.tables[household].keys[row]);
    }
    std::optional<std::uint32_t> find_household(std::string_view key) const;
    std::string const &area_at(std::size_t table, std::size_t row) const {
        return ground->places[ground->place_of[table][row]];
    }
    // The measure of that name; null where the pack has none.
    check::MeasureResult const *find_measure(std::string_view id) const;
    // Its value for a row of its register; nothing where unknown or the pack has none.
    std::optional<std::int64_t> measure(std::string_view id, std::size_t row) const;
    bool is(std::string_view id, std::size_t row) const {
        return measure(id, row).value_or(0) != 0;
    }
    // The household a record of any register belongs to: by its link to a household, or through its
    // person.
    std::optional<std::uint32_t> household_of(std::size_t table, std::uint32_t row) const;

    // What takes a while and is asked for again and again, such as the counts of the first page;
    // kept as long as the view. `make` may run twice.
    std::string remembered(std::string const &name, std::function<std::string()> const &make) const;

  private:
    mutable std::mutex remembering_;
    mutable std::map<std::string, std::string> remembered_;
};

} // namespace jingzhun::api
