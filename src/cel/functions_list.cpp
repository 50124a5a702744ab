// Aggregates of lists: sum min max avg count distinct.
#include "cel/aggregate.hpp"
#include "cel/compare.hpp"
#include "cel/functions.hpp"

#include <array>

namespace jingzhun::cel {
namespace {

Value sum_of(Values elements, Budget &budget) {
    if (elements.empty()) return {std::int64_t{0}};
    Function const add = find_function("_+_", false);
    Value total = elements[0];
    bool const is_amount = fen_of(total) || total.as<std::uint64_t>() || total.as<double>();
    if (!is_amount) return no_overload("sum", elements.first(1));
    for (Value const &element : elements.subspan(1)) {
        if (!fen_of(element) && !element.as<std::uint64_t>() && !element.as<double>())
            return no_overload("sum", std::array{total, element});
        total = add(std::array{total, element}, budget);
        if (total.is_error()) return total;
    }
    return total;
}

Value extreme_of(Values elements, bool wants_greatest, std::string_view name) {
    if (elements.empty()) return make_error("cel_empty_list", std::string(name));
    Value const *best = &elements[0];
    if (!compare(*best, *best)) return no_overload(name, elements.first(1));
    for (Value const &element : elements.subspan(1)) {
        auto const order = compare(element, *best);
        if (!order) return no_overload(name, std::array{*best, element});
        if (wants_greatest ? *order > 0 : *order < 0) best = &element;
    }
    return *best;
}

Value average_of(Values elements, Budget &budget) {
    if (elements.empty()) return make_error("cel_empty_list", "avg");
    Value const total = sum_of(elements, budget);
    auto const count = static_cast<std::int64_t>(elements.size());
    if (auto const *money = total.as<base::Money>()) return {MoneyRatio{money->fen, count}};
    if (auto const *number = total.as<std::int64_t>())
        return {static_cast<double>(*number) / static_cast<double>(count)};
    if (auto const *number = total.as<std::uint64_t>())
        return {static_cast<double>(*number) / static_cast<double>(count)};
    if (auto const *number = total.as<double>()) return {*number / static_cast<double>(count)};
    return total;
}

Value distinct_of(Values elements, Budget &budget) {
    List kept;
    for (Value const &element : elements) {
        bool is_new = true;
        for (Value const &known : kept) {
            auto const same = equal_within(known, element, budget.steps);
            if (!same) return cost_error();
            if (*same) is_new = false;
            if (*same) break;
        }
        if (is_new) kept.push_back(element);
    }
    if (!budget.take_bytes(kept.size() * sizeof(Value))) return cost_error();
    return make_list(std::move(kept));
}

template <char const *Name> Value list_function(Values arguments, Budget &budget) {
    auto const *list =
        arguments.size() == 1 ? arguments[0].as<std::shared_ptr<List const>>() : nullptr;
    if (list == nullptr) return no_overload(Name, arguments);
    if (!budget.take_steps((*list)->size())) return cost_error();
    if (std::string_view(Name) == "distinct") return distinct_of(**list, budget);
    return aggregate(Name, **list, budget);
}

constexpr char sum_name[] = "sum", min_name[] = "min", max_name[] = "max", avg_name[] = "avg",
               count_name[] = "count", distinct_name[] = "distinct";

constexpr FunctionEntry entries[] = {
    {sum_name, CallStyle::member, list_function<sum_name>},
    {min_name, CallStyle::member, list_function<min_name>},
    {max_name, CallStyle::member, list_function<max_name>},
    {avg_name, CallStyle::member, list_function<avg_name>},
    {count_name, CallStyle::member, list_function<count_name>},
    {distinct_name, CallStyle::member, list_function<distinct_name>},
};

} // namespace

std::span<FunctionEntry const> list_functions() { return entries; }

Value aggregate(std::string_view name, Values elements, Budget &budget) {
    if (name == "sum") return sum_of(elements, budget);
    if (name == "min" || name == "max") return extreme_of(elements, name == "max", name);
    if (name == "avg") return average_of(elements, budget);
    return {static_cast<std::int64_t>(elements.size())};
}

} // namespace jingzhun::cel
