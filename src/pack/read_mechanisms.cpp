// Reading which part of a pack carries which mechanism.
#include "pack/readers.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

constexpr std::string_view command_kind = "command";

std::string text_of(Node const &item, std::string_view key) {
    auto const *value = item.find(key);
    return value == nullptr ? std::string() : value->text;
}

// The names of the parts of that kind: keys of a table, ids (or names) of a list.
std::vector<std::string> names_in(Node const &parts) {
    std::vector<std::string> names;
    for (auto const &entry : parts.entries) names.push_back(entry.key);
    for (auto const &item : parts.items) {
        auto const id = text_of(item, "id");
        names.push_back(id.empty() ? text_of(item, "name") : id);
    }
    return names;
}

class MechanismReader {
  public:
    MechanismReader(Node const &tree, Faults &faults) : tree_(tree), faults_(faults) {}

    Mechanism read(Node const &node) {
        TableReader reader(node, faults_);
        Mechanism mechanism;
        mechanism.place = node.place();
        mechanism.id = reader.required_text("id");
        mechanism.document = reader.required_text("document");
        mechanism.title = reader.title("title", true);
        auto const *carriers = reader.array("carried_by");
        for (std::size_t i = 0; carriers != nullptr && i < carriers->items.size(); ++i)
            read_carrier(mechanism, carriers->items[i]);
        mechanism.shown_by = reader.texts("shown_by");
        mechanism.reason = reader.title("reason", false);
        reader.flag("replaces");
        reader.done();
        check_filled(mechanism, node);
        return mechanism;
    }

  private:
    void read_carrier(Mechanism &mechanism, Node const &node) {
        auto const colon = node.text.find(':');
        if (node.kind != Node::Kind::text || colon == std::string::npos) {
            faults_.add("pack_mechanism_carrier_bad", node.place(), {{"text", node.text}});
            return;
        }
        Carrier carrier{node.text.substr(0, colon), node.text.substr(colon + 1)};
        if (carrier.kind != command_kind) check_exists(carrier, node);
        mechanism.carried_by.push_back(std::move(carrier));
    }

    void check_exists(Carrier const &carrier, Node const &node) {
        auto const *parts = tree_.find(carrier.kind);
        if (parts == nullptr) {
            std::vector<std::string> kinds{std::string(command_kind)};
            for (auto const &entry : tree_.entries) kinds.push_back(entry.key);
            faults_.add_unknown("pack_mechanism_kind_unknown", node.place(), carrier.kind, kinds);
            return;
        }
        auto const names = names_in(*parts);
        if (std::ranges::find(names, carrier.name) == names.end())
            faults_.add_unknown("pack_mechanism_carrier_unknown", node.place(), carrier.name, names,
                                {{"kind", carrier.kind}});
    }

    // Rules are shown by their examples; whatever else carries a mechanism names what shows it.
    void check_filled(Mechanism const &mechanism, Node const &node) {
        auto const has_rule = std::ranges::any_of(
            mechanism.carried_by, [](Carrier const &one) { return one.kind == "rule"; });
        bool const shown = has_rule || !mechanism.shown_by.empty();
        if (!mechanism.reason.zh.empty() || (!mechanism.carried_by.empty() && shown)) return;
        faults_.add("pack_mechanism_empty", node.place_of("id"), {{"id", mechanism.id}});
    }

    Node const &tree_;
    Faults &faults_;
};

} // namespace

std::vector<Mechanism> read_mechanisms(Node const &tree, Faults &faults) {
    std::vector<Mechanism> mechanisms;
    auto const *list = tree.find("mechanism");
    if (list == nullptr) return mechanisms;
    for (auto const &node : list->items) {
        auto mechanism = MechanismReader(tree, faults).read(node);
        auto const first = std::ranges::find(mechanisms, mechanism.id, &Mechanism::id);
        if (!mechanism.id.empty() && first != mechanisms.end())
            faults.add("pack_twice", node.place_of("id"),
                       {{"name", mechanism.id}, {"first", written_at(first->place)}});
        mechanisms.push_back(std::move(mechanism));
    }
    return mechanisms;
}

} // namespace jingzhun::pack
