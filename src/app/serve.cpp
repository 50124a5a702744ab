// jingzhun serve: the web application and the API.
#include "api/routes.hpp"
#include "api/server.hpp"
#include "app/print.hpp"
#include "base/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace jingzhun::app {

int serve(Serve const &command, Common const &common) {
    auto const listen = api::parse_listen(command.listen);
    auto const threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 2U, 8U));
    api::County county(command.store, command.as_of, threads);
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
        [&](api::Request const &request) { return api::answer(county, web, request); }, ready);
    return 0;
}

} // namespace jingzhun::app
