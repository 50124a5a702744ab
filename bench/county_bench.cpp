// From a county's files to its findings: time and memory of every step, beside SQLite's bulk insert
// of the same rows and a hand-written loop over the same columns, in the same run.
//
//   county_bench [--households 10000,100000,1000000] [--folder build/county] [--rounds 3]
//
// Makes each demo county once, in the folder, and finds it there the next time. No timing decides
// anything; answers of the loop by hand that differ from the engine's do.
#include "county_steps.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <thread>

using namespace county_bench;

namespace {

constexpr double load_noticeable = 1.5;
constexpr std::int64_t once_from = 1'000'000; // households; smaller ones are measured in rounds

struct Wanted {
    std::vector<std::int64_t> sizes = {10'000, 100'000, 1'000'000};
    std::string folder = "build/county";
    int rounds = 3; // of the smaller sizes
};

struct Line {
    std::string name, unit, goal;
    int decimals = 0;
    std::vector<double> values = {}; // by size; negative: not measured
};

double load_average() {
    double load = 0;
    return getloadavg(&load, 1) == 1 ? load : 0;
}

std::string processor_name() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
    return "unknown processor";
}

void note_step(std::int64_t households, std::string const &step, Figures const &figures) {
    std::string text;
    for (auto const &[name, value] : figures) text += fmt::format(" {} {:.6g};", name, value);
    fmt::print(stderr, "{} households, {}:{}\n", households, step, text);
}

// All rounds of one size: the figures of each step, "import.wall" and so on.
using Rounds = std::map<std::string, std::vector<double>>;

class Size {
  public:
    Size(std::string const &folder, std::int64_t households)
        : households_(households), base_(folder + "/" + std::to_string(households)) {}

    Rounds measure(int rounds_of_small) {
        make();
        auto const rounds = households_ >= once_from ? 1 : rounds_of_small;
        for (int i = 0; i < rounds; ++i) measure_once();
        return std::move(rounds_);
    }

  private:
    void take(std::string const &step, std::function<Figures()> const &work) {
        auto const figures = in_child(step, work);
        note_step(households_, step, figures);
        for (auto const &[name, value] : figures) rounds_[step + "." + name].push_back(value);
    }

    void make() {
        auto const folder = base_ + "-county";
        if (!std::filesystem::exists(note_of(folder))) {
            auto const made =
                in_child("generate", [&] { return make_county(folder, households_); });
            note_step(households_, "generate", made);
            write_note(folder, made);
        }
        for (auto const &[name, value] : read_note(folder)) rounds_["generate." + name] = {value};
    }

    void measure_once() {
        auto const county = base_ + "-county", store = base_ + ".db", plain = base_ + "-plain.db";
        auto const fresh = [&] {
            remove_store(store);
            remove_store(plain);
        };
        fresh();
        in_child("init", [&] { return make_store(store); });
        take("import", [&] { return import_folder(county, store, false); });
        take("insert", [&] { return insert_again(store, plain); });
        remove_store(plain);
        take("check", [&] { return check_store(store); });
        fresh();
        in_child("init", [&] { return make_store(store); });
        take("dry", [&] { return import_folder(county, store, true); });
        fresh();
    }

    std::int64_t households_;
    std::string base_;
    Rounds rounds_;
};

double of(Rounds const &rounds, std::string const &name) {
    auto const found = rounds.find(name);
    return found == rounds.end() ? -1 : median(found->second);
}

// The lines of the table, with one size's values.
std::vector<Line> lines_of(std::int64_t households, Rounds const &rounds) {
    auto const get = [&](char const *name) { return of(rounds, name); };
    auto const persons = get("generate.persons"), rows = get("import.rows");
    std::vector<Line> lines;
    auto const add = [&](std::string name, std::string unit, int decimals, double value,
                         std::string goal = "") {
        lines.push_back({std::move(name), std::move(unit), std::move(goal), decimals, {value}});
    };
    add("households", "", 0, static_cast<double>(households));
    add("persons", "", 0, persons);
    add("rows of all files", "", 0, rows);
    add("generate", "s", 1, get("generate.wall"), "30 at most");
    add("  processor time", "CPU-s", 1, get("generate.processor"));
    add("  peak memory", "MB", 0, get("generate.megabytes"));
    add("dry run: staged and checked", "s", 2, get("dry.wall"));
    add("  processor time", "CPU-s", 2, get("dry.processor"));
    add("  persons per CPU-second", "1/s", 0, persons / get("dry.processor"), "20,000 at least");
    add("  peak memory", "MB", 0, get("dry.megabytes"));
    add("import: committed", "s", 2, get("import.wall"));
    add("  processor time", "CPU-s", 2, get("import.processor"));
    add("  persons per CPU-second", "1/s", 0, persons / get("import.processor"), "10,000 at least");
    add("  rows per second", "1/s", 0, rows / get("import.wall"));
    add("  peak memory", "MB", 0, get("import.megabytes"), "1,536 at most");
    add("  store", "MB", 0, get("import.store"));
    add("SQLite inserts the same rows", "s", 2, get("insert.wall"));
    add("  rows", "", 0, get("insert.rows"));
    add("  processor time", "CPU-s", 2, get("insert.processor"));
    add("  store", "MB", 0, get("insert.store"));
    add("  import / insert, processor time", "ratio", 2,
        get("import.processor") / get("insert.processor"));
    add("  import / insert, wall clock", "ratio", 2, get("import.wall") / get("insert.wall"));
    add("check: load frames, 2 threads", "s", 2, get("check.load"));
    add("  all rules, 2 threads", "s", 3, get("check.run"), "1 at most");
    add("  load and rules, processor time", "CPU-s", 2, get("check.processor"));
    add("  write findings", "s", 2, get("check.write"));
    add("  rules", "", 0, get("check.rules"));
    add("  answers", "", 0, get("check.evaluated"));
    add("  findings written", "", 0, get("check.findings"));
    add("  peak memory", "MB", 0, get("check.peak"), "1,536 at most");
    add("five rules by hand, 1 thread", "ms", 2, get("check.hand"));
    add("  engine, 1 thread", "ms", 2, get("check.engine"));
    add("  engine, 2 threads", "ms", 2, get("check.engine_threads"));
    add("  engine / hand, 1 thread", "ratio", 2, get("check.engine") / get("check.hand"));
    add("  engine / hand, 2 threads", "ratio", 2, get("check.engine_threads") / get("check.hand"));
    return lines;
}

std::string grouped(double value, int decimals) {
    if (value < 0) return "-";
    auto text = fmt::format("{:.{}f}", value, decimals);
    auto const whole = std::min(text.find('.'), text.size());
    for (auto at = whole; at > 3; at -= 3) text.insert(at - 3, 1, ',');
    return text;
}

void print_table(std::vector<Line> const &lines) {
    for (auto const &line : lines) {
        auto text = fmt::format("{:36}{:>6}", line.name, line.unit);
        for (auto const value : line.values)
            text += fmt::format("{:>14}", grouped(value, line.decimals));
        if (!line.goal.empty()) text += "   goal (100,000): " + line.goal;
        fmt::print("{}\n", text);
    }
}

void warn(double load, char const *when) {
    if (load <= load_noticeable) return;
    fmt::print("warning: load average {:.2f} at the {}: others were at work, times are too long\n",
               load, when);
}

[[noreturn]] void refuse() {
    fmt::print(stderr, "usage: county_bench [--households 10000,100000] [--folder F] "
                       "[--rounds 3]\n");
    std::exit(2);
}

std::vector<std::int64_t> numbers(std::string const &words) {
    std::vector<std::int64_t> numbers;
    std::istringstream list(words);
    for (std::string word; std::getline(list, word, ',');) {
        auto const number = std::atoll(word.c_str());
        if (number <= 0) refuse();
        numbers.push_back(number);
    }
    return numbers;
}

Wanted wanted(std::vector<std::string> const &words) {
    Wanted wanted;
    if (words.size() % 2 != 0) refuse();
    for (std::size_t i = 0; i < words.size(); i += 2) {
        auto const &value = words[i + 1];
        if (words[i] == "--folder") wanted.folder = value;
        else if (words[i] == "--households") wanted.sizes = numbers(value);
        else if (words[i] == "--rounds") wanted.rounds = std::max(1, std::atoi(value.c_str()));
        else refuse();
    }
    return wanted;
}

void measure(Wanted const &wanted) {
    std::filesystem::create_directories(wanted.folder);
    auto const load = load_average();
    std::vector<Line> table;
    for (auto const size : wanted.sizes) {
        auto const lines = lines_of(size, Size(wanted.folder, size).measure(wanted.rounds));
        if (table.empty()) table = lines;
        else
            for (std::size_t i = 0; i < lines.size(); ++i)
                table[i].values.push_back(lines[i].values.front());
    }
    auto const load_at_end = load_average();
    print_table(table);
    fmt::print("medians of {} rounds, from {} households on 1 round; every step is a process\n",
               wanted.rounds, grouped(static_cast<double>(once_from), 0));
    fmt::print("{}, {} cores; load average {:.2f} at the start, {:.2f} at the end\n",
               processor_name(), std::thread::hardware_concurrency(), load, load_at_end);
    warn(load, "start");
    warn(load_at_end, "end");
}

} // namespace

int main(int count, char **arguments) {
    try {
        measure(wanted({arguments + 1, arguments + count}));
        return 0;
    } catch (std::exception const &error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
