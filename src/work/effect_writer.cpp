// Statements with a case as their source.
#include "work/effect_writer.hpp"

#include "register/keys.hpp"
#include "register/records.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::work {
namespace {

constexpr auto source_name = "case"; // packs may name it where they say whom to believe

registry::Batch batch_of(int county, store::Actor const &actor, Case const &one, Taken const &act) {
    registry::Batch batch;
    batch.county = county;
    batch.file = fmt::format("case {}", one.id);
    batch.sheet = one.procedure;
    batch.source = source_name;
    batch.actor = actor.name;
    batch.reason = actor.reason;
    batch.recorded_at = batch.accepted_at = act.at;
    batch.valid_from = act.on;
    return batch;
}

std::vector<base::Value> values_of(pack::Register const &definition, Stated const &stated,
                                   std::string const &subject_key) {
    std::vector<base::Value> values(definition.fields.size());
    for (auto const &[field, value] : stated.fields) values[definition.field_index(field)] = value;
    if (stated.of_subject && definition.key.size() == 1)
        values[definition.field_index(definition.key.front())] = subject_key;
    return values;
}

} // namespace

std::int64_t write_effects(store::Database &database, pack::Pack const &pack, int county,
                           store::Actor const &actor, Case &one, Taken const &act) {
    auto batch = batch_of(county, actor, one, act);
    batch.id = registry::insert_batch(database, batch);
    batch.accepted_after = registry::ledger_position(database, county);
    int row = 0;
    for (auto const &stated : act.stated) {
        auto const &definition = *pack.find_register(stated.register_name);
        auto const values = values_of(definition, stated, one.key);
        auto const key = stated.of_subject ? one.key : registry::Writer::key_of(definition, values);
        registry::Writer writer(database, pack, definition, batch);
        auto const outcome = writer.state(key, act.on, ++row, values);
        ++batch.rows;
        ++batch.accepted;
        batch.created += outcome == registry::Outcome::created;
        batch.updated += outcome == registry::Outcome::updated;
        batch.unchanged += outcome == registry::Outcome::unchanged;
        if (stated.of_subject && one.record == 0)
            one.record = registry::Keys(database, definition, county).find(key);
    }
    registry::update_batch(database, batch);
    return batch.id;
}

} // namespace jingzhun::work
