// Loading frames: the tables in parallel, then their links, completeness and areas.
#include "register/frames.hpp"

#include "register/frame_authorised.hpp"
#include "register/frame_complete.hpp"
#include "register/frame_decided.hpp"
#include "register/frame_table.hpp"
#include "register/tables.hpp"
#include "store/open.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <thread>

namespace jingzhun::registry {
namespace {

constexpr int connections_tries_max = 5;
constexpr std::size_t single_keys_max = 2000; // from here on reading all keys is cheaper

cel::Population shape(pack::Pack const &pack, cel::Schema const &schema) {
    cel::Population population;
    population.tables.resize(schema.records.size());
    for (std::size_t i = 0; i < schema.records.size(); ++i) {
        auto &table = population.tables[i];
        auto const count = [&](cel::FieldSource source) {
            return static_cast<std::size_t>(
                std::ranges::count(schema.records[i].fields, source, &cel::Field::source));
        };
        table.name = schema.records[i].name;
        table.columns.resize(i < pack.registers.size() ? pack.registers[i].fields.size()
                                                       : count(cel::FieldSource::column));
        table.item_lists.resize(count(cel::FieldSource::items));
        table.relations.resize(count(cel::FieldSource::relation));
        table.references.resize(count(cel::FieldSource::reference));
    }
    return population;
}

// What a reader sees: two readers that see the same last event see the same everything, since
// nothing is written without one.
std::int64_t last_event(store::Database &database, int county) {
    auto select =
        database.prepare("SELECT coalesce(max(sequence), 0) FROM event WHERE county = $1");
    select->bind(1, county);
    select->step();
    return select->integer(0);
}

// A further connection that sees what `database` sees; nothing where writers were too quick, or
// where `database` has changes of its own that nobody else can see yet.
std::unique_ptr<store::Database> another_reader(store::Database &database, int county) {
    if (database.hold() == store::Hold::write) return nullptr;
    auto const wanted = last_event(database, county);
    auto reader = store::open(database.address(), store::Access::read);
    for (int i = 0; i < connections_tries_max; ++i) {
        reader->begin_read();
        if (last_event(*reader, county) == wanted) return reader;
        reader->rollback();
    }
    return nullptr;
}

// The tables to load, the largest first, so that threads end together.
std::vector<std::size_t> by_size(store::Database &database, pack::Pack const &pack,
                                 FramePlan const &plan, int county) {
    std::vector<std::pair<std::int64_t, std::size_t>> sizes;
    for (std::size_t i = 0; i < plan.tables.size(); ++i) {
        if (!plan.tables[i].load) continue;
        auto last = database.prepare("SELECT coalesce(max(record), 0) FROM " +
                                     table_of(pack.registers[i]) + " WHERE county = $1");
        last->bind(1, county);
        last->step();
        sizes.emplace_back(-last->integer(0), i);
    }
    std::ranges::sort(sizes);
    std::vector<std::size_t> tables;
    for (auto const &[size, table] : sizes) tables.push_back(table);
    return tables;
}

class FrameLoader {
  public:
    FrameLoader(store::Database &database, pack::Pack const &pack, cel::Schema const &schema,
                FrameRequest const &request)
        : database_(database), pack_(pack), request_(request), plan_(make_plan(pack, request)),
          batches_(list_batches(database, request.county), request.moment.known()),
          population_(shape(pack, schema)) {}

    cel::Population load(DayRange *days) {
        load_tables();
        link_tables();
        place_tables();
        drop_unasked();
        if (days != nullptr) *days = days_;
        return std::move(population_);
    }

  private:
    void load_tables() {
        auto const tables = by_size(database_, pack_, plan_, request_.county);
        std::vector<std::unique_ptr<store::Database>> readers;
        while (readers.size() + 1 <
               std::min<std::size_t>(static_cast<std::size_t>(std::max(request_.threads, 1)),
                                     tables.size())) {
            auto reader = another_reader(database_, request_.county);
            if (reader == nullptr) break;
            readers.push_back(std::move(reader));
        }
        if (readers.empty()) {
            for (auto const i : tables) {
                auto loaded = load_table_into(database_, i, population_.strings);
                days_.meet(loaded.days);
                merged_[i] = std::move(loaded.merged);
            }
            return;
        }
        std::atomic<std::size_t> next = 0;
        std::mutex mutex; // of population_.strings and failure
        std::exception_ptr failure;
        auto const work = [&](store::Database &database) {
            try {
                for (auto at = next++; at < tables.size(); at = next++) {
                    cel::Strings strings;
                    auto loaded = load_table_into(database, tables[at], strings);
                    std::lock_guard const lock(mutex);
                    days_.meet(loaded.days);
                    move_texts(population_.tables[tables[at]], loaded.merged,
                               pack_.registers[tables[at]], plan_.tables[tables[at]], strings,
                               population_.strings);
                    merged_[tables[at]] = std::move(loaded.merged);
                }
            } catch (...) {
                std::lock_guard const lock(mutex);
                failure = std::current_exception();
            }
        };
        {
            std::vector<std::jthread> threads;
            for (auto &reader : readers) threads.emplace_back([&work, &reader] { work(*reader); });
            work(database_);
        }
        if (failure) std::rethrow_exception(failure);
    }

    LoadedTable load_table_into(store::Database &database, std::size_t i, cel::Strings &strings) {
        return load_table(database, pack_.registers[i], request_, batches_, plan_.tables[i],
                          population_.tables[i], strings);
    }

    // Whether a yearly list speaks of the year changes with the year.
    void mind_years() {
        auto const year = request_.moment.as_of.year();
        for (auto const &link : plan_.links)
            if (!pack_.registers[link.place.from].covers_year.empty())
                days_.meet({base::make_date(year, 1, 1).value_or(base::date_min),
                            base::make_date(year, 12, 31).value_or(base::date_max)});
    }

    void link_tables() {
        mind_years();
        Joiner joiner(pack_, population_);
        for (auto const &[table, rows] : merged_) joiner.add_merged(table, rows);
        Completeness completeness(database_, pack_, request_, batches_, population_);
        for (auto const &link : plan_.links) {
            auto const &place = link.place;
            auto &from = population_.tables[place.from];
            auto &to = population_.tables[place.to];
            auto &matches = matches_.emplace_back(joiner.join(place));
            DecidedRows decided;
            if (!place.link->model.empty() && !request_.equal_only) {
                decided = decided_rows(database_, pack_, request_, place, from, to);
                add_decided(matches, decided);
            }
            if (link.reverse) {
                auto relation = relation_of(turn_round(matches, to.rows), place.from);
                relation.complete = completeness.of_reverse(place, matches, decided);
                to.relations[place.reverse_index] = std::move(relation);
            }
            if (link.own && place.link->many) {
                auto relation = relation_of(matches, place.to);
                relation.complete = completeness.of_own(place, matches, decided);
                from.relations[place.own_index] = std::move(relation);
            } else if (link.own) {
                from.references[place.own_index] = reference_of(matches, place.to);
            }
        }
        for (std::size_t at = 0; at < plan_.links.size(); ++at)
            if (plan_.links[at].authorised_by) withhold(at);
    }

    // Rows of a list are not held against whom has not signed for it: whether they are on it is not
    // known.
    void withhold(std::size_t at) {
        auto const &link = plan_.links[at];
        auto const &by = *link.authorised_by;
        Matches const *way = nullptr;
        for (std::size_t i = 0; by.way && i < plan_.links.size(); ++i)
            if (plan_.links[i].place.link == by.way->link) way = &matches_[i];
        auto &to = population_.tables[link.place.to];
        auto const compared =
            may_be_compared(population_, by, way, to.rows, request_.moment.as_of, days_);
        if (std::ranges::find(compared, false) == compared.end()) return;
        auto const left = only_compared(matches_[at], compared);
        if (link.own && !link.place.link->many)
            population_.tables[link.place.from].references[link.place.own_index] =
                reference_of(left, link.place.to);
        if (!link.reverse) return;
        auto &relation = to.relations[link.place.reverse_index];
        cel::Bits complete((to.rows + 63) / 64, 0);
        for (std::size_t row = 0; row < to.rows; ++row)
            if (compared[row] && cel::bit(relation.complete, row))
                complete[row / 64] |= std::uint64_t{1} << (row % 64);
        relation = relation_of(turn_round(left, to.rows), link.place.from);
        relation.complete = std::move(complete);
    }

    void place_tables() {
        for (std::size_t i = 0; i < plan_.tables.size(); ++i)
            if (plan_.tables[i].load) place_table(i, 0);
    }

    // A row's area: its own field, or that of the first record its link finds, or the county.
    void place_table(std::size_t i, std::size_t depth) {
        auto &table = population_.tables[i];
        if (!table.areas.empty() || depth > plan_.tables.size()) return;
        auto const county = population_.strings.intern(std::to_string(request_.county));
        table.areas.assign(table.rows, county);
        auto const &definition = pack_.registers[i];
        if (auto const *field = definition.find_field(definition.area)) {
            auto const &column = table.columns[definition.field_index(field->name)];
            auto const &texts = std::get<1>(column.values);
            for (std::size_t row = 0; row < table.rows; ++row)
                if (texts[row] != 0) table.areas[row] = texts[row];
            return;
        }
        for (std::size_t at = 0; at < plan_.links.size(); ++at) {
            auto const &place = plan_.links[at].place;
            if (place.from != i || place.link->name != definition.area) continue;
            place_table(place.to, depth + 1);
            auto const &theirs = population_.tables[place.to].areas;
            auto const &matches = matches_[at];
            for (std::size_t row = 0; row < table.rows; ++row)
                if (matches.count(row) != 0)
                    table.areas[row] = theirs[matches.rows[matches.offsets[row]]];
        }
    }

    void drop_unasked() {
        for (std::size_t i = 0; i < plan_.tables.size(); ++i) {
            auto const &plan = plan_.tables[i];
            for (std::size_t field = 0; field < plan.asked.size(); ++field) {
                if (!plan.wanted[field] || plan.asked[field]) continue;
                auto &table = population_.tables[i];
                if (is_several(pack_.registers[i].fields[field].type))
                    table.item_lists[item_list_of(pack_.registers[i], field)] = {};
                else table.columns[field] = {};
            }
        }
    }

    store::Database &database_;
    pack::Pack const &pack_;
    FrameRequest const &request_;
    FramePlan plan_;
    BatchView batches_;
    cel::Population population_;
    std::map<std::size_t, std::vector<MergedRow>> merged_; // by table
    std::vector<Matches> matches_;                         // by link of the plan
    DayRange days_;
};

std::vector<std::string> load_many_keys(store::Database &database, pack::Register const &definition,
                                        int county, std::span<std::int64_t const> records) {
    std::vector<std::vector<std::size_t>> wanted; // by record, the positions in the answer
    for (std::size_t i = 0; i < records.size(); ++i) {
        auto const record = static_cast<std::size_t>(records[i]);
        if (wanted.size() <= record) wanted.resize(record + 1);
        wanted[record].push_back(i);
    }
    std::vector<std::string> keys(records.size());
    auto select = database.prepare("SELECT record, key FROM " + key_table_of(definition) +
                                   " WHERE county = $1");
    select->bind(1, county);
    while (select->step()) {
        auto const record = static_cast<std::size_t>(select->integer(0));
        if (record >= wanted.size()) continue;
        for (auto const i : wanted[record]) keys[i] = select->text(1);
    }
    return keys;
}

} // namespace

cel::Population load_frames(store::Database &database, pack::Pack const &pack,
                            cel::Schema const &schema, FrameRequest const &request,
                            DayRange *days) {
    store::Snapshot const snapshot(database);
    return FrameLoader(database, pack, schema, request).load(days);
}

std::vector<std::string> load_keys(store::Database &database, pack::Register const &definition,
                                   int county, std::span<std::int64_t const> records) {
    if (records.size() > single_keys_max)
        return load_many_keys(database, definition, county, records);
    std::vector<std::string> keys;
    keys.reserve(records.size());
    auto select = database.prepare("SELECT key FROM " + table_of(definition) +
                                   " WHERE county = $1 AND record = $2 AND key IS NOT NULL");
    select->bind(1, county);
    for (auto const record : records) {
        select->bind(2, record);
        keys.emplace_back(select->step() ? select->text(0) : std::string_view());
        select->reset();
    }
    return keys;
}

} // namespace jingzhun::registry
