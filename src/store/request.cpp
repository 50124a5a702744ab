// The table `request`.
#include "store/request.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "store/ledger_state.hpp"

#include <cassert>

namespace jingzhun::store {
namespace {

void keep(Database &database, Request const &request, std::string_view content,
          std::string_view answer) {
    auto &insert = database.ledger().prepared(
        database, "INSERT INTO request (county, id, content, answer, time) VALUES ($1, $2, $3, $4, "
                  "$5)");
    insert.bind(1, request.county);
    insert.bind(2, request.id);
    insert.bind(3, content);
    insert.bind(4, answer);
    insert.bind(5, base::now());
    insert.run();
}

} // namespace

std::string once(Database &database, Actor const &actor, Request const &request,
                 std::function<std::string(Database &)> const &work) {
    assert(database.hold() == Hold::write && !request.id.empty());
    auto const content = base::sha256(request.content); // the words themselves may be personal
    auto &select = database.ledger().prepared(
        database, "SELECT content, answer FROM request WHERE county = $1 AND id = $2");
    select.bind(1, request.county);
    select.bind(2, request.id);
    if (select.step()) {
        auto const same = select.text(0) == content;
        std::string answer(select.text(1));
        select.reset();
        if (!same) throw base::Error("request_differs", {{"id", request.id}});
        return answer;
    }
    Transaction part(database);
    auto answer = work(database);
    if (!database.ledger().open)
        append(database, actor, {request.county, "request", request.id, "{}"});
    keep(database, request, content, answer);
    part.commit();
    return answer;
}

} // namespace jingzhun::store
