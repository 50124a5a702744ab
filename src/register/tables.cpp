// The SQL that makes and extends the tables of a pack's registers.
#include "register/tables.hpp"

#include "register/frozen.hpp"

#include <algorithm>

namespace jingzhun::registry {
namespace {

std::string_view type_name(pack::FieldType type) {
    switch (kind_of(type)) {
    case store::Kind::integer:
        return "INTEGER";
    case store::Kind::real:
        return "REAL";
    default:
        return "TEXT";
    }
}

std::vector<std::string> statements_for(pack::Register const &definition) {
    std::string sql =
        "CREATE TABLE " + table_of(definition) +
        " (county INTEGER NOT NULL, record INTEGER NOT NULL, valid_from INTEGER NOT NULL, "
        "batch INTEGER NOT NULL, row INTEGER NOT NULL, key TEXT, salt BLOB";
    for (auto const &field : definition.fields)
        sql += ", " + column_of(field) + ' ' + std::string(type_name(field.type));
    sql += ", PRIMARY KEY (county, record, valid_from, batch, row)) STRICT, WITHOUT ROWID";
    return {sql, "CREATE TABLE " + key_table_of(definition) +
                     " (county INTEGER NOT NULL, key TEXT NOT NULL, record INTEGER NOT NULL, "
                     "PRIMARY KEY (county, key)) STRICT, WITHOUT ROWID"};
}

std::vector<std::string>
additions_for(pack::Register const &definition,
              std::vector<std::pair<std::string, std::string>> const &columns) {
    std::vector<std::string> statements;
    for (auto const &field : definition.fields) {
        auto const type = std::string(type_name(field.type));
        auto const found =
            std::ranges::find(columns, column_of(field), [](auto const &one) { return one.first; });
        if (found == columns.end())
            statements.push_back("ALTER TABLE " + table_of(definition) + " ADD COLUMN " +
                                 column_of(field) + ' ' + type);
        else if (found->second != type)
            throw base::Error("register_field_changed",
                              {{"register", definition.name},
                               {"field", field.name},
                               {"before", found->second},
                               {"after", type}},
                              field.place);
    }
    return statements;
}

} // namespace

std::string table_of(pack::Register const &definition) { return "r_" + definition.name; }
std::string key_table_of(pack::Register const &definition) { return "k_" + definition.name; }
std::string last_record_of(pack::Register const &definition) {
    return "last_record " + table_of(definition);
}
std::string column_of(pack::Field const &field) { return "f_" + field.name; }

store::Kind kind_of(pack::FieldType type) {
    switch (type) {
    case pack::FieldType::boolean:
    case pack::FieldType::integer:
    case pack::FieldType::money:
    case pack::FieldType::date:
        return store::Kind::integer;
    case pack::FieldType::number:
        return store::Kind::real;
    default:
        return store::Kind::text;
    }
}

void create_tables(store::Database &database, pack::Pack const &pack) {
    create_frozen_tables(database);
    extend_tables(database, pack);
}

int extend_tables(store::Database &database, pack::Pack const &pack) {
    std::vector<std::string> statements;
    for (auto const &definition : pack.registers) {
        auto const columns = database.columns(table_of(definition));
        auto more =
            columns.empty() ? statements_for(definition) : additions_for(definition, columns);
        std::ranges::move(more, std::back_inserter(statements));
    }
    for (auto const &statement : statements)
        database.execute(statement); // all or, by an error above, none
    return static_cast<int>(statements.size());
}

} // namespace jingzhun::registry
