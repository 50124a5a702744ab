// Writing statements about records, and reading a record as it was.
#pragma once

#include "base/date.hpp"
#include "pack/model.hpp"
#include "register/batch.hpp"
#include "register/could_be.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::registry {

enum class Outcome { created, updated, unchanged };

// A list: rows with equal keys may be different facts. So is every register whose key is not one
// field.
bool repeatable(pack::Register const &definition);

// What a batch has named: of a list that came in several sheets, each of them a batch, the others
// need to know.
struct Named {
    std::vector<bool> records;    // by number
    std::set<std::int64_t> years; // of a yearly list
};

// Writes the statements of one batch about one register. Holds the register's keys in memory while
// it lives.
class Writer {
  public:
    Writer(store::Database &database, pack::Pack const &pack, pack::Register const &definition,
           Batch const &batch);
    ~Writer();
    Writer(Writer &&) noexcept;

    // States that from `valid_from` the record with this key has these fields (by index of the
    // register's fields; missing = not stated). Equal to what this batch's source already says for
    // then: unchanged, nothing is written. A first statement without a date of its own holds from
    // date_min ("has always held"), a later change of it from the batch's valid_from. In a batch of
    // corrections an undated statement holds from the same day as what this source said for the
    // batch's valid_from: it takes its place, because that was wrong.
    //
    // Several rows of one batch with the same key:
    //  - identical rows are unchanged;
    //  - in a list (`repeatable`) the n-th different row is a record of its own, key "KEY~n";
    //  - elsewhere a row about another subject (its identity number or its label differs) is one
    //  too, so
    //    that nothing is lost; any other row completes what the batch says, the later row wins
    //    where they differ, and `conflicts` counts it.
    // Requires: the write transaction is open; the key is not empty; of one row a record is stated
    // once.
    Outcome state(std::string const &key, std::optional<base::Date> valid_from, int row,
                  std::span<base::Value const> fields);
    // Says of every record that this batch's source has spoken of and neither this batch nor those
    // beside it have named that it stands in the list no longer, from the batch's valid_from (in a
    // batch of corrections: it never did). Of a yearly list only those of years that it has rows
    // of. Spared is what one of `doubtful` could be (could_be.hpp): rows that could not be read.
    // Answers how many have ended. To be called when all rows are stated.
    std::int64_t end_unnamed(std::vector<Candidate> const &doubtful,
                             std::span<Named const> beside = {});
    Named named() const; // so far
    // What this batch's source says by then about the record, by field; empty where it is not
    // known.
    std::vector<base::Value> said(std::string const &key, std::optional<base::Date> valid_from);
    // From here on rows go to this further part of the batch (Batch::part_of), in
    // a write transaction of its own. Requires: it was inserted in it.
    void next_part(std::int64_t part);
    // Other batches of the same call that count for this one, whatever their state is yet.
    void count_too(std::vector<std::int64_t> batches);
    // To be called before rows are stated again that this batch has stated
    // already: they change nothing, and the writer remembers them.
    void replay();
    // Rows so far that contradicted an earlier row of the same batch.
    std::int64_t conflicts() const;
    // The key of a record by its fields; pieces of several fields are joined by "|". Where the
    // register has no key, by all its fields. Dates are written as ISO dates, everything else as
    // stored.
    static std::string key_of(pack::Register const &definition,
                              std::span<base::Value const> fields);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// Where a value comes from.
struct Origin {
    std::string source, file, sheet;
    std::int64_t batch = 0;
    int row = 0;
    base::Date valid_from;
    base::Instant recorded_at = 0;
    bool correction = false; // it replaced what had been wrong
};

struct Record {
    std::int64_t id = 0;
    std::string key;
    std::string area;                // by Register::area; the county's code where nothing says it
    std::vector<base::Value> values; // by index of the register's fields
    std::vector<std::optional<Origin>> origins; // of each value that is there
};

// In both times: as it was on that day, as it was known at that time and with so many events.
struct Moment {
    base::Date as_of = base::date_max;
    base::Instant known_at = INT64_MAX;
    std::int64_t position = INT64_MAX;
    Known known() const { return {known_at, position}; }
    // What is known now, not what was known once.
    bool is_now() const { return known_at == INT64_MAX && position == INT64_MAX; }
};

// Nothing where no statement about such a record counts then. By the key of a record that went into
// another (merge.hpp) the one that stays, under its own key; what it lacks comes from the other.
std::optional<Record> read_record(store::Database &database, pack::Pack const &pack,
                                  pack::Register const &definition, int county,
                                  std::string_view key, Moment const &moment = {});
std::optional<Record> read_record(store::Database &database, pack::Pack const &pack,
                                  pack::Register const &definition, int county, std::int64_t record,
                                  Moment const &moment = {});

// The area a record with these values belongs to: Register::area followed through at most a few
// links, as known then; the county's code where nothing says it.
std::string area_of(store::Database &database, pack::Pack const &pack,
                    pack::Register const &definition, int county,
                    std::vector<base::Value> const &values, Moment const &moment = {});
// The distinct areas of the records a batch says something about, in order.
std::vector<std::string> areas_of_batch(store::Database &database, pack::Pack const &pack,
                                        Batch const &batch);

} // namespace jingzhun::registry
