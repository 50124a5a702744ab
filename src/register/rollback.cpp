// Changing the state of a batch, with the event that says who did and why.
#include "register/rollback.hpp"

#include "base/json.hpp"
#include "register/link_rows.hpp"

namespace jingzhun::registry {
namespace {

Batch require_batch(store::Database &database, int county, std::int64_t id) {
    auto batch = find_batch(database, county, id);
    if (!batch || batch->part_of != 0)
        throw base::Error("batch_unknown", {{"batch", std::to_string(id)}});
    return *batch;
}

void log(store::Database &database, store::Actor const &actor, std::string kind,
         Batch const &batch) {
    base::JsonWriter details;
    details.begin_object()
        .member("source", batch.source)
        .member("file", batch.file)
        .member("sheet", batch.sheet)
        .member("accepted", batch.accepted)
        .member("state", to_string(batch.state))
        .end_object();
    store::append(
        database, actor,
        {batch.county, std::move(kind), "batch " + std::to_string(batch.id), details.take()});
}

bool waits(Batch const &batch) {
    return batch.state == BatchState::staged || batch.state == BatchState::held;
}

// A later batch writes only what differs from what its source said before.
void require_unneeded(store::Database &database, Batch const &batch) {
    for (auto const &other : list_batches(database, batch.county))
        if (other.id > batch.id && other.part_of != batch.id && other.source == batch.source &&
            other.state != BatchState::rolled_back)
            throw base::Error("batch_needed", {{"batch", std::to_string(batch.id)},
                                               {"by", std::to_string(other.id)}});
}

void require_current(store::Database &database, Batch const &batch) {
    for (auto const &other : list_batches(database, batch.county))
        if (whole_of(other) != batch.id && other.source == batch.source &&
            (other.accepted_at > batch.recorded_at || other.rolled_back_at > batch.recorded_at))
            throw base::Error("batch_outdated", {{"batch", std::to_string(batch.id)},
                                                 {"by", std::to_string(other.id)}});
}

void link_again(store::Database &database, pack::Pack const &pack, store::Actor const &actor,
                Batch const &batch) {
    auto const *source = pack.find_source(batch.source);
    if (source != nullptr) link_rows(database, pack, batch.county, actor, source->registers);
}

} // namespace

Batch roll_back(store::Database &database, store::Actor const &actor, int county, std::int64_t id) {
    store::Transaction transaction(database);
    auto batch = require_batch(database, county, id);
    if (batch.state == BatchState::rolled_back)
        throw base::Error("batch_rolled_back",
                          {{"batch", std::to_string(id)},
                           {"time", base::to_string_instant(batch.rolled_back_at)}});
    if (!waits(batch) && batch.state != BatchState::loading) require_unneeded(database, batch);
    batch.state = BatchState::rolled_back;
    batch.rolled_back_at = base::now();
    batch.rolled_back_after = ledger_position(database, county);
    update_whole(database, batch);
    log(database, actor, "rollback", batch);
    transaction.commit();
    return batch;
}

Batch accept(store::Database &database, store::Actor const &actor, int county, std::int64_t id) {
    store::Transaction transaction(database);
    auto batch = require_batch(database, county, id);
    if (!waits(batch))
        throw base::Error("batch_not_staged", {{"batch", std::to_string(id)},
                                               {"state", std::string(to_string(batch.state))}});
    if (batch.state == BatchState::held && batch.actor == actor.name)
        throw base::Error("batch_needs_another",
                          {{"batch", std::to_string(id)}, {"actor", actor.name}});
    require_current(database, batch);
    batch.state = BatchState::accepted;
    batch.accepted_at = base::now();
    batch.accepted_after = ledger_position(database, county);
    update_whole(database, batch);
    log(database, actor, "accept", batch);
    transaction.commit();
    return batch;
}

Batch roll_back(store::Database &database, pack::Pack const &pack, store::Actor const &actor,
                int county, std::int64_t id) {
    store::Transaction transaction(database);
    auto batch = roll_back(database, actor, county, id);
    link_again(database, pack, actor, batch);
    transaction.commit();
    return batch;
}

Batch accept(store::Database &database, pack::Pack const &pack, store::Actor const &actor,
             int county, std::int64_t id) {
    store::Transaction transaction(database);
    auto batch = accept(database, actor, county, id);
    link_again(database, pack, actor, batch);
    transaction.commit();
    return batch;
}

} // namespace jingzhun::registry
