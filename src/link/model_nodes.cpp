// Values of a model out of its nodes.
#include "link/model_nodes.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace jingzhun::link {

void Nodes::fault(char const *code, base::Place const &place, base::Arguments arguments) {
    faults_.push_back({code, place, std::move(arguments)});
}

// A word that is none of the possible ones.
void Nodes::unknown(char const *kind_zh, char const *kind_en, std::string const &word,
                    std::vector<std::string> const &possible, base::Place const &place) {
    auto near = base::nearest(word, possible);
    std::string few;
    for (auto const &one : possible) few += (few.empty() ? "" : ", ") + one;
    fault("model_unknown", place,
          {{"kind", kind_zh},
           {"kind_en", kind_en},
           {"name", word},
           {"near", near          ? *near
                    : few.empty() ? "-"
                                  : few}});
}

void Nodes::known(TomlNode const &table, std::vector<std::string> const &keys) {
    if (table.table() == nullptr) {
        fault("model_type", table.place, {{"key", "-"}, {"type", "table"}});
        return;
    }
    for (auto const &entry : *table.table())
        if (std::ranges::find(keys, entry.key) == keys.end())
            unknown("项", "key", entry.key, keys, entry.place);
}

std::vector<std::string> Nodes::texts(TomlNode const &table, char const *key, bool required) {
    auto const *const node = table.find(key);
    if (node == nullptr) {
        if (required) fault("model_key_missing", table.place, {{"key", key}});
        return {};
    }
    if (node->text() != nullptr) return {*node->text()};
    std::vector<std::string> all;
    if (node->array() != nullptr)
        for (auto const &item : *node->array())
            if (item.text() != nullptr) all.push_back(*item.text());
    if (all.empty() || all.size() != node->array()->size())
        fault("model_type", node->place, {{"key", key}, {"type", "text, array of texts"}});
    return all;
}

std::optional<double> Nodes::number(TomlNode const &table, char const *key, double least,
                                    double most) {
    auto const *const node = table.find(key);
    if (node == nullptr) return std::nullopt;
    auto const *const value = node->number();
    if (value == nullptr || !(*value >= least && *value <= most)) {
        fault("model_type", node->place,
              {{"key", key}, {"type", std::to_string(least) + " … " + std::to_string(most)}});
        return std::nullopt;
    }
    return *value;
}

bool Nodes::flag(TomlNode const &table, char const *key, bool otherwise) {
    auto const *const node = table.find(key);
    if (node == nullptr) return otherwise;
    auto const *const value = std::get_if<bool>(&node->value);
    if (value == nullptr) fault("model_type", node->place, {{"key", key}, {"type", "true, false"}});
    return value != nullptr ? *value : otherwise;
}

std::vector<TomlNode const *> Nodes::tables(TomlNode const &root, char const *key) {
    std::vector<TomlNode const *> all;
    auto const *const node = root.find(key);
    if (node == nullptr) return all;
    if (node->array() == nullptr)
        fault("model_type", node->place, {{"key", key}, {"type", "[[" + std::string(key) + "]]"}});
    else
        for (auto const &item : *node->array()) all.push_back(&item);
    return all;
}

} // namespace jingzhun::link
