// One decision is replaced by another.
#include "register/link_review.hpp"

#include "base/json.hpp"

namespace jingzhun::registry {
namespace {

void drop_others(store::Database &database, int county, LinkDecision const &decided) {
    for (auto const &other : decisions(database, county, {}, decided.register_name))
        if (other.link == decided.link && other.record == decided.record &&
            other.target != decided.target && other.state != LinkState::refused)
            supersede_decision(database, county, other.id);
}

} // namespace

LinkDecision review_link(store::Database &database, store::Actor const &actor, int county,
                         std::int64_t id, bool confirm) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
    store::Transaction transaction(database);
    auto decided = find_decision(database, county, id);
    auto const was = decided.state;
    supersede_decision(database, county, id);
    decided.state = confirm ? LinkState::confirmed : LinkState::refused;
    decided.actor = actor.name;
    decided.reason = actor.reason;
    if (confirm) drop_others(database, county, decided);
    decided.id = add_decision(database, county, decided);
    base::JsonWriter details;
    details.begin_object()
        .member("decision", decided.id)
        .member("register", decided.register_name)
        .member("record", decided.record)
        .member("target", decided.target)
        .member("was", to_string(was))
        .member("state", to_string(decided.state))
        .end_object();
    store::append(database, actor,
                  {county, "link_review", "link " + std::to_string(decided.id), details.take()});
    transaction.commit();
    return decided;
}

} // namespace jingzhun::registry
