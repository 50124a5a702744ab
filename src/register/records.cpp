// Reading one record as it was, and where it belongs.
#include "register/records.hpp"

#include "base/identity.hpp"
#include "register/fold.hpp"
#include "register/merge.hpp"
#include "register/record_reader.hpp"
#include "register/tables.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace jingzhun::registry {
namespace {

constexpr int links_deep_max = 4; // an area is found through at most so many links

struct Row {
    Said said;
    std::vector<base::Value> values;
};

std::vector<Row> read_rows(store::Database &database, pack::Register const &definition, int county,
                           std::int64_t record, BatchView const &batches) {
    std::string sql = "SELECT valid_from, batch, row";
    for (auto const &field : definition.fields) sql += ", " + column_of(field);
    sql += " FROM " + table_of(definition) +
           " WHERE county = $1 AND record = $2 ORDER BY valid_from, batch, row";
    auto select = database.prepare(sql);
    select->bind(1, county);
    select->bind(2, record);
    std::vector<Row> rows;
    while (select->step()) {
        auto &row = rows.emplace_back();
        auto const batch = select->integer(1);
        row.said = {base::Date{static_cast<std::int32_t>(select->integer(0))}, batches.whole(batch),
                    static_cast<int>(select->integer(2)), batches.source(batch)};
        for (std::size_t i = 0; i < definition.fields.size(); ++i)
            row.values.push_back(select->value(static_cast<int>(i) + 3));
    }
    return rows;
}

Origin origin_of(Said const &said, BatchView const &batches) {
    Origin origin;
    if (auto const *batch = batches.find(said.batch)) {
        origin.source = batch->source;
        origin.file = batch->file;
        origin.sheet = batch->sheet;
        origin.recorded_at = batch->recorded_at;
        origin.correction = batch->correction;
    }
    origin.batch = said.batch;
    origin.row = said.row;
    origin.valid_from = said.valid_from;
    return origin;
}

std::string read_key(store::Database &database, pack::Register const &definition, int county,
                     std::int64_t record) {
    auto select = database.prepare("SELECT key FROM " + table_of(definition) +
                                   " WHERE county = $1 AND record = $2 AND key IS NOT NULL");
    select->bind(1, county);
    select->bind(2, record);
    return select->step() ? std::string(select->text(0)) : "";
}

struct Reader {
    store::Database &database;
    pack::Pack const &pack;
    int county;
    Moment moment;
    BatchView batches;
    std::map<pack::Register const *, std::map<std::int64_t, std::int64_t>> merged_ = {};
    std::map<pack::Register const *, Belief> beliefs_ = {};

    // With what it lacks from the records that went into it.
    std::optional<Record> read(pack::Register const &definition, std::int64_t record) {
        auto whole = read_alone(definition, record);
        if (!whole) return whole;
        for (auto const &[gone, survivor] : merged(definition)) {
            auto const other = survivor == record ? read_alone(definition, gone) : std::nullopt;
            for (std::size_t i = 0; other && i < whole->values.size(); ++i) {
                if (!base::is_missing(whole->values[i])) continue;
                whole->values[i] = other->values[i];
                whole->origins[i] = other->origins[i];
            }
        }
        return whole;
    }

    std::map<std::int64_t, std::int64_t> const &merged(pack::Register const &definition) {
        auto const [place, fresh] = merged_.try_emplace(&definition);
        if (fresh)
            place->second = merged_records(database, county, definition.name, moment.known());
        return place->second;
    }

    // The record that stays, where this one went into another.
    std::int64_t survivor_of(pack::Register const &definition, std::int64_t record) {
        auto const &all = merged(definition);
        auto const found = all.find(record);
        return found == all.end() ? record : found->second;
    }

    std::optional<Record> read_alone(pack::Register const &definition, std::int64_t record) {
        std::vector<Said> said;
        std::vector<Row> held;
        for (auto &row : read_rows(database, definition, county, record, batches)) {
            if (row.said.source < 0 || row.said.valid_from > moment.as_of) continue;
            said.push_back(row.said);
            held.push_back(std::move(row));
        }
        if (said.empty()) return std::nullopt;
        Fold fold;
        auto const current = fold.current(said);
        if (all_ended(said, current)) return std::nullopt;
        auto const &belief =
            beliefs_.try_emplace(&definition, definition, batches.source_names()).first->second;
        Record result;
        result.id = record;
        result.key = read_key(database, definition, county, record);
        result.values.resize(definition.fields.size());
        result.origins.resize(definition.fields.size());
        for (std::size_t field = 0; field < definition.fields.size(); ++field) {
            auto const states = [&](std::uint32_t i) {
                return !base::is_missing(held[i].values[field]);
            };
            auto const best = winner(said, current, belief, field, states);
            if (best < 0) continue;
            auto const at = static_cast<std::size_t>(best);
            result.values[field] = held[at].values[field];
            result.origins[field] = origin_of(said[at], batches);
        }
        return result;
    }

    std::string area_of(pack::Register const &definition, Record const &record, int depth = 0) {
        if (auto const *field = definition.find_field(definition.area)) {
            auto const &value = record.values[definition.field_index(field->name)];
            return base::is_missing(value) ? std::to_string(county) : base::as_text(value);
        }
        for (auto const &link : definition.links) {
            if (link.name != definition.area || depth == links_deep_max) continue;
            auto const *to = pack.find_register(link.to);
            auto const target = to == nullptr ? 0 : find_linked(definition, record, link, *to);
            auto const found = target == 0 ? std::nullopt : read(*to, target);
            if (found) return area_of(*to, *found, depth + 1);
        }
        return std::to_string(county);
    }

    // The first record whose statements hold the linked values; enough to say where a record
    // belongs.
    std::int64_t find_linked(pack::Register const &definition, Record const &record,
                             pack::Link const &link, pack::Register const &to) {
        std::string sql = "SELECT record FROM " + table_of(to) + " WHERE county = $1";
        std::vector<base::Value> wanted;
        for (auto const &[own, theirs] : link.on) {
            auto const at = definition.field_index(own);
            auto value = record.values[at];
            if (base::is_missing(value)) return 0;
            auto const place = std::to_string(2 + wanted.size());
            auto const *field = to.find_field(theirs);
            if (field->type == pack::FieldType::identity) {
                auto const number = base::link_identity(base::as_text(value));
                if (!number) return 0;
                value = *number;
            }
            sql += " AND " + column_of(*field) + " = $" + place;
            wanted.push_back(value);
        }
        if (wanted.empty()) return 0;
        if (link.on.size() == 1 && to.key == std::vector{link.on[0].second})
            sql = "SELECT record FROM " + key_table_of(to) + " WHERE county = $1 AND key = $2";
        auto select = database.prepare(sql + " LIMIT 1");
        select->bind(1, county);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            select->bind(static_cast<int>(i) + 2, wanted[i]);
        return select->step() ? survivor_of(to, select->integer(0)) : 0;
    }
};

} // namespace

std::optional<Record> read_record(store::Database &database, pack::Pack const &pack,
                                  pack::Register const &definition, int county,
                                  std::string_view key, Moment const &moment) {
    auto select = database.prepare("SELECT record FROM " + key_table_of(definition) +
                                   " WHERE county = $1 AND key = $2");
    select->bind(1, county);
    select->bind(2, key);
    if (!select->step()) return std::nullopt;
    auto const record = select->integer(0);
    select->reset();
    auto const merged = merged_records(database, county, definition.name, moment.known());
    auto const stays = merged.find(record);
    return read_record(database, pack, definition, county,
                       stays == merged.end() ? record : stays->second, moment);
}

struct RecordReader::State {
    Reader reader;
};

RecordReader::RecordReader(store::Database &database, pack::Pack const &pack, int county,
                           Moment const &moment)
    : state_(new State{{database, pack, county, moment,
                        BatchView(list_batches(database, county), moment.known())}}) {}
RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader &&) noexcept = default;

std::optional<Record> RecordReader::read(pack::Register const &definition, std::int64_t record) {
    auto found = state_->reader.read(definition, record);
    if (found) found->area = state_->reader.area_of(definition, *found);
    return found;
}

std::optional<Record> RecordReader::read(pack::Register const &definition, std::int64_t record,
                                         std::string area) {
    auto found = state_->reader.read(definition, record);
    if (found) found->area = std::move(area);
    return found;
}

std::optional<Record> read_record(store::Database &database, pack::Pack const &pack,
                                  pack::Register const &definition, int county, std::int64_t record,
                                  Moment const &moment) {
    return RecordReader(database, pack, county, moment).read(definition, record);
}

std::string area_of(store::Database &database, pack::Pack const &pack,
                    pack::Register const &definition, int county,
                    std::vector<base::Value> const &values, Moment const &moment) {
    Reader reader{database, pack, county, moment,
                  BatchView(list_batches(database, county), moment.known())};
    Record record;
    record.values = values;
    return reader.area_of(definition, record);
}

std::vector<std::string> areas_of_batch(store::Database &database, pack::Pack const &pack,
                                        Batch const &batch) {
    auto batches = list_batches(database, batch.county);
    for (auto &one : batches) // what waits says where it belongs, too
        if (whole_of(one) == batch.id) {
            one.state = BatchState::accepted;
            one.rolled_back_at = 0;
        }
    Reader reader{database, pack, batch.county, {}, BatchView(std::move(batches), {})};
    std::set<std::string> areas;
    auto const parts = parts_of(database, batch.county, batch.id);
    for (auto const &definition : pack.registers) {
        auto const *source = pack.find_source(batch.source);
        if (source != nullptr &&
            std::ranges::find(source->registers, definition.name) == source->registers.end())
            continue;
        auto select = database.prepare("SELECT DISTINCT record FROM " + table_of(definition) +
                                       " WHERE county = $1 AND batch = $2");
        for (auto const part : parts) {
            select->bind(1, batch.county);
            select->bind(2, part);
            while (select->step())
                if (auto const record = reader.read(definition, select->integer(0)))
                    areas.insert(reader.area_of(definition, *record));
        }
    }
    return {areas.begin(), areas.end()};
}

} // namespace jingzhun::registry
