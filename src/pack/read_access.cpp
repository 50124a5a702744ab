// Reading roles, separations of duty, classes of private fields and the rules for signing in.
#include "base/area.hpp"
#include "pack/readers.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

std::span<std::string const> operation_words() {
    static std::vector<std::string> const words(operation_names.begin(), operation_names.end());
    return words;
}

std::vector<Operation> read_operations(TableReader &reader, std::string_view key, Faults &faults) {
    std::vector<Operation> operations;
    auto const *node = reader.find(key);
    if (node == nullptr) return operations;
    if (node->kind != Node::Kind::array) {
        report_type(*node, "array", faults);
        return operations;
    }
    for (auto const &item : node->items) {
        if (item.kind != Node::Kind::text) {
            report_type(item, "string", faults);
            continue;
        }
        auto const found = read_word(item.text, item.place(), operation_words(), faults);
        if (found) operations.push_back(static_cast<Operation>(*found));
    }
    return operations;
}

Permission read_permission(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Permission permission;
    permission.place = node.place();
    reader.required("do");
    permission.operations = read_operations(reader, "do", faults);
    permission.registers = reader.texts("on");
    permission.every_register = permission.registers == std::vector<std::string>{"*"};
    if (permission.every_register) permission.registers.clear();
    permission.sees = reader.texts("sees");
    reader.done();
    auto const said = permission.every_register || !permission.registers.empty();
    auto const wanted = std::ranges::any_of(permission.operations, on_register);
    if (wanted && !said) faults.add("pack_key_missing", node.place(), {{"key", "on"}});
    if (!wanted && said && !permission.operations.empty())
        faults.add("pack_role_on_nothing", node.place_of("on"),
                   {{"operation", std::string(to_string(permission.operations.front()))}});
    return permission;
}

// "county", "township" …: how many digits the codes of that level have.
std::vector<std::size_t> read_levels(TableReader &reader, Node const &node, Faults &faults) {
    static std::vector<std::string> const words = {"nation",   "province", "prefecture", "county",
                                                   "township", "village",  "group"};
    static constexpr std::array<std::size_t, 7> digits = {0, 2, 4, 6, 9, 12, 14};
    std::vector<std::size_t> levels;
    for (auto const &word : reader.texts("levels")) {
        auto const *array = node.find("levels");
        auto const item = std::ranges::find(array->items, word, &Node::text);
        auto const place = item == array->items.end() ? array->place() : item->place();
        if (auto const found = read_word(word, place, words, faults))
            levels.push_back(digits.at(*found));
    }
    return levels;
}

Role read_role(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    Role role;
    role.name = entry.key;
    role.place = entry.place();
    role.title = reader.title("title", true);
    role.source = reader.required_text("source");
    role.second_factor = reader.flag("second_factor");
    role.digits = read_levels(reader, entry.value, faults);
    reader.flag("replaces");
    reader.required("may");
    if (auto const *may = reader.array("may"))
        for (auto const &node : may->items) role.may.push_back(read_permission(node, faults));
    reader.done();
    return role;
}

Separation read_separation(Node const &node, Faults &faults) {
    TableReader reader(node, faults);
    Separation separation;
    separation.place = node.place();
    separation.id = reader.required_text("id");
    separation.title = reader.title("title", true);
    separation.source = reader.required_text("source");
    separation.roles = reader.texts("roles");
    separation.against = reader.texts("against");
    separation.anywhere = reader.flag("anywhere");
    separation.operations = read_operations(reader, "operations", faults);
    reader.flag("replaces");
    reader.done();
    auto const roles = separation.roles.size() + separation.against.size();
    if ((separation.roles.empty() || roles < 2) && separation.operations.size() < 2)
        faults.add("pack_separation_of_one", node.place(), {{"name", separation.id}});
    return separation;
}

FieldClass read_class(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    FieldClass made;
    made.name = entry.key;
    made.place = entry.place();
    made.title = reader.title("title", true);
    made.types = reader.texts("types");
    made.fields = reader.texts("fields");
    reader.done();
    return made;
}

void read_number(TableReader &reader, std::string_view key, int least, int &into, Faults &faults,
                 int most = 100'000) {
    auto const *node = reader.find(key);
    if (node == nullptr) return;
    if (node->kind != Node::Kind::integer) return report_type(*node, "integer", faults);
    if (node->integer < least || node->integer > most) {
        faults.add("pack_number_out_of_range", node->place(),
                   {{"key", std::string(key)},
                    {"least", std::to_string(least)},
                    {"most", std::to_string(most)}});
        return;
    }
    into = static_cast<int>(node->integer);
}

SignInRules read_sign_in(TableReader &reader, Faults &faults) {
    SignInRules rules;
    read_number(reader, "password_least", 8, rules.password_least, faults);
    read_number(reader, "password_kinds", 1, rules.password_kinds, faults, 4);
    read_number(reader, "password_days", 0, rules.password_days, faults);
    read_number(reader, "failures_before_lock", 1, rules.failures_before_lock, faults);
    read_number(reader, "lock_minutes", 1, rules.lock_minutes, faults);
    read_number(reader, "idle_minutes", 1, rules.idle_minutes, faults);
    read_number(reader, "session_hours", 1, rules.session_hours, faults);
    return rules;
}

template <class Item>
std::vector<Item> read_entries(Node const &tree, std::string_view key,
                               Item (*read)(Entry const &, Faults &), Faults &faults) {
    std::vector<Item> items;
    if (auto const *table = tree.find(key))
        for (auto const &entry : table->entries) items.push_back(read(entry, faults));
    return items;
}

} // namespace

AccessRules read_access(Node const &tree, Faults &faults) {
    AccessRules access;
    access.classes = read_entries(tree, "class", read_class, faults);
    access.roles = read_entries(tree, "role", read_role, faults);
    if (auto const *separations = tree.find("separation"))
        for (auto const &node : separations->items)
            access.separations.push_back(read_separation(node, faults));
    if (auto const *node = tree.find("access")) {
        TableReader reader(*node, faults);
        access.first_role = reader.required_text("first_role");
        access.sign_in = read_sign_in(reader, faults);
        reader.done();
    } else if (!access.roles.empty()) {
        faults.add("pack_key_missing", access.roles.front().place, {{"key", "access"}});
    }
    return access;
}

} // namespace jingzhun::pack
