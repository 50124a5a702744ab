// /api/conflicts/settle, /api/conflicts/decide: who is right, said of one conflict or of many
// alike; what one person proposed, approved by another.
#include "api/conflicts.hpp"

#include "api/body_ids.hpp"
#include "check/propose.hpp"

namespace jingzhun::api {
namespace {

// One outside the caller's areas is not there.
finding::Finding finding_of(Asked const &asked, std::int64_t id) {
    auto found = finding::find(asked.database(), asked.view.county, id);
    if (!found || !may_read(asked, *found))
        throw base::Error("finding_unknown", {{"id", std::to_string(id)}});
    return std::move(*found);
}

// To propose takes the right to review or that to approve.
store::Actor require_saying(Asked const &asked, finding::Finding const &found, bool proposes,
                            std::string const &reason) {
    auto const may_review =
        asked.caller.may(pack::Operation::review, found.register_name, found.area);
    auto const operation =
        proposes && may_review ? pack::Operation::review : pack::Operation::approve;
    return asked.caller.require(operation, found.register_name, found.area, reason);
}

std::string written(std::vector<std::int64_t> const &ids, char const *state) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const id : ids)
        json.begin_object().member("id", id).member("state", state).end_object();
    json.end_array();
    return json.take();
}

} // namespace

Response settle_conflicts(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const ids = ids_member(body, "ids");
    auto const proposes = flag_member(body, "propose");
    auto const side = text_member(body, "side");
    auto const evidence = text_member(body, "evidence", false);
    auto actor = asked.caller.actor();
    for (auto const id : ids)
        actor = require_saying(asked, finding_of(asked, id), proposes,
                               text_member(body, "reason", false));
    auto const &snapshot = asked.view.snapshot;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        for (auto const id : ids)
            if (proposes)
                check::propose_settlement(database, snapshot, actor, {id, side, evidence});
            else check::settle(database, snapshot, actor, {id, side, evidence});
    });
    asked.county.view();
    return json_answer(written(ids, proposes ? "proposed" : "settled"));
}

Response decide_proposals(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const ids = ids_member(body, "ids");
    auto const approve = flag_member(body, "approve");
    auto actor = asked.caller.actor();
    for (auto const id : ids) {
        auto const waiting = finding::waiting_proposal(asked.database(), asked.view.county, id);
        auto const found = finding::find(asked.database(), asked.view.county, waiting.finding);
        if (!found || !may_read(asked, *found))
            throw base::Error("proposal_unknown", {{"id", std::to_string(id)}});
        actor = asked.caller.require(pack::Operation::approve, found->register_name, found->area,
                                     text_member(body, "reason", false));
    }
    auto const &snapshot = asked.view.snapshot;
    asked.county.writer().write([&](store::Database &database) {
        require_unchanged(asked, database);
        for (auto const id : ids)
            if (approve) check::approve_settlement(database, snapshot, actor, id);
            else check::reject_settlement(database, asked.view.county, actor, id);
    });
    asked.county.view();
    return json_answer(written(ids, approve ? "settled" : "rejected"));
}

} // namespace jingzhun::api
