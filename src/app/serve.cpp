// jingzhun serve: the web application and the API.
#include "access/account.hpp"
#include "api/answer.hpp"
#include "api/server.hpp"
#include "api/starting.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "base/file.hpp"
#include "register/verify.hpp"
#include "store/open.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>
#include <thread>
#include <unistd.h>

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

// What is done between listening and being ready, beside the server. Where it fails the server
// ends.
class Start {
  public:
    // When `work` is done requests are answered, and then `say` is called.
    void begin(std::function<void()> work, std::function<void()> say) {
        thread_ = std::jthread([this, work = std::move(work), say = std::move(say)] {
            try {
                work();
                done_ = true;
                say();
            } catch (...) {
                failure_ = std::current_exception();
                ::kill(::getpid(), SIGTERM); // as if it had been asked to end
            }
        });
    }
    bool done() const { return done_; }
    // Waits; throws what the work threw.
    void finish() {
        if (thread_.joinable()) thread_.join();
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    std::atomic<bool> done_ = false;
    std::exception_ptr failure_;
    std::jthread thread_;
};

std::string url_of(api::Listen const &listen, unsigned short port) {
    auto const host =
        listen.host.find(':') == std::string::npos ? listen.host : "[" + listen.host + "]";
    return fmt::format("http://{}:{}", host, port);
}

void say_ready(Common const &common, api::View const &view, std::string const &url) {
    if (common.json) print_json(fmt::format(R"({{"listening":"{}"}})", url));
    else
        print_line(fmt::format(fmt::runtime(choose(common, "{} 已就绪（判定日期 {}）：{}",
                                                   "{} is ready (as of {}): {}")),
                               view.areas.path_of(view.county_code), base::to_string(view.as_of),
                               url));
    std::fflush(stdout);
}

std::string web_folder(Common const &common) {
    try {
        return base::shipped("web/dist");
    } catch (base::Error const &) {
        fmt::print(stderr, "{}\n",
                   base::Error("web_not_built").text(common.language)); // the API goes on
        return "";
    }
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
    auto const web = web_folder(common);
    Start start;
    auto const listening = [&](unsigned short port) {
        auto const url = url_of(listen, port);
        if (!common.json) {
            print_line(choose(common, "正在读入：", "reading the county: ") + command.store);
            std::fflush(stdout);
        }
        start.begin(
            [&] {
                look_first(command, common);
                county.view();
            },
            [&, url] { say_ready(common, *county.view(), url); });
    };
    api::serve(
        listen, threads,
        [&](api::Request const &request) {
            return start.done() ? api::answer(county, web, request) : api::while_starting(request);
        },
        listening,
        [](std::string_view method, std::string_view path) {
            auto const reading = api::reading_of(method, path);
            return api::Expected{reading.body_most, reading.slow};
        });
    start.finish();
    return 0;
}

} // namespace jingzhun::app
