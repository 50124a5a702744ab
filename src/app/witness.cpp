// jingzhun witness: being a witness of other offices' ledgers, in a folder; and asking one.
#include "store/witness_home.hpp"

#include "app/print.hpp"
#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "store/cosignature.hpp"
#include "store/open.hpp"
#include "store/seal.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace jingzhun::app {
namespace {

std::string time_of(std::int64_t seconds) { return local_time(seconds * 1'000'000); }

int init(WitnessCommand const &command, Common const &common) {
    auto const keys = store::make_witness(command.folder, command.name, command.sm2);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().member("folder", command.folder).key("keys").begin_array();
        for (auto const &key : keys) json.value(key);
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    print_line(choose(common, "已生成见证人密钥；请把公钥交给各县和核验的人：",
                      "made a witness's key; hand its public key to the counties and to those who "
                      "verify:"));
    for (auto const &key : keys) print_line(key);
    return 0;
}

int trust(WitnessCommand const &command, Common const &common) {
    std::vector<std::string> origins;
    for (auto const &key : store::keys_given(command.keys)) {
        auto origin = store::watch_log(command.folder, key);
        if (std::ranges::find(origins, origin) == origins.end())
            origins.push_back(std::move(origin));
    }
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().key("watched").begin_array();
        for (auto const &origin : origins) json.value(origin);
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    for (auto const &origin : origins)
        print_line(choose(common, "开始见证账本：", "now watching the ledger ") + origin);
    return 0;
}

std::string explain(store::Cosigned const &answer, Common const &common) {
    using enum store::WitnessAnswer;
    switch (answer.answer) {
    case malformed:
        return choose(common,
                      "这不是给见证人的申请，或已不完整；请用 jingzhun witness request 重新生成",
                      "this is no request to a witness, or it is cut off; make it anew with "
                      "jingzhun witness request");
    case unknown_log:
        return choose(
            common, "不见证这个账本；若应当见证，请当面取得其公钥后用 jingzhun witness trust 加入",
            "this ledger is not watched; if it should be, get its key in person and add "
            "it with jingzhun witness trust");
    case untrusted:
        return choose(common, "检查点不是由所信任的公钥签的，或签名无效；请勿联署，查明来历",
                      "the checkpoint was not signed by a trusted key, or the signature is not "
                      "valid; find out where it comes from");
    case old_size_above:
        return choose(common, "申请所说的已联署条数多于检查点的条数：账本变短了；请报告监督部门",
                      "the size cosigned before is beyond the checkpoint's: the ledger became "
                      "shorter; report it");
    case stale:
        return choose(common,
                      "申请不是从本见证人上次联署之处接续的；请从上次的条数重新生成：--old ",
                      "the request does not go on from what this witness cosigned last; make it "
                      "anew from that size: --old ") +
               std::to_string(answer.size);
    default:
        return choose(common,
                      "历史被改写：检查点不是从上次联署的账本增长而来；请保留此文件并报告监督部门",
                      "history was rewritten: the checkpoint did not grow from the ledger cosigned "
                      "last; keep this file and report it");
    }
}

std::string as_json(store::Cosigned const &answer, Common const &common) {
    base::JsonWriter json;
    auto const signed_it = answer.answer == store::WitnessAnswer::cosigned;
    json.begin_object()
        .member("answer", store::name_of(answer.answer))
        .member("status", store::http_status(answer.answer))
        .member("origin", answer.origin)
        .member("size", signed_it ? answer.checkpoint.size : answer.size);
    if (signed_it) json.member("note", answer.note).key("lines").begin_array();
    for (auto const &line : answer.lines) json.value(line);
    if (signed_it) json.end_array();
    else json.member("message", explain(answer, common));
    json.end_object();
    return json.take();
}

int cosign(WitnessCommand const &command, Common const &common) {
    auto const answer = store::cosign(command.folder, base::read_file(command.file, 1 << 20),
                                      base::now() / 1'000'000);
    auto const signed_it = answer.answer == store::WitnessAnswer::cosigned;
    if (signed_it && !command.out.empty()) base::write_file(command.out, answer.note);
    if (common.json) print_json(as_json(answer, common));
    else if (!signed_it)
        print_line(fmt::format("{} {}：{}", store::http_status(answer.answer),
                               store::name_of(answer.answer), explain(answer, common)));
    else if (command.out.empty()) fmt::print("{}", answer.note);
    else
        print_line(fmt::format(
            fmt::runtime(choose(common, "已联署 {} 的第 {} 条为止，写到 {}；请交还给县里",
                                "cosigned {} up to event {}, written to {}; give it back to the "
                                "county")),
            answer.origin, answer.checkpoint.size, command.out));
    return static_cast<int>(signed_it ? base::Status::done : base::Status::no);
}

int show(WitnessCommand const &command, Common const &common) {
    auto const keys = store::witness_public_keys(command.folder);
    auto const logs = store::witnessed_logs(command.folder);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object().key("keys").begin_array();
        for (auto const &key : keys) json.value(key);
        json.end_array().key("ledgers").begin_array();
        for (auto const &one : logs)
            json.begin_object()
                .member("origin", one.log.origin)
                .member("size", one.log.size)
                .member("root", base::to_base64(store::bytes_of(one.log.root)))
                .member("note", one.note)
                .end_object();
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    for (auto const &key : keys) print_line(key);
    std::vector<std::vector<std::string>> rows = {
        {choose(common, "账本", "ledger"), choose(common, "事件", "events"),
         choose(common, "联署时间", "cosigned"), choose(common, "根", "root")}};
    for (auto const &one : logs)
        rows.push_back({one.log.origin, std::to_string(one.log.size),
                        one.note.empty() ? "-" : time_of(one.seconds),
                        one.note.empty() ? "-" : base::to_base64(store::bytes_of(one.log.root))});
    fmt::print("{}", table(rows, {1}));
    return 0;
}

int request(WitnessCommand const &command, Common const &common) {
    auto const database = store::open(command.store, store::Access::write);
    auto const counties = store::sealed_counties(*database);
    if (counties.empty()) throw base::Error("checkpoint_none", {{"store", command.store}});
    auto const county = counties.front();
    auto const keys =
        command.witness.empty() ? std::vector<std::string>() : store::keys_given({command.witness});
    auto old_size = command.old_size.value_or(0);
    if (!command.old_size && !keys.empty())
        old_size = store::cosigned_size(*database, county, keys.front());
    auto const submission = store::ask_witness(*database, common.actor, county, old_size);
    auto const body = store::write_submission(submission);
    if (!command.out.empty()) base::write_file(command.out, body);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("old", submission.old_size)
            .member("hashes", submission.proof.size())
            .member("note", submission.note)
            .end_object();
        print_json(json.text());
    } else if (command.out.empty()) {
        fmt::print("{}", body);
    } else {
        print_line(fmt::format(
            fmt::runtime(choose(common, "已写到 {}（从第 {} 条接续）；请交给见证人",
                                "written to {} (going on from event {}); give it to the witness")),
            command.out, submission.old_size));
    }
    return 0;
}

} // namespace

int witness(WitnessCommand const &command, Common const &common) {
    if (command.what == "init") return init(command, common);
    if (command.what == "trust") return trust(command, common);
    if (command.what == "cosign") return cosign(command, common);
    if (command.what == "request") return request(command, common);
    return show(command, common);
}

} // namespace jingzhun::app
