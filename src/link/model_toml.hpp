// A TOML text for the reader of models: tables, keys, values, each with its place, and the faults
// found on the way. `read_toml` is the only place of this folder that knows the TOML library.
// Inside this folder only.
#pragma once

#include "base/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace jingzhun::link {

struct TomlEntry;

struct TomlNode {
    using Table = std::vector<TomlEntry>;
    using Array = std::vector<TomlNode>;
    // Of the scalars a model needs text, numbers and truth; anything else reads as none.
    std::variant<std::monostate, std::string, double, bool, Array, Table> value;
    base::Place place;

    std::string const *text() const { return std::get_if<std::string>(&value); }
    double const *number() const { return std::get_if<double>(&value); }
    Array const *array() const { return std::get_if<Array>(&value); }
    Table const *table() const { return std::get_if<Table>(&value); }
    TomlNode const *find(std::string_view key) const;
};

struct TomlEntry {
    std::string key;
    base::Place place; // of the key
    TomlNode value;
};

// In the order written. A text that is no TOML gives an empty table and the fault.
TomlNode read_toml(std::string_view text, std::string const &file,
                   std::vector<base::Problem> &faults);

} // namespace jingzhun::link
