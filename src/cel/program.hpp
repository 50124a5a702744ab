// Column mode: rules compiled once and run over whole tables, block by block, into bit masks.
//
// No allocation, virtual call or branch on type per row; sub-expressions shared between rules are
// computed once; constants and parameters are folded for the date and area of a run.
#pragma once

#include "cel/population.hpp"
#include "cel/schema.hpp"
#include "cel/syntax.hpp"

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace jingzhun::cel {

// One rule to compile. All of one program run on the same record type.
struct RuleSource {
    std::string id;
    Expression const *when = nullptr; // may be null: always
    Expression const *must = nullptr; // truth expected; outlives the program
    bool must_hold = true;            // false: `must` is the condition that must not hold
};

// Answers of one rule for all rows of a table: each row is in exactly one of met, unmet, unknown,
// or in none of them where `when` is false. Where `when` is not known, the answer is unknown. An
// error is unknown too, and so is a row whose children are too many to run (4 million lanes of a
// domain).
struct Answers {
    Bits met, unmet, unknown; // never empty, one bit a row
};
std::size_t count(Bits const &bits);

class Program; // immutable after compile; may be run by several threads
struct ProgramDeleter {
    void operator()(Program *program) const;
};
using ProgramPointer = std::unique_ptr<Program, ProgramDeleter>;

struct Compiled {
    ProgramPointer program; // null where there are problems
    std::vector<base::Problem> problems;
};

// Requires: the schema outlives the program. Rules that do not check are reported, all in one pass,
// and so are those that cost too much (cost.hpp) or with which the program grows too large: 2^18
// instructions, 1,024 lists walked, 128 patterns.
Compiled compile(Schema const &schema, std::string_view record, std::span<RuleSource const> rules,
                 bool has_period = false);
// A number, truth, date or text for each row instead of a verdict (measures, derived columns).
Compiled compile_values(Schema const &schema, std::string_view record,
                        std::span<Expression const *const> expressions, bool has_period = false);

// Which fields of which records the program reads, so that only those columns are loaded.
struct UsedField {
    std::size_t record = 0; // index into Schema::records
    FieldSource source = FieldSource::column;
    std::size_t index = 0; // column, item list, relation or reference
    bool operator==(UsedField const &) const = default;
};
std::vector<UsedField> used_fields(Program const &program);
// Which parameters it reads, as indices into Schema::parameters, each once.
std::vector<std::size_t> used_parameters(Program const &program);

// Which rules of a program the values of some parameters can change: the others' answers stand
// where only those are tried otherwise. Parameters by their index in Schema::parameters; rules
// likewise.
std::vector<std::size_t> rules_reading(Program const &program,
                                       std::span<std::size_t const> parameters);

// When a run must be done. It is asked after every block and within large ones, so that none goes
// on for more than about a second beyond: Error "cel_time".
struct Deadline {
    std::chrono::steady_clock::time_point at = std::chrono::steady_clock::time_point::max();
    std::chrono::seconds given{0}; // as the error says
};
Deadline deadline_in(std::chrono::seconds time);

// Requires: the columns of used_fields are filled. `threads` ≥ 1. A thread holds at most 256 MB of
// lanes; blocks are made shorter to keep to it, and a single row beyond it is unknown.
std::vector<Answers> run(Program const &program, Population const &population,
                         Context const &context, int threads = 1, Deadline const &deadline = {});
// What one rule says of one row. none: it does not apply.
enum class RowAnswer : std::uint8_t { none, met, unmet, unknown };

// A program set out over a population, to be asked about single rows: those that a change touched,
// at some microseconds each. Cells, rows and texts of the population may change between questions.
// For one thread at a time; requires that program and population outlive it.
class RowCheck {
  public:
    RowCheck(Program const &program, Population const &population, Context context);
    ~RowCheck();
    // One answer a rule, as `run` gives it for that row; good until the next question.
    std::span<RowAnswer const> ask(std::size_t row, Deadline const &deadline = {});

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// For programs of compile_values: a column each; not present where unknown or in error, or where it
// is a text that is not in the population's Strings. Money divided by a whole number comes as real
// yuan.
std::vector<Column> run_values(Program const &program, Population const &population,
                               Context const &context, int threads = 1,
                               Deadline const &deadline = {});

} // namespace jingzhun::cel
