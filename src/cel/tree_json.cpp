// The walk from a tree to its JSON.
#include "cel/tree_json.hpp"

#include "base/json.hpp"
#include "cel/facts_json.hpp"

namespace jingzhun::cel {
namespace {

class TreeWriter {
  public:
    explicit TreeWriter(Checked const &checked) : checked_(checked) {}

    void write(Node const &node) {
        json.begin_object();
        switch (node.kind) {
        case NodeKind::literal:
            json.key("value").raw(fact_json(node.literal));
            break;
        case NodeKind::identifier:
            json.member("name", node.name);
            if (node.is_absolute) json.member("absolute", true);
            break;
        case NodeKind::select:
        case NodeKind::has:
            json.member(node.kind == NodeKind::has ? "has" : "field", node.name).key("of");
            write(*node.children[0]);
            break;
        case NodeKind::index:
            write_all("index", node);
            break;
        case NodeKind::call:
            json.member("call", node.name);
            write_all("with", node);
            if (node.is_member) json.member("member", true);
            write_zero(node);
            break;
        case NodeKind::list:
            write_all("list", node);
            break;
        case NodeKind::map:
            write_entries(node);
            break;
        case NodeKind::macro:
            write_macro(node);
            break;
        }
        json.end_object();
    }

    base::JsonWriter json;

  private:
    void write_all(std::string_view name, Node const &node, std::size_t first = 0) {
        json.key(name).begin_array();
        for (std::size_t i = first; i < node.children.size(); ++i) write(*node.children[i]);
        json.end_array();
    }

    void write_entries(Node const &node) {
        json.key("map").begin_array();
        for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
            json.begin_array();
            write(*node.children[i]);
            write(*node.children[i + 1]);
            json.end_array();
        }
        json.end_array();
    }

    void write_macro(Node const &node) {
        json.member("macro", node.name).key("over");
        write(*node.children[0]);
        json.key("names").begin_array().value(node.variable);
        if (!node.second_variable.empty()) json.value(node.second_variable);
        json.end_array();
        write_all("each", node, 1);
        write_zero(node);
    }

    // Only a sum has one: sum(list) as a member, or as a macro.
    void write_zero(Node const &node) {
        if (node.name != "sum" || (node.kind == NodeKind::call && !node.is_member)) return;
        auto const found = checked_.types.find(&node);
        if (found == checked_.types.end()) return;
        if (found->second.kind == Kind::money) json.member("zero", "money");
        if (found->second.kind == Kind::real) json.member("zero", "double");
    }

    Checked const &checked_;
};

} // namespace

std::string tree_json(Expression const &expression, Checked const &checked) {
    TreeWriter writer(checked);
    writer.write(*expression.root);
    return writer.json.take();
}

} // namespace jingzhun::cel
