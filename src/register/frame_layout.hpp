// What stands in a file of frames, in which order: one walk that writes and reads. Not for others.
//
// An archive offers number(x), text(x), array(x), list(vector, each) and kind(variant).
#pragma once

#include "register/frame_tag.hpp"

#include <type_traits>

namespace jingzhun::registry {

template <class Archive, class Tag> void walk_tag(Archive &archive, Tag &tag) {
    archive.number(tag.county);
    archive.number(tag.position.sequence);
    archive.text(tag.position.digest);
    archive.text(tag.pack);
    archive.number(tag.days.first.days);
    archive.number(tag.days.last.days);
    archive.list(tag.fields, [&](auto &field) {
        archive.number(field.record);
        archive.number(field.source);
        archive.number(field.index);
    });
    archive.list(tag.keyed, [&](auto &table) { archive.number(table); });
}

template <class Archive, class Table> void walk_table(Archive &archive, Table &table) {
    archive.text(table.name);
    archive.number(table.rows);
    archive.list(table.columns, [&](auto &column) {
        archive.kind(column.values);
        std::visit([&](auto &values) { archive.array(values); }, column.values);
        archive.array(column.present);
    });
    archive.list(table.item_lists, [&](auto &list) {
        archive.array(list.offsets);
        archive.array(list.items);
        archive.array(list.present);
    });
    archive.list(table.relations, [&](auto &relation) {
        archive.number(relation.table);
        archive.array(relation.offsets);
        archive.array(relation.rows);
        archive.array(relation.complete);
    });
    archive.list(table.references, [&](auto &reference) {
        archive.number(reference.table);
        archive.array(reference.rows);
    });
    archive.array(table.areas);
    archive.array(table.records);
    archive.array(table.keys);
}

template <class Archive, class Tables, class Texts>
void walk_population(Archive &archive, Tables &tables, Texts &texts) {
    archive.list(tables, [&](auto &table) { walk_table(archive, table); });
    archive.array(texts.bytes);
    archive.array(texts.starts);
    archive.array(texts.slots);
}

} // namespace jingzhun::registry
