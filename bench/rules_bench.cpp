// Twenty-six exit indicators over synthetic households: column mode beside a simple hand-written
// loop over the same columns, SQLite and DuckDB with one statement; with all facts present and with
// some missing; and what else rests on the engine's speed. Answers that differ fail, times never.
//
//   rules_bench [households = 1000000] [rounds = 7] [most households = 10000000, 0: none]
#include "rules_figures.hpp"
#include "rules_sql.hpp"

using namespace jingzhun;
using namespace workload;

namespace {

std::string const duckdb_folder = "build/duckdb";
bool differs = false;

void expect(bool holds, char const *what) {
    if (holds) return;
    differs = true;
    std::printf("  DIFFER: %s\n", what);
}

struct Runs {
    Time hand, one, two;
    std::vector<cel::Answers> answers;
    double memory = 0; // the most held during a run beyond what was held before
};

Runs run_all(cel::Program const &program, cel::Population const &population,
             cel::Context const &context, int rounds) {
    Runs runs;
    std::size_t const households = population.tables[0].rows;
    {
        std::vector<std::uint32_t> masks(households);
        Facts const facts = facts_of(population);
        Limits const limits = make_limits();
        runs.hand = measure(rounds, [&] { by_hand(facts, limits, masks.data(), households); });
        forget_peak();
        double const before = memory_of("VmRSS");
        runs.answers = cel::run(program, population, context, 1);
        runs.memory = memory_of("VmHWM") - before;
        expect(sums_of(masks) == sums_of(masks_of(runs.answers, households)), "columns, loop");
    }
    runs.one = measure(rounds, [&] { runs.answers = cel::run(program, population, context, 1); });
    runs.two = measure(rounds, [&] { runs.answers = cel::run(program, population, context, 2); });
    return runs;
}

double bytes_of(cel::Population const &population) {
    double bytes = 0;
    for (cel::Table const &table : population.tables) {
        for (cel::Column const &column : table.columns)
            bytes += std::visit(
                [](auto const &cells) {
                    return static_cast<double>(cells.size() * sizeof cells[0]);
                },
                column.values);
        for (cel::Relation const &relation : table.relations)
            bytes += static_cast<double>(relation.offsets.size() * sizeof(std::uint32_t));
    }
    return bytes;
}

void print_runs(Runs const &runs, cel::Population const &population) {
    print_line("hand-written loop", runs.hand);
    print_line("columns, one thread", runs.one,
               written("%.2f of the loop", runs.one.wall / runs.hand.wall) +
                   written(" (cpu %.2f)", runs.one.processor / runs.hand.processor));
    print_line("columns, two threads", runs.two,
               written("%.2f times faster", runs.one.wall / runs.two.wall));
    std::printf("  memory of a run: %.1f MB beside %.1f MB of columns, together %.2f of them\n",
                runs.memory / 1e6, bytes_of(population) / 1e6,
                1 + runs.memory / bytes_of(population));
}

void print_databases(cel::Population const &population, Runs const &runs, int rounds) {
    std::size_t const households = population.tables[0].rows;
    Sums const sums = sums_of(masks_of(runs.answers, households));
    Sqlite sqlite(population);
    std::string const statement = statement_sql(make_limits());
    std::vector<double> wall, processor;
    for (int i = 0; i < std::min(rounds, 3); ++i) {
        sqlite.run("DROP TABLE IF EXISTS result");
        Time const time = measure(1, [&] { sqlite.run(statement); });
        wall.push_back(time.wall);
        processor.push_back(time.processor);
    }
    Time const time{median(wall), median(processor)};
    print_line("SQLite, one statement, tables in memory", time,
               written("%.0f times one thread", time.wall / runs.one.wall) +
                   written(" (cpu %.0f)", time.processor / runs.one.processor));
    expect(sums_of(sqlite.masks(households)) == sums, "columns, SQLite");
    auto const duck = run_duckdb(population, make_limits(), duckdb_folder, rounds);
    if (!duck)
        return static_cast<void>(
            std::printf("  DuckDB: not installed; bench/fetch-duckdb fetches it\n"));
    print_line("DuckDB, the same statement, one thread", duck->one,
               written("%.0f times one thread", duck->one.wall / runs.one.wall) +
                   written(" (cpu %.0f)", duck->one.processor / runs.one.processor));
    print_line("DuckDB, two threads", duck->two,
               written("%.0f times two threads", duck->two.wall / runs.two.wall) +
                   written(" (cpu %.0f)", duck->two.processor / runs.two.processor));
    expect(duck->sums == sums, "columns, DuckDB");
}

// Known answers that differ from those on full data, and the share of unknown ones.
void compare(std::vector<cel::Answers> const &partly, std::vector<cel::Answers> const &full) {
    std::size_t wrong = 0, unknown = 0, rows = 0;
    for (std::size_t i = 0; i < full.size(); ++i) {
        for (std::size_t word = 0; word < full[i].met.size(); ++word)
            wrong += static_cast<std::size_t>(
                __builtin_popcountll((partly[i].met[word] & ~full[i].met[word]) |
                                     (partly[i].unmet[word] & ~full[i].unmet[word])));
        unknown += cel::count(partly[i].unknown);
        rows += cel::count(full[i].met) + cel::count(full[i].unmet);
    }
    std::printf("  known answers that differ from full data: %zu; unknown: %.1f %%\n", wrong,
                100.0 * static_cast<double>(unknown) / static_cast<double>(rows));
    expect(wrong == 0, "known answers");
}

void print_missing(cel::Program const &program, cel::Population &population,
                   cel::Context const &context, Runs const &runs, int rounds) {
    print_head("2 % of the facts missing, three answers");
    hide(population, 2);
    std::vector<cel::Answers> partly;
    Time const one = measure(rounds, [&] { partly = cel::run(program, population, context, 1); });
    Time const two = measure(rounds, [&] { partly = cel::run(program, population, context, 2); });
    print_line("columns, one thread", one,
               written("%.2f of all present", one.wall / runs.one.wall) +
                   written(" (cpu %.2f)", one.processor / runs.one.processor));
    print_line("columns, two threads", two, written("%.2f times faster", one.wall / two.wall));
    compare(partly, runs.answers);
}

void print_others(cel::Schema const &schema, cel::Program const &program,
                  cel::Population const &population, cel::Context const &context, Pack const &pack,
                  Runs const &runs, int rounds) {
    print_head("Beside the population");
    print_line("parse, check and compile 300 rules", time_compile(schema, 300, rounds),
               "no more than 20");
    bool same = true;
    print_line("check one household again, 26 rules",
               time_rows(program, population, context, runs.answers, rounds, same),
               "no more than 0.02");
    expect(same, "single households");
    print_line("explain one household, 26 rules",
               time_explain(schema, population, context, pack, rounds), "no more than 0.2");
    std::uint64_t all = 0, touched = 0, two = 0;
    print_line("100 scenarios, all rules again",
               time_scenarios(population, context, pack, true, 1, all), "no more than 4000");
    print_line("100 scenarios, the rules that read the line",
               time_scenarios(population, context, pack, false, 1, touched));
    print_line("…, two threads", time_scenarios(population, context, pack, false, 2, two));
    expect(all == touched && all == two, "scenarios");
}

void warn_of_load() {
    double load = 0;
    if (getloadavg(&load, 1) == 1 && load > 1.5)
        std::printf("load average %.1f: the machine is busy, wall times are too long; read the "
                    "ratios and processor times\n",
                    load);
}

} // namespace

int main(int count, char **arguments) {
    auto const argument = [&](int place, std::size_t otherwise) {
        return count > place ? std::strtoul(arguments[place], nullptr, 10) : otherwise;
    };
    std::size_t const households = argument(1, 1'000'000), most = argument(3, 10'000'000);
    int const rounds = static_cast<int>(argument(2, 7));
    warn_of_load();
    auto const schema = make_schema();
    cel::Context const context{{as_of_days}, {}, ""};
    Pack const pack = indicators_pack();
    auto const program = compiled(schema, pack).program;
    {
        auto population = make_population(households);
        std::printf("%zu households, %zu persons, %zu rules\n", households,
                    population.tables[1].rows, indicators);
        print_head("All facts present");
        Runs const runs = run_all(*program, population, context, rounds);
        print_runs(runs, population);
        print_databases(population, runs, rounds);
        print_others(schema, *program, population, context, pack, runs, rounds);
        print_missing(*program, population, context, runs, rounds);
    }
    if (most > 0) {
        auto const population = make_population(most);
        print_head((std::to_string(most) + " households, all facts present").c_str());
        print_runs(run_all(*program, population, context, std::min(rounds, 3)), population);
    }
    std::printf("\ncheck sums of all %s\n", differs ? "DIFFER" : "equal");
    return differs ? 1 : 0;
}
