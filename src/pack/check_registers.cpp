// Whether what registers name exists: fields, code lists, sources, other registers.
#include "pack/readers.hpp"

#include <algorithm>
#include <cassert>
#include <set>

namespace jingzhun::pack {
namespace {

// The node at a path of keys; the deepest that exists where the path leads nowhere.
base::Place place_at(Node const &from, std::initializer_list<std::string_view> path) {
    Node const *node = &from;
    for (auto const key : path) {
        auto const *next = node->find(key);
        if (next == nullptr) break;
        node = next;
    }
    return node->place();
}

// The place of the item of an array that is that text, of the value itself otherwise.
base::Place place_of_text(Node const &table, std::string_view key, std::string_view text) {
    auto const *value = table.find(key);
    if (value == nullptr) return table.place();
    auto const found = std::ranges::find(value->items, text, &Node::text);
    return found == value->items.end() ? value->place() : found->place();
}

class RegisterCheck {
  public:
    RegisterCheck(Pack const &pack, Register const &checked, Node const &node, Faults &faults)
        : pack_(pack), register_(checked), node_(node), faults_(faults) {}

    void run() const {
        for (auto const &key : register_.key)
            need_field(register_, key, place_of_text(node_, "key", key));
        if (!register_.covers_year.empty())
            need_field(register_, register_.covers_year, node_.place_of("covers_year"));
        if (!register_.label.empty())
            need_field(register_, register_.label, node_.place_of("label"));
        if (!register_.area.empty()) check_area();
        for (auto const &field : register_.fields) check_field(field);
        for (auto const &link : register_.links) check_link(link);
    }

  private:
    Field const *need_field(Register const &in, std::string const &name,
                            base::Place const &place) const {
        auto const *field = in.find_field(name);
        if (field == nullptr)
            faults_.add_unknown("pack_unknown_field", place, name, names_of(in.fields),
                                {{"register", in.name}});
        return field;
    }

    void check_area() const {
        auto const *field = register_.find_field(register_.area);
        if (field != nullptr && field->type == FieldType::area) return;
        auto const link = std::ranges::find(register_.links, register_.area, &Link::name);
        if (link != register_.links.end() && !link->many) return;
        std::vector<std::string> names;
        for (auto const &one : register_.fields) {
            if (one.type == FieldType::area) names.push_back(one.name);
        }
        for (auto const &one : register_.links) names.push_back(one.name);
        faults_.add_unknown("pack_register_area", node_.place_of("area"), register_.area, names);
    }

    void check_field(Field const &field) const {
        auto const &node = *node_.find("field")->find(field.name);
        if (!field.codes.empty() && pack_.find_codes(field.codes) == nullptr) {
            std::vector<std::string> names;
            for (auto const &list : pack_.code_lists) names.push_back(list.name);
            faults_.add_unknown("pack_unknown_code_list", node.place_of("codes"), field.codes,
                                names);
        }
        for (auto const &source : field.believe) {
            if (pack_.find_source(source) != nullptr) continue;
            std::vector<std::string> names;
            for (auto const &one : pack_.sources) names.push_back(one.name);
            faults_.add_unknown("pack_unknown_source", place_of_text(node, "believe", source),
                                source, names);
        }
    }

    void check_link(Link const &link) const {
        auto const &node = *node_.find("link")->find(link.name);
        auto const *target = pack_.find_register(link.to);
        if (target == nullptr) {
            if (link.to.empty()) return;
            faults_.add_unknown("pack_unknown_register", node.place_of("to"), link.to,
                                names_of(pack_.registers));
            return;
        }
        for (auto const &[own, theirs] : link.on) check_pair(*target, own, theirs, node);
        if (link.possible_name.empty()) return;
        check_possible(register_, link.possible_name, "name", node);
        check_possible(register_, link.possible_identity, "identity", node);
        check_possible(*target, link.possible_their_name, "their_name", node);
        check_possible(*target, link.possible_their_identity, "their_identity", node);
    }

    void check_pair(Register const &target, std::string const &own, std::string const &theirs,
                    Node const &node) const {
        auto const &on = *node.find("on");
        auto const entry = std::ranges::find(on.entries, own, &Entry::key);
        assert(entry != on.entries.end());
        auto const *left = need_field(register_, own, entry->place());
        auto const *right =
            theirs.empty() ? nullptr : need_field(target, theirs, entry->value.place());
        if (left == nullptr || right == nullptr) return;
        bool const same_codes = left->codes == right->codes;
        if (left->type == right->type && same_codes) return;
        faults_.add("pack_link_types", entry->place(),
                    {{"own", register_.name + "." + own}, {"theirs", target.name + "." + theirs}});
    }

    void check_possible(Register const &in, std::string const &name, std::string_view key,
                        Node const &node) const {
        auto const place = place_at(node, {"possible", key});
        auto const *field = name.empty() ? nullptr : need_field(in, name, place);
        if (field == nullptr) return;
        bool const wants_identity = key.ends_with("identity");
        if (wants_identity != (field->type == FieldType::identity))
            faults_.add("pack_possible_type", place, {{"field", in.name + "." + name}});
    }

    Pack const &pack_;
    Register const &register_;
    Node const &node_;
    Faults &faults_;
};

struct Named {
    std::string name;
    base::Place place;
};

// Everything that expressions can name on a register: fields, derived values, links both ways.
std::vector<Named> names_on(Pack const &pack, Register const &owner) {
    std::vector<Named> names;
    for (auto const &field : owner.fields) names.push_back({field.name, field.place});
    for (auto const &derived : owner.derived) names.push_back({derived.name, derived.place});
    for (auto const &link : owner.links) names.push_back({link.name, link.place});
    for (auto const &other : pack.registers) {
        for (auto const &link : other.links) {
            if (link.to == owner.name && !link.reverse.empty())
                names.push_back({link.reverse, link.place});
        }
    }
    return names;
}

void check_names_once(Pack const &pack, Register const &owner, Faults &faults) {
    auto const names = names_on(pack, owner);
    for (auto name = names.begin(); name != names.end(); ++name) {
        auto const first = std::ranges::find(names.begin(), name, name->name, &Named::name);
        if (first == name) continue;
        faults.add("pack_twice", name->place,
                   {{"name", owner.name + "." + name->name}, {"first", written_at(first->place)}});
    }
}

} // namespace

void check_registers(Pack const &pack, Node const &tree, Faults &faults) {
    for (auto const &checked : pack.registers) {
        auto const *node = tree.find("register")->find(checked.name);
        if (node->kind != Node::Kind::table) continue;
        RegisterCheck(pack, checked, *node, faults).run();
        check_names_once(pack, checked, faults);
    }
}

void check_code_lists_used(Pack const &pack, Faults &faults) {
    std::set<std::string_view> used;
    for (auto const &one : pack.registers) {
        for (auto const &field : one.fields) used.insert(field.codes);
    }
    for (auto const &parameter : pack.parameters) {
        for (auto const &type : parameter.key_types) used.insert(type.name);
    }
    for (auto const &procedure : pack.procedures) {
        used.insert("body"); // who acts in steps
        for (auto const &step : procedure.steps)
            for (auto const &record : step.records) used.insert(record.codes);
    }
    for (auto const &list : pack.code_lists) {
        if (!used.contains(list.name))
            faults.add("pack_code_list_unused", list.place, {{"name", list.name}});
    }
}

} // namespace jingzhun::pack
