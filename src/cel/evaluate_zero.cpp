// The sum of nothing: 0, but 0.00 yuan of money and 0.0 of reals, as the elements would have been.
#include "cel/evaluate_state.hpp"

#include <algorithm>

namespace jingzhun::cel {
namespace {

// Reads types off a tree where there is no value to ask: as far as sums need it.
class Guess {
  public:
    Guess(Schema const &schema, RecordSchema const *self) : schema_(schema), self_(self) {}

    void bind(std::string_view variable, RecordSchema const *record) {
        variables_.emplace_back(variable, record);
    }

    RecordSchema const *record_of(Node const &node) const {
        if (node.kind == NodeKind::identifier) {
            for (auto bound = variables_.rbegin(); bound != variables_.rend(); ++bound)
                if (bound->first == node.name) return bound->second;
            if (node.name == "self") return self_;
        }
        if (node.kind == NodeKind::macro && node.name == "filter")
            return record_of(*node.children[0]);
        Field const *field = field_of(node);
        if (field == nullptr) return nullptr;
        Type const &type = field->type.arguments.empty() ? field->type : field->type.arguments[0];
        return type.kind == Kind::record ? schema_.find(type.name) : nullptr;
    }

    Kind kind_of(Node const &node) {
        switch (node.kind) {
        case NodeKind::literal:
            return node.literal.as<double>() != nullptr ? Kind::real : Kind::integer;
        case NodeKind::identifier:
        case NodeKind::select: {
            Field const *field = field_of(node);
            return field == nullptr ? Kind::dyn : field->type.kind;
        }
        case NodeKind::call:
            return kind_of_call(node);
        case NodeKind::macro: {
            bool const is_amount = node.name == "sum" || node.name == "min" || node.name == "max";
            if (!is_amount) return Kind::integer;
            bind(node.variable, record_of(*node.children[0]));
            Kind const kind = kind_of(*node.children[1]);
            variables_.pop_back();
            return kind;
        }
        default:
            return Kind::dyn;
        }
    }

  private:
    Field const *field_of(Node const &node) const {
        if (node.kind == NodeKind::identifier)
            return self_ == nullptr ? nullptr : self_->find(node.name);
        if (node.kind != NodeKind::select) return nullptr;
        RecordSchema const *owner = record_of(*node.children[0]);
        return owner == nullptr ? nullptr : owner->find(node.name);
    }

    Kind kind_of_call(Node const &node) {
        bool const is_aggregate = node.name == "sum" || node.name == "min" || node.name == "max";
        if (is_aggregate && node.is_member && node.children[0]->kind == NodeKind::macro &&
            node.children[0]->name == "map") {
            Node const &map = *node.children[0];
            bind(map.variable, record_of(*map.children[0]));
            Kind const kind = kind_of(*map.children.back());
            variables_.pop_back();
            return kind;
        }
        if (node.name == "money") return Kind::money;
        if (node.name == "double") return Kind::real;
        for (Parameter const &parameter : schema_.parameters)
            if (parameter.name == node.name) return parameter.type.kind;
        bool const keeps_kind = node.name == "_+_" || node.name == "_-_" || node.name == "_*_" ||
                                node.name == "-_" || node.name == "_/_" || node.name == "_?_:_" ||
                                node.name == "abs" || node.name == "least" ||
                                node.name == "greatest";
        if (!keeps_kind) return Kind::dyn;
        Kind found = Kind::dyn;
        for (std::size_t i = node.name == "_?_:_" ? 1 : 0; i < node.children.size(); ++i) {
            Kind const kind = kind_of(*node.children[i]);
            if (kind == Kind::money || kind == Kind::real) found = kind;
        }
        return found;
    }

    Schema const &schema_;
    RecordSchema const *self_;
    std::vector<std::pair<std::string_view, RecordSchema const *>> variables_;
};

} // namespace

Value Walk::zero_of(Node const &range, Node const &element, std::string_view variable) const {
    static Schema const none;
    Guess guess(scope_.schema == nullptr ? none : *scope_.schema,
                self_ ? schema_of(*self_) : nullptr);
    for (std::size_t i = bindings_begin_; i < bindings_.size(); ++i) {
        auto const *record = bindings_[i].value.as<RecordReference>();
        guess.bind(bindings_[i].name, record == nullptr ? nullptr : schema_of(*record));
    }
    guess.bind(variable, guess.record_of(range));
    Kind const kind = guess.kind_of(element);
    if (kind == Kind::money) return {base::Money{0}};
    if (kind == Kind::real) return {0.0};
    return {std::int64_t{0}};
}

} // namespace jingzhun::cel
