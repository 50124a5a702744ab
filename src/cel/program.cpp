// What a program tells about itself, and what its answers add up to.
#include "cel/program.hpp"

#include "cel/program_code.hpp"

#include <algorithm>
#include <bit>

namespace jingzhun::cel {

void ProgramDeleter::operator()(Program *program) const { delete program; }

std::size_t count(Bits const &bits) {
    std::size_t total = 0;
    for (std::uint64_t const word : bits) total += static_cast<std::size_t>(std::popcount(word));
    return total;
}

std::vector<UsedField> used_fields(Program const &program) {
    std::vector<UsedField> used;
    auto const add = [&](std::int32_t table, FieldSource source, std::int64_t index) {
        UsedField const field{static_cast<std::size_t>(table), source,
                              static_cast<std::size_t>(index)};
        if (std::find(used.begin(), used.end(), field) == used.end()) used.push_back(field);
    };
    for (Instruction const &instruction : program.instructions) {
        switch (instruction.op) {
        case Op::column:
        case Op::column_present:
            add(instruction.table, FieldSource::column, instruction.payload);
            break;
        case Op::reference:
        case Op::reference_present:
            add(instruction.table, FieldSource::reference, instruction.payload);
            break;
        case Op::relation_gap:
            add(instruction.table, FieldSource::relation, instruction.payload);
            break;
        case Op::item:
        case Op::items_gap:
        case Op::items_present:
            add(instruction.table, FieldSource::items, instruction.payload);
            break;
        case Op::open: {
            Domain const &domain = program.domains[static_cast<std::size_t>(instruction.payload)];
            add(domain.table, domain.is_items ? FieldSource::items : FieldSource::relation,
                domain.index);
            break;
        }
        default:
            break;
        }
    }
    return used;
}

std::vector<std::size_t> used_parameters(Program const &program) {
    std::vector<std::size_t> used;
    for (Instruction const &instruction : program.instructions) {
        if (instruction.op != Op::parameter) continue;
        auto const index = static_cast<std::size_t>(instruction.payload);
        if (std::find(used.begin(), used.end(), index) == used.end()) used.push_back(index);
    }
    return used;
}

} // namespace jingzhun::cel
