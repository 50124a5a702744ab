// Replaying the log, in fingerprints.
#include "store/log_check.hpp"

#include "base/hash.hpp"
#include "store/ledger_state.hpp"
#include "store/row_prints.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::store {
namespace {

constexpr std::size_t rows_at_once = 4'000'000; // remembered: about 130 MB
constexpr std::int64_t short_log = 100'000;     // read whole even in the quick form

// One share of the rows, `share` of `shares` by their fingerprint, so that memory is bounded.
class Replay {
  public:
    Replay(Database &database, int county, std::uint64_t share, std::uint64_t shares)
        : database_(database), county_(county), share_(share), shares_(shares) {}

    // False where there are too many rows: more shares are needed.
    bool read_log() {
        auto select = database_.prepare("SELECT table_name, row_key, after FROM change WHERE "
                                        "county = $1 ORDER BY sequence, number");
        select->bind(1, county_);
        while (select->step()) {
            auto const row = prints_.of_row(select->text(0), select->text(1));
            if (!is_ours(row)) continue;
            if (select->is_null(2)) prints_.remove(row);
            else prints_.put(row, prints_.of_value(select->text(2)));
            if (prints_.size() > rows_at_once) return false;
        }
        return true;
    }

    void compare(SealedTable const &table, std::size_t most, std::vector<Difference> &found) {
        for_each_row(database_, table, county_, 0, [&](SealedRow const &one) {
            auto const row = prints_.of_row(table.name, one.key());
            if (!is_ours(row)) return;
            auto const seen = prints_.see(row, prints_.of_value(one.rest()));
            if (seen == RowPrints::Seen::as_it_was || found.size() >= most) return;
            found.push_back({seen == RowPrints::Seen::changed ? Difference::How::changed
                                                              : Difference::How::added,
                             table.name, std::string(one.key())});
        });
    }

    void tell_unseen(std::size_t most, std::vector<Difference> &found) {
        if (!prints_.any_unseen()) return;
        auto select = database_.prepare("SELECT DISTINCT table_name, row_key FROM change WHERE "
                                        "county = $1 ORDER BY table_name, row_key");
        select->bind(1, county_);
        while (select->step()) {
            auto const row = prints_.of_row(select->text(0), select->text(1));
            if (!is_ours(row) || !prints_.is_unseen(row) || found.size() >= most) continue;
            found.push_back({Difference::How::removed, std::string(select->text(0)),
                             std::string(select->text(1))});
        }
    }

  private:
    bool is_ours(std::uint64_t row) const { return row % shares_ == share_; }

    Database &database_;
    int county_;
    std::uint64_t share_, shares_;
    RowPrints prints_;
};

std::int64_t length_of_log(Database &database, int county, std::int64_t most) {
    auto count =
        database.prepare("SELECT count(*) FROM (SELECT 1 FROM change WHERE county = $1 LIMIT $2)");
    count->bind(1, county);
    count->bind(2, most);
    count->step();
    return count->integer(0);
}

// The rows of the newest changes.
std::set<std::pair<std::string, std::string>> recent_rows(Database &database, int county) {
    std::set<std::pair<std::string, std::string>> rows;
    auto select = database.prepare("SELECT table_name, row_key FROM change WHERE county = $1 "
                                   "ORDER BY sequence DESC, number DESC LIMIT 20000");
    select->bind(1, county);
    while (select->step()) rows.emplace(select->text(0), select->text(1));
    return rows;
}

} // namespace

base::Problem problem_of(Difference const &difference) {
    auto const *code = difference.how == Difference::How::changed ? "seal_row_changed"
                       : difference.how == Difference::How::added ? "seal_row_added"
                                                                  : "seal_row_removed";
    return {code, {}, {{"row", difference.table + ' ' + name_of_key(difference.key)}}};
}

std::vector<Difference> differences_from_log(Database &database, int county, std::size_t most) {
    auto const tables = sealed_tables(database);
    for (std::uint64_t shares = 1;; shares *= 2) {
        std::vector<Difference> found;
        auto fits = true;
        for (std::uint64_t share = 0; share < shares && fits; ++share) {
            Replay replay(database, county, share, shares);
            fits = replay.read_log();
            if (!fits) break;
            for (auto const &table : tables)
                if (!table.by_batch) replay.compare(table, most, found);
            replay.tell_unseen(most, found);
        }
        if (fits) return found;
    }
}

std::vector<Difference> recent_differences_from_log(Database &database, int county) {
    if (length_of_log(database, county, short_log + 1) <= short_log)
        return differences_from_log(database, county);
    std::vector<Difference> found;
    for (auto const &[name, key] : recent_rows(database, county)) {
        auto const *table = database.ledger().table(database, name);
        if (table == nullptr || table->by_batch) continue;
        std::optional<std::string> now;
        database.ledger().finder(database, *table).find(county, key, [&](SealedRow const &row) {
            now = std::string(row.rest());
        });
        auto const last = last_change(database, county, name, key);
        auto const logged = last ? last->after : std::nullopt;
        if (now == logged) continue;
        found.push_back({!now      ? Difference::How::removed
                         : !logged ? Difference::How::added
                                   : Difference::How::changed,
                         name, key});
    }
    return found;
}

std::vector<Change> changes_of(Database &database, int county,
                               std::vector<Difference> const &differences) {
    std::vector<Change> changes;
    for (auto const &one : differences) {
        auto const *table = database.ledger().table(database, one.table);
        Change change{one.table, one.key, std::nullopt};
        if (table != nullptr)
            database.ledger()
                .finder(database, *table)
                .find(county, one.key,
                      [&](SealedRow const &row) { change.after = std::string(row.rest()); });
        changes.push_back(std::move(change));
    }
    return changes;
}

} // namespace jingzhun::store
