// What the ledger costs: events one by one and by many writers beside bare commits on the same
// disk, events in batches, verifying and proving at length, and sealing a bulk load; beside each
// figure, in brackets, what is asked of it.
//
// Usage: ledger_bench FOLDER [EVENTS]. Each event changes one row. Rates of commits are wall clock
// and their ratios are taken in the same run, turn about; all else is processor time.
#include "base/date.hpp"
#include "register/verify.hpp"
#include "store/ledger_tree.hpp"
#include "store/open.hpp"
#include "store/salt.hpp"
#include "store/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace jingzhun;
using store::Database;

namespace {

constexpr int county = 431128;
constexpr int rows_that_change = 1'000'000;
store::Actor const actor{"bench", "measure", "here"};

struct Time {
    double wall = 0, processor = 0;
};

Time time_of(auto const &work) {
    auto const processor = std::clock();
    auto const start = std::chrono::steady_clock::now();
    work();
    auto const wall =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return {wall, static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC};
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

std::unique_ptr<Database> fresh(std::string const &file) {
    for (auto const *ending : {"", "-wal", "-shm", ".key", ".head"})
        std::filesystem::remove(file + ending);
    auto database = store::open(file, store::Access::create);
    store::Transaction transaction(*database);
    database->execute(
        "CREATE TABLE task (county INTEGER NOT NULL, id INTEGER NOT NULL, state INTEGER NOT NULL, "
        "note TEXT NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID; "
        "CREATE TABLE transient_bare (county INTEGER NOT NULL, id INTEGER NOT NULL, "
        "note TEXT NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID");
    store::append(*database, actor, {county, "init", "county", "{}"});
    transaction.commit();
    return database;
}

// One event with one changed row.
void visit(Database &database, store::Statement &put, std::int64_t number) {
    put.bind(1, number * 7919 % rows_that_change);
    put.bind(2, number);
    put.run();
    store::append(database, actor,
                  {county, "visit", fmt::format("household {}", number), R"({"state":1})"});
}

std::unique_ptr<store::Statement> putting(Database &database) {
    return database.prepare("INSERT INTO task VALUES (431128, $1, $2, 'seen at home, all present') "
                            "ON CONFLICT DO UPDATE SET state = excluded.state");
}

void add_visit(Database &database, std::int64_t number) {
    auto const put = putting(database);
    visit(database, *put, number);
}

double bare_commits(Database &database, std::int64_t &number, int count) {
    auto insert = database.prepare("INSERT INTO transient_bare VALUES (431128, $1, $2)");
    return count / time_of([&] {
                       for (int i = 0; i < count; ++i) {
                           database.begin_write();
                           insert->bind(1, ++number);
                           insert->bind(2, "seen at home, all present");
                           insert->run();
                           database.commit();
                       }
                   }).wall;
}

double single_events(Database &database, std::int64_t &number, int count) {
    auto const put = putting(database);
    return count / time_of([&] {
                       for (int i = 0; i < count; ++i) {
                           store::Transaction transaction(database);
                           visit(database, *put, ++number);
                           transaction.commit();
                       }
                   }).wall;
}

double many_writers(store::Writer &writer, std::int64_t first, int writers, int each) {
    std::vector<std::thread> threads;
    auto const time = time_of([&] {
        for (int w = 0; w < writers; ++w)
            threads.emplace_back([&, w] {
                for (int i = 0; i < each; ++i)
                    writer.write(
                        [&](Database &database) { add_visit(database, first + w * each + i); });
            });
        for (auto &thread : threads) thread.join();
    });
    return writers * each / time.wall;
}

void measure_commits(std::string const &file) {
    constexpr int rounds = 5, each = 100, writers = 32;
    auto database = fresh(file);
    std::int64_t number = 0;
    bare_commits(*database, number, each);
    std::vector<double> bare, single, group, single_ratio, group_ratio;
    for (int round = 0; round < rounds; ++round) {
        bare.push_back(bare_commits(*database, number, each));
        single.push_back(single_events(*database, number, each));
        single_ratio.push_back(single.back() / bare.back());
    }
    database.reset();
    store::Writer writer(file);
    for (int round = 0; round < rounds; ++round) {
        group.push_back(many_writers(writer, 1'000'000 + round * 10'000, writers, 30));
        group_ratio.push_back(group.back() / median(single));
    }
    fmt::print("bare commits (INSERT, WAL, FULL)   {:9.0f} /s\n", median(bare));
    fmt::print(
        "single events, each on the disk    {:9.0f} /s   {:.2f} of bare (each round: {:.2f}) "
        "[0.90 or more]\n",
        median(single), median(single) / median(bare), median(single_ratio));
    fmt::print("{} writers through store::Writer   {:9.0f} /s   {:.1f} times single [5 or more]\n",
               writers, median(group), median(group_ratio));
}

void measure_batches(std::string const &file, std::int64_t events) {
    auto const database = fresh(file);
    auto const time = time_of([&] {
        auto const put = putting(*database);
        for (std::int64_t number = 0; number < events;) {
            store::Transaction transaction(*database);
            for (auto last = std::min(number + 10'000, events); number < last;)
                visit(*database, *put, ++number);
            transaction.commit();
        }
    });
    fmt::print(
        "events in batches of 10,000        {:9.0f} /CPU-s   ({} events, {:.1f} CPU-s) [50,000 or "
        "more]\n",
        static_cast<double>(events) / time.processor, events, time.processor);
}

// In a process of its own, for its memory.
void measure_verify(std::string const &file, std::int64_t events) {
    std::fflush(stdout);
    auto const child = ::fork();
    if (child == 0) {
        auto const database = store::open(file, store::Access::read);
        auto const found = registry::verify(*database, {});
        ::_exit(found.problems.empty() ? 0 : 1);
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    auto const seconds = [](timeval const &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    auto const took = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    fmt::print(
        "verify                             {:9.1f} CPU-s, {:.1f} for 10 M events at this rate "
        "[60 or less], {} MB [500 or less]{}\n",
        took, took / static_cast<double>(events) * 1e7, usage.ru_maxrss / 1024,
        status == 0 ? "" : "   NOT SOUND");
}

void measure_proofs(std::string const &file) {
    auto const database = store::open(file, store::Access::read);
    auto const size = static_cast<std::uint64_t>(store::last_sequence(*database, county));
    auto const root = store::ledger_root(*database, county, size);
    std::mt19937_64 random(7);
    constexpr int proofs = 2000;
    auto wrong = 0;
    double verifying = 0;
    auto const time = time_of([&] {
        for (int i = 0; i < proofs; ++i) {
            auto const index = random() % size;
            auto const proof = store::ledger_inclusion(*database, county, index, size);
            verifying += time_of([&] {
                             auto const leaf =
                                 store::tile_hashes(*database, county, 0, index, 1).front();
                             wrong += store::includes(index, size, leaf, proof, root) ? 0 : 1;
                         }).processor;
        }
    });
    fmt::print("inclusion proof                    {:9.3f} CPU-ms at {} events [1 or less]{}\n",
               (time.processor - verifying) / proofs * 1000, size, wrong == 0 ? "" : "   WRONG");
}

void measure_opening(std::string const &file) {
    std::unique_ptr<Database> database;
    auto const time = time_of([&] {
        database = store::open(file, store::Access::write);
        store::Transaction transaction(*database);
        add_visit(*database, 1);
        transaction.commit();
    });
    fmt::print("open, look and write one event     {:9.2f} s, {:.2f} CPU-s\n", time.wall,
               time.processor);
}

// The same rows into a table that seals do not cover, and into one that they do.
Time load(std::string const &file, bool sealed, int rows) {
    auto const database = fresh(file);
    auto const columns =
        "county INTEGER NOT NULL, record INTEGER NOT NULL, valid_from INTEGER NOT NULL, "
        "batch INTEGER NOT NULL, row INTEGER NOT NULL, key TEXT, ";
    std::string fields;
    for (int i = 0; i < 20; ++i) fields += fmt::format("f_{} {}, ", i, i % 2 ? "TEXT" : "INTEGER");
    auto const *table = sealed ? "r_person" : "transient_person";
    database->execute(fmt::format("CREATE TABLE {} ({}{}{}PRIMARY KEY (county, record, valid_from, "
                                  "batch, row)) STRICT, WITHOUT ROWID",
                                  table, columns, sealed ? "salt BLOB, " : "", fields));
    std::string places = "431128, $1, 18600, 1, $1, $2";
    if (sealed) places += ", $3";
    for (int i = 0; i < 20; ++i) places += i % 2 ? ", 'abcdefgh'" : ", $1";
    auto insert = database->prepare(fmt::format("INSERT INTO {} VALUES ({})", table, places));
    return time_of([&] {
        store::Transaction transaction(*database);
        database->execute("INSERT INTO batch VALUES (431128, 1, 'f', '', 's', '', '', '', 1, 1, 0, "
                          "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)");
        for (int i = 1; i <= rows; ++i) {
            insert->bind(1, i);
            insert->bind(2, fmt::format("43112800{:09}", i));
            if (sealed) insert->bind_blob(3, store::bytes_of(store::draw_salt()));
            insert->run();
        }
        store::append(*database, actor, {county, "import", "batch 1", "{}"});
        transaction.commit();
    });
}

void measure_load(std::string const &file) {
    constexpr int rows = 500'000;
    auto best_bare = 1e9, best_sealed = 1e9;
    for (int round = 0; round < 3; ++round) {
        best_bare = std::min(best_bare, load(file, false, rows).processor);
        best_sealed = std::min(best_sealed, load(file, true, rows).processor);
    }
    auto const each = (best_sealed - best_bare) / rows * 1e6;
    fmt::print("a row of 20 fields                 {:9.2f} CPU-µs inserted, {:.2f} more sealed: "
               "{:.0f} % of "
               "a load that does nothing else, an import less [40 % or less]\n",
               best_bare / rows * 1e6, each, (best_sealed - best_bare) / best_sealed * 100);
}

} // namespace

int main(int count, char **arguments) {
    if (count < 2) {
        fmt::print(stderr, "usage: ledger_bench FOLDER [EVENTS]\n");
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::filesystem::create_directories(arguments[1]);
    auto const file = std::string(arguments[1]) + "/ledger.db";
    auto const events = count > 2 ? std::stoll(arguments[2]) : 200'000;
    measure_commits(file);
    measure_load(file);
    measure_batches(file, events);
    measure_verify(file, events);
    measure_proofs(file);
    measure_opening(file);
    measure_verify(file, events);
    return 0;
}
