// The expressions by which columns of layouts are written back.
#include "cel/check.hpp"
#include "pack/readers.hpp"
#include "pack/schema.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

// Whether values of the expression can stand in cells of the field.
bool fits(cel::Type const &found, Field const &field) {
    using enum cel::Kind;
    auto const wanted = type_of(field).kind;
    if (found.kind == wanted || found.kind == dyn) return true;
    auto const is_number = [](cel::Kind kind) {
        return kind == integer || kind == real || kind == money;
    };
    return is_number(found.kind) && is_number(wanted);
}

} // namespace

void check_ours(Pack const &pack, cel::Schema const &schema, Faults &faults) {
    for (auto const &source : pack.sources)
        for (auto const &column : source.columns) {
            if (column.ours == nullptr || source.registers.empty() || column.into.empty()) continue;
            auto const checked = cel::check(*column.ours, schema, source.registers.back());
            faults.add(checked.problems);
            auto const *fed = pack.find_register(column.into.front().first);
            auto const *field =
                fed == nullptr ? nullptr : fed->find_field(column.into.front().second);
            if (field == nullptr || !checked.problems.empty() || fits(checked.type, *field))
                continue;
            faults.add("pack_wrong_type", cel::place_of(*column.ours, column.ours->root->span),
                       {{"expected", cel::to_string(type_of(*field))},
                        {"found", cel::to_string(checked.type)}});
        }
}

} // namespace jingzhun::pack
