// A small pack made by hand, and a store with its tables: households with members, a list, visits.
#pragma once

#include "pack/schema.hpp"
#include "register/frames.hpp"
#include "register/rollback.hpp"
#include "register/tables.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"

#include <initializer_list>
#include <map>

namespace county {

using jingzhun::base::Date;
using jingzhun::base::Value;
using jingzhun::pack::FieldType;
using jingzhun::registry::Outcome;
namespace pack = jingzhun::pack;
namespace store = jingzhun::store;
namespace registry = jingzhun::registry;
namespace cel = jingzhun::cel;

constexpr int code = 431128;

inline pack::Field field(std::string name, FieldType type, std::vector<std::string> believe = {}) {
    pack::Field made;
    made.name = std::move(name);
    made.type = type;
    made.believe = std::move(believe);
    return made;
}

inline pack::Source source(std::string name, std::vector<std::string> registers) {
    pack::Source made;
    made.name = std::move(name);
    made.registers = std::move(registers);
    return made;
}

inline pack::Register households() {
    pack::Register made;
    made.name = "household";
    made.key = {"number"};
    made.area = "village";
    made.label = "head";
    made.fields = {field("number", FieldType::text), field("village", FieldType::area),
                   field("head", FieldType::text), field("income", FieldType::money),
                   field("causes", FieldType::codes)};
    return made;
}

inline pack::Register persons() {
    pack::Register made;
    made.name = "person";
    made.key = {"number"};
    made.area = "household";
    made.label = "name";
    made.fields = {field("number", FieldType::text),
                   field("household_no", FieldType::text),
                   field("name", FieldType::text),
                   field("identity", FieldType::identity),
                   field("phone", FieldType::phone),
                   field("labour", FieldType::code, {"survey", "roster"}),
                   field("present", FieldType::boolean),
                   field("months", FieldType::number),
                   field("born", FieldType::date)};
    made.links.push_back({"household",
                          "household",
                          {{"household_no", "number"}},
                          "members",
                          false,
                          {},
                          {},
                          {},
                          {},
                          {}});
    return made;
}

inline pack::Register vehicles() {
    pack::Register made;
    made.name = "vehicle";
    made.key = {"plate", "identity"};
    made.area = "person";
    made.label = "plate";
    made.fields = {field("plate", FieldType::text), field("name", FieldType::text),
                   field("identity", FieldType::identity), field("price", FieldType::money)};
    made.links.push_back({"person",
                          "person",
                          {{"identity", "identity"}},
                          "vehicles",
                          false,
                          "name",
                          "identity",
                          "name",
                          "identity",
                          {}});
    return made;
}

inline pack::Register officials() {
    pack::Register made;
    made.name = "official";
    made.key = {"identity"};
    made.label = "name";
    made.fields = {field("identity", FieldType::identity), field("name", FieldType::text),
                   field("villages", FieldType::areas)};
    made.links.push_back({"households",
                          "household",
                          {{"villages", "village"}},
                          "officials",
                          true,
                          {},
                          {},
                          {},
                          {},
                          {}});
    return made;
}

inline pack::Pack make_pack() {
    pack::Pack made;
    made.name = "test";
    made.registers = {households(), persons(), vehicles(), officials()};
    made.sources = {source("roster", {"household", "person"}), source("survey", {"person"}),
                    source("vehicles", {"vehicle"}), source("officials", {"official"})};
    pack::Rule rule;
    rule.id = "poor";
    rule.on = "household";
    made.rules.push_back(rule);
    return made;
}

using Stated = std::initializer_list<std::pair<std::string_view, Value>>;

struct Store {
    Scratch scratch;
    pack::Pack pack = make_pack();
    std::unique_ptr<store::Database> database =
        store::open(scratch / "county.db", store::Access::create);

    Store() {
        store::Transaction transaction(*database);
        registry::create_tables(*database, pack);
        transaction.commit();
    }

    pack::Register const &definition(std::string_view name) const {
        return *pack.find_register(name);
    }

    std::vector<Value> values(std::string_view name, Stated stated) const {
        std::vector<Value> made(definition(name).fields.size());
        for (auto const &[field_name, value] : stated)
            made[definition(name).field_index(field_name)] = value;
        return made;
    }
};

inline Value text(std::string value) { return value; }
inline Value number(std::int64_t value) { return value; }

// One batch being written; finish() commits it with its event.
class Import {
  public:
    Import(Store &county, std::string source, Date valid_from = jingzhun::base::date_min,
           registry::BatchState state = registry::BatchState::accepted, bool correction = false,
           std::string actor = "")
        : store_(county), transaction_(*county.database) {
        batch.county = code;
        batch.source = std::move(source);
        batch.file = batch.source + ".xlsx";
        batch.recorded_at = jingzhun::base::now();
        batch.valid_from = valid_from;
        batch.state = state;
        batch.correction = correction;
        batch.actor = std::move(actor);
        batch.id = registry::insert_batch(*county.database, batch);
    }

    Outcome row(std::string const &name, Stated stated, std::optional<Date> valid_from = {}) {
        return row(name, store_.values(name, stated), valid_from);
    }
    Outcome row(std::string const &name, std::vector<Value> const &fields,
                std::optional<Date> valid_from = {}) {
        auto const &definition = store_.definition(name);
        auto found = writers_.find(name);
        if (found == writers_.end())
            found = writers_
                        .emplace(name,
                                 registry::Writer(*store_.database, store_.pack, definition, batch))
                        .first;
        return found->second.state(registry::Writer::key_of(definition, fields), valid_from, ++row_,
                                   fields);
    }
    std::int64_t conflicts(std::string const &name) { return writers_.at(name).conflicts(); }

    std::int64_t finish() {
        store::append(*store_.database, {"tester", "", ""}, {code, "import", "batch", "{}"});
        transaction_.commit();
        return batch.id;
    }

    registry::Batch batch;

  private:
    Store &store_;
    store::Transaction transaction_;
    std::map<std::string, registry::Writer> writers_;
    int row_ = 1;
};

inline std::optional<registry::Record> read(Store &county, std::string_view name,
                                            std::string_view key,
                                            registry::Moment const &moment = {}) {
    return registry::read_record(*county.database, county.pack, county.definition(name), code, key,
                                 moment);
}

inline Value value(Store &county, std::string_view name, std::string_view key, std::string_view of,
                   registry::Moment const &moment = {}) {
    auto const record = read(county, name, key, moment);
    return record ? record->values[county.definition(name).field_index(of)] : Value();
}

inline std::int64_t statements(Store &county, std::string_view name) {
    auto select = county.database->prepare("SELECT count(*) FROM " +
                                           registry::table_of(county.definition(name)));
    select->step();
    return select->integer(0);
}

} // namespace county
