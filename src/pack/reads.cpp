// Following an expression to the facts it reads.
#include "pack/reads.hpp"

#include <algorithm>
#include <cassert>
#include <map>

namespace jingzhun::pack {
namespace {

using Rows = std::vector<RowAt>;

void add(Rows &to, Rows const &from) {
    to.insert(to.end(), from.begin(), from.end());
    std::ranges::sort(to);
    to.erase(std::unique(to.begin(), to.end()), to.end());
}

class Walk {
  public:
    Walk(cel::Schema const &schema, Follow const &follow) : schema_(schema), follow_(follow) {}

    Rows whole(cel::Expression const &expression, RowAt self) {
        auto const outer_self = std::exchange(self_, self);
        auto outer_variables = std::exchange(variables_, {});
        auto rows = visit(*expression.root);
        self_ = outer_self;
        variables_ = std::move(outer_variables);
        return rows;
    }

  private:
    Rows visit(cel::Node const &node) {
        switch (node.kind) {
        case cel::NodeKind::literal:
            return {};
        case cel::NodeKind::identifier:
            return identifier(node);
        case cel::NodeKind::select:
        case cel::NodeKind::has:
            return select(node);
        case cel::NodeKind::macro:
            return macro(node);
        default:
            return children(node);
        }
    }

    Rows children(cel::Node const &node) {
        Rows rows;
        for (auto const &child : node.children) add(rows, visit(*child));
        return rows;
    }

    Rows identifier(cel::Node const &node) {
        auto const bound = std::ranges::find(variables_.rbegin(), variables_.rend(), node.name,
                                             &std::pair<std::string, Rows>::first);
        if (bound != variables_.rend() && !node.is_absolute) return bound->second;
        auto const *field = schema_.records[self_.record].find(node.name);
        if (field != nullptr) return read(self_, *field);
        return node.name == "self" ? Rows{self_} : Rows{};
    }

    Rows select(cel::Node const &node) {
        Rows rows;
        for (auto const owner : visit(*node.children[0])) {
            auto const *field = schema_.records[owner.record].find(node.name);
            if (field != nullptr) add(rows, read(owner, *field));
        }
        return rows;
    }

    Rows macro(cel::Node const &node) {
        auto const range = visit(*node.children[0]);
        if (range.empty()) return {};
        bool const has_index = !node.second_variable.empty();
        if (has_index) variables_.emplace_back(node.variable, Rows{});
        variables_.emplace_back(has_index ? node.second_variable : node.variable, range);
        Rows last;
        for (std::size_t i = 1; i < node.children.size(); ++i) last = visit(*node.children[i]);
        variables_.resize(variables_.size() - (has_index ? 2 : 1));
        if (node.name == "filter") return range;
        return node.name == "map" || node.name == "transformList" ? last : Rows{};
    }

    Rows read(RowAt row, cel::Field const &field) {
        auto const known = known_.find({row, &field});
        if (known != known_.end()) return known->second;
        auto leads_to = follow_(row, field);
        if (!leads_to) {
            assert(field.derived != nullptr);
            leads_to = whole(*field.derived, row);
        }
        known_[{row, &field}] = *leads_to;
        return *leads_to;
    }

    cel::Schema const &schema_;
    Follow const &follow_;
    RowAt self_;
    std::vector<std::pair<std::string, Rows>> variables_;
    std::map<std::pair<RowAt, cel::Field const *>, Rows> known_;
};

} // namespace

void follow_reads(cel::Expression const &expression, cel::Schema const &schema, RowAt self,
                  Follow const &follow) {
    Walk(schema, follow).whole(expression, self);
}

bool reads_outcomes(cel::Expression const &expression, cel::Schema const &schema,
                    std::size_t record) {
    bool found = false;
    Follow const follow = [&](RowAt, cel::Field const &field) -> std::optional<Rows> {
        if (field.source == cel::FieldSource::derived) return std::nullopt;
        bool const is_list = field.type.kind == cel::Kind::list && !field.type.arguments.empty();
        auto const &type = is_list ? field.type.arguments[0] : field.type;
        if (type.kind != cel::Kind::record) return Rows{};
        found = found || type.name == "outcome";
        return Rows{{schema.index_of(type.name), 0}};
    };
    follow_reads(expression, schema, {record, 0}, follow);
    return found;
}

} // namespace jingzhun::pack
