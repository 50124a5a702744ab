// A block of rows through all instructions of a program, and the lanes' memory.
#include "base/error.hpp"
#include "cel/engine_parameter.hpp"

#include <algorithm>
#include <bit>

namespace jingzhun::cel {
namespace {

constexpr std::uint64_t all_ones = ~std::uint64_t{0}, all_zeros = 0;
constexpr std::int64_t zero_value = 0;

void run_constant(Frame &frame) {
    Instruction const &instruction = frame.instruction();
    Context const &context = frame.bound.context;
    Lanes &result = frame.result();
    auto const in_period = [&](std::int64_t value) {
        if (context.period.name.empty()) make_unknown(result, Lane::integer);
        else make_constant(result, value);
    };
    switch (instruction.op) {
    case Op::truth_constant:
        make_truth(result, instruction.payload != 0);
        break;
    case Op::integer_constant:
        make_constant(result, instruction.payload);
        break;
    case Op::real_constant:
        result = {Width::real, true};
        result.data = &frame.instruction().payload;
        break;
    case Op::text_constant:
        make_constant(result, frame.bound.literals[std::size_t(instruction.payload)]);
        break;
    case Op::as_of:
        make_constant(result, context.as_of.days);
        break;
    case Op::period_from:
        in_period(context.period.from.days);
        break;
    case Op::period_to:
        in_period(context.period.to.days);
        break;
    case Op::period_name:
        in_period(frame.bound.number(context.period.name));
        break;
    case Op::period_unit:
        in_period(frame.bound.number(frame.bound.period_unit));
        break;
    default:
        make_unknown(result, instruction.lane);
        break;
    }
}

} // namespace

Words truth_of(Lanes const &lanes) {
    return {lanes.as<std::uint64_t>(), lanes.is_constant ? 0U : 1U};
}

Words known_of(Lanes const &lanes) {
    if (lanes.known == Known::some) return {lanes.bits, 1};
    return {lanes.known == Known::all ? &all_ones : &all_zeros, 0};
}

void make_constant(Lanes &lanes, std::int64_t value) {
    lanes = {Width::whole, true};
    lanes.low = lanes.high = value; // `data` follows when the instruction is done
}

void make_truth(Lanes &lanes, bool value) {
    lanes = {Width::truth, true};
    lanes.data = value ? &all_ones : &all_zeros;
}

void make_unknown(Lanes &lanes, Lane lane) {
    lanes = {lane == Lane::truth  ? Width::truth
             : lane == Lane::real ? Width::real
                                  : Width::whole,
             true};
    lanes.known = Known::none;
    lanes.data = lane == Lane::truth ? static_cast<void const *>(&all_zeros) : &zero_value;
}

bool is_known(Lanes const &lanes, std::size_t i) {
    if (lanes.known != Known::some) return lanes.known == Known::all;
    return ((lanes.bits[i / 64] >> (i % 64)) & 1U) != 0;
}

std::int64_t integer_at(Lanes const &lanes, std::size_t i) {
    if (lanes.is_constant) i = 0;
    if (lanes.width == Width::byte) return lanes.as<std::uint8_t>()[i];
    if (lanes.width == Width::half) return lanes.as<std::int32_t>()[i];
    return lanes.as<std::int64_t>()[i];
}

Frame::Frame(Bound const &to_run) : bound(to_run), kernel(kernels()) {
    auto const count = bound.program.instructions.size();
    lanes_.resize(count);
    truth_.resize(count);
    known_.resize(count);
    owned_.assign(count, -1);
    segments_.resize(bound.program.domains.size());
    segments_[constants].lanes = 1;
    make_room(block_rows);
    for (std::size_t i = 0; i < count; ++i)
        if (bound.program.instructions[i].domain == constants) execute(static_cast<Register>(i));
}

Frame::~Frame() = default;

std::size_t Frame::lanes_of(DomainIndex domain) const {
    return segments_[std::size_t(domain)].lanes;
}

bool Frame::run_block(std::size_t first, std::size_t count) {
    first_row = first;
    row_count = count;
    is_too_large = false;
    segments_[table_rows].lanes = count;
    segments_[table_rows].first = static_cast<std::uint32_t>(first);
    auto const &instructions = bound.program.instructions;
    for (std::size_t i = 0; i < instructions.size(); ++i) {
        if (instructions[i].domain == constants) continue;
        execute(static_cast<Register>(i));
        if (is_too_large || bytes_ > bytes_max) return give_up(static_cast<Register>(i));
        if (i % 64 == 0 || lanes_of(instructions[i].domain) > lanes_wanted) mind_time();
        for (Register const ended : bound.releases[i]) release(ended);
    }
    return true;
}

bool Frame::give_up(Register last) {
    for (Register i = 0; i <= last; ++i) {
        if (bound.program.instructions[std::size_t(i)].domain == constants) continue;
        release(i);
        if (bytes_ <= bytes_max) continue;
        truth_[std::size_t(i)] = {};
        known_[std::size_t(i)] = {};
    }
    if (bytes_ <= bytes_max) return false;
    for (std::size_t const index : free_) buffers_[index] = {};
    bytes_ = 0; // but for the constants' few
    return false;
}

void Frame::mind_time() const {
    if (std::chrono::steady_clock::now() > bound.deadline.at)
        throw base::Error("cel_time", {{"seconds", std::to_string(bound.deadline.given.count())}});
}

void Frame::execute(Register number) {
    current_ = number;
    release(number);
    Op const op = instruction().op;
    if (op <= Op::period_unit) run_constant(*this);
    else if (op <= Op::items_present) run_fact(*this);
    else if (op == Op::open) run_open(*this);
    else if (op == Op::broadcast) run_broadcast(*this);
    else if (op <= Op::same_truth) run_truth(*this);
    else if (op == Op::select_truth || op == Op::select_integer || op == Op::select_real)
        run_select(*this);
    else if (op <= Op::greatest) run_integer(*this);
    else if (op <= Op::equal) run_compare(*this);
    else if (op <= Op::to_integer) run_real(*this);
    else if (op <= Op::quotient_equal) run_quotient(*this);
    else if (op <= Op::add_months) run_calendar(*this);
    else if (op <= Op::sex_of) run_text(*this);
    else if (op == Op::parameter) run_parameter(*this);
    else run_segment(*this);
    keep_result();
}

Lanes Frame::operand(std::size_t i) {
    Lanes lanes = raw_operand(i);
    if (lanes.is_run) {
        auto *rows = allocate<std::int32_t>(this->lanes());
        for (std::size_t lane = 0; lane < this->lanes(); ++lane)
            rows[lane] = static_cast<std::int32_t>(lanes.low) + static_cast<std::int32_t>(lane);
        lanes.data = rows;
        lanes.width = Width::half;
        lanes.is_run = false;
    }
    return lanes;
}

// Once, where an instruction asks for it: many only compare and never do.
void Frame::look_at(std::size_t i, std::size_t lanes) {
    Lanes &kept = lanes_[std::size_t(instruction().operands[i])];
    if (kept.is_loose) look_at_range(*this, kept, lanes);
}

Lanes Frame::ranged(std::size_t i) {
    look_at(i, lanes());
    return operand(i);
}

std::uint64_t *Frame::own_words(std::vector<std::uint64_t> &own, std::size_t lanes) {
    std::size_t const before = own.size();
    if (before < words(lanes) + 2) own.resize(words(lanes) + 2);
    bytes_ += (own.size() - before) * sizeof(std::uint64_t);
    return own.data();
}

std::uint64_t *Frame::truth_words(std::size_t lanes) {
    return own_words(truth_[std::size_t(current_)], lanes);
}

std::uint64_t *Frame::known_words(std::size_t lanes) {
    return own_words(known_[std::size_t(current_)], lanes);
}

std::uint64_t const *Frame::truth_at(Lanes const &lanes) const {
    if (!lanes.is_constant) return lanes.as<std::uint64_t>();
    return (lanes.as<std::uint64_t>()[0] & 1U) != 0 ? ones_.data() : zeros_.data();
}

std::uint64_t const *Frame::known_at(Lanes const &lanes) const {
    if (lanes.known == Known::some) return lanes.bits;
    return lanes.known == Known::all ? ones_.data() : zeros_.data();
}

void Frame::make_room(std::size_t lanes) {
    if (ones_.size() >= words(lanes) + 2) return;
    ones_.resize(words(lanes) + 2, all_ones);
    zeros_.resize(words(lanes) + 2, 0);
}

void Frame::known_where(std::initializer_list<Lanes> operands) {
    Lanes &out = result();
    out.known = Known::all;
    for (Lanes const &operand : operands) {
        if (operand.known == Known::all || out.known == Known::none) continue;
        if (operand.known == Known::none) out.known = Known::none;
        else if (out.known == Known::all) {
            out.known = Known::some;
            out.bits = operand.bits;
        } else {
            std::uint64_t *bits = known_words(lanes());
            kernel.and_words(out.bits, operand.bits, bits, words(lanes()));
            out.bits = bits;
        }
    }
}

void Frame::also_where(std::uint64_t const *bits, std::size_t count) {
    Lanes const &out = result();
    if (out.known == Known::none) return;
    std::uint64_t *own = known_words(count);
    kernel.and_words(known_at(out), bits, own, words(count));
    settle(own, count);
}

void Frame::settle(std::uint64_t const *bits, std::size_t count) {
    Lanes &out = result();
    out.known = kernel.settle(bits, count);
    out.bits = bits;
}

void *Frame::allocate_bytes(std::size_t bytes) {
    bytes = (bytes + 127) / 64 * 64; // loops may read one vector beyond
    if (free_.empty()) {
        free_.push_back(buffers_.size());
        buffers_.emplace_back();
    }
    std::size_t const index = free_.back();
    free_.pop_back();
    taken_.push_back(index);
    Buffer &buffer = buffers_[index];
    if (buffer.size < bytes) {
        bytes_ += bytes - buffer.size;
        buffer.bytes = std::make_unique<std::byte[]>(bytes);
        buffer.size = bytes;
    }
    return buffer.bytes.get();
}

// Of the buffers the instruction took only the one its result lies in is kept.
void Frame::keep_result() {
    Lanes &out = result();
    auto const *data = static_cast<std::byte const *>(out.data);
    for (std::size_t const index : taken_) {
        Buffer const &buffer = buffers_[index];
        bool const holds = data != nullptr && data >= buffer.bytes.get() &&
                           data < buffer.bytes.get() + buffer.size;
        if (holds) owned_[std::size_t(current_)] = static_cast<std::ptrdiff_t>(index);
        else free_.push_back(index);
    }
    taken_.clear();
    normalise(out, instruction().domain == constants);
}

// One value for all lanes lies in the register itself.
void Frame::normalise(Lanes &out, bool is_single) {
    if (is_single && out.known == Known::some)
        out.known = is_known(out, 0) ? Known::all : Known::none;
    out.is_constant = out.is_constant || is_single;
    if (!out.is_constant || out.is_run || out.width == Width::real) return;
    if (out.width == Width::truth) {
        out.data = (out.as<std::uint64_t>()[0] & 1U) != 0 ? &all_ones : &all_zeros;
    } else {
        if (out.data != nullptr) out.low = out.high = integer_at(out, 0);
        out.width = Width::whole;
        out.data = &out.low;
    }
}

void Frame::release(Register value) {
    std::ptrdiff_t &buffer = owned_[std::size_t(value)];
    if (buffer >= 0) free_.push_back(static_cast<std::size_t>(buffer));
    buffer = -1;
}

} // namespace jingzhun::cel
