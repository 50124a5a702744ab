// Whether what roles, separations and classes name exists, and every private field has a class.
#include "pack/readers.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

base::Place place_of_text(Node const &table, std::string_view key, std::string_view text) {
    auto const *value = table.find(key);
    if (value == nullptr) return table.place();
    auto const found = std::ranges::find(value->items, text, &Node::text);
    return found == value->items.end() ? value->place() : found->place();
}

template <class Item> std::vector<std::string> names_of_all(std::vector<Item> const &items) {
    std::vector<std::string> names;
    for (auto const &item : items) names.push_back(item.name);
    return names;
}

void check_role(Pack const &pack, Role const &role, Node const &node, Faults &faults) {
    auto const *may = node.find("may");
    if (may == nullptr || may->items.size() != role.may.size()) return;
    for (std::size_t i = 0; i < role.may.size(); ++i) {
        for (auto const &name : role.may[i].registers)
            if (pack.find_register(name) == nullptr)
                faults.add_unknown("pack_unknown_register",
                                   place_of_text(may->items[i], "on", name), name,
                                   names_of(pack.registers));
        for (auto const &name : role.may[i].sees)
            if (pack.access.find_class(name) == nullptr)
                faults.add_unknown("pack_unknown_class", place_of_text(may->items[i], "sees", name),
                                   name, names_of_all(pack.access.classes));
    }
}

void check_class(Pack const &pack, FieldClass const &one, Node const &node, Faults &faults) {
    for (auto const &type : one.types)
        read_word(type, place_of_text(node, "types", type), field_type_names(), faults);
    for (auto const &path : one.fields) {
        auto const place = place_of_text(node, "fields", path);
        auto const name = path.substr(0, path.find('.'));
        auto const *definition = pack.find_register(name);
        if (definition == nullptr) {
            faults.add_unknown("pack_unknown_register", place, name, names_of(pack.registers));
            continue;
        }
        auto const field = path.size() > name.size() ? path.substr(name.size() + 1) : "";
        auto const *found = definition->find_field(field);
        if (found == nullptr)
            faults.add_unknown("pack_unknown_field", place, field, names_of(definition->fields),
                               {{"register", name}});
        else if (!found->masked)
            faults.add("pack_class_not_masked", place, {{"field", path}, {"class", one.name}});
    }
}

// A pack with roles says of every masked field who may see it whole.
void check_masked(Pack const &pack, Faults &faults) {
    for (auto const &definition : pack.registers)
        for (auto const &field : definition.fields)
            if (field.masked && pack.class_of(definition, field) == nullptr)
                faults.add("pack_class_missing", field.place,
                           {{"field", definition.name + "." + field.name}});
}

void check_roles(Pack const &pack, std::vector<std::string> const &roles, Node const &node,
                 std::string_view key, Faults &faults) {
    for (auto const &role : roles)
        if (pack.access.find_role(role) == nullptr)
            faults.add_unknown("pack_unknown_role", place_of_text(node, key, role), role,
                               names_of_all(pack.access.roles));
}

void check_separations(Pack const &pack, Node const &tree, Faults &faults) {
    auto const *nodes = tree.find("separation");
    auto const &all = pack.access.separations;
    for (std::size_t i = 0; i < all.size(); ++i) {
        check_roles(pack, all[i].roles, nodes->items[i], "roles", faults);
        check_roles(pack, all[i].against, nodes->items[i], "against", faults);
        auto const first = std::ranges::find(all, all[i].id, &Separation::id);
        if (&*first != &all[i])
            faults.add("pack_twice", nodes->items[i].place_of("id"),
                       {{"name", all[i].id}, {"first", written_at(first->place)}});
    }
}

} // namespace

void check_access(Pack const &pack, Node const &tree, Faults &faults) {
    auto const &access = pack.access;
    for (auto const &one : access.classes)
        check_class(pack, one, *tree.find("class")->find(one.name), faults);
    for (auto const &role : access.roles)
        check_role(pack, role, *tree.find("role")->find(role.name), faults);
    check_separations(pack, tree, faults);
    auto const *node = tree.find("access");
    if (node != nullptr && !access.first_role.empty() &&
        access.find_role(access.first_role) == nullptr)
        faults.add_unknown("pack_unknown_role", node->place_of("first_role"), access.first_role,
                           names_of_all(access.roles));
    if (!access.roles.empty()) check_masked(pack, faults);
}

} // namespace jingzhun::pack
