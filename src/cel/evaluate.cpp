// Row mode: the walk over the tree. Names, records and macros are in files of their own.
#include "cel/evaluate.hpp"

#include "cel/compare.hpp"
#include "cel/evaluate_state.hpp"

#include <algorithm>
#include <unordered_set>

namespace jingzhun::cel {
namespace {

constexpr std::size_t facts_max = 256; // named of one unknown

bool same(MissingFact const &a, MissingFact const &b) {
    return a.record.table == b.record.table && a.record.row == b.record.row && a.field == b.field;
}

Unknown const *unknown_in(Value const &value) {
    if (auto const *partial = value.as<PartialList>()) return &partial->missing;
    return value.as<Unknown>();
}

// A key as text, equal for equal keys; nothing where it may not be a key.
std::optional<std::string> key_text(Value const &key) {
    if (auto const *text = key.as<std::string>()) return "s" + *text;
    if (key.as<bool>() || key.as<std::int64_t>() || key.as<std::uint64_t>())
        return "n" + to_string(key);
    return std::nullopt;
}

} // namespace

Unknown merged(Unknown a, Unknown const &b) {
    for (MissingFact const &fact : b.facts) {
        if (a.facts.size() >= facts_max) break;
        bool const is_known =
            std::any_of(a.facts.begin(), a.facts.end(),
                        [&](MissingFact const &each) { return same(each, fact); });
        if (!is_known) a.facts.push_back(fact);
    }
    return a;
}

std::optional<Value> undecided(Values values) {
    std::optional<Unknown> unknown;
    Value const *error = nullptr;
    for (Value const &value : values) {
        if (auto const *missing = unknown_in(value)) {
            if (unknown) unknown = merged(*std::move(unknown), *missing);
            else unknown = *missing;
        }
        if (value.is_error() && error == nullptr) error = &value;
    }
    if (unknown) return Value{*std::move(unknown)};
    if (error != nullptr) return *error;
    return std::nullopt;
}

Value Walk::run(Expression const &expression) {
    expression_ = &expression;
    Value result = visit(*expression.root);
    if (auto const *partial = result.as<PartialList>()) return {partial->missing};
    return result;
}

Value Walk::visit(Node const &node) {
    if (!budget_.take_steps(1)) return cost_error();
    if (depth_ >= depth_max) return make_error("cel_derived_depth");
    ++depth_;
    Value result;
    if (trace_ == nullptr || node.kind == NodeKind::literal) {
        result = visit_known(node);
    } else {
        Explained part;
        part.text = text_of(*expression_, node);
        Explained *const outer = std::exchange(trace_, &part);
        result = visit_known(node);
        trace_ = outer;
        part.value = result;
        outer->parts.push_back(std::move(part));
    }
    --depth_;
    return result;
}

Value Walk::visit_known(Node const &node) {
    switch (node.kind) {
    case NodeKind::literal:
        return node.literal;
    case NodeKind::identifier:
        return identifier(node);
    case NodeKind::select:
        return select(node);
    case NodeKind::has:
        return has(node);
    case NodeKind::index: {
        std::vector<Value> const values = visit_all(node);
        if (auto stopped = undecided(values)) return *std::move(stopped);
        if (auto const *map = values[0].as<std::shared_ptr<Map const>>())
            if (!budget_.take_steps((*map)->size() / 4)) return cost_error();
        return index_value(values[0], values[1]);
    }
    case NodeKind::call:
        return call(node);
    case NodeKind::list:
        return list(node);
    case NodeKind::map:
        return map(node);
    case NodeKind::macro:
        return macro(node);
    }
    return make_error("cel_unbound");
}

std::vector<Value> Walk::visit_all(Node const &node) {
    std::vector<Value> values;
    values.reserve(node.children.size());
    for (auto const &child : node.children) values.push_back(visit(*child));
    return values;
}

Value Walk::call(Node const &node) {
    if (!node.is_member) {
        if (node.name == "_&&_") return logic(node, false);
        if (node.name == "_||_") return logic(node, true);
        if (node.name == "_?_:_") return conditional(node);
    }
    std::vector<Value> values = visit_all(node);
    if (!node.is_member)
        if (Parameter const *found = find_parameter(node.name)) {
            if (auto stopped = undecided(values)) return *std::move(stopped);
            return parameter(*found, values);
        }
    Function const function = find_function(node.name, node.is_member);
    if (function == nullptr) return make_error("cel_unbound_function", node.name);
    if (node.name == "@in" && values[1].as<PartialList>() && !undecided(Values(values).first(1))) {
        auto const &partial = *values[1].as<PartialList>();
        Value const found = is_in(values[0], {partial.known}, budget_);
        auto const *truth = found.as<bool>();
        return truth == nullptr || *truth ? found : Value{partial.missing};
    }
    if (auto stopped = undecided(values)) return *std::move(stopped);
    if (node.is_member && node.name == "sum")
        if (auto const *list = values[0].as<std::shared_ptr<List const>>();
            list != nullptr && (*list)->empty())
            return zero_of(node);
    return function(values, budget_);
}

// `decides` is the truth that settles it alone: false for &&, true for ||.
Value Walk::logic(Node const &node, bool decides) {
    Value left = visit(*node.children[0]);
    if (auto const *truth = left.as<bool>(); truth != nullptr && *truth == decides) return left;
    Value right = visit(*node.children[1]);
    if (auto const *truth = right.as<bool>(); truth != nullptr && *truth == decides) return right;
    std::array const both{std::move(left), std::move(right)};
    if (auto stopped = undecided(both)) return *std::move(stopped);
    if (both[0].as<bool>() && both[1].as<bool>()) return both[0];
    return no_overload(decides ? "||" : "&&", both);
}

Value Walk::conditional(Node const &node) {
    Value const condition = visit(*node.children[0]);
    auto const *truth = condition.as<bool>();
    if (truth != nullptr) return visit(*node.children[*truth ? 1 : 2]);
    std::array const one{condition};
    if (auto stopped = undecided(one)) return *std::move(stopped);
    return no_overload("?:", one);
}

// A list of literals is made once.
Value Walk::list(Node const &node) {
    bool const is_constant =
        std::all_of(node.children.begin(), node.children.end(),
                    [](auto const &child) { return child->kind == NodeKind::literal; });
    if (auto const known = is_constant ? constants_.find(&node) : constants_.end();
        known != constants_.end())
        return known->second;
    std::vector<Value> values = visit_all(node);
    if (auto stopped = undecided(values)) return *std::move(stopped);
    if (!budget_.take_bytes(values.size() * sizeof(Value))) return cost_error();
    Value result = make_list(std::move(values));
    if (is_constant) constants_.emplace(&node, result);
    return result;
}

Value Walk::map(Node const &node) {
    std::vector<Value> values = visit_all(node);
    if (auto stopped = undecided(values)) return *std::move(stopped);
    if (!budget_.take_bytes(values.size() * sizeof(Value))) return cost_error();
    Map entries;
    std::unordered_set<std::string> keys;
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
        auto key = key_text(values[i]);
        if (!key) return make_error("cel_bad_key", std::string(type_name(values[i])));
        if (!keys.insert(*std::move(key)).second)
            return make_error("cel_duplicate_key", to_string(values[i]));
        entries.emplace_back(std::move(values[i]), std::move(values[i + 1]));
    }
    return {std::make_shared<Map const>(std::move(entries))};
}

Value evaluate(Expression const &expression, Scope const &scope, EvaluateLimits const &limits) {
    return Walk(scope, limits).run(expression);
}

} // namespace jingzhun::cel
