// Writing statements: new records, changes, and what further rows of a batch add.
#include "register/writer_state.hpp"

#include "register/merge.hpp"
#include "register/tables.hpp"
#include "store/salt.hpp"

#include <algorithm>
#include <cassert>

namespace jingzhun::registry {
namespace {

constexpr int first_field =
    8; // placeholders before it: county, record, valid_from, batch, row, key, salt

std::string insert_sql(pack::Register const &definition) {
    std::string sql = "INSERT INTO " + table_of(definition) +
                      " (county, record, valid_from, batch, row, key, salt";
    for (auto const &field : definition.fields) sql += ", " + column_of(field);
    sql += ") VALUES ($1, $2, $3, $4, $5, $6, $7";
    for (std::size_t i = 0; i < definition.fields.size(); ++i)
        sql += ", $" + std::to_string(first_field + static_cast<int>(i));
    return sql + ")";
}

std::string select_sql(pack::Register const &definition) {
    std::string sql = "SELECT batch, valid_from";
    for (auto const &field : definition.fields) sql += ", " + column_of(field);
    return sql + " FROM " + table_of(definition) +
           " WHERE county = $1 AND record = $2 AND valid_from <= $3 "
           "ORDER BY valid_from DESC, batch DESC, row DESC";
}

bool equal(std::vector<base::Value> const &a, std::span<base::Value const> b) {
    return std::ranges::equal(a, b);
}

void bind_borrowed(store::Statement &statement, int place, base::Value const &value) {
    if (auto const *text = std::get_if<std::string>(&value)) statement.bind_borrowed(place, *text);
    else if (auto const *integer = std::get_if<std::int64_t>(&value))
        statement.bind(place, *integer);
    else if (auto const *real = std::get_if<double>(&value)) statement.bind(place, *real);
    else statement.bind_null(place);
}

} // namespace

base::Value const &SaidNow::merged(std::size_t field) const {
    static base::Value const missing;
    for (std::size_t i = rows.size(); i-- > 0;)
        if (!base::is_missing(rows[i].values[field])) return rows[i].values[field];
    return missing;
}

std::vector<base::Value> SaidNow::all() const {
    std::vector<base::Value> values;
    for (std::size_t i = 0; i < rows.front().values.size(); ++i) values.push_back(merged(i));
    return values;
}

Writer::State::State(store::Database &database_, pack::Register const &definition_,
                     Batch const &batch_)
    : database(database_), definition(definition_), batch(batch_), list(repeatable(definition_)),
      keys(database_, definition_, batch_.county),
      insert_statement(database_.prepare(insert_sql(definition_))),
      select_statement(database_.prepare(select_sql(definition_))) {
    assert(database.hold() == store::Hold::write);
    learn_batches();
    insert_statement->bind(1, batch.county);
    insert_statement->bind(4, batch.id);
    select_statement->bind(1, batch.county);
    find_subject_fields();
    survivors = merged_records(database, batch.county, definition.name);
    if (!definition.covers_year.empty())
        year_field = definition.field_index(definition.covers_year);
}

// This batch counts here, and so do its parts, whatever becomes of it.
void Writer::State::learn_batches() {
    for (auto const &one : list_batches(database, batch.county)) {
        auto const at = static_cast<std::size_t>(one.id);
        if (counting.size() <= at) {
            counting.resize(at + 1);
            ours.resize(at + 1);
            wholes.resize(at + 1);
        }
        auto const own = whole_of(one) == batch.id;
        wholes[at] = whole_of(one);
        counting[at] = own || counts(one) || std::ranges::count(beside, whole_of(one)) != 0;
        ours[at] = counting[at] && one.source == batch.source;
        spoke_before = spoke_before || (ours[at] && !own);
    }
}

void Writer::State::next_part(std::int64_t part) {
    learn_batches();
    keys.refresh();
    survivors = merged_records(database, batch.county, definition.name);
    insert_statement->bind(4, part);
    last.record = 0; // others may have written
}

bool Writer::State::named(std::int64_t record) const {
    auto const at = static_cast<std::size_t>(record);
    return at < named_now.size() && named_now[at];
}

void Writer::State::name(std::int64_t record) {
    auto const at = static_cast<std::size_t>(record);
    if (named_now.size() <= at) named_now.resize(at + 1 + at / 2);
    named_now[at] = true;
}

Outcome Writer::State::state(std::string const &key, std::optional<base::Date> valid_from, int row,
                             std::span<base::Value const> fields) {
    assert(!key.empty() && fields.size() == definition.fields.size());
    if (year_field)
        if (auto const *year = std::get_if<std::int64_t>(&fields[*year_field])) years.insert(*year);
    auto record = keys.find(key);
    if (record == 0) return create(key, valid_from, row, fields);
    if (auto const outcome = said_of_merged(record, valid_from, fields)) return *outcome;
    auto const alone = keys.find(key + "~2") == 0;
    if (alone && !named(record)) return change(record, valid_from, row, fields);
    if (alone && !list && surely_same_subject(record, day_of(valid_from), fields))
        return complete(record, valid_from, row, fields);
    return state_in_chain(key, valid_from, row, fields);
}

Outcome Writer::State::create(std::string const &key, std::optional<base::Date> valid_from, int row,
                              std::span<base::Value const> fields) {
    auto const record = keys.add(key);
    name(record);
    auto const from = valid_from.value_or(base::date_min);
    insert(record, from, row, fields, &key);
    if (list) return Outcome::created;
    last.record = record; // the next row is likely to be about the same household
    last.rows.resize(1);
    last.rows[0].batch = batch.id;
    last.rows[0].valid_from = from;
    last.rows[0].values.assign(fields.begin(), fields.end());
    last_day = day_of(valid_from);
    return Outcome::created;
}

std::optional<Outcome> Writer::State::said_of_merged(std::int64_t &record,
                                                     std::optional<base::Date> valid_from,
                                                     std::span<base::Value const> fields) {
    auto const stays = survivors.find(record);
    if (stays == survivors.end()) return std::nullopt;
    name(record);
    auto const &said = said_now(record, day_of(valid_from));
    auto const same = [&](SaidRow const &one) { return equal(one.values, fields); };
    if (std::ranges::any_of(said.rows, same)) return Outcome::unchanged;
    record = stays->second;
    return std::nullopt;
}

Outcome Writer::State::change(std::int64_t record, std::optional<base::Date> valid_from, int row,
                              std::span<base::Value const> fields) {
    auto const silent = !spoke_before && !named(record); // nothing to look up
    name(record);
    if (silent) {
        insert(record, valid_from.value_or(base::date_min), row, fields);
        return Outcome::updated;
    }
    auto const day = day_of(valid_from);
    auto const &said = said_now(record, day);
    auto const same = [&](SaidRow const &one) { return equal(one.values, fields); };
    if (std::ranges::any_of(said.rows, same)) return Outcome::unchanged;
    insert(record, from_of(said, valid_from), row, fields);
    return Outcome::updated;
}

base::Date Writer::State::from_of(SaidNow const &said, std::optional<base::Date> valid_from) const {
    if (said.rows.empty()) return valid_from.value_or(base::date_min);
    if (batch.correction && !valid_from) return said.rows.front().valid_from;
    return day_of(valid_from);
}

Outcome Writer::State::complete(std::int64_t record, std::optional<base::Date> valid_from, int row,
                                std::span<base::Value const> fields) {
    auto const day = day_of(valid_from);
    auto const &said = said_now(record, day);
    if (said.rows.empty() || (valid_from && *valid_from != said.rows.front().valid_from))
        return change(record, valid_from, row, fields);
    bool adds = false, contradicts = false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (base::is_missing(fields[i]) || fields[i] == said.merged(i)) continue;
        adds = true;
        contradicts = contradicts || !base::is_missing(said.merged(i));
    }
    if (!adds) return Outcome::unchanged;
    if (contradicts) ++conflicts;
    if (said.rows.front().batch == batch.id) {
        insert(record, said.rows.front().valid_from, row, fields);
        return Outcome::updated;
    }
    // An earlier row of this batch repeated what an earlier batch said and was not written: this
    // one takes the earlier batch's place, so it says that again too.
    std::vector<base::Value> whole(fields.begin(), fields.end());
    for (std::size_t i = 0; i < whole.size(); ++i)
        if (base::is_missing(whole[i])) whole[i] = said.merged(i);
    insert(record, from_of(said, valid_from), row, whole);
    return Outcome::updated;
}

void Writer::State::insert(std::int64_t record, base::Date valid_from, int row,
                           std::span<base::Value const> fields, std::string const *key) {
    auto &statement = *insert_statement;
    statement.bind(2, record);
    statement.bind(3, valid_from.days);
    statement.bind(5, row);
    if (key != nullptr) statement.bind_borrowed(6, *key);
    else statement.bind_null(6);
    auto const salt = store::draw_salt();
    statement.bind_blob(7, store::bytes_of(salt));
    for (std::size_t i = 0; i < fields.size(); ++i)
        bind_borrowed(statement, first_field + static_cast<int>(i), fields[i]);
    statement.run();
    if (last.record == record) last.record = 0; // what it holds is no longer all
}

SaidNow const &Writer::State::said_now(std::int64_t record, base::Date day) {
    if (last.record == record && last_day == day) return last;
    last.record = record;
    last_day = day;
    last.rows.clear();
    auto &select = *select_statement;
    select.bind(2, record);
    select.bind(3, day.days);
    while (select.step()) {
        SaidRow one{
            whole(select.integer(0)), base::Date{static_cast<std::int32_t>(select.integer(1))}, {}};
        if (!ours[static_cast<std::size_t>(select.integer(0))]) continue;
        if (!last.rows.empty() &&
            (last.rows[0].batch != one.batch || last.rows[0].valid_from != one.valid_from))
            break;
        for (std::size_t i = 0; i < definition.fields.size(); ++i)
            one.values.push_back(select.value(static_cast<int>(i) + 2));
        last.rows.push_back(std::move(one));
    }
    select.reset();
    std::ranges::reverse(last.rows);
    return last;
}

std::vector<base::Value> Writer::State::anybody_says(std::int64_t record, base::Date day) {
    std::vector<base::Value> values(definition.fields.size());
    auto &select = *select_statement;
    select.bind(2, record);
    select.bind(3, day.days);
    while (select.step()) {
        if (!counting[static_cast<std::size_t>(select.integer(0))]) continue;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (base::is_missing(values[i])) values[i] = select.value(static_cast<int>(i) + 2);
    }
    return values;
}

Writer::Writer(store::Database &database, pack::Pack const &, pack::Register const &definition,
               Batch const &batch)
    : state_(std::make_unique<State>(database, definition, batch)) {}
void Writer::next_part(std::int64_t part) { state_->next_part(part); }

void Writer::count_too(std::vector<std::int64_t> batches) {
    state_->beside = std::move(batches);
    state_->learn_batches();
}

void Writer::replay() { state_->spoke_before = true; }
Writer::~Writer() = default;
Writer::Writer(Writer &&) noexcept = default;

Outcome Writer::state(std::string const &key, std::optional<base::Date> valid_from, int row,
                      std::span<base::Value const> fields) {
    return state_->state(key, valid_from, row, fields);
}

std::vector<base::Value> Writer::said(std::string const &key,
                                      std::optional<base::Date> valid_from) {
    auto record = state_->keys.find(key);
    if (record == 0) return {};
    if (auto const stays = state_->survivors.find(record); stays != state_->survivors.end())
        record = stays->second;
    auto const &now = state_->said_now(record, state_->day_of(valid_from));
    return now.rows.empty() ? std::vector<base::Value>() : now.all();
}

std::int64_t Writer::end_unnamed(std::vector<Candidate> const &doubtful,
                                 std::span<Named const> beside) {
    return state_->end_unnamed(doubtful, beside);
}

Named Writer::named() const { return state_->all_named(); }

std::int64_t Writer::conflicts() const { return state_->conflicts; }

} // namespace jingzhun::registry
