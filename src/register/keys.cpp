// Keys in memory, written through to their table.
#include "register/keys.hpp"

#include "register/tables.hpp"
#include "store/ledger.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace jingzhun::registry {
namespace {

constexpr int lookups_max = 2000; // from here on loading all of them is cheaper

} // namespace

Keys::Keys(store::Database &database, pack::Register const &definition, int county)
    : database_(database), county_(county), table_(key_table_of(definition)),
      register_table_(table_of(definition)),
      select_(database.prepare("SELECT record FROM " + table_ + " WHERE county = $1 AND key = $2")),
      insert_(database.prepare("INSERT INTO " + table_ +
                               " (county, key, record) VALUES ($1, $2, $3)")) {
    select_->bind(1, county);
    insert_->bind(1, county);
    auto const last = last_record();
    loaded_ = last == 0;
    std::int64_t erased = 0; // numbers of records that were erased are not given again
    auto const kept = store::meta(database, last_record_of(definition));
    std::from_chars(kept.data(), kept.data() + kept.size(), erased);
    next_ = std::max(last, erased) + 1;
}

std::int64_t Keys::last_record() {
    auto last = database_.prepare("SELECT coalesce(max(record), 0) FROM " + register_table_ +
                                  " WHERE county = $1");
    last->bind(1, county_);
    last->step();
    return last->integer(0);
}

void Keys::refresh() {
    auto const last = last_record();
    if (last < next_) return;
    next_ = last + 1;
    texts_ = {};
    records_.clear();
    loaded_ = false;
}

void Keys::load() {
    auto all = database_.prepare("SELECT key, record FROM " + table_ + " WHERE county = $1");
    all->bind(1, county_);
    while (all->step()) {
        auto const number = static_cast<std::size_t>(texts_.intern(all->text(0)));
        if (records_.size() <= number) records_.resize(number + 1);
        records_[number] = all->integer(1);
    }
    loaded_ = true;
}

std::int64_t Keys::find(std::string_view key) {
    if (!loaded_ && ++lookups_ > lookups_max) load();
    if (loaded_) {
        auto const number = static_cast<std::size_t>(texts_.find(key));
        return number < records_.size() ? records_[number]
                                        : 0; // -1, not there, is beyond every size
    }
    select_->bind(2, key);
    if (!select_->step()) return 0;
    auto const record = select_->integer(0);
    select_->reset();
    return record;
}

std::int64_t Keys::add(std::string_view key) {
    auto const record = next_++;
    insert_->bind_borrowed(2, key);
    insert_->bind(3, record);
    insert_->run();
    if (!loaded_) return record;
    auto const number = static_cast<std::size_t>(texts_.intern(key));
    if (records_.size() <= number) records_.resize(number + 1);
    assert(records_[number] == 0);
    records_[number] = record;
    return record;
}

} // namespace jingzhun::registry
