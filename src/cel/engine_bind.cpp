// What holds for a whole run: the numbers of the program's texts, and when lanes are no longer
// needed.
#include "cel/engine_state.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

constexpr std::int32_t first_other = -2;

std::string unit_of(base::Period const &period) {
    for (auto const unit : {base::PeriodUnit::day, base::PeriodUnit::week, base::PeriodUnit::month,
                            base::PeriodUnit::quarter, base::PeriodUnit::year}) {
        base::Period const whole = base::period_of(unit, period.from);
        if (whole.from == period.from && whole.to == period.to)
            return std::string(base::to_string(unit));
    }
    return {};
}

} // namespace

std::int32_t Bound::number(std::string_view text) const {
    std::int32_t const found = population.strings.find(text);
    if (found >= 0) return found;
    auto const other = other_numbers.find(std::string(text));
    assert(other != other_numbers.end());
    return other->second;
}

std::int32_t Bound::add(std::string_view text) {
    std::int32_t const found = population.strings.find(text);
    if (found >= 0) return found;
    auto const next = first_other - static_cast<std::int32_t>(others.size());
    auto const [other, is_new] = other_numbers.try_emplace(std::string(text), next);
    if (is_new) others.emplace_back(text);
    return other->second;
}

std::string_view Bound::text(std::int64_t number) const {
    if (number >= 0) return population.strings.text(static_cast<std::int32_t>(number));
    return others[static_cast<std::size_t>(first_other - number)];
}

Deadline deadline_in(std::chrono::seconds time) {
    return {std::chrono::steady_clock::now() + time, time};
}

Bound bind(Program const &program, Population const &population, Context const &context) {
    Bound bound{program, population, context, {}, {}, {}, unit_of(context.period), 0, {}};
    for (std::string const &text : program.texts) bound.literals.push_back(bound.add(text));
    bound.context_area = bound.add(context.area);
    bound.add(context.period.name);
    bound.add(bound.period_unit);
    bound.add("male");
    bound.add("female");
    for (Instruction const &instruction : program.instructions)
        if (instruction.op == Op::parameter)
            for (ParameterValue const &value :
                 program.schema->parameters[static_cast<std::size_t>(instruction.payload)].values)
                if (auto const *text = std::get_if<std::string>(&value.value)) bound.add(*text);
    bound.releases.resize(program.instructions.size());
    for (std::size_t i = 0; i < program.last_use.size(); ++i) {
        auto const last = static_cast<std::size_t>(program.last_use[i]);
        if (last < bound.releases.size()) bound.releases[last].push_back(static_cast<Register>(i));
    }
    return bound;
}

} // namespace jingzhun::cel
