// What an expression may name: record types with their fields, code lists, parameters, functions.
//
// Built by the pack from its registers; the language itself knows no field by name.
#pragma once

#include "cel/parameter.hpp"
#include "cel/syntax.hpp"
#include "cel/type.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::cel {

// How a field is found in a Table of the population.
enum class FieldSource {
    column,    // Table::columns[index]
    items,     // Table::item_lists[index]: a list of texts
    relation,  // Table::relations[index]: a list of records
    reference, // Table::references[index]: at most one record
    derived,   // an expression over the same record's fields
};

struct Field {
    std::string name;
    Type type;
    FieldSource source = FieldSource::column;
    std::size_t index = 0;
    std::shared_ptr<Expression const> derived = nullptr;
};

struct RecordSchema {
    std::string name; // the register
    std::vector<Field> fields;
    Field const *find(std::string_view field) const;
};

struct CodeList {
    std::string name;
    std::vector<std::string> codes;
};

struct Schema {
    std::vector<RecordSchema> records; // order = order of Population::tables
    std::vector<CodeList> code_lists;
    std::vector<Parameter> parameters;
    RecordSchema const *find(std::string_view record) const;
    std::size_t index_of(std::string_view record) const; // Requires: it exists
};

} // namespace jingzhun::cel
