// A TOML document as a small tree of its own, every key and value with its place.
//
// Entries stand in the order they were written. It knows nothing of packs; `read_tree` is the only
// place that knows the TOML library. Inside this folder only.
#pragma once

#include "base/date.hpp"
#include "pack/faults.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::pack {

struct Entry;

struct Node {
    enum class Kind { table, array, text, integer, real, boolean, date, time, moment };
    Kind kind = Kind::table;
    bool is_inline = false; // table or array written in one piece, { … } or [ … ]
    bool truth = false;
    base::Date date = {};
    std::int64_t integer = 0;
    double real = 0;
    std::string text = {};       // text; time as "HH:MM"
    base::Place place = {};      // of its first character
    base::Place text_place = {}; // of the first character within the quotes
    std::vector<Entry> entries = {};
    std::vector<Node> items = {};

    Node const *
    find(std::string_view key) const; // nullptr where this is no table or has no such key
    Node *find(std::string_view key);
    // Of the value of `key`, of the table itself where it has none.
    base::Place const &place_of(std::string_view key) const;
};

struct Entry {
    std::string key;
    base::Place place; // of the key
    Node value;
};

// "table", "array", "string" … as TOML calls them.
std::string_view name_of(Node::Kind kind);

// The document; `file` names it in places. What cannot be read is reported (pack_toml_malformed,
// pack_twice, pack_date_bad) and then the tree is empty.
Node read_tree(std::string_view bytes, std::string const &file, Faults &faults);

} // namespace jingzhun::pack
