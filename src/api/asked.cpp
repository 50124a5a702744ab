// Writing for a caller.
#include "api/asked.hpp"

#include "base/hash.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

// As the caller stands now, by what the writer's own transaction sees.
store::Actor allowed_now(Asked const &asked, store::Database &database, Need const &need) {
    auto const *before = asked.caller.session();
    if (before == nullptr)
        return asked.caller.require(need.operation, need.register_name, need.area, need.reason);
    auto session = *before;
    session.holder = access::holder(database, asked.view.county, session.holder.account);
    Caller const now(*asked.county.options().guard, asked.view.pack, asked.view.areas,
                     asked.view.county_code, &session, asked.caller.accounts(),
                     asked.request.origin);
    return now.require(need.operation, need.register_name, need.area, need.reason);
}

std::string run(Asked const &asked, store::Actor const &actor,
                std::function<std::string(store::Database &)> const &work) {
    auto &writer = asked.county.writer();
    auto const &id = asked.request.header("idempotency-key");
    if (id.empty()) {
        std::string answer;
        writer.write([&](store::Database &database) { answer = work(database); });
        return answer;
    }
    store::Request request;
    request.county = asked.view.county;
    request.id = base::sha256(actor.name + "\n" + id); // another's keys are not ours
    request.content = asked.request.method + " " + asked.request.path + "\n" + asked.request.body;
    return writer.write_once(actor, request, work);
}

} // namespace

std::string write(Asked const &asked, Need const &need, Work const &work) {
    auto const actor =
        asked.caller.require(need.operation, need.register_name, need.area, need.reason);
    auto answer = run(asked, actor, [&](store::Database &database) {
        return work(database, allowed_now(asked, database, need));
    });
    asked.county.view(); // whoever wrote sees it in what he reads next
    return answer;
}

std::string write_own(Asked const &asked, std::string const &reason, Work const &work) {
    auto const actor = asked.caller.actor(reason);
    return run(asked, actor, [&](store::Database &database) { return work(database, actor); });
}

void require_unchanged(Asked const &asked, store::Database &database) {
    auto const *before = asked.caller.session();
    if (before == nullptr) return;
    auto const now = access::holder(database, asked.view.county, before->holder.account);
    auto const same = [](access::Grant const &a, access::Grant const &b) {
        return a.id == b.id && a.revoked_at == b.revoked_at;
    };
    if (!std::ranges::equal(before->holder.grants, now.grants, same))
        throw base::Error("session_wanted");
}

base::Error unknown_record(Asked const &asked, pack::Register const &definition,
                           std::string const &key) {
    return base::Error("record_unknown",
                       {{"register", definition.title.in(asked.language())}, {"key", key}});
}

pack::Register const &register_of(Asked const &asked, std::string const &name) {
    auto const *found = asked.view.pack.find_register(name);
    if (found == nullptr) throw base::Error("not_found", {{"what", name}});
    return *found;
}

} // namespace jingzhun::api
