// Emitting instructions: equal ones become one, operands are brought into one domain.
#include "base/error.hpp"
#include "cel/check_overloads.hpp"
#include "cel/compile_state.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace jingzhun::cel {
namespace {

// Of one program, so that no pack can exhaust memory.
constexpr std::size_t instructions_max = 1U << 18, lists_max = 1024, patterns_max = 128;

std::uint64_t hash_of(Instruction const &instruction) {
    std::uint64_t hash = 0x9E3779B97F4A7C15U;
    auto const mix = [&](std::uint64_t value) {
        hash = (std::rotl(hash, 23) ^ value) * 0xD6E8FEB86659FD93U;
        hash ^= hash >> 32;
    };
    mix(static_cast<std::uint64_t>(instruction.op) << 8 |
        static_cast<std::uint64_t>(instruction.lane));
    mix(static_cast<std::uint64_t>(instruction.domain) << 32 |
        static_cast<std::uint32_t>(instruction.table));
    for (Register const operand : instruction.operands) mix(static_cast<std::uint32_t>(operand));
    mix(static_cast<std::uint64_t>(instruction.payload));
    return hash;
}

bool is_commutative(Op op) {
    switch (op) {
    case Op::both:
    case Op::either:
    case Op::same_truth:
    case Op::add:
    case Op::multiply:
    case Op::equal:
    case Op::least:
    case Op::greatest:
        return true;
    default:
        return false;
    }
}

} // namespace

bool in_lanes(Type const &type) {
    switch (type.kind) {
    case Kind::boolean:
    case Kind::integer:
    case Kind::real:
    case Kind::text:
    case Kind::date:
    case Kind::money:
    case Kind::record:
        return true;
    default:
        return false;
    }
}

Lane lane_of(Type const &type) {
    assert(in_lanes(type));
    if (type.kind == Kind::boolean) return Lane::truth;
    return type.kind == Kind::real && !is_quotient(type) ? Lane::real : Lane::integer;
}

void Lowering::refuse(Node const &node, std::string_view construct) const {
    throw base::Error(
        "cel_not_in_columns",
        {{"construct", std::string(construct)}, {"caret", "\n" + caret(*expression_, node.span)}},
        place_of(*expression_, node.span));
}

void Lowering::refuse_size(std::string_view code, std::size_t most) const {
    throw base::Error(code, {{"most", std::to_string(most)}},
                      place_of(*expression_, expression_->root->span));
}

DomainIndex Lowering::deepest(DomainIndex a, DomainIndex b) const {
    return program_.domains[std::size_t(a)].depth >= program_.domains[std::size_t(b)].depth ? a : b;
}

Register Lowering::append(Instruction const &instruction) {
    auto &candidates = known_[hash_of(instruction)];
    for (Register const candidate : candidates)
        if (program_.instructions[std::size_t(candidate)] == instruction) return candidate;
    if (program_.instructions.size() >= instructions_max)
        refuse_size("cel_too_many_instructions", instructions_max);
    if (instruction.op == Op::text_matches && ++patterns_ > patterns_max)
        refuse_size("cel_too_many_patterns", patterns_max);
    auto const number = static_cast<Register>(program_.instructions.size());
    program_.instructions.push_back(instruction);
    candidates.push_back(number);
    return number;
}

Register Lowering::broadcast(Register value, DomainIndex domain) {
    DomainIndex const from = domain_of(value);
    if (from == domain || from == constants) return value;
    assert(domain > table_rows);
    Register const in_parent = broadcast(value, program_.domains[std::size_t(domain)].parent);
    Instruction instruction{Op::broadcast, program_.instructions[std::size_t(value)].lane, domain};
    instruction.operands[0] = in_parent;
    return append(instruction);
}

Register Lowering::emit(Op op, Lane lane, std::initializer_list<Register> operands,
                        std::int64_t payload, std::int32_t table, DomainIndex at) {
    Instruction instruction{op, lane, at};
    for (Register const operand : operands)
        if (operand != no_register)
            instruction.domain = deepest(instruction.domain, domain_of(operand));
    std::size_t i = 0;
    for (Register const operand : operands)
        instruction.operands[i++] =
            operand == no_register ? operand : broadcast(operand, instruction.domain);
    if (is_commutative(op) && instruction.operands[0] > instruction.operands[1])
        std::swap(instruction.operands[0], instruction.operands[1]);
    instruction.payload = payload;
    instruction.table = table;
    return append(instruction);
}

Register Lowering::emit_segment(Op op, Lane lane, DomainIndex child, Register value,
                                Register mask) {
    Instruction instruction{op, lane, program_.domains[std::size_t(child)].parent};
    instruction.operands[0] = value == no_register ? value : broadcast(value, child);
    instruction.operands[1] = mask == no_register ? mask : broadcast(mask, child);
    instruction.payload = child;
    return append(instruction);
}

DomainIndex Lowering::open_domain(Domain domain) {
    domain.depth = program_.domains[std::size_t(domain.parent)].depth + 1;
    auto const same = std::find(program_.domains.begin(), program_.domains.end(), domain);
    if (same != program_.domains.end())
        return static_cast<DomainIndex>(same - program_.domains.begin());
    if (program_.domains.size() >= lists_max) refuse_size("cel_too_many_lists", lists_max);
    program_.domains.push_back(domain);
    auto const index = static_cast<DomainIndex>(program_.domains.size() - 1);
    Instruction instruction{Op::open, Lane::truth, index};
    instruction.operands[0] = domain.source;
    instruction.payload = index;
    append(instruction);
    return index;
}

Register Lowering::integer_constant(std::int64_t value) {
    return emit(Op::integer_constant, Lane::integer, {}, value);
}

Register Lowering::truth_constant(bool value) {
    return emit(Op::truth_constant, Lane::truth, {}, value ? 1 : 0);
}

Register Lowering::text_constant(std::string const &text) {
    auto const [found, is_new] =
        texts_.try_emplace(text, static_cast<std::int64_t>(program_.texts.size()));
    if (is_new) program_.texts.push_back(text);
    return emit(Op::text_constant, Lane::integer, {}, found->second);
}

Register Lowering::both(Register a, Register b) {
    if (a == no_register) return b;
    if (b == no_register) return a;
    return emit(Op::both, Lane::truth, {a, b});
}

Register Lowering::guarded(Register value, Register needed) {
    Op const op = program_.instructions[std::size_t(needed)].op;
    bool const always = op == Op::truth_constant || op == Op::integer_constant ||
                        op == Op::real_constant || op == Op::text_constant || op == Op::rows ||
                        needed == value;
    if (always) return value;
    return emit(Op::guard, program_.instructions[std::size_t(value)].lane, {value, needed});
}

} // namespace jingzhun::cel
