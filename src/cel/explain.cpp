// The explanation of a value: the same walk, with its tree kept.
#include "cel/evaluate_state.hpp"

namespace jingzhun::cel {

Explained Walk::run_explained(Expression const &expression, std::size_t elements_max) {
    Explained holder;
    trace_ = &holder;
    elements_max_ = elements_max;
    Value value = run(expression);
    trace_ = nullptr;
    Explained result;
    if (!holder.parts.empty()) result = std::move(holder.parts.front());
    else result.text = expression.text;
    result.value = std::move(value);
    return result;
}

Explained explain(Expression const &expression, Scope const &scope, std::size_t elements_max) {
    return Walk(scope, EvaluateLimits{}).run_explained(expression, elements_max);
}

} // namespace jingzhun::cel
