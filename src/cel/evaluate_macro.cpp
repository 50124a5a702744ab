// Macros over lists, maps and relations.
#include "cel/aggregate.hpp"
#include "cel/compare.hpp"
#include "cel/evaluate_state.hpp"

namespace jingzhun::cel {
namespace {

bool is_true(Value const &value) {
    auto const *truth = value.as<bool>();
    return truth != nullptr && *truth;
}

// What several predicates leave open, added up one by one.
struct Open {
    std::optional<Value> value;

    void add(Value const &next, std::string_view macro) {
        std::array both{value.value_or(next), next};
        auto stopped = undecided(both);
        value = stopped ? *std::move(stopped) : no_overload(macro, Values(both).subspan(1));
    }
};

// What is left open: where more elements may be, those are missing too, and unknown goes before
// error.
Value left_open(Value open, Unknown const *missing) {
    if (missing == nullptr) return open;
    auto const *unknown = open.as<Unknown>();
    return {unknown == nullptr ? *missing : merged(*missing, *unknown)};
}

// Unknown where more elements may be, else the value.
Value if_complete(Value value, Unknown const *missing) {
    if (missing == nullptr || value.is_unknown()) return value;
    return {*missing};
}

} // namespace

Value Walk::macro(Node const &node) {
    Value const over = visit(*node.children[0]);
    if (over.is_error() || over.is_unknown()) return over;
    Range range;
    if (auto const *list = over.as<std::shared_ptr<List const>>()) range.list = list->get();
    else if (auto const *map = over.as<std::shared_ptr<Map const>>()) range.map = map->get();
    else if (auto const *partial = over.as<PartialList>()) {
        range.list = partial->known.get();
        range.missing = &partial->missing;
    } else {
        return no_overload(node.name, std::array{over});
    }
    Branches kept;
    Branches *const outer = std::exchange(branches_, trace_ == nullptr ? nullptr : &kept);
    std::string_view const name = node.name;
    Value result =
        name == "all" || name == "exists"                       ? quantified(node, range)
        : name == "exists_one"                                  ? exactly_one(node, range)
        : name == "transformMap" || name == "transformMapEntry" ? transformed_map(node, range)
        : name == "map" || name == "filter" || name == "transformList" ? transformed(node, range)
                                                                       : aggregated(node, range);
    branches_ = outer;
    if (trace_ != nullptr) {
        auto &chosen = !kept.deciding.empty()    ? kept.deciding
                       : !kept.undecided.empty() ? kept.undecided
                                                 : kept.others;
        for (Explained &branch : chosen) trace_->parts.push_back(std::move(branch));
    }
    return result;
}

// One of the macro's expressions for one element.
Value Walk::body(Node const &node, Range const &range, std::size_t element, std::size_t child) {
    std::size_t const first = bindings_.size();
    bool const is_double = !node.second_variable.empty();
    if (range.map != nullptr) {
        bindings_.push_back({node.variable, (*range.map)[element].first});
        if (is_double) bindings_.push_back({node.second_variable, (*range.map)[element].second});
    } else if (is_double) {
        bindings_.push_back({node.variable, {static_cast<std::int64_t>(element)}});
        bindings_.push_back({node.second_variable, (*range.list)[element]});
    } else {
        bindings_.push_back({node.variable, (*range.list)[element]});
    }
    Value result;
    if (trace_ == nullptr) {
        result = visit(*node.children[child]);
    } else {
        Explained holder;
        Explained *const outer = std::exchange(trace_, &holder);
        result = visit(*node.children[child]);
        trace_ = outer;
        Explained branch;
        if (!holder.parts.empty()) branch = std::move(holder.parts.front());
        else branch.text = text_of(*expression_, *node.children[child]);
        branch.value = result;
        branch.element = element_label();
        keep_branch(node, std::move(branch), result);
    }
    bindings_.resize(first);
    return result;
}

std::string Walk::element_label() const {
    Value const &value = bindings_.back().value;
    std::string label(bindings_.back().name);
    auto const *record = value.as<RecordReference>();
    if (record == nullptr) return label + " = " + to_string(value);
    RecordSchema const *schema = schema_of(*record);
    return label + " = " + (schema == nullptr ? "" : schema->name + " ") +
           std::to_string(record->row);
}

void Walk::keep_branch(Node const &node, Explained branch, Value const &value) {
    if (branches_ == nullptr) return;
    auto const *truth = value.as<bool>();
    bool const decides = truth != nullptr && *truth == (node.name != "all");
    auto &kept = decides                                  ? branches_->deciding
                 : value.is_unknown() || value.is_error() ? branches_->undecided
                                                          : branches_->others;
    if (kept.size() < elements_max_) kept.push_back(std::move(branch));
}

Value Walk::quantified(Node const &node, Range const &range) {
    bool const decides = node.name == "exists";
    bool is_decided = false;
    Open open;
    for (std::size_t i = 0; i < range.size(); ++i) {
        Value const truth = body(node, range, i, 1);
        if (truth.as<bool>() == nullptr) open.add(truth, node.name);
        else if (*truth.as<bool>() == decides) is_decided = true;
        if (is_decided && (stops_early() || branches_->deciding.size() >= elements_max_)) break;
        if (budget_.steps == 0) break;
    }
    if (is_decided) return {decides};
    if (budget_.steps == 0) return cost_error();
    if (open.value) return left_open(*std::move(open.value), range.missing);
    return if_complete({!decides}, range.missing);
}

Value Walk::exactly_one(Node const &node, Range const &range) {
    std::size_t count = 0;
    Open open;
    for (std::size_t i = 0; i < range.size(); ++i) {
        Value const truth = body(node, range, i, 1);
        if (truth.as<bool>() == nullptr) open.add(truth, node.name);
        if (is_true(truth)) ++count;
        if (budget_.steps == 0) break;
    }
    if (budget_.steps == 0) return cost_error();
    if (open.value) return left_open(*std::move(open.value), range.missing);
    if (count >= 2) return {false};
    return if_complete({count == 1}, range.missing);
}

// map, filter and transformList: a condition first where there is one, then the result.
Value Walk::transformed(Node const &node, Range const &range) {
    bool const is_filter = node.name == "filter";
    bool const has_condition = is_filter || node.children.size() == 3;
    List results;
    Open open;
    for (std::size_t i = 0; i < range.size(); ++i) {
        Value const condition = has_condition ? body(node, range, i, 1) : Value{true};
        if (condition.as<bool>() == nullptr) open.add(condition, node.name);
        if (budget_.steps == 0) break;
        if (!is_true(condition)) continue;
        Value result = !is_filter              ? body(node, range, i, node.children.size() - 1)
                       : range.list != nullptr ? (*range.list)[i]
                                               : (*range.map)[i].first;
        std::array const one{std::move(result)};
        if (undecided(one)) open.add(one[0], node.name);
        else if (!open.value) results.push_back(one[0]);
    }
    if (budget_.steps == 0) return cost_error();
    if (open.value) return left_open(*std::move(open.value), range.missing);
    if (!budget_.take_bytes(results.size() * sizeof(Value))) return cost_error();
    if (range.missing == nullptr) return make_list(std::move(results));
    return {PartialList{std::make_shared<List const>(std::move(results)), *range.missing}};
}

// transformMap keeps the keys (of a list: the indices); transformMapEntry makes entries of its own.
Value Walk::transformed_map(Node const &node, Range const &range) {
    bool const makes_entries = node.name == "transformMapEntry";
    Map results;
    Open open;
    for (std::size_t i = 0; i < range.size() && budget_.steps > 0; ++i) {
        Value const condition = node.children.size() == 3 ? body(node, range, i, 1) : Value{true};
        if (condition.as<bool>() == nullptr) open.add(condition, node.name);
        if (!is_true(condition)) continue;
        Value const result = body(node, range, i, node.children.size() - 1);
        auto const *entries = result.as<std::shared_ptr<Map const>>();
        std::array const one{result};
        if (undecided(one) || (makes_entries && entries == nullptr)) {
            open.add(result, node.name);
        } else if (makes_entries) {
            for (auto const &entry : **entries) {
                if (!budget_.take_steps(results.size())) return cost_error();
                if (find_key(results, entry.first) != nullptr)
                    return make_error("cel_duplicate_key", to_string(entry.first));
                results.push_back(entry);
            }
        } else if (range.map != nullptr) {
            results.emplace_back((*range.map)[i].first, result);
        } else {
            results.emplace_back(Value{static_cast<std::int64_t>(i)}, result);
        }
    }
    if (budget_.steps == 0) return cost_error();
    if (open.value) return left_open(*std::move(open.value), range.missing);
    if (!budget_.take_bytes(results.size() * 2 * sizeof(Value))) return cost_error();
    return if_complete({std::make_shared<Map const>(std::move(results))}, range.missing);
}

// count of true predicates, or sum, min, max, avg of values.
Value Walk::aggregated(Node const &node, Range const &range) {
    bool const is_count = node.name == "count";
    List values;
    Open open;
    for (std::size_t i = 0; i < range.size() && budget_.steps > 0; ++i) {
        Value value = body(node, range, i, 1);
        std::array const one{std::move(value)};
        if (undecided(one) || (is_count && one[0].as<bool>() == nullptr))
            open.add(one[0], node.name);
        else if (!is_count || is_true(one[0])) values.push_back(one[0]);
    }
    if (budget_.steps == 0) return cost_error();
    if (open.value) return left_open(*std::move(open.value), range.missing);
    if (range.missing != nullptr) return {*range.missing};
    if (values.empty() && node.name == "sum") return zero_of(node);
    return aggregate(node.name, values, budget_);
}

} // namespace jingzhun::cel
