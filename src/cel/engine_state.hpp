// The state of one thread that runs a program: lanes of the block under way, domains, memory.
#pragma once

#include "cel/kernel.hpp"
#include "cel/program_code.hpp"
#include "cel/regex.hpp"

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace jingzhun::cel {

enum class Width : std::uint8_t { truth, byte, half, whole, real }; // bits, u8, i32, i64, f64

// The lanes of a register in the block under way.
struct Lanes {
    Width width = Width::truth;
    bool is_constant = false; // one lane stands for all
    bool is_run = false;      // rows low, low + 1, …: `data` is not there
    bool is_loose = false;    // low and high are those of the width: `Frame::ranged` looks
    Known known = Known::all;
    std::int64_t low = 0, high = 0;      // of integers: the known lanes lie between
    void const *data = nullptr;          // truth is zero where it is not known
    std::uint64_t const *bits = nullptr; // where `known` is some

    template <class T> T const *as() const { return static_cast<T const *>(data); }
};

// The children of a domain in the block under way.
struct Segments {
    std::size_t lanes = 0;
    std::uint32_t const *offsets = nullptr;   // one more than parents
    std::uint32_t const *positions = nullptr; // child rows or item positions; null: from `first` on
    std::uint32_t first = 0;
    std::vector<std::uint32_t> own_offsets, own_positions, parents;
    bool has_parents = false;
    Range<std::int32_t> lengths; // of the parents' children
    std::vector<std::uint64_t> ends, filled;
    bool has_ends = false;
};

// A parameter for given keys and area: values from bound to bound.
struct Steps {
    std::vector<std::int32_t> bounds;                // ascending; one fewer than values
    std::vector<std::optional<std::int64_t>> values; // reals as their bits
    std::vector<std::int64_t> deltas;
    std::vector<std::int32_t> narrow_deltas; // where all values are that narrow
    bool is_gapless = true;
    std::int64_t low = 0, high = 0;
};

// What is the same for every block and thread of a run.
struct Bound {
    Program const &program;
    Population const &population;
    Context const &context;
    std::vector<std::int32_t> literals; // numbers of the program's texts
    std::vector<std::string> others; // texts that are not in Strings: their numbers go down from -2
    std::unordered_map<std::string, std::int32_t> other_numbers;
    std::string period_unit;
    std::int32_t context_area = 0;
    std::vector<std::vector<Register>> releases; // registers whose lanes end with an instruction

    Deadline deadline = {};
    std::int32_t number(std::string_view text) const; // Requires: in Strings, or one of `others`
    std::int32_t add(std::string_view text);
    std::string_view text(std::int64_t number) const;
};
Bound bind(Program const &program, Population const &population, Context const &context);

constexpr std::size_t block_rows = 4096;
constexpr std::size_t lanes_wanted = 1U << 15; // above, a block is halved
constexpr std::size_t lanes_max = 1U << 22;    // above, for one row, its answers are unknown
constexpr std::size_t bytes_max = 256U << 20;  // of all registers' lanes; above, the same

class Frame {
  public:
    explicit Frame(Bound const &bound);
    // Runs rows [first, first + count): false where a child domain grows too large for that many.
    bool run_block(std::size_t first, std::size_t count);

    Lanes const &operator[](Register value) const { return lanes_[std::size_t(value)]; }
    Lanes &result() { return lanes_[std::size_t(current_)]; }
    Register number() const { return current_; }
    Instruction const &instruction() const {
        return bound.program.instructions[std::size_t(current_)];
    }
    // Throws Error "cel_time" where it is over.
    void mind_time() const;
    // Operand `i`; rows that run on are written out.
    Lanes operand(std::size_t i);
    Lanes const &raw_operand(std::size_t i) const {
        return lanes_[std::size_t(instruction().operands[i])];
    }
    std::size_t lanes_of(DomainIndex domain) const;
    std::size_t lanes() const { return lanes_of(instruction().domain); }
    Segments &segments(DomainIndex domain) { return segments_[std::size_t(domain)]; }
    std::vector<std::uint32_t> const &parents(DomainIndex domain);
    Segmented segmented(DomainIndex domain);
    // Operand `i` with its range looked up; or just that looked up, of so many lanes.
    Lanes ranged(std::size_t i);
    void look_at(std::size_t i, std::size_t lanes);

    // Memory of the instruction under way: kept where the result's lanes lie in it.
    template <class T> T *allocate(std::size_t count) {
        return static_cast<T *>(allocate_bytes(count * sizeof(T)));
    }
    // Words of the instruction's own truth and knowledge, kept until it runs again.
    std::uint64_t *truth_words(std::size_t lanes);
    std::uint64_t *known_words(std::size_t lanes);
    std::uint64_t *scratch_words(std::size_t lanes) {
        return allocate<std::uint64_t>(words(lanes) + 2);
    }
    static std::size_t words(std::size_t lanes) { return (lanes + 63) / 64; }

    // The result is known where all of these are.
    void known_where(std::initializer_list<Lanes> operands);
    // … and besides only where `bits` are set.
    void also_where(std::uint64_t const *bits, std::size_t lanes);
    // A word for each 64 lanes, of constants too.
    std::uint64_t const *truth_at(Lanes const &lanes) const;
    std::uint64_t const *known_at(Lanes const &lanes) const;
    WordPair pair_at(Lanes const &lanes) const { return {truth_at(lanes), known_at(lanes)}; }
    std::uint64_t const *ones() const { return ones_.data(); }
    // … for domains of so many lanes.
    void make_room(std::size_t lanes);

    // Settles whether all or none of the lanes are known, and truth to zero where it is not.
    void settle(std::uint64_t const *bits, std::size_t lanes);

    Bound const &bound;
    Kernels const &kernel;
    std::size_t first_row = 0, row_count = 0;
    bool is_too_large = false;
    // Memories of slow operations, by instruction.
    std::unordered_map<Register, RegexPointer> patterns;
    struct Parameters;
    std::unique_ptr<Parameters> parameters;
    ~Frame();

  private:
    struct Buffer {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
    };
    void execute(Register number);
    bool give_up(Register last); // drops what the instructions up to `last` hold
    std::uint64_t *own_words(std::vector<std::uint64_t> &own, std::size_t lanes);
    void *allocate_bytes(std::size_t bytes);
    void release(Register value);
    void keep_result();
    static void normalise(Lanes &out, bool is_single);

    std::vector<std::uint64_t> ones_, zeros_;
    std::vector<Lanes> lanes_;
    std::vector<Segments> segments_;
    std::vector<std::vector<std::uint64_t>> truth_, known_;
    std::vector<Buffer> buffers_;
    std::vector<std::size_t> free_, taken_; // buffers; taken by the instruction under way
    std::vector<std::ptrdiff_t> owned_;     // each register's buffer, -1 where none
    Register current_ = no_register;
    std::size_t bytes_ = 0; // held in buffers and words
};

// Words with a stride: one word for all lanes, or a word for each 64.
struct Words {
    std::uint64_t const *data;
    std::size_t stride;
    std::uint64_t operator[](std::size_t i) const { return data[i * stride]; }
};
Words truth_of(Lanes const &lanes);
Words known_of(Lanes const &lanes);
void make_constant(Lanes &lanes, std::int64_t value); // an integer, known
void make_truth(Lanes &lanes, bool value);            // known
void make_unknown(Lanes &lanes, Lane lane);

// Operations by chapter; each sets the frame's result.
void run_fact(Frame &frame);      // engine_fact.cpp
void run_open(Frame &frame);      // engine_domain.cpp
void run_broadcast(Frame &frame); // engine_domain.cpp
void run_truth(Frame &frame);     // engine_truth.cpp
void run_integer(Frame &frame);   // engine_integer.cpp
void run_compare(Frame &frame);   // engine_compare.cpp
void run_select(Frame &frame);    // engine_truth.cpp
void run_real(Frame &frame);      // engine_real.cpp
void run_quotient(Frame &frame);  // engine_compare.cpp
void run_calendar(Frame &frame);  // engine_calendar.cpp
void run_text(Frame &frame);      // engine_text.cpp
void run_parameter(Frame &frame); // engine_parameter.cpp
void run_segment(Frame &frame);   // engine_segment.cpp

// Integer lanes in one common width of at least `half`, written out where needed.
struct Common {
    Lanes a, b;
    Shape shape;
};
Common common(Frame &frame, Lanes a, Lanes b);
Lanes widened(Frame &frame, Lanes const &lanes, Width width, std::size_t count);
// a (operation) b, wrapping where the ranges say it cannot be out of range; else false.
enum class Arithmetic { add, subtract, multiply, least, greatest };
bool compute(Frame &frame, Arithmetic operation, Lanes const &a, Lanes const &b, Lanes &out);
// Truth of less, less or equal, equal into `out`; nothing of who is known.
void compare_integers(Frame &frame, std::size_t operation, Lanes const &a, Lanes const &b,
                      Lanes &out);
// Low and high of the lanes themselves.
void look_at_range(Frame &frame, Lanes &lanes, std::size_t count);
// Lane `i` of integers of any width.
std::int64_t integer_at(Lanes const &lanes, std::size_t i);
bool is_known(Lanes const &lanes, std::size_t i);

} // namespace jingzhun::cel
