// Reading values of a model out of its nodes, each fault being reported with its place. After a
// report reading goes on with an empty value, so that one pass says everything. Inside this folder
// only.
#pragma once

#include "link/model_toml.hpp"

#include <optional>
#include <string>
#include <vector>

namespace jingzhun::link {

class Nodes {
  public:
    // The faults go there.
    explicit Nodes(std::vector<base::Problem> &faults) : faults_(faults) {}

    void fault(char const *code, base::Place const &place, base::Arguments arguments);
    // A word that is none of the possible ones: tells the nearest, or all where none is near.
    void unknown(char const *kind_zh, char const *kind_en, std::string const &word,
                 std::vector<std::string> const &possible, base::Place const &place);
    // Reports keys that are none of these.
    void known(TomlNode const &table, std::vector<std::string> const &keys);
    // One text or an array of texts.
    std::vector<std::string> texts(TomlNode const &table, char const *key, bool required);
    std::optional<double> number(TomlNode const &table, char const *key, double least, double most);
    bool flag(TomlNode const &table, char const *key, bool otherwise);
    // [[key]], each of them.
    std::vector<TomlNode const *> tables(TomlNode const &root, char const *key);

  private:
    std::vector<base::Problem> &faults_;
};

} // namespace jingzhun::link
