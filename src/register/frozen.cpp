// Moments kept, records hashed.
#include "register/frozen.hpp"

#include "base/hash.hpp"
#include "register/pack_files.hpp"

#include <algorithm>
#include <bit>
#include <fmt/format.h>

namespace jingzhun::registry {
namespace {

constexpr std::string_view tables = R"(
CREATE TABLE IF NOT EXISTS frozen (
    county INTEGER NOT NULL, id INTEGER NOT NULL, as_of INTEGER NOT NULL, known_at INTEGER NOT NULL,
    position INTEGER NOT NULL, pack_hash TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS frozen_record (
    county INTEGER NOT NULL, frozen INTEGER NOT NULL, number INTEGER NOT NULL,
    register TEXT NOT NULL, record INTEGER NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (county, frozen, number)) STRICT, WITHOUT ROWID;
)";

Moment moment_of(Frozen const &frozen) {
    return {frozen.as_of, INT64_MAX, frozen.position}; // by the ledger: clocks may be set
}

std::string text_of(base::Value const &value) {
    if (auto const *text = std::get_if<std::string>(&value))
        return fmt::format("t{}:{}", text->size(), *text);
    if (auto const *real = std::get_if<double>(&value))
        return fmt::format("r{:x}", std::bit_cast<std::uint64_t>(*real));
    return fmt::format("i{}", base::as_integer(value));
}

std::string list_hash(Frozen const &frozen) {
    auto text = fmt::format("frozen\ncounty={}\nas_of={}\nknown_at={}\nposition={}\npack={}\n",
                            frozen.county, base::to_string(frozen.as_of), frozen.known_at,
                            frozen.position, frozen.pack_hash);
    for (auto const &one : frozen.records)
        text += fmt::format("{} {} {}:{} {}\n", one.name.register_name, one.name.record,
                            one.key.size(), one.key, one.hash);
    return base::sha256(text);
}

void insert(store::Database &database, Frozen &frozen) {
    auto last = database.prepare("SELECT coalesce(max(id), 0) FROM frozen WHERE county = $1");
    last->bind(1, frozen.county);
    last->step();
    frozen.id = last->integer(0) + 1;
    last->reset();
    auto head = database.prepare("INSERT INTO frozen (county, id, as_of, known_at, position, "
                                 "pack_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    head->bind(1, frozen.county);
    head->bind(2, frozen.id);
    head->bind(3, frozen.as_of.days);
    head->bind(4, frozen.known_at);
    head->bind(5, frozen.position);
    head->bind(6, frozen.pack_hash);
    head->bind(7, frozen.hash);
    head->run();
    auto row = database.prepare("INSERT INTO frozen_record (county, frozen, number, register, "
                                "record, key, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    row->bind(1, frozen.county);
    row->bind(2, frozen.id);
    std::int64_t number = 0;
    for (auto const &one : frozen.records) {
        row->bind(3, ++number);
        row->bind(4, one.name.register_name);
        row->bind(5, one.name.record);
        row->bind(6, one.key);
        row->bind(7, one.hash);
        row->run();
    }
}

} // namespace

void create_frozen_tables(store::Database &database) { database.execute(tables); }

std::string content_hash(pack::Register const &definition, Record const &record) {
    std::vector<std::string> lines; // by name: a newer pack may order its fields otherwise
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        if (base::is_missing(record.values[i])) continue;
        auto const &origin = *record.origins[i];
        lines.push_back(fmt::format("{}={} {} {} {}\n", definition.fields[i].name,
                                    text_of(record.values[i]), origin.batch, origin.row,
                                    origin.valid_from.days));
    }
    std::ranges::sort(lines);
    return base::sha256(fmt::format("{}\n{}:{}\n{}\n{}", definition.name, record.key.size(),
                                    record.key, record.area, fmt::join(lines, "")));
}

Frozen freeze(store::Database &database, pack::Pack const &pack, int county, base::Date as_of,
              std::span<RecordName const> records) {
    Frozen frozen;
    frozen.county = county;
    frozen.as_of = as_of;
    frozen.known_at = base::now();
    frozen.position = ledger_position(database, county);
    frozen.pack_hash = pack.hash;
    for (auto const &name : records) {
        auto const &definition = pack.registers[pack.register_index(name.register_name)];
        auto const record =
            read_record(database, pack, definition, county, name.record, moment_of(frozen));
        frozen.records.push_back(
            {name, record ? record->key : "", record ? content_hash(definition, *record) : ""});
    }
    frozen.hash = list_hash(frozen);
    insert(database, frozen);
    return frozen;
}

std::optional<Frozen> find_frozen(store::Database &database, int county, std::int64_t id) {
    auto head = database.prepare("SELECT as_of, known_at, position, pack_hash, hash FROM frozen "
                                 "WHERE county = $1 AND id = $2");
    head->bind(1, county);
    head->bind(2, id);
    if (!head->step()) return std::nullopt;
    Frozen frozen;
    frozen.id = id;
    frozen.county = county;
    frozen.as_of = base::Date{static_cast<std::int32_t>(head->integer(0))};
    frozen.known_at = head->integer(1);
    frozen.position = head->integer(2);
    frozen.pack_hash = head->text(3);
    frozen.hash = head->text(4);
    auto row = database.prepare("SELECT register, record, key, hash FROM frozen_record "
                                "WHERE county = $1 AND frozen = $2 ORDER BY number");
    row->bind(1, county);
    row->bind(2, id);
    while (row->step())
        frozen.records.push_back({{std::string(row->text(0)), row->integer(1)},
                                  std::string(row->text(2)),
                                  std::string(row->text(3))});
    return frozen;
}

std::vector<std::optional<Record>> show_frozen(store::Database &database, pack::Pack const &pack,
                                               Frozen const &frozen) {
    std::vector<std::optional<Record>> records;
    for (auto const &one : frozen.records) {
        auto const &definition = pack.registers[pack.register_index(one.name.register_name)];
        records.push_back(read_record(database, pack, definition, frozen.county, one.name.record,
                                      moment_of(frozen)));
    }
    return records;
}

std::vector<base::Problem> check_frozen(store::Database &database, Frozen const &frozen) {
    std::vector<base::Problem> problems;
    auto const id = std::to_string(frozen.id);
    if (list_hash(frozen) != frozen.hash)
        problems.push_back({"frozen_list_differs", {}, {{"frozen", id}}});
    auto const pack = load_pack(database, frozen.county, frozen.pack_hash);
    auto const records = show_frozen(database, pack, frozen);
    for (std::size_t i = 0; i < records.size(); ++i) {
        auto const &one = frozen.records[i];
        auto const &definition = pack.registers[pack.register_index(one.name.register_name)];
        auto const now = records[i] ? content_hash(definition, *records[i]) : "";
        if (now != one.hash)
            problems.push_back({"frozen_differs",
                                {},
                                {{"frozen", id},
                                 {"register", definition.title.zh},
                                 {"register_en", definition.title.en},
                                 {"key", one.key}}});
    }
    return problems;
}

} // namespace jingzhun::registry
