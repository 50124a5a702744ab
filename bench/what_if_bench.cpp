// A slider over the line of a county: a hundred what-ifs with counts by township over one snapshot;
// before that how long the frames take from the store and from the kept file.
//
// Usage: what_if_bench STORE [AS_OF = 2020-12-31] [PARAMETER = line[purpose=exit]] [ANSWERS = 100]
// Deletes the kept frames of the store and leaves fresh ones. No timing decides anything.
#include "check/what_if.hpp"
#include "register/frame_cache.hpp"
#include "register/pack_files.hpp"
#include "store/areas.hpp"
#include "store/open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

using namespace jingzhun;

namespace {

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

check::Snapshot load(store::Database &database, pack::Pack const &pack, base::Date as_of,
                     std::string const &how) {
    check::Selection selection;
    selection.county = store::counties(database).front();
    selection.as_of = as_of;
    selection.kept = true;
    check::Snapshot snapshot;
    auto const time = time_of([&] { snapshot = check::take_snapshot(database, pack, selection); });
    fmt::print("frames {}: {:.2f} s, all rules {:.3f} s; {:.2f} CPU-s for both\n", how,
               snapshot.load_seconds, snapshot.run_seconds, time.processor);
    return snapshot;
}

void slide(check::Snapshot const &snapshot, std::string const &parameter, int answers) {
    check::Scenarios scenarios(snapshot);
    std::vector<double> walls;
    double processor = 0;
    std::size_t differing = 0;
    for (int i = 0; i < answers; ++i) {
        auto const change = check::parse_change(fmt::format("{}={}", parameter, 3000 + 20 * i));
        auto const time = time_of([&] { differing += scenarios.run({change}, 9).by.size(); });
        walls.push_back(time.wall);
        processor += time.processor;
    }
    std::ranges::sort(walls);
    double whole = 0;
    for (auto const wall : walls) whole += wall;
    fmt::print("{} what-ifs by township: {:.2f} s, {:.1f} answers a second; median {:.1f} ms, "
               "longest {:.1f} ms; {:.1f} CPU-ms each; {} differences\n",
               answers, whole, answers / whole, walls[walls.size() / 2] * 1e3, walls.back() * 1e3,
               processor / answers * 1e3, differing);
}

} // namespace

int main(int count, char **arguments) {
    if (count < 2) {
        fmt::print(stderr, "usage: what_if_bench STORE [AS_OF] [PARAMETER] [ANSWERS]\n");
        return 2;
    }
    std::string const address = arguments[1];
    auto const as_of = base::parse_iso_date(count > 2 ? arguments[2] : "2020-12-31").value();
    std::string const parameter = count > 3 ? arguments[3] : "line[purpose=exit]";
    auto const answers = count > 4 ? std::max(1, std::atoi(arguments[4])) : 100;
    auto const database = store::open(address, store::Access::read);
    auto const pack = registry::load_pack(*database, store::counties(*database).front(), as_of);
    std::filesystem::remove_all(registry::frames_folder(address));
    load(*database, pack, as_of, "from the store");
    auto const snapshot = load(*database, pack, as_of, "from the kept file");
    fmt::print(
        "{} rows\n",
        snapshot.population.tables[pack.register_index(snapshot.results.front().rule->on)].rows);
    slide(snapshot, parameter, answers);
    double load_average = 0;
    if (getloadavg(&load_average, 1) == 1)
        fmt::print("load average {:.2f} at the end\n", load_average);
}
