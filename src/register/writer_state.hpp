// The inside of Writer: what it remembers about the batch it writes. Not for others.
#pragma once

#include "register/fold.hpp"
#include "register/keys.hpp"
#include "register/records.hpp"

#include <map>
#include <set>
#include <unordered_map>

namespace jingzhun::registry {

// One row of what a source says about a record, for one day.
struct SaidRow {
    std::int64_t batch = 0;
    base::Date valid_from;
    std::vector<base::Value> values; // by field
};

// What a source says about a record, for one day: all rows of its latest batch then.
struct SaidNow {
    std::int64_t record = 0;
    std::vector<SaidRow> rows; // by row ascending; all of one batch and one valid_from
    base::Value const &merged(std::size_t field) const; // of the last row that states it
    std::vector<base::Value> all() const;               // merged, by field
};

// What tells two rows with the same key apart where the register is no list; each may be empty.
struct Subject {
    std::string identity; // cleaned
    std::string label;    // folded
    // Differ in something both state.
    bool differs(Subject const &other) const;
};

// Records whose keys grew from one: KEY, KEY~2, KEY~3 … Built when a batch needs it first.
struct Chain {
    std::vector<std::int64_t> records;
    std::vector<Subject> subjects; // by position; empty in a list
    std::unordered_multimap<std::size_t, std::size_t>
        positions;              // by hash of the values, or of a piece of the subject
    std::size_t first_open = 0; // positions before it were all named by this batch
};

struct Writer::State {
    State(store::Database &database, pack::Register const &definition, Batch const &batch);
    void find_subject_fields();

    Outcome state(std::string const &key, std::optional<base::Date> valid_from, int row,
                  std::span<base::Value const> fields);

    // A row whose key this batch has named before, or that has doubles: which of the chain is
    // meant?
    Outcome state_in_chain(std::string const &key, std::optional<base::Date> valid_from, int row,
                           std::span<base::Value const> fields);
    Chain &chain_of(std::string const &key, base::Date day);
    void join(Chain &chain, std::int64_t record, std::span<base::Value const> fields) const;
    std::optional<std::size_t> find(Chain const &chain, base::Date day,
                                    std::span<base::Value const> fields);
    std::optional<std::size_t> find_equal(Chain const &chain, base::Date day,
                                          std::span<base::Value const> fields);
    std::optional<std::size_t> find_subject(Chain const &chain, Subject const &subject) const;
    Subject subject_of(std::span<base::Value const> fields) const;
    bool surely_same_subject(std::int64_t record, base::Date day,
                             std::span<base::Value const> fields);

    Outcome create(std::string const &key, std::optional<base::Date> valid_from, int row,
                   std::span<base::Value const> fields);
    // A row that names a record which went into another: said again it changes nothing, anything
    // else is about the one that stays.
    std::optional<Outcome> said_of_merged(std::int64_t &record,
                                          std::optional<base::Date> valid_from,
                                          std::span<base::Value const> fields);
    // The first row of this batch about a record that is there.
    Outcome change(std::int64_t record, std::optional<base::Date> valid_from, int row,
                   std::span<base::Value const> fields);
    // A further row of this batch about it.
    Outcome complete(std::int64_t record, std::optional<base::Date> valid_from, int row,
                     std::span<base::Value const> fields);
    void insert(std::int64_t record, base::Date valid_from, int row,
                std::span<base::Value const> fields, std::string const *key = nullptr);

    // Records that the source spoke of by its list's day and this batch has not named.
    std::vector<std::int64_t> unnamed();
    std::int64_t end_unnamed(std::vector<Candidate> const &doubtful,
                             std::span<Named const> companions);
    Named all_named() const;

    SaidNow const &said_now(std::int64_t record, base::Date day);
    // Of every source whose batch counts: each field's latest statement.
    std::vector<base::Value> anybody_says(std::int64_t record, base::Date day);
    base::Date day_of(std::optional<base::Date> valid_from) const {
        return valid_from.value_or(batch.valid_from);
    }
    // From when a statement holds that follows what was said: a correction from the same day.
    base::Date from_of(SaidNow const &said, std::optional<base::Date> valid_from) const;
    void learn_batches();
    void next_part(std::int64_t part);
    // The number that stands for the batch and all its parts.
    std::int64_t whole(std::int64_t id) const { return wholes[static_cast<std::size_t>(id)]; }
    bool named(std::int64_t record) const;
    void name(std::int64_t record);

    store::Database &database;
    pack::Register const &definition;
    Batch batch;
    bool list;
    std::vector<std::int64_t> beside; // batches of the same call, which count for this one
    std::optional<std::size_t> identity_field, label_field; // of the subject; not those of the key
    std::map<std::int64_t, std::int64_t> survivors; // records that went into others (merge.hpp)
    std::optional<std::size_t> year_field;          // of a yearly list
    std::set<std::int64_t> years;                   // that this batch has rows of
    std::vector<bool> counting;                     // by batch id: this batch too
    std::vector<bool> ours;                         // those of them of this batch's source
    std::vector<std::int64_t> wholes;               // by batch id
    bool spoke_before = false;                      // another batch of this source counts
    Keys keys;
    std::vector<bool> named_now; // by record: this batch has named it
    std::unordered_map<std::string, Chain> chains;
    SaidNow last; // what was asked or written last
    base::Date last_day;
    std::unique_ptr<store::Statement> insert_statement, select_statement;
    std::int64_t conflicts = 0;
};

} // namespace jingzhun::registry
