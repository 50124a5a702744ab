// The steps of the way from files to findings, as the commands of the program take them, each
// answering its figures. Run each in a child process (county_process.hpp).
#pragma once

#include "base/file.hpp"
#include "check/run_check.hpp"
#include "county_by_hand.hpp"
#include "county_insert.hpp"
#include "demo/demo.hpp"
#include "finding/finding.hpp"
#include "intake/import.hpp"
#include "pack/load.hpp"
#include "register/pack_files.hpp"
#include "store/areas.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace county_bench {

constexpr auto area = "431128";
constexpr int county = 431128;
constexpr base::Date as_of{18627}; // 2020-12-31, the demo county's day
constexpr int threads = 2;
constexpr double megabyte = 1 << 20;

inline store::Actor actor() { return {"county_bench", "", ""}; }

inline void remove_store(std::string const &file) {
    for (auto const *ending : {"", "-wal", "-shm", ".files", ".key"})
        std::filesystem::remove_all(file + ending);
}

inline double megabytes_of(std::string const &file) {
    return static_cast<double>(std::filesystem::file_size(file)) / megabyte;
}

inline Figures make_county(std::string const &folder, std::int64_t households) {
    Stopwatch watch;
    watch.start();
    auto const made = demo::write_demo({folder, area, households, 1});
    watch.stop();
    if (made.as_of != as_of) throw std::runtime_error("the demo county has another day");
    return {{"persons", static_cast<double>(made.persons)},
            {"wall", watch.wall()},
            {"processor", watch.processor()}};
}

inline std::vector<std::string> files_of(std::string const &folder) {
    std::vector<std::string> files;
    for (auto const &entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".xlsx" || entry.path().extension() == ".csv")
            files.push_back(entry.path().string());
    std::ranges::sort(files);
    return files;
}

// A new store with its pack and divisions, as `jingzhun init` makes it.
inline Figures make_store(std::string const &file) {
    auto const folder = base::shipped("packs/china");
    auto const pack = pack::load_or_throw(folder);
    auto const areas =
        base::read_areas(base::shipped("data/divisions/" + std::string(area) + ".csv"), area);
    auto const database = store::open(file, store::Access::create);
    store::Transaction transaction(*database);
    registry::create_tables(*database, pack);
    finding::create_table(*database);
    store::put_areas(*database, county, areas);
    registry::put_pack(*database, county, folder, pack, base::date_min);
    store::append(*database, actor(), {county, "init", "county " + std::string(area), "{}"});
    transaction.commit();
    return {};
}

// All files of the folder, as `jingzhun import` takes them, the copy that is kept included.
inline Figures import_folder(std::string const &folder, std::string const &file, bool dry_run) {
    Stopwatch watch;
    watch.start();
    auto database = store::open(file, store::Access::write);
    base::AreaTree const areas(store::load_areas(*database, county));
    auto const pack = registry::load_pack(*database, county, as_of);
    intake::ImportOptions options;
    options.dry_run = dry_run;
    options.valid_from = as_of;
    options.actor = actor();
    options.keep_in = file + ".files";
    auto const report =
        intake::import_files(*database, pack, areas, county, files_of(folder), options);
    database.reset();
    watch.stop();
    if (report.any_failed_file() || report.committed == dry_run)
        throw std::runtime_error("not everything was imported");
    double rows = 0;
    for (auto const &one : report.batches) rows += static_cast<double>(one.batch.rows);
    return {{"rows", rows},
            {"wall", watch.wall()},
            {"processor", watch.processor()},
            {"store", megabytes_of(file)}};
}

inline double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// The median of a few runs after one that warms up; milliseconds.
template <class Work> double milliseconds_of(Work const &work) {
    constexpr int runs = 5;
    work();
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        Stopwatch watch;
        watch.start();
        work();
        watch.stop();
        times.push_back(watch.wall() * 1000);
    }
    return median(times);
}

inline Answer answer_at(cel::Answers const &answers, std::size_t row) {
    if (cel::bit(answers.met, row)) return Answer::met;
    if (cel::bit(answers.unmet, row)) return Answer::unmet;
    return cel::bit(answers.unknown, row) ? Answer::unknown : Answer::not_applicable;
}

// Throws where one answer for one household differs.
inline void compare(std::vector<check::RuleResult> const &results, AnswersByHand const &by_hand) {
    for (std::size_t i = 0; i < rules_by_hand.size(); ++i) {
        auto const found = std::ranges::find_if(
            results, [&](auto const &one) { return one.rule->id == rules_by_hand[i]; });
        if (found == results.end()) throw std::runtime_error("no answers of " + rules_by_hand[i]);
        for (std::size_t row = 0; row < by_hand[i].size(); ++row)
            if (answer_at(found->answers, row) != by_hand[i][row])
                throw std::runtime_error(rules_by_hand[i] + " differs in row " +
                                         std::to_string(row));
    }
}

inline Figures compare_with_hand(check::Snapshot &snapshot) {
    check::RuleSet const rules(*snapshot.pack, *snapshot.schema, rules_by_hand);
    std::vector<check::RuleResult> results;
    auto const run = [&](int on) {
        return milliseconds_of([&] { results = rules.run(snapshot.population, as_of, area, on); });
    };
    Figures figures;
    figures["engine"] = run(1);
    figures["engine_threads"] = run(threads);
    auto const facts = household_facts(snapshot.population, *snapshot.pack, *snapshot.schema);
    auto const table = snapshot.pack->register_index("household");
    auto const households = snapshot.population.tables[table].rows;
    AnswersByHand answers;
    figures["hand"] = milliseconds_of(
        [&] { decide_by_hand(facts, snapshot.population.strings, as_of, households, answers); });
    compare(results, answers);
    return figures;
}

// Load, run, write, as `jingzhun check` does it; then the five rules by hand.
inline Figures check_store(std::string const &file) {
    auto const database = store::open(file, store::Access::write);
    auto const pack = registry::load_pack(*database, county, as_of);
    check::Selection selection;
    selection.county = county;
    selection.as_of = as_of;
    selection.threads = threads;
    Stopwatch watch;
    watch.start();
    auto snapshot = check::take_snapshot(*database, pack, selection);
    watch.stop();
    auto const report = check::run_check(*database, snapshot, "", actor());
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    double opened = 0;
    for (auto const &rule : report.rules) opened += static_cast<double>(rule.opened);
    auto figures = compare_with_hand(snapshot);
    figures["processor"] = watch.processor();
    figures["load"] = report.load_seconds;
    figures["run"] = report.run_seconds;
    figures["write"] = report.write_seconds;
    figures["evaluated"] = static_cast<double>(report.evaluated);
    figures["rules"] = static_cast<double>(report.rules.size());
    figures["findings"] = opened;
    figures["peak"] = static_cast<double>(usage.ru_maxrss) / 1024; // before the loop by hand
    return figures;
}

inline Figures insert_again(std::string const &imported, std::string const &file) {
    auto const pack = pack::load_or_throw(base::shipped("packs/china"));
    auto figures = insert_plainly(imported, file, pack);
    figures["store"] = megabytes_of(file);
    return figures;
}

// What was told when the county was made, kept beside it, so that it is made only once.
inline std::string note_of(std::string const &folder) { return folder + ".made"; }

inline void write_note(std::string const &folder, Figures const &figures) {
    std::ofstream note(note_of(folder));
    for (auto const &[name, value] : figures) note << name << ' ' << value << '\n';
}

inline Figures read_note(std::string const &folder) {
    Figures figures;
    std::ifstream note(note_of(folder));
    std::string name;
    for (double value = 0; note >> name >> value;) figures[name] = value;
    return figures;
}

} // namespace county_bench
