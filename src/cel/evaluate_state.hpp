// The walk of one evaluation over a tree: what is bound, what may still be spent, what is being
// explained.
#pragma once

#include "cel/evaluate.hpp"
#include "cel/functions.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace jingzhun::cel {

// A value known of both branches: unknown with the facts of each, else the error there is; nothing
// where all are known. A partial list counts as unknown.
std::optional<Value> undecided(Values values);
Unknown merged(Unknown a, Unknown const &b);

class Walk {
  public:
    Walk(Scope const &scope, EvaluateLimits const &limits) : scope_(scope), self_(scope.self) {
        budget_.steps = limits.steps_max;
        budget_.bytes = limits.bytes_max;
    }
    Value run(Expression const &expression);
    // The same, with the tree of what was computed; `elements_max` branches are kept of each macro.
    Explained run_explained(Expression const &expression, std::size_t elements_max);

  private:
    struct Binding {
        std::string_view name;
        Value value;
    };
    // What a macro runs over.
    struct Range {
        List const *list = nullptr;
        Map const *map = nullptr;
        Unknown const *missing = nullptr; // of a partial list
        std::size_t size() const { return list != nullptr ? list->size() : map->size(); }
    };
    // The branches of a macro that an explanation keeps.
    struct Branches {
        std::vector<Explained> deciding, undecided, others;
    };

    Value visit(Node const &node);
    Value visit_known(Node const &node);
    Value identifier(Node const &node);
    Value select(Node const &node);
    Value has(Node const &node);
    Value call(Node const &node);
    Value logic(Node const &node, bool decides);
    Value conditional(Node const &node);
    Value list(Node const &node);
    Value map(Node const &node);
    std::vector<Value> visit_all(Node const &node);

    // Names: evaluate_name.cpp.
    Value const *find_binding(std::string_view name) const;
    Value const *find_variable(std::string_view name, bool is_absolute) const;
    std::optional<Value> qualified(Node const &node) const;
    std::optional<Value> named_by_context(std::string_view name) const;
    Value parameter(Parameter const &parameter, Values arguments) const;
    Parameter const *find_parameter(std::string_view name) const;
    std::string_view area() const;

    // Records: evaluate_record.cpp.
    Value field_of(Value const &owner, Node const &node);
    Value read_field(RecordReference record, std::string_view name);
    Value derived(RecordReference record, Field const &field);
    bool has_field(RecordReference record, Field const &field);
    RecordSchema const *schema_of(RecordReference record) const;

    // Macros: evaluate_macro.cpp.
    Value macro(Node const &node);
    Value quantified(Node const &node, Range const &range);
    Value exactly_one(Node const &node, Range const &range);
    Value transformed(Node const &node, Range const &range);
    Value transformed_map(Node const &node, Range const &range);
    Value aggregated(Node const &node, Range const &range);
    Value body(Node const &node, Range const &range, std::size_t element, std::size_t child);
    void keep_branch(Node const &node, Explained branch, Value const &value);
    std::string element_label() const; // of the innermost binding
    bool stops_early() const { return trace_ == nullptr; }

    // What a sum of nothing is, by the type of its elements: evaluate_zero.cpp.
    Value zero_of(Node const &sum) const;

    static constexpr int depth_max = 1000;

    Scope const &scope_;
    Budget budget_;
    Expression const *expression_ = nullptr;
    std::optional<RecordReference> self_;
    std::vector<Binding> bindings_;
    std::size_t bindings_begin_ = 0; // those before belong to an outer expression
    bool is_derived_ = false;        // inside a derived field: the variables are not seen
    int depth_ = 0;
    int derived_depth_ = 0;
    std::map<std::pair<Field const *, std::uint32_t>, Value> derived_;
    std::unordered_map<Node const *, Value> constants_; // lists of literals
    Explained *trace_ = nullptr; // the part under way, where there is an explanation
    Branches *branches_ = nullptr;
    std::size_t elements_max_ = 0;
};

} // namespace jingzhun::cel
