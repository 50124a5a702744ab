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

// Where something stands. The file's name outlives the tree: see read_tree.
struct Spot {
    std::string const *file = nullptr;
    int line = 0, column = 0;
    base::Place place() const { return {file == nullptr ? std::string() : *file, line, column}; }
};

struct Node {
    enum class Kind : std::uint8_t {
        table,
        array,
        text,
        integer,
        real,
        boolean,
        date,
        time,
        moment
    };
    Kind kind = Kind::table;
    bool is_inline = false; // table or array written in one piece, { … } or [ … ]
    bool truth = false;
    base::Date date = {};
    std::int64_t integer = 0;
    double real = 0;
    Spot spot = {};        // of its first character
    Spot text_spot = {};   // of the first character within the quotes
    std::string text = {}; // text; time as "HH:MM"
    std::vector<Entry> entries = {};
    std::vector<Node> items = {};

    base::Place place() const { return spot.place(); }
    Node const *
    find(std::string_view key) const; // nullptr where this is no table or has no such key
    Node *find(std::string_view key);
    // Of the value of `key`, of the table itself where it has none.
    base::Place place_of(std::string_view key) const;
};

struct Entry {
    std::string key;
    Spot spot; // of the key
    Node value;
    base::Place place() const { return spot.place(); }
};

// "table", "array", "string" … as TOML calls them.
std::string_view name_of(Node::Kind kind);

// The document; `file` names it in places and outlives the tree. What cannot be read is reported
// (pack_toml_malformed, pack_twice, pack_date_bad) and then the tree is empty.
Node read_tree(std::string_view bytes, std::string const &file, Faults &faults);

} // namespace jingzhun::pack
