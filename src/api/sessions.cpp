// /api/sign-ins: who is signed in, ended one by one. Of one's own account for everybody, of all for
// those who keep accounts.
#include "api/inspect_handlers.hpp"

#include "access/session_list.hpp"
#include "api/answer.hpp"

#include <algorithm>

namespace jingzhun::api {
namespace {

using pack::Operation;

bool keeps_accounts(Asked const &asked) {
    return asked.caller.may(Operation::account, "", asked.view.county_code);
}

std::vector<access::ListedSession> sessions_seen(Asked const &asked) {
    if (!asked.caller.accounts()) return {};
    auto all = access::list_sessions(asked.database(), asked.view.pack.access.sign_in,
                                     asked.view.county, base::now());
    if (!keeps_accounts(asked))
        std::erase_if(all, [&](access::ListedSession const &one) {
            return one.account != asked.caller.name();
        });
    return all;
}

} // namespace

Response list_sessions(Asked const &asked) {
    auto const own = access::listed_as(asked.request.cookie(session_cookie));
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : sessions_seen(asked))
        json.begin_object()
            .member("id", one.id)
            .member("account", one.account)
            .member("from", one.origin)
            .member("made_at", base::to_string_instant(one.made_at))
            .member("used_at", base::to_string_instant(one.used_at))
            .member("ends_at", base::to_string_instant(one.ends_at))
            .member("own", one.id == own)
            .end_object();
    json.end_array();
    return json_answer(json.take());
}

Response end_session(Asked const &asked) {
    auto const &id = asked.argument(0);
    auto const all = sessions_seen(asked);
    if (std::ranges::find(all, id, &access::ListedSession::id) == all.end())
        throw base::Error("session_unknown", {{"id", id}});
    auto const reason = text_member(read_body(asked.request), "reason", false);
    return json_answer(
        write_own(asked, reason, [&](store::Database &database, store::Actor const &actor) {
            auto const account = access::end_listed_session(database, asked.view.county, id);
            store::append(database, actor,
                          {asked.view.county, "sign_out", "account " + account, R"({"one":true})"});
            return std::string("{}");
        }));
}

} // namespace jingzhun::api
