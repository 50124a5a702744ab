// What is to be proven, gathered from the registers.
#include "register/prove.hpp"

#include "register/keys.hpp"
#include "register/tables.hpp"
#include "store/prove.hpp"
#include "store/row_cells.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::registry {
namespace {

// Columns that stand in every table, or in the private lines of an event.
struct BaseLabel {
    std::string_view column, type;
    pack::Title title;
};
std::vector<BaseLabel> const base_labels = {
    {"record", "integer", {"记录号", "Record"}},
    {"valid_from", "date", {"起始日", "Holds from"}},
    {"batch", "integer", {"批次", "Batch"}},
    {"row", "integer", {"原表行号", "Row of the file"}},
    {"key", "text", {"编号", "Key"}},
    {"actor", "text", {"经办人", "Who"}},
    {"role", "text", {"角色", "Role"}},
    {"reason", "text", {"事由", "Why"}},
    {"origin", "text", {"来自", "From where"}},
    {"subject", "text", {"对象", "About"}},
    {"details", "text", {"内容", "Details"}},
    {"sequence", "integer", {"事件", "Event"}},
    {"number", "integer", {"序号", "Number"}},
    {"table_name", "text", {"数据表", "Table"}},
    {"id", "integer", {"编号", "Number"}},
    {"rule", "text", {"规则", "Rule"}},
    {"register", "text", {"登记册", "Register"}},
    {"area", "text", {"区划", "Area"}},
    {"message_zh", "text", {"说明", "Message in Chinese"}},
    {"message_en", "text", {"英文说明", "Message in English"}},
    {"opened", "date", {"发现日", "Found on"}},
    {"due", "date", {"到期日", "Due"}},
    {"closed", "date", {"销号日", "Closed on"}},
};

std::string_view type_of(pack::FieldType type) {
    switch (type) {
    case pack::FieldType::boolean:
        return "yes_no";
    case pack::FieldType::integer:
        return "integer";
    case pack::FieldType::money:
        return "money";
    case pack::FieldType::date:
        return "date";
    default:
        return "text";
    }
}

// Every cell that will be shown, of rows, of what changes left, and of private lines.
std::vector<store::Cell> cells_of(store::Bundle const &bundle) {
    std::vector<store::Cell> cells;
    auto const add = [&](std::vector<store::Cell> const &more) {
        cells.insert(cells.end(), more.begin(), more.end());
    };
    for (auto const &event : bundle.events) {
        if (auto const row = store::read_row(event.opening)) add(row->cells);
        for (auto const &one : event.rows) {
            auto const row = store::read_row(one.bytes);
            if (!row) continue;
            add(row->cells);
            for (auto const *column : {"row_key", "after"})
                if (auto const *lines = row->text(column))
                    if (auto const inner = store::read_cells(*lines)) add(*inner);
        }
    }
    return cells;
}

void label(store::Bundle &bundle, base::Language language) {
    std::set<std::string> shown;
    for (auto const &cell : cells_of(bundle)) shown.insert(cell.column);
    for (auto const &one : base_labels)
        if (shown.contains(std::string(one.column)))
            bundle.labels.push_back(
                {std::string(one.column), std::string(one.type), one.title.in(language)});
}

void label(store::Bundle &bundle, pack::Pack const &pack, pack::Register const &definition,
           base::Language language) {
    label(bundle, language);
    auto const cells = cells_of(bundle);
    for (auto const &field : definition.fields) {
        auto const column = column_of(field);
        std::set<std::string> values;
        for (auto const &cell : cells)
            if (cell.column == column) values.insert(cell.value);
        if (values.empty()) continue;
        bundle.labels.push_back(
            {column, std::string(type_of(field.type)), field.title.in(language)});
        auto const *codes = field.codes.empty() ? nullptr : pack.find_codes(field.codes);
        for (auto const &value : values)
            if (auto const *code = codes == nullptr ? nullptr : codes->find(value);
                code != nullptr && value.find_first_of(" \n") == value.npos)
                bundle.words.push_back({column, value, code->title.in(language)});
    }
}

std::set<std::int64_t> batches_that_count(store::Database &database, int county) {
    std::set<std::int64_t> batches;
    auto select = database.prepare("SELECT id FROM batch WHERE county = $1 AND rolled_back_at = 0 "
                                   "AND state <> 4"); // one that is loading does not count yet
    select->bind(1, county);
    while (select->step()) batches.insert(select->integer(0));
    return batches;
}

} // namespace

std::optional<store::Bundle> prove_record(store::Database &database, pack::Pack const &pack,
                                          pack::Register const &definition, int county,
                                          std::string const &key, base::Language language) {
    store::Snapshot const snapshot(database);
    auto const record = Keys(database, definition, county).find(key);
    if (record == 0) return std::nullopt;
    auto const counting = batches_that_count(database, county);
    auto const table = store::table_named(database, table_of(definition));
    store::Prover prover(database, county);
    store::for_rows_between(database, table, county, 0, record, record,
                            [&](store::SealedRow const &row) {
                                auto const cells = store::read_row(row.bytes);
                                auto const named = cells && cells->text("key") != nullptr;
                                if (named || counting.contains(row.part))
                                    prover.add_row(table.name, row);
                            });
    auto bundle = prover.prove({"record", table.name, key});
    label(bundle, pack, definition, language);
    return bundle;
}

std::optional<store::Bundle> prove_changes(store::Database &database, int county,
                                           std::string const &table, std::int64_t id,
                                           base::Language language) {
    store::Snapshot const snapshot(database);
    store::Prover prover(database, county);
    std::string key;
    store::add_integer(key, "id", id);
    if (prover.add_changes(table, key) == 0) return std::nullopt;
    auto bundle = prover.prove({"change", table, store::name_of_key(key)});
    label(bundle, language);
    return bundle;
}

store::Bundle prove_event(store::Database &database, int county, std::int64_t sequence,
                          base::Language language) {
    store::Snapshot const snapshot(database);
    store::Prover prover(database, county);
    prover.open_event(sequence);
    auto bundle = prover.prove({"event", "-", std::to_string(sequence)});
    label(bundle, language);
    return bundle;
}

} // namespace jingzhun::registry
