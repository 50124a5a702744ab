// Imports that go on beside the requests: told about, stopped, nobody else's.
#include "api/two_towns.hpp"

#include "api/jobs.hpp"
#include "base/json.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <future>
#include <thread>

using namespace towns;

namespace {

struct Desk {
    api::County county{both().address(), [] {
                           api::CountyOptions options;
                           options.rate = 0;
                           return options;
                       }()};
    api::Response ask(std::string const &role, std::string const &method, std::string const &target,
                      std::string const &body = "{}") {
        return answer(county, asked(role, method, target, body));
    }
};

// All that is told of a job until it has ended.
std::vector<std::string> told(api::Response const &events) {
    std::vector<std::string> all;
    REQUIRE(events.more);
    while (auto const piece = events.more()) {
        if (piece->starts_with("event: status")) all.push_back(*piece);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return all;
}

} // namespace

TEST_CASE("an import job tells how far it is, ends with the report, and is its account's alone") {
    Desk desk;
    auto const file = "户编号,核查日期,工资性收入,住房安全等级\n" +
                      both().key("household", Side::inside) + ",2020-10-01,20000,A\n";
    auto const begun = desk.ask("recorder", "POST", "/api/jobs/import?name=a.csv&mode=look", file);
    REQUIRE(begun.status == 202);
    auto const id = std::to_string(
        std::get<std::int64_t>(base::read_json(begun.body, "begun").find("job")->value));
    auto const events = desk.ask("recorder", "GET", "/api/jobs/" + id + "/events");
    CHECK(events.type == "text/event-stream");
    CHECK(events.pause.count() > 0); // told while it happens
    auto const all = told(events);
    REQUIRE_FALSE(all.empty());
    CHECK(all.back().find(R"("state":"done")") != std::string::npos);
    CHECK(all.back().find(R"("rows":1)") != std::string::npos);
    CHECK(desk.ask("recorder", "GET", "/api/jobs/" + id).status == 200);
    auto const absent = desk.ask("reviewer", "GET", "/api/jobs/999").status;
    CHECK(absent == 404);
    for (auto const *path : {"", "/events"})
        CHECK(desk.ask("reviewer", "GET", "/api/jobs/" + id + path).status == absent);
    CHECK(desk.ask("reviewer", "POST", "/api/jobs/" + id + "/cancel").status == absent);
}

TEST_CASE("a job that is cancelled stops at its next step; a full house takes no more") {
    api::Jobs jobs;
    std::promise<void> go;
    auto const gate = go.get_future().share();
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 4; ++i)
        ids.push_back(jobs.begin("li", "a file", [gate](api::JobProgress &progress) {
            progress.tell("a file", 1, 0.1);
            gate.wait();
            progress.tell("a file", 2, 0.2);
            return std::string("{}");
        }));
    CHECK(error_of([&] { jobs.begin("li", "one more", [](auto &) { return std::string(); }); }) ==
          "jobs_full");
    CHECK(error_of([&] { jobs.cancel("wang", ids[0]); }) == "job_unknown");
    jobs.cancel("li", ids[0]);
    go.set_value();
    auto const ended = [&](std::int64_t id) {
        for (;;) {
            auto const status = jobs.status("li", id);
            if (status.state != api::JobState::running) return status;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    };
    auto const cancelled = ended(ids[0]);
    CHECK(cancelled.state == api::JobState::cancelled);
    CHECK(cancelled.problem->code == "job_cancelled");
    CHECK(ended(ids[1]).state == api::JobState::done);
    CHECK(ended(ids[1]).rows == 2);
}

TEST_CASE("what fails inside a job is told by its code alone") {
    api::Jobs jobs;
    auto const id = jobs.begin("li", "a file", [](auto &) -> std::string {
        throw std::runtime_error("a secret of the machine");
    });
    for (;;) {
        auto const status = jobs.status("li", id);
        if (status.state == api::JobState::running) continue;
        CHECK(status.state == api::JobState::failed);
        CHECK(status.problem->code == "app_internal");
        break;
    }
}
