// Macros of the naive interpreter: every body for every element, then what follows from them all.
#include "cel/naive_walk.hpp"

#include <algorithm>

namespace naive {
namespace {

using cel::Node;

// The elements a macro with one variable runs over: those of a list, the keys of a map.
std::vector<Value> elements(Value const &range) {
    if (range.is == Is::list) return range.items;
    std::vector<Value> keys;
    for (std::size_t i = 0; i < range.items.size(); i += 2) keys.push_back(range.items[i]);
    return keys;
}

bool is_true(Value const &value) { return value.is == Is::truth && value.number != 0; }

// What is left open by bodies that should be truths: those that are none are errors.
Value open_truths(std::vector<Value> truths) {
    for (Value &value : truths)
        if (is_settled(value) && value.is != Is::truth) value = error("cel_no_such_overload");
    return unsettled(truths);
}

// More elements may be: unknown, and so before any error.
Value with_gap(Value const &open, Value const &range) {
    if (!range.is_partial) return open;
    return unsettled({open, range});
}

} // namespace

Value Walk::macro(Node const &node) {
    Value const range = visit(*node.children[0]);
    if (range.is == Is::error || range.is == Is::unknown) return range;
    if (range.is != Is::list && range.is != Is::map) return error("cel_no_such_overload");
    if (node.name == "all" || node.name == "exists" || node.name == "exists_one")
        return quantified(node, range);
    bool const transforms =
        node.name == "map" || node.name == "filter" || node.name.starts_with("transform");
    return transforms ? transformed(node, range) : aggregated(node, range);
}

std::vector<Value> Walk::bodies(Node const &node, Value const &range, std::size_t child) {
    std::vector<Value> results;
    std::vector<Value> const first = elements(range);
    auto const depth = bound_.size();
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (node.second_variable.empty()) {
            bound_.emplace_back(node.variable, first[i]);
        } else {
            bool const is_list = range.is == Is::list;
            bound_.emplace_back(node.variable, is_list ? whole(static_cast<Wide>(i)) : first[i]);
            bound_.emplace_back(node.second_variable, is_list ? first[i] : range.items[2 * i + 1]);
        }
        results.push_back(visit(*node.children[child]));
        bound_.resize(depth);
    }
    return results;
}

Value Walk::quantified(Node const &node, Value const &range) {
    std::vector<Value> const truths = bodies(node, range, 1);
    auto const trues = std::count_if(truths.begin(), truths.end(), is_true);
    Value const open = with_gap(open_truths(truths), range);
    if (node.name == "exists_one") {
        // An element in doubt leaves it open; absent ones matter only where one more would.
        Value const doubt = open_truths(truths);
        if (doubt.is == Is::null && trues > 1) return truth(false);
        return open.is != Is::null ? open : truth(trues == 1);
    }
    bool const is_exists = node.name == "exists";
    bool const is_decided =
        is_exists ? trues > 0 : std::any_of(truths.begin(), truths.end(), [](Value const &value) {
            return value.is == Is::truth && value.number == 0;
        });
    if (is_decided) return truth(is_exists);
    return open.is != Is::null ? open : truth(!is_exists);
}

// map, filter, transformList, transformMap, transformMapEntry; a condition first where there is
// one.
Value Walk::transformed(Node const &node, Value const &range) {
    bool const is_filter = node.name == "filter";
    std::vector<Value> const first = elements(range);
    std::vector<Value> conditions(first.size(), truth(true));
    if (is_filter || node.children.size() == 3) conditions = bodies(node, range, 1);
    std::vector<Value> const results =
        is_filter ? first : bodies(node, range, node.children.size() - 1);
    // In order, so that the first error is the one that counts.
    std::vector<Value> relevant, kept, keys;
    for (std::size_t i = 0; i < first.size(); ++i) {
        relevant.push_back(open_truths({conditions[i]}));
        if (!is_true(conditions[i])) continue;
        bool const is_entry = node.name == "transformMapEntry";
        Value const result = is_entry && is_settled(results[i]) && results[i].is != Is::map
                                 ? error("cel_no_such_overload")
                                 : results[i];
        relevant.push_back(unsettled({result}));
        kept.push_back(result);
        keys.push_back(range.is == Is::map ? first[i] : whole(static_cast<Wide>(i)));
    }
    Value const open = unsettled(relevant);
    if (open.is != Is::null) return with_gap(open, range);
    Value result = list(kept);
    result.is_partial = range.is_partial;
    result.facts = range.facts;
    if (!node.name.starts_with("transformMap")) return result;
    if (range.is_partial) return unsettled({range});
    std::vector<Value> entries;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (node.name == "transformMap") entries.insert(entries.end(), {keys[i], kept[i]});
        else entries.insert(entries.end(), kept[i].items.begin(), kept[i].items.end());
    }
    return map(std::move(entries));
}

Value Walk::aggregated(Node const &node, Value const &range) {
    std::vector<Value> values = bodies(node, range, 1);
    bool const counts = node.name == "count";
    Value const open = with_gap(counts ? open_truths(values) : unsettled(values), range);
    if (open.is != Is::null) return open;
    if (counts) return whole(std::count_if(values.begin(), values.end(), is_true));
    if (values.empty() && node.name == "sum") return sum_of_none(node);
    return aggregate(node.name, values);
}

} // namespace naive
