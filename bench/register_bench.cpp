// How fast statements are written and frames are loaded, beside SQLite's bulk insert of the same
// rows.
//
// Usage: register_bench FOLDER [HOUSEHOLDS]. Writes a store with synthetic households, persons and
// lists of the pack packs/china, prints rows a second with the ratio to a bare insert, and the time
// to load frames.
#include "base/file.hpp"
#include "base/identity.hpp"
#include "pack/load.hpp"
#include "register/frames.hpp"
#include "register/tables.hpp"
#include "store/open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <random>

using namespace jingzhun;
using pack::FieldType;
using Rows = std::vector<std::vector<base::Value>>;

namespace {

constexpr int county = 431128;
constexpr double members = 3.5; // of a household, on average

struct Time {
    double wall = 0, processor = 0; // seconds
    void operator+=(Time const &other) {
        wall += other.wall;
        processor += other.processor;
    }
};

Time time_of(auto const &work) {
    auto const processor = std::clock();
    auto const start = std::chrono::steady_clock::now();
    work();
    auto const wall =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return {wall, static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC};
}

double rate(std::size_t rows, double seconds) { return static_cast<double>(rows) / seconds / 1000; }

std::string identity_of(std::int64_t person) {
    auto const year = 1940 + person % 75, month = 1 + person / 75 % 12, day = 1 + person / 900 % 28;
    auto text = fmt::format("431199{:04}{:02}{:02}{:03}", year, month, day, person / 25200 % 1000);
    return text + base::check_character(text);
}

struct Maker {
    pack::Pack const &pack;
    std::int64_t persons;
    std::mt19937_64 random{7};

    std::string name() {
        static std::vector<std::string> const family = {"李", "王", "张", "刘", "陈",
                                                        "杨", "郑", "谢", "何", "骆"};
        static std::vector<std::string> const given = {"伟", "芳", "娜", "秀", "英", "敏", "静",
                                                       "丽", "强", "磊", "军", "洋", "勇", "艳",
                                                       "杰", "娟", "涛", "明", "超", "兰"};
        return family[random() % family.size()] + given[random() % given.size()] +
               given[random() % given.size()];
    }

    base::Value value(pack::Register const &definition, pack::Field const &field,
                      std::int64_t person) {
        auto const &name_of_field = field.name;
        if (name_of_field == "household_no") return fmt::format("H{:09}", household_of(person));
        if (name_of_field == "person_no") return fmt::format("P{:09}", person);
        if (field.type == FieldType::identity) return identity_of(person);
        if (name_of_field == definition.label || name_of_field == "name") return name();
        switch (field.type) {
        case FieldType::code:
        case FieldType::codes: {
            auto const *codes = pack.find_codes(field.codes);
            return codes == nullptr ? "a" : codes->codes[random() % codes->codes.size()].code;
        }
        case FieldType::boolean:
            return static_cast<std::int64_t>(random() % 2);
        case FieldType::integer:
            return static_cast<std::int64_t>(random() % 2100);
        case FieldType::money:
            return static_cast<std::int64_t>(random() % 9000000);
        case FieldType::number:
            return static_cast<double>(random() % 1000) / 8;
        case FieldType::date:
            return static_cast<std::int64_t>(18000 + random() % 900);
        case FieldType::area:
        case FieldType::areas:
            return fmt::format("4311281{:02}2{:02}", household_of(person) % 19, random() % 20);
        default:
            return fmt::format("{}", random() % 1000);
        }
    }

    std::int64_t household_of(std::int64_t person) const {
        return static_cast<std::int64_t>(static_cast<double>(person) / members);
    }

    // `share` of the persons (or households) have a row.
    Rows rows(pack::Register const &definition, double share, bool by_household) {
        Rows made;
        auto const count = by_household
                               ? static_cast<std::int64_t>(static_cast<double>(persons) / members)
                               : persons;
        for (std::int64_t i = 0; i < count; ++i) {
            if (static_cast<double>(random() % 100000) >= share * 100000) continue;
            auto const person =
                by_household ? static_cast<std::int64_t>(static_cast<double>(i) * members + 1) : i;
            auto &row = made.emplace_back();
            for (auto const &field : definition.fields)
                row.push_back(value(definition, field, person));
        }
        return made;
    }
};

struct Load {
    std::string source, registered;
    double share;
    bool by_household;
};

// Answers the time the event took, which seals what was written.
Time write(store::Database &database, pack::Pack const &pack, Load const &load, Rows const &rows) {
    auto const &definition = *pack.find_register(load.registered);
    store::Transaction transaction(database);
    registry::Batch batch;
    batch.county = county;
    batch.source = load.source;
    batch.recorded_at = base::now();
    batch.valid_from = base::Date{18600};
    batch.id = registry::insert_batch(database, batch);
    registry::Writer writer(database, pack, definition, batch);
    int number = 1;
    for (auto const &row : rows)
        writer.state(registry::Writer::key_of(definition, row), std::nullopt, ++number, row);
    auto const sealing = time_of([&] {
        store::append(database, {"bench", "", ""}, {county, "import", "", "{}"});
    });
    transaction.commit();
    return sealing;
}

void write_bare(store::Database &database, pack::Register const &definition, Rows const &rows) {
    std::string columns, places;
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        columns +=
            fmt::format("{}{} ANY", i == 0 ? "" : ", ", registry::column_of(definition.fields[i]));
        places += fmt::format("{}${}", i == 0 ? "" : ", ", i + 1);
    }
    database.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, " + columns + ") STRICT");
    database.execute("BEGIN IMMEDIATE"); // without the guard and the event of a Transaction
    auto insert = database.prepare("INSERT INTO bare VALUES (NULL, " + places + ")");
    for (auto const &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (auto const *text = std::get_if<std::string>(&row[i]))
                insert->bind_borrowed(static_cast<int>(i) + 1, *text);
            else insert->bind(static_cast<int>(i) + 1, row[i]);
        }
        insert->run();
    }
    database.execute("COMMIT");
}

// What all rules of the pack read, as a check asks for it.
registry::FrameRequest request_for(pack::Pack const &pack, cel::Schema const &schema, int threads) {
    registry::FrameRequest request;
    request.county = county;
    request.moment.as_of = base::Date{18627};
    request.threads = threads;
    for (auto const &definition : pack.registers) {
        std::vector<cel::RuleSource> rules;
        for (auto const &rule : pack.rules)
            if (rule.on == definition.name && rule.must != nullptr &&
                rule.kind != pack::RuleKind::measure)
                rules.push_back({rule.id, rule.when.get(), rule.must.get(), rule.must_hold});
        auto const compiled = cel::compile(schema, definition.name, rules, true);
        if (compiled.program == nullptr) continue;
        for (auto const &used : cel::used_fields(*compiled.program))
            if (std::ranges::find(request.fields, used) == request.fields.end())
                request.fields.push_back(used);
    }
    return request;
}

} // namespace

int main(int count, char **arguments) {
    if (count < 2) {
        fmt::print(stderr, "usage: register_bench FOLDER [HOUSEHOLDS]\n");
        return 2;
    }
    std::string const folder = arguments[1];
    auto const households = count > 2 ? std::stoll(arguments[2]) : 100000;
    auto const pack = pack::load(base::shipped("packs/china")).pack;
    std::filesystem::create_directories(folder);
    for (auto const *ending : {"", "-wal", "-shm"})
        std::filesystem::remove(folder + "/bench.db" + ending);
    auto database = store::open(folder + "/bench.db", store::Access::create);
    registry::create_tables(*database, pack);

    Maker maker{pack, static_cast<std::int64_t>(static_cast<double>(households) * members)};
    std::vector<Load> const loads = {{"national_roster", "household", 1, true},
                                     {"national_roster", "person", 1, false},
                                     {"household_survey", "household", 1, true},
                                     {"member_survey", "person", 1, false},
                                     {"medical_insurance", "insurance", .95, false},
                                     {"medical_spending", "medical_spending", .1, false},
                                     {"school_enrolment", "enrolment", .18, false},
                                     {"disability", "disability", .03, false},
                                     {"vehicles", "vehicle", .05, false},
                                     {"businesses", "business", .01, false},
                                     {"payroll", "payroll", .01, false},
                                     {"property", "property", .02, false},
                                     {"deaths", "death", .01, false},
                                     {"low_income", "low_income", .03, false},
                                     {"jobs", "job", .2, false},
                                     {"officials", "official", .002, false},
                                     {"pairings", "pairing", .3, true},
                                     {"visits", "visit", 1, false}};
    std::size_t rows_all = 0;
    Time time_all, bare_all, sealing_all;
    auto const report = [](std::string const &name, std::size_t rows, Time const &time,
                           Time const &bare) {
        fmt::print("{:18} {:8} rows {:5.0f} k/s, a CPU-second {:5.0f} k; bare {:5.0f} k/s, {:5.0f} "
                   "k; ratio "
                   "{:.2f}, of CPU {:.2f}\n",
                   name, rows, rate(rows, time.wall), rate(rows, time.processor),
                   rate(rows, bare.wall), rate(rows, bare.processor), bare.wall / time.wall,
                   bare.processor / time.processor);
    };
    for (auto const &load : loads) {
        auto const &definition = *pack.find_register(load.registered);
        auto const rows = maker.rows(definition, load.share, load.by_household);
        Time sealing;
        auto time = time_of([&] { sealing = write(*database, pack, load, rows); });
        time.wall -= sealing.wall;
        time.processor -= sealing.processor;
        auto const bare = time_of([&] { write_bare(*database, definition, rows); });
        database->execute("DROP TABLE bare");
        report(load.source, rows.size(), time, bare);
        rows_all += rows.size();
        time_all += time;
        bare_all += bare;
        sealing_all += sealing;
    }
    report("all", rows_all, time_all, bare_all);
    fmt::print("sealing them in the events: {:.2f} s, {:.2f} CPU-seconds\n", sealing_all.wall,
               sealing_all.processor);

    auto const schema = pack::make_schema(pack);
    for (int const threads : {1, 2, 2}) {
        cel::Population population;
        auto const request = request_for(pack, schema, threads);
        auto const time =
            time_of([&] { population = registry::load_frames(*database, pack, schema, request); });
        std::size_t rows = 0;
        for (auto const &table : population.tables) rows += table.rows;
        fmt::print("load_frames, {} threads: {:.2f} s, {:.2f} CPU-seconds, {} rows, {} texts\n",
                   threads, time.wall, time.processor, rows, population.strings.size());
    }
}
