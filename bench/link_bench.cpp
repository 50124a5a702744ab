// Record linkage of a register with a list of as many rows: processor time and memory of `jingzhun
// link` and `dedupe`, beside DuckDB doing the same in SQL, and how right the answers are.
//
//   link_bench [--size 100000] [--folder build/link] [--program build/release/jingzhun]
//              [--duckdb build/duckdb]
//
// Makes the workload once, in the folder. DuckDB is left out where it was not fetched
// (bench/fetch-duckdb).
#include "link_workload.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace {

namespace fs = std::filesystem;

struct Wanted {
    std::size_t size = 100'000;
    std::string folder = "build/link", program = "build/release/jingzhun", duckdb = "build/duckdb";
};

struct Cost {
    double seconds = 0, megabytes = 0; // processor time, largest memory
    bool done = false;
};

Cost run(std::vector<std::string> words, std::string const &out) {
    std::vector<char *> arguments;
    for (auto &word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    pid_t child = 0;
    auto const failed =
        posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return {};
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    auto const seconds = [](timeval const &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {seconds(used.ru_utime) + seconds(used.ru_stime),
            static_cast<double>(used.ru_maxrss) / 1024, status == 0};
}

using Pairs = std::map<std::string, std::set<std::string>>;

// Rows of two or more columns; only those whose last column is `verdict`, where one is asked for.
Pairs read_pairs(std::string const &file, std::string const &verdict = "") {
    Pairs pairs;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (!verdict.empty() && line.find("," + verdict) == line.npos) continue;
        auto const first = line.find(','), second = line.find(',', first + 1);
        pairs[line.substr(0, first)].insert(line.substr(first + 1, second - first - 1));
    }
    return pairs;
}

std::size_t size_of(Pairs const &pairs) {
    std::size_t sum = 0;
    for (auto const &[one, others] : pairs) sum += others.size();
    return sum;
}

// `found` has the register's id first, `truth` the list's.
void tell_links(std::string const &folder) {
    Pairs by_list;
    for (auto const &[person, records] : read_pairs(folder + "/pairs.csv", "link"))
        for (auto const &record : records) by_list[record].insert(person);
    auto const truth = read_pairs(folder + "/truth_dept.csv"),
               typos = read_pairs(folder + "/truth_typo.csv");
    std::size_t right = 0, repaired = 0, wrongly = 0;
    for (auto const &[record, persons] : by_list) {
        auto const wanted = truth.find(record);
        auto const same = wanted != truth.end() && persons == wanted->second;
        right += same ? 1 : 0;
        if (!typos.contains(record)) continue;
        repaired += same ? 1 : 0;
        wrongly += same ? 0 : 1;
    }
    auto const found = static_cast<double>(size_of(by_list)),
               all = static_cast<double>(truth.size());
    fmt::print("links       F1 {:.5f}  precision {:.5f}  recall {:.5f}\n",
               2 * static_cast<double>(right) / (found + all), static_cast<double>(right) / found,
               static_cast<double>(right) / all);
    fmt::print("typos       {} of {} repaired, {} wrongly\n", repaired, typos.size(), wrongly);
}

void tell_duplicates(std::string const &folder) {
    auto const found = read_pairs(folder + "/duplicates.csv", "link"),
               truth = read_pairs(folder + "/truth_dup.csv");
    std::size_t right = 0;
    for (auto const &[one, others] : found)
        for (auto const &other : others) {
            auto const there = truth.find(one), back = truth.find(other);
            right += (there != truth.end() && there->second.contains(other)) ||
                             (back != truth.end() && back->second.contains(one))
                         ? 1
                         : 0;
        }
    auto const all = static_cast<double>(size_of(truth)),
               told = static_cast<double>(size_of(found));
    fmt::print("duplicates  F1 {:.5f}  precision {:.5f}  recall {:.5f}\n",
               2 * static_cast<double>(right) / (told + all), static_cast<double>(right) / told,
               static_cast<double>(right) / all);
}

// The person model with nothing but the exact join: task A by itself.
void write_exact_model(std::string const &file) {
    auto const text = jingzhun::base::read_file("models/person.toml");
    std::ofstream(file) << text.substr(0, text.find("# Mistyped numbers"));
}

void tell(char const *what, Cost const &cost) {
    fmt::print("{:11} {:8.2f} CPU-s {:8.0f} MB{}\n", what, cost.seconds, cost.megabytes,
               cost.done ? "" : "  FAILED");
}

Wanted wanted(int count, char **arguments) {
    Wanted wanted;
    for (int i = 1; i + 1 < count; i += 2) {
        std::string_view const name = arguments[i];
        if (name == "--size") wanted.size = static_cast<std::size_t>(std::atoll(arguments[i + 1]));
        else if (name == "--folder") wanted.folder = arguments[i + 1];
        else if (name == "--program") wanted.program = arguments[i + 1];
        else if (name == "--duckdb") wanted.duckdb = arguments[i + 1];
    }
    return wanted;
}

void run_duckdb(Wanted const &wanted, std::string const &folder, double ours) {
    if (!fs::exists(wanted.duckdb + "/node_modules/@duckdb")) {
        fmt::print("DuckDB      not fetched (bench/fetch-duckdb)\n");
        return;
    }
    auto const out = folder + "/duckdb.txt";
    auto const cost = run({"node", "bench/link_duckdb.mjs", wanted.duckdb, folder}, out);
    double load = 0, exact = 0, rest = 0, duplicates = 0;
    std::ifstream(out) >> load >> exact >> rest >> duplicates;
    tell("DuckDB", cost);
    fmt::print("            load {} s, exact {} s, rest {} s, duplicates {} s; {:.1f} times ours\n",
               load, exact, rest, duplicates, (load + exact + rest + duplicates) / ours);
}

} // namespace

int main(int count, char **arguments) {
    auto const asked = wanted(count, arguments);
    auto const folder = asked.folder + "/" + std::to_string(asked.size);
    fs::create_directories(folder);
    if (!fs::exists(folder + "/truth_typo.csv"))
        link_bench::Workload(folder, asked.size, 7).write();
    double load[3] = {};
    getloadavg(load, 3);
    fmt::print("{} rows each side, load average {:.1f}\n", asked.size, load[0]);
    auto const left = folder + "/registry.csv", right = folder + "/dept.csv";
    auto const out = folder + "/out.txt";
    write_exact_model(folder + "/exact.toml");
    auto const exact =
        run({asked.program, "link", left, right, "--model", folder + "/exact.toml", "--out",
             folder + "/exact.csv", "--conflicts", folder + "/exact_conflicts.csv"},
            out);
    tell("exact", exact);
    auto const links =
        run({asked.program, "link", left, right, "--model", "models/person.toml", "--out",
             folder + "/pairs.csv", "--conflicts", folder + "/conflicts.csv"},
            out);
    tell("exact+rest", links);
    auto const duplicates = run({asked.program, "dedupe", left, "--model", "models/person.toml",
                                 "--out", folder + "/duplicates.csv"},
                                out);
    tell("duplicates", duplicates);
    auto const ours = links.seconds + duplicates.seconds;
    fmt::print("all three   {:8.2f} CPU-s\n", ours);
    run_duckdb(asked, folder, ours);
    if (asked.size > 2'000'000) return exact.done && links.done && duplicates.done ? 0 : 1;
    tell_links(folder);
    tell_duplicates(folder);
    return exact.done && links.done && duplicates.done ? 0 : 1;
}
