// What `compile` makes and `run` executes: a list of instructions over domains of lanes.
//
// Every instruction writes one register once (its own number) and reads registers written before
// it. A register lives in a domain: the constants (one lane), the rows of the table, or the
// children of each lane of a parent domain. Operands of an instruction live in its own domain or
// are constants. Beside each lane's value stands whether it is known; an error is a value that is
// not known.
#pragma once

#include "cel/program.hpp"

#include <array>
#include <cstdint>

namespace jingzhun::cel {

using Register = std::int32_t;
constexpr Register no_register = -1;
using DomainIndex = std::int32_t;
constexpr DomainIndex constants = 0, table_rows = 1;
constexpr std::int64_t nobody = -1; // a known reference to no row

// How values lie in lanes. Integers stand for int, date (days), money (fen), text (number in
// Strings or of a literal) and record (row).
enum class Lane : std::uint8_t { truth, integer, real };

enum class Op : std::uint8_t {
    // Constants of a run.
    truth_constant,
    integer_constant,
    real_constant,
    text_constant,
    unknown_constant,
    as_of,
    period_from,
    period_to,
    period_name,
    period_unit,
    // Facts. Operand 0: the rows.
    rows,
    area,
    column,
    column_present,
    reference,
    reference_present,
    relation_gap,
    item,
    items_gap,
    items_present,
    // A child domain comes into being; nothing before it may use it.
    open,
    broadcast, // operand of the parent domain
    guard,     // operand 0, known only where operand 1 is
    is_known,  // truth, always known
    // Truth.
    both,
    either,
    negate,
    same_truth,
    select_truth,
    // Integers; out of range is an error.
    add,
    subtract,
    multiply,
    divide,
    modulo,
    negative,
    absolute,
    least,
    greatest,
    less,
    less_equal,
    equal,
    select_integer,
    // Real numbers.
    add_real,
    subtract_real,
    multiply_real,
    divide_real,
    negative_real,
    absolute_real,
    least_real,
    greatest_real,
    less_real,
    less_equal_real,
    equal_real,
    select_real,
    to_real,
    to_integer,
    // Exact: operands 0 / 1 against 2 / 3. Operand 1 or 3 zero is an error.
    quotient_less,
    quotient_less_equal,
    quotient_equal,
    // Calendar, text, parameters.
    age,
    age_cutoff,
    year,
    month,
    day,
    date_in_range,
    make_date,
    add_months,
    text_size,
    text_contains,
    text_starts,
    text_ends,
    text_matches,
    text_less,
    text_less_equal,
    valid_identity,
    birth_of,
    sex_of,
    parameter, // payload: index; operands: area or none, then keys and date
    // From a child domain to its parent. Operand 0: value; operand 1: mask or none.
    segment_any,
    segment_all,
    segment_count,
    segment_sum,
    segment_min,
    segment_max,
    segment_sum_real,
    segment_min_real,
    segment_max_real,
    segment_known,
    segment_distinct,
};

struct Instruction {
    Op op = Op::unknown_constant;
    Lane lane = Lane::truth;
    DomainIndex domain = constants;
    std::array<Register, 5> operands{no_register, no_register, no_register, no_register,
                                     no_register};
    std::int64_t payload = 0; // constant, bits of a real, index of a literal, column, relation …
    std::int32_t table = -1;  // of facts
    bool operator==(Instruction const &) const = default;
};

// The children of each lane of `parent`: the relation or item list `index` of the table row in
// `source`.
struct Domain {
    DomainIndex parent = constants;
    bool is_items = false;
    std::int32_t table = -1; // whose relation or item list
    std::int32_t index = -1;
    Register source = no_register; // rows of `table`, in the parent domain
    std::int32_t child_table = -1;
    int depth = 0;
    bool operator==(Domain const &) const = default;
};

struct CompiledRule {
    Register when = no_register, must = no_register;
    bool must_hold = true;
};

class Program {
  public:
    Schema const *schema = nullptr;
    std::size_t record = 0;
    std::vector<Domain> domains;
    std::vector<Instruction> instructions;
    std::vector<std::string> texts; // literals; a text constant's payload
    std::vector<CompiledRule> rules;
    std::vector<Register> values; // of compile_values
    std::vector<Type> value_types;
    // For each register the last instruction that reads it (its own number where none; beyond all
    // where a result), so that a block's memory is used again while it is in cache.
    std::vector<Register> last_use;
};

} // namespace jingzhun::cel
