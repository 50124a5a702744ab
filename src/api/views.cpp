// /api/views: lists as people like them, one's own and the office's.
#include "api/views.hpp"

#include "access/saved_view.hpp"
#include "api/body_ids.hpp"

namespace jingzhun::api {

Response list_views(Asked const &asked) {
    auto const account = asked.caller.name();
    base::JsonWriter json;
    json.begin_array();
    for (auto const &view : access::views_for(asked.database(), asked.view.county, account,
                                              asked.request.parameter("list")))
        json.begin_object()
            .member("id", view.id)
            .member("list", view.list)
            .member("name", view.name)
            .member("query", view.query)
            .member("shared", view.shared)
            .member("own", view.account == account)
            .member("by", view.account)
            .end_object();
    json.end_array();
    return json_answer(json.take());
}

Response keep_view(Asked const &asked) {
    auto const body = read_body(asked.request);
    access::SavedView view;
    view.account = asked.caller.name();
    view.list = text_member(body, "list");
    view.name = text_member(body, "name");
    view.query = text_member(body, "query", false);
    view.shared = flag_member(body, "shared");
    return json_answer(
        write_own(asked, "",
                  [&](store::Database &database, store::Actor const &actor) {
                      base::JsonWriter json;
                      json.begin_object()
                          .member("id", access::keep_view(database, asked.view.county, actor, view))
                          .end_object();
                      return json.take();
                  }),
        201);
}

Response drop_view(Asked const &asked) {
    auto const id = number_in_address(asked.argument(0));
    return json_answer(
        write_own(asked, "", [&](store::Database &database, store::Actor const &actor) {
            access::drop_view(database, asked.view.county, actor, asked.caller.name(), id);
            return std::string("{}");
        }));
}

} // namespace jingzhun::api
