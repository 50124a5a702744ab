// The static estimate: a walk over the tree, derived fields once each.
#include "cel/cost.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace jingzhun::cel {
namespace {

constexpr std::uint64_t most = 1'000'000'000'000'000;
constexpr std::uint64_t text_steps = 10;

std::uint64_t plus(std::uint64_t a, std::uint64_t b) { return std::min(a + b, most); }
std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    return b != 0 && a > most / b ? most : a * b;
}

bool is_text_test(std::string_view name) {
    return name == "matches" || name == "contains" || name == "startsWith" || name == "endsWith";
}

class Estimate {
  public:
    Estimate(Schema const &schema, std::string_view record, Checked const &checked)
        : schema_(schema), record_(record), checked_(checked) {}

    std::uint64_t steps(Node const &node) {
        switch (node.kind) {
        case NodeKind::literal:
            return 1;
        case NodeKind::identifier:
        case NodeKind::select:
        case NodeKind::has: {
            std::uint64_t own = 1;
            if (auto const [field, record] = field_of(node); field != nullptr)
                own = plus(own, derived_steps(*field, record));
            return plus(own, of_children(node));
        }
        case NodeKind::macro:
            return macro_steps(node);
        default:
            return plus(call_steps(node), of_children(node));
        }
    }

  private:
    struct Found {
        Field const *field = nullptr;
        std::string_view record;
    };

    std::uint64_t of_children(Node const &node) {
        std::uint64_t total = 0;
        for (auto const &child : node.children) total = plus(total, steps(*child));
        return total;
    }

    std::uint64_t call_steps(Node const &node) {
        if (node.kind != NodeKind::call) return 1;
        if (is_text_test(node.name)) return text_steps;
        // `in`, the aggregates, size and distinct walk their list.
        std::uint64_t walked = 1;
        for (auto const &child : node.children)
            if (is_list(*child)) walked = plus(walked, length(*child));
        return walked;
    }

    std::uint64_t macro_steps(Node const &node) {
        std::uint64_t const of_list = steps(*node.children[0]);
        bound_.push_back(node.variable);
        bound_.push_back(node.second_variable);
        std::uint64_t body = 1;
        for (std::size_t i = 1; i < node.children.size(); ++i)
            body = plus(body, steps(*node.children[i]));
        bound_.resize(bound_.size() - 2);
        return plus(plus(of_list, 1), times(body, length(*node.children[0])));
    }

    bool is_list(Node const &node) const {
        auto const type = checked_.types.find(&node);
        return node.kind == NodeKind::list ||
               (type != checked_.types.end() && type->second.kind == Kind::list);
    }

    // How many elements a list has, as far as the expression says.
    std::uint64_t length(Node const &node) {
        if (node.kind == NodeKind::list) return node.children.size();
        if (node.kind == NodeKind::map) return node.children.size() / 2;
        bool const keeps =
            node.kind == NodeKind::macro &&
            (node.name == "map" || node.name == "filter" || node.name.starts_with("transform"));
        if (keeps) return length(*node.children[0]);
        if (node.kind == NodeKind::call && node.name == "distinct")
            return length(*node.children[0]);
        if (node.kind == NodeKind::call && node.name == "_+_")
            return plus(length(*node.children[0]), length(*node.children[1]));
        auto const [field, record] = field_of(node);
        if (field == nullptr || !is_derived(*field)) return elements_assumed;
        auto const known = lengths_.find(field);
        if (known != lengths_.end()) return known->second;
        lengths_[field] = elements_assumed;
        std::uint64_t found = 0;
        // clang 14 does not capture structured bindings by reference.
        within(record, [&, field = field] { found = length(*field->derived->root); });
        return lengths_[field] = found;
    }

    static bool is_derived(Field const &field) {
        return field.source == FieldSource::derived && field.derived != nullptr;
    }

    // The field a name or a select stands for, and whose it is.
    Found field_of(Node const &node) const {
        std::string_view record = record_;
        if (node.kind == NodeKind::select || node.kind == NodeKind::has) {
            auto const owner = checked_.types.find(node.children[0].get());
            if (owner == checked_.types.end() || owner->second.kind != Kind::record) return {};
            record = owner->second.name;
        } else if (node.kind != NodeKind::identifier ||
                   std::ranges::find(bound_, node.name) != bound_.end()) {
            return {};
        }
        RecordSchema const *schema = schema_.find(record);
        return {schema == nullptr ? nullptr : schema->find(node.name), record};
    }

    std::uint64_t derived_steps(Field const &field, std::string_view record) {
        if (!is_derived(field)) return 0;
        auto const known = derived_.find(&field);
        if (known != derived_.end()) return known->second;
        derived_[&field] = 0; // the check has refused fields that lead to themselves
        std::uint64_t found = 0;
        within(record, [&] { found = steps(*field.derived->root); });
        return derived_[&field] = found;
    }

    template <class Walk> void within(std::string_view record, Walk walk) {
        auto const outer = std::exchange(record_, record);
        auto const outer_bound = std::exchange(bound_, {});
        walk();
        record_ = outer;
        bound_ = outer_bound;
    }

    Schema const &schema_;
    std::string_view record_;
    Checked const &checked_;
    std::vector<std::string> bound_;
    std::map<Field const *, std::uint64_t> derived_, lengths_;
};

} // namespace

std::uint64_t estimated_steps(Expression const &expression, Schema const &schema,
                              std::string_view record, Checked const &checked) {
    return Estimate(schema, record, checked).steps(*expression.root);
}

std::optional<base::Problem> cost_problem(Expression const &expression, Schema const &schema,
                                          std::string_view record, Checked const &checked) {
    std::uint64_t const steps = estimated_steps(expression, schema, record, checked);
    if (steps <= steps_estimated_max) return std::nullopt;
    return base::Problem{
        "cel_too_costly",
        place_of(expression, expression.root->span),
        {{"steps", std::to_string(steps)}, {"most", std::to_string(steps_estimated_max)}}};
}

} // namespace jingzhun::cel
