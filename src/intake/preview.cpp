// Statements of a batch held against the records as they were.
#include "intake/preview.hpp"

#include "register/tables.hpp"

#include <algorithm>

namespace jingzhun::intake {
namespace {

struct Stated {
    std::int64_t record = 0;
    int row = 0;
    base::Date valid_from;
    std::vector<base::Value> values;
};

std::vector<Stated> statements_of(store::Database &database, pack::Register const &definition,
                                  registry::Batch const &batch) {
    std::string sql = "SELECT record, row, valid_from";
    for (auto const &field : definition.fields) sql += ", " + registry::column_of(field);
    sql += " FROM " + registry::table_of(definition) +
           " WHERE county = $1 AND batch = $2 ORDER BY row, record";
    auto select = database.prepare(sql);
    std::vector<Stated> all;
    for (auto const part : registry::parts_of(database, batch.county, batch.id)) {
        select->bind(1, batch.county);
        select->bind(2, part);
        while (select->step()) {
            Stated one;
            one.record = select->integer(0);
            one.row = static_cast<int>(select->integer(1));
            one.valid_from = base::Date{static_cast<std::int32_t>(select->integer(2))};
            for (std::size_t i = 0; i < definition.fields.size(); ++i)
                one.values.push_back(select->value(static_cast<int>(i) + 3));
            all.push_back(std::move(one));
        }
    }
    return all;
}

std::string key_of(store::Database &database, pack::Register const &definition, int county,
                   std::int64_t record) {
    auto select = database.prepare("SELECT key FROM " + registry::table_of(definition) +
                                   " WHERE county = $1 AND record = $2 AND key IS NOT NULL");
    select->bind(1, county);
    select->bind(2, record);
    return select->step() ? std::string(select->text(0)) : std::string();
}

// What a field's change is, where it is one.
std::optional<FieldChange> change_of(std::size_t field, Stated const &stated,
                                     std::optional<registry::Record> const &before,
                                     std::string const &source) {
    auto const &after = stated.values[field];
    if (!before) {
        if (base::is_missing(after)) return std::nullopt;
        return FieldChange{field, {}, after, {}};
    }
    auto const &was = before->values[field];
    auto const &origin = before->origins[field];
    auto const own = origin && origin->source == source;
    if (was == after || (base::is_missing(after) && !own)) return std::nullopt;
    FieldChange change{field, was, after, {}};
    if (origin && !own) change.other = origin;
    return change;
}

PreviewRow preview_row(store::Database &database, pack::Pack const &pack,
                       pack::Register const &definition, registry::Batch const &batch,
                       Stated const &stated) {
    auto const waits = batch.accepted_at == 0;
    registry::Moment const moment{base::date_max, waits ? INT64_MAX : batch.accepted_at - 1};
    auto const before =
        registry::read_record(database, pack, definition, batch.county, stated.record, moment);
    PreviewRow row{RowKind::changed, stated.row, &definition, {}, {}, {}};
    row.key = before ? before->key : key_of(database, definition, batch.county, stated.record);
    if (!before) row.kind = RowKind::created;
    for (std::size_t i = 0; i < definition.fields.size(); ++i)
        if (auto change = change_of(i, stated, before, batch.source)) {
            if (change->other && !base::is_missing(change->before)) row.kind = RowKind::conflicting;
            row.changes.push_back(std::move(*change));
        }
    if (stated.row == 0) row.kind = RowKind::ended;
    return row;
}

} // namespace

std::string_view to_string(RowKind kind) {
    switch (kind) {
    case RowKind::created:
        return "new";
    case RowKind::changed:
        return "changed";
    case RowKind::conflicting:
        return "conflicting";
    case RowKind::refused:
        return "refused";
    case RowKind::ended:
        return "ended";
    }
    return "";
}

void preview(store::Database &database, pack::Pack const &pack, int county, std::int64_t id,
             std::function<bool(PreviewRow const &)> const &take) {
    store::Snapshot const snapshot(database);
    auto const batch = registry::find_batch(database, county, id);
    if (!batch) throw base::Error("batch_unknown", {{"batch", std::to_string(id)}});
    auto const *source = pack.find_source(batch->source);
    for (auto const &definition : pack.registers) {
        if (source != nullptr && std::ranges::count(source->registers, definition.name) == 0)
            continue;
        for (auto const &stated : statements_of(database, definition, *batch))
            if (!take(preview_row(database, pack, definition, *batch, stated))) return;
    }
    for (auto &refused : registry::list_refused(database, county, id))
        if (!take({RowKind::refused, refused.row, nullptr, {}, {}, std::move(refused.problems)}))
            return;
}

} // namespace jingzhun::intake
