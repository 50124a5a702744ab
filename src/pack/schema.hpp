// What the pack's registers look like to expressions: cel::Schema made from a Pack.
//
// Records stand in the order of Pack::registers, then one more, "outcome" (fields rule, answer:
// texts): for each register that rules run on there is a relation `outcomes`, the answers of rules
// on that record. A field of a register keeps its index: Table::columns[i] is register.fields[i]
// (columns of list-valued fields — codes, areas — stay empty and stand in item_lists, numbered in
// order of the fields). Relations: for each link in order of registers and links: `name`
// (references; relation where many) on its own register, `reverse` (relation) on the other.
#pragma once

#include "cel/schema.hpp"
#include "pack/model.hpp"

namespace jingzhun::pack {

// Derived fields have the types their expressions give; dyn where one does not type (load reports
// it).
cel::Schema make_schema(Pack const &pack);
// A field as expressions see it: identity, phone, time and area are texts, codes and areas lists of
// texts.
cel::Type type_of(Field const &field);

// Where a link stands in the schema, for whoever fills the population.
struct LinkPlace {
    std::size_t from = 0, to = 0; // indices of records
    Link const *link = nullptr;
    std::size_t own_index = 0;     // of references (of relations where many) on `from`
    std::size_t reverse_index = 0; // of relations on `to`; meaningless where reverse is empty
};
std::vector<LinkPlace> link_places(Pack const &pack);
// Index of the relation `outcomes` of a record; -1 where it has none.
int outcomes_relation(cel::Schema const &schema, std::size_t record);

} // namespace jingzhun::pack
