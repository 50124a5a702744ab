// jingzhun serve: the web application and the API.
#include "access/account.hpp"
#include "api/answer.hpp"
#include "api/server.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "base/file.hpp"
#include "register/verify.hpp"
#include "store/open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace jingzhun::app {

namespace {

// What was changed behind the program's back is said before anything is served; it does not stop
// the work, and the next write puts it on record.
void look_first(Serve const &command, Common const &common) {
    auto const database = store::open(command.store, store::Access::read);
    for (auto const &problem : registry::verify_quickly(*database))
        fmt::print(stderr, "{}\n", base::describe(problem, common.language));
}

// Without accounts the pages ask nobody who he is: then this machine alone may ask them.
void require_closed(Serve const &command, Common const &common, api::Listen const &listen) {
    auto const session = open_session(command.store, store::Access::read);
    Acting(session, common).require(pack::Operation::maintain);
    auto const near = listen.host.starts_with("127.") || listen.host == "::1";
    if (!near && !access::has_accounts(*session.database, session.county))
        throw base::Error("serve_open_to_all",
                          {{"store", command.store}, {"address", command.listen}});
}

} // namespace

int serve(Serve const &command, Common const &common) {
    auto const listen = api::parse_listen(command.listen);
    require_closed(command, common, listen);
    auto const threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 2U, 8U));
    api::CountyOptions options;
    options.as_of = command.as_of;
    options.threads = threads;
    api::County county(command.store, options);
    look_first(command, common);
    auto const view = county.view(); // what is wrong with the store is said before anybody connects
    std::string web;
    try {
        web = base::shipped("web/dist");
    } catch (base::Error const &) {
        fmt::print(stderr, "{}\n",
                   base::Error("web_not_built").text(common.language)); // the API goes on
    }
    auto const ready = [&](unsigned short port) {
        auto const host =
            listen.host.find(':') == std::string::npos ? listen.host : "[" + listen.host + "]";
        if (common.json) print_json(fmt::format(R"({{"listening":"http://{}:{}"}})", host, port));
        else
            print_line(fmt::format(
                fmt::runtime(choose(common, "{} 已就绪（判定日期 {}）：http://{}:{}",
                                    "{} is ready (as of {}): http://{}:{}")),
                view->areas.path_of(view->county_code), base::to_string(view->as_of), host, port));
        std::fflush(stdout);
    };
    api::serve(
        listen, threads,
        [&](api::Request const &request) { return api::answer(county, web, request); }, ready,
        [](std::string_view method, std::string_view path) {
            auto const reading = api::reading_of(method, path);
            return api::Expected{reading.body_most, reading.slow};
        });
    return 0;
}

} // namespace jingzhun::app
