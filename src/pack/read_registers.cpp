// Reading registers with their fields, derived values and links.
#include "pack/readers.hpp"

#include <algorithm>

namespace jingzhun::pack {
namespace {

FieldType read_type(TableReader &reader, Faults &faults) {
    auto const word = reader.required_text("type");
    if (word.empty()) return FieldType::text;
    auto const found = read_word(word, reader.place_of("type"), field_type_names(), faults);
    return static_cast<FieldType>(found.value_or(0));
}

Field read_field(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    Field field;
    field.name = entry.key;
    field.place = entry.place();
    field.type = read_type(reader, faults);
    field.title = reader.title("title", true);
    bool const is_coded = field.type == FieldType::code || field.type == FieldType::codes;
    bool const is_counted = field.type == FieldType::integer || field.type == FieldType::number ||
                            field.type == FieldType::money;
    if (is_coded) field.codes = reader.required_text("codes");
    if (is_counted) field.unit = reader.text("unit");
    field.believe = reader.texts("believe");
    field.stale_after_days = reader.days("stale_after");
    field.masked = reader.flag("masked");
    reader.done();
    return field;
}

Derived read_derived(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    Derived derived{entry.key, {entry.key, entry.key}, {}, nullptr, entry.place()};
    if (entry.value.kind == Node::Kind::text) {
        derived.expression = parse_expression(entry.value, faults);
        return derived;
    }
    TableReader reader(entry.value, faults);
    auto const title = reader.title("title", false);
    if (!title.zh.empty()) derived.title = title;
    derived.unit = reader.text("unit");
    reader.required("value");
    derived.expression = reader.expression("value");
    reader.done();
    return derived;
}

Link read_link(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    Link link;
    link.name = entry.key;
    link.place = entry.place();
    link.to = reader.required_text("to");
    reader.required("on");
    if (auto const *on = reader.table("on")) {
        TableReader pairs(*on, faults);
        for (auto const &pair : on->entries)
            link.on.emplace_back(pair.key, pairs.required_text(pair.key));
        if (link.on.empty()) faults.add("pack_key_missing", on->place(), {{"key", "on"}});
    }
    link.reverse = reader.text("reverse");
    if (!link.reverse.empty()) check_name(link.reverse, reader.place_of("reverse"), faults);
    link.many = reader.flag("many");
    if (auto const *possible = reader.table("possible")) {
        TableReader compared(*possible, faults);
        link.possible_name = compared.required_text("name");
        link.possible_identity = compared.required_text("identity");
        link.possible_their_name = compared.required_text("their_name");
        link.possible_their_identity = compared.required_text("their_identity");
        link.model = compared.text("model");
        compared.done();
    }
    reader.done();
    return link;
}

template <class Item>
std::vector<Item> read_entries(Node const *table, Item (*read)(Entry const &, Faults &),
                               Faults &faults) {
    std::vector<Item> items;
    if (table == nullptr) return items;
    for (auto const &entry : table->entries) items.push_back(read(entry, faults));
    return items;
}

Register read_register(Entry const &entry, Faults &faults) {
    check_name(entry.key, entry.place(), faults);
    TableReader reader(entry.value, faults);
    Register made;
    made.name = entry.key;
    made.place = entry.place();
    made.title = reader.title("title", true);
    reader.required("key");
    made.key = reader.texts("key");
    made.area = reader.text("area");
    made.label = reader.text("label");
    made.covers_year = reader.text("covers_year");
    reader.required("field");
    made.fields = read_entries(reader.table("field"), read_field, faults);
    made.derived = read_entries(reader.table("derived"), read_derived, faults);
    made.links = read_entries(reader.table("link"), read_link, faults);
    reader.done();
    return made;
}

} // namespace

std::span<std::string const> field_type_names() {
    static std::vector<std::string> const names = {
        "text", "code", "codes",    "boolean", "integer", "number", "money",
        "date", "time", "identity", "phone",   "area",    "areas"};
    return names;
}

std::vector<Register> read_registers(Node const &tree, Faults &faults) {
    return read_entries(tree.find("register"), read_register, faults);
}

} // namespace jingzhun::pack
