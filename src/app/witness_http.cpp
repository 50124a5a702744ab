// jingzhun witness serve | ask.
#include "app/witness_http.hpp"

#include "api/post.hpp"
#include "api/server.hpp"
#include "api/witness_answer.hpp"
#include "app/print.hpp"
#include "base/json.hpp"
#include "store/cosignature.hpp"
#include "store/open.hpp"
#include "store/seal.hpp"
#include "store/witness_home.hpp"

#include <charconv>
#include <cstdio>
#include <fmt/format.h>

namespace jingzhun::app {
namespace {

constexpr int serving_threads = 2;

std::optional<std::uint64_t> size_in(api::Posted const &answer) {
    std::uint64_t size = 0;
    auto const &text = answer.body;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), size);
    auto const whole =
        read.ec == std::errc() && read.ptr + 1 == text.data() + text.size() && text.ends_with('\n');
    if (answer.status != 409 || !answer.type.starts_with("text/x.tlog.size") || !whole)
        return std::nullopt;
    return size;
}

std::string address_of(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    return url.ends_with("/add-checkpoint") ? url : url + "/add-checkpoint";
}

struct Round {
    store::Submission sent;
    api::Posted answer;
};

// A witness that cosigned more since its last line came back says where it stands; from there it is
// asked once more.
Round ask(store::Database &database, WitnessAsk const &command, Common const &common, int county) {
    auto const keys =
        command.witness.empty() ? std::vector<std::string>() : store::keys_given({command.witness});
    auto const old = keys.empty() ? 0 : store::cosigned_size(database, county, keys.front());
    auto const url = address_of(command.url);
    auto const send = [&](std::uint64_t from) {
        Round round{store::ask_witness(database, common.actor, county, from), {}};
        round.answer = api::post(url, store::write_submission(round.sent));
        return round;
    };
    auto round = send(old);
    if (auto const size = size_in(round.answer); size && *size != old) round = send(*size);
    return round;
}

int tell_refusal(Round const &round, Common const &common) {
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("status", round.answer.status)
            .member("answer", round.answer.body)
            .end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format(fmt::runtime(choose(common, "见证人没有联署（{}）：{}",
                                                   "the witness did not cosign ({}): {}")),
                               round.answer.status,
                               round.answer.body.substr(0, round.answer.body.find('\n'))));
    }
    return static_cast<int>(base::Status::no);
}

} // namespace

int witness_serve(WitnessServe const &command, Common const &common) {
    auto const listen = api::parse_listen(command.listen);
    store::witnessed_logs(command.folder); // a folder that is damaged serves nobody
    api::serve(
        listen, serving_threads,
        [&](api::Request const &request) {
            return api::witness_answer(command.folder, request, base::now() / 1'000'000);
        },
        [&](unsigned short port) {
            auto const url = fmt::format("http://{}:{}", listen.host, port);
            if (common.json) print_json(fmt::format(R"({{"listening":"{}"}})", url));
            else print_line(choose(common, "见证人已就绪：", "the witness is ready: ") + url);
            std::fflush(stdout);
        });
    return 0;
}

int witness_ask(WitnessAsk const &command, Common const &common) {
    auto const database = store::open(command.store, store::Access::write);
    auto const counties = store::sealed_counties(*database);
    if (counties.empty()) throw base::Error("checkpoint_none", {{"store", command.store}});
    auto const county = counties.front();
    auto const round = ask(*database, command, common, county);
    if (round.answer.status != 200) return tell_refusal(round, common);
    auto const keys =
        command.witness.empty() ? std::vector<std::string>() : store::keys_given({command.witness});
    auto const added = store::add_cosignatures(
        *database, common.actor, county, round.sent.note + round.answer.body, keys, command.url);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().member("old", round.sent.old_size).key("cosigned").begin_array();
        for (auto const &one : added)
            json.begin_object().member("size", one.size).member("key", one.public_key).end_object();
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    if (added.empty()) print_line(choose(common, "没有新的联署", "no new cosignature"));
    for (auto const &one : added)
        print_line(fmt::format(fmt::runtime(choose(common, "收到 {} 对前 {} 条事件的联署",
                                                   "{} cosigned the first {} events")),
                               store::parse_public_key(one.public_key).name, one.size));
    return 0;
}

} // namespace jingzhun::app
