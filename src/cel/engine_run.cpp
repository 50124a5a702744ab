// A whole table through a program: blocks shared among threads, answers gathered in bits.
#include "cel/engine_state.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace jingzhun::cel {
namespace {

// Given for each block that has run; or for one row that is too large to run.
struct Sink {
    std::function<void(Frame &frame, std::size_t first, std::size_t count)> take;
    std::function<void(std::size_t row)> give_up;
};

// How many rows a thread takes at once: fewer after a block that was too large, more again after
// many that were not.
struct Pace {
    std::size_t rows = block_rows;
    unsigned successes = 0;
};

// A block of a power of two of rows (less at the table's end), in halves where it is too large.
void run_range(Frame &frame, std::size_t first, std::size_t count, Pace &pace, Sink const &sink) {
    if (count <= pace.rows) {
        if (frame.run_block(first, count)) {
            if (++pace.successes % 32 == 0) pace.rows = std::min(2 * pace.rows, block_rows);
            return sink.take(frame, first, count);
        }
        if (count == 1) return sink.give_up(first);
        pace = {std::bit_ceil(count) / 2, 0};
    }
    std::size_t const half = std::bit_ceil(count) / 2;
    run_range(frame, first, half, pace, sink);
    run_range(frame, first + half, count - half, pace, sink);
}

// What stops one thread stops all, and is thrown when they have.
class Failure {
  public:
    void take(std::exception_ptr error) {
        std::lock_guard const lock(mutex_);
        if (error_ == nullptr) error_ = std::move(error);
    }
    void rethrow() const {
        if (error_ != nullptr) std::rethrow_exception(error_);
    }

  private:
    std::mutex mutex_;
    std::exception_ptr error_;
};

struct Place {
    Program const &program;
    Population const &population;
    Context const &context;
    Deadline const &deadline;
};

void run_table(Place const &place, int threads, Sink const &sink) {
    Bound bound = bind(place.program, place.population, place.context);
    bound.deadline = place.deadline;
    std::size_t const rows = place.population.tables[place.program.record].rows;
    std::atomic<std::size_t> next = 0;
    Failure failure;
    auto const work = [&] {
        try {
            Frame frame(bound);
            Pace pace;
            for (std::size_t first = next.fetch_add(block_rows); first < rows;
                 first = next.fetch_add(block_rows)) {
                frame.mind_time();
                run_range(frame, first, std::min(block_rows, rows - first), pace, sink);
            }
        } catch (...) {
            failure.take(std::current_exception());
            next = rows;
        }
    };
    {
        std::vector<std::jthread> others;
        auto const blocks = (rows + block_rows - 1) / block_rows;
        for (int i = 1; i < threads && static_cast<std::size_t>(i) < blocks; ++i)
            others.emplace_back(work);
        work();
    }
    failure.rethrow();
}

// Sets bits [first, first + count); a block of fewer than 64 rows lies within one word.
void put(Bits &bits, std::size_t first, std::size_t count, std::size_t word, std::uint64_t value) {
    std::size_t const left = count - word * 64;
    if (left < 64) value &= (std::uint64_t{1} << left) - 1;
    bits[first / 64 + word] |= value << (first % 64);
}

void answer(Frame &frame, CompiledRule const &rule, std::size_t first, std::size_t count,
            Answers &answers) {
    std::size_t const words = Frame::words(count);
    WordPair const always{frame.ones(), frame.ones()};
    WordPair const when = rule.when == no_register ? always : frame.pair_at(frame[rule.when]);
    WordPair const must = frame.pair_at(frame[rule.must]);
    Bits &holds = rule.must_hold ? answers.met : answers.unmet;
    Bits &fails = rule.must_hold ? answers.unmet : answers.met;
    // A block begins with a word, and ends with one or with the table, where it is not a part.
    std::size_t const at = first / 64, whole = first % 64 == 0 ? count / 64 : 0;
    frame.kernel.verdict_words(when, must, &holds[at], &fails[at], &answers.unknown[at], whole);
    for (std::size_t i = whole; i < words; ++i) {
        std::uint64_t const truth = must.truth[i], known = must.known[i];
        put(holds, first, count, i, when.truth[i] & truth);
        put(fails, first, count, i, when.truth[i] & known & ~truth);
        put(answers.unknown, first, count, i, ~when.known[i] | (when.truth[i] & ~known));
    }
}

template <class Cells> Cells &cells_of(Column &column) { return std::get<Cells>(column.values); }

Column empty_column(Type const &type, std::size_t rows) {
    Column column;
    switch (type.kind) {
    case Kind::boolean:
        column.values = std::vector<std::uint8_t>(rows);
        break;
    case Kind::date:
    case Kind::text:
        column.values = std::vector<std::int32_t>(rows);
        break;
    case Kind::real:
        column.values = std::vector<double>(rows);
        break;
    default:
        column.values = std::vector<std::int64_t>(rows);
        break;
    }
    column.present.assign(std::max<std::size_t>((rows + 63) / 64, 1), 0);
    return column;
}

void write_value(Lanes const &lanes, Type const &type, std::size_t first, std::size_t count,
                 Column &column) {
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_known(lanes, i)) continue;
        std::size_t const row = first + i;
        if (type.kind == Kind::boolean) {
            Words const truth = truth_of(lanes);
            cells_of<Array<std::uint8_t>>(column)[row] = (truth[i / 64] >> (i % 64)) & 1U;
        } else if (type.kind == Kind::real) {
            cells_of<Array<double>>(column)[row] = lanes.as<double>()[lanes.is_constant ? 0 : i];
        } else if (type.kind == Kind::date || type.kind == Kind::text) {
            std::int64_t const number = integer_at(lanes, i);
            if (type.kind == Kind::text && number < 0) continue; // a text that is not in Strings
            cells_of<Array<std::int32_t>>(column)[row] = static_cast<std::int32_t>(number);
        } else {
            cells_of<Array<std::int64_t>>(column)[row] = integer_at(lanes, i);
        }
        column.present[row / 64] |= std::uint64_t{1} << (row % 64);
    }
}

} // namespace

std::vector<Answers> run(Program const &program, Population const &population,
                         Context const &context, int threads, Deadline const &deadline) {
    std::size_t const rows = population.tables[program.record].rows;
    std::vector<Answers> answers(program.rules.size());
    for (Answers &each : answers)
        for (Bits *bits : {&each.met, &each.unmet, &each.unknown})
            bits->resize(std::max<std::size_t>((rows + 63) / 64, 1));
    Sink const sink{[&](Frame &frame, std::size_t first, std::size_t count) {
                        for (std::size_t i = 0; i < answers.size(); ++i)
                            answer(frame, program.rules[i], first, count, answers[i]);
                    },
                    [&](std::size_t row) {
                        for (Answers &each : answers) put(each.unknown, row, 1, 0, 1);
                    }};
    run_table({program, population, context, deadline}, threads, sink);
    return answers;
}

std::vector<Column> run_values(Program const &program, Population const &population,
                               Context const &context, int threads, Deadline const &deadline) {
    std::size_t const rows = population.tables[program.record].rows;
    std::vector<Column> columns;
    for (Type const &type : program.value_types) columns.push_back(empty_column(type, rows));
    Sink const sink{[&](Frame &frame, std::size_t first, std::size_t count) {
                        for (std::size_t i = 0; i < columns.size(); ++i)
                            write_value(frame[program.values[i]], program.value_types[i], first,
                                        count, columns[i]);
                    },
                    [](std::size_t) {}};
    run_table({program, population, context, deadline}, threads, sink);
    return columns;
}

} // namespace jingzhun::cel
