// A witness asked over HTTP: every lie of a lying server, with the numbers and types of
// tlog-witness.
#include "api/witness_answer.hpp"
#include "store/lies.hpp"
#include "store/scratch.hpp"
#include "store/witness_home.hpp"

#include <doctest/doctest.h>

#include <thread>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

constexpr std::int64_t now = 1600000000;

struct Office {
    Scratch scratch;
    std::string folder = scratch / "witness";
    std::vector<std::string> keys = make_witness(folder, "audit.example/xintian", false);

    explicit Office(Liar const &server) { watch_log(folder, public_key_of(server.key)); }
    api::Response post(std::string body) const {
        auto request = api::make_request("POST", "/add-checkpoint", {});
        request.body = std::move(body);
        return api::witness_answer(folder, request, now);
    }
    api::Response post(Submission const &submission) const {
        return post(write_submission(submission));
    }
};

// Told to a witness who cosigned `lie.known` entries; afterwards the honest twin is cosigned.
void refuse(Lie const &lie) {
    CAPTURE(lie.name);
    Liar server(40);
    Office const office(server);
    if (lie.known > 0) REQUIRE(office.post(server.submission(0, lie.known)).status == 200);
    auto const twin = write_submission(server.submission(lie.known, lies_shown));
    auto const told = office.post(lie.tell(server));
    CHECK(told.status == http_status(lie.answer));
    CHECK(told.body.find("—") == std::string::npos); // no line of the witness
    if (lie.answer == WitnessAnswer::stale) {
        CHECK(told.type == "text/x.tlog.size");
        CHECK(told.body == std::to_string(lie.known) + "\n");
    } else {
        CHECK(told.body == std::string(name_of(lie.answer)) + "\n");
    }
    CHECK(office.post(twin).status == 200);
}

} // namespace

TEST_CASE("a witness asked over HTTP answers with its line, which makes the checkpoint believed") {
    Liar const server(300);
    Office const office(server);
    std::size_t old_size = 0;
    for (std::size_t const size : {1, 7, 7, 256, 300}) {
        auto const answer = office.post(server.submission(old_size, size));
        REQUIRE(answer.status == 200);
        CHECK(answer.type == "text/plain; charset=utf-8");
        Trust const trust{server.origin, {public_key_of(server.key)}, office.keys, 1};
        auto const opened = open_checkpoint(server.note(size) + answer.body, trust);
        CHECK(opened.fault == CheckpointFault::none);
        CHECK(opened.cosignatures.at(0).seconds == now);
        old_size = size;
    }
}

TEST_CASE(
    "a witness asked over HTTP refuses every lie with the number the specification asks for") {
    std::size_t count = 0;
    for (auto const &lies : {lies_about_history(), lies_about_proofs(), lies_about_signers()}) {
        for (auto const &lie : lies) refuse(lie);
        count += lies.size();
    }
    CHECK(count >= 38);
}

TEST_CASE("a witness that was asked by two at once never goes back") {
    Liar const server(200);
    Office const office(server);
    REQUIRE(office.post(server.submission(0, 5)).status == 200);
    for (std::size_t from = 5; from < 125; from += 20) {
        std::array<int, 2> status{};
        {
            std::jthread const first(
                [&] { status[0] = office.post(server.submission(from, from + 10)).status; });
            std::jthread const second(
                [&] { status[1] = office.post(server.submission(from, from + 20)).status; });
        }
        CHECK(status[0] + status[1] == 200 + 409);
        auto const size = witnessed_logs(office.folder).at(0).log.size;
        CHECK(size == from + (status[0] == 200 ? 10 : 20));
        if (size != from + 20)
            REQUIRE(office.post(server.submission(from + 10, from + 20)).status == 200);
    }
}

TEST_CASE("a witness has one address, and takes only what is posted there") {
    Liar const server(3);
    Office const office(server);
    auto const ask = [&](char const *method, char const *target) {
        return error_of([&] {
            api::witness_answer(office.folder, api::make_request(method, target, {}), now);
        });
    };
    CHECK(ask("GET", "/add-checkpoint") == "method_not_allowed");
    CHECK(ask("POST", "/") == "not_found");
    CHECK(ask("GET", "/witness.key") == "not_found");
    CHECK(error_of([&] {
              auto request = api::make_request("POST", "/add-checkpoint", {});
              api::witness_answer(office.scratch / "none", request, now);
          }) == "witness_missing");
}
