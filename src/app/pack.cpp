// jingzhun pack lint|test|show|coverage|install: a policy pack by itself, and a new version put in
// force.
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "finding/finding.hpp"
#include "pack/coverage.hpp"
#include "pack/describe.hpp"
#include "pack/load.hpp"
#include "pack/prove.hpp"
#include "pack/remarks.hpp"
#include "register/pack_files.hpp"
#include "register/tables.hpp"
#include "work/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

void add_problem(base::JsonWriter &json, base::Problem const &problem) {
    json.begin_object()
        .member("code", problem.code)
        .member("file", problem.place.file)
        .member("line", problem.place.line)
        .member("column", problem.place.column)
        .member("message", base::describe(problem, base::Language::zh))
        .member("message_en", base::describe(problem, base::Language::en))
        .end_object();
}

int lint(PackCommand const &command, Common const &common) {
    auto const loaded = pack::load(command.folder);
    auto const sound = loaded.problems.empty();
    std::vector<base::Problem> remarks;
    if (sound) remarks = pack::remarks(loaded.pack, command.folder);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("pack", loaded.pack.name)
            .member("sound", sound)
            .key("problems")
            .begin_array();
        for (auto const &problem : loaded.problems) add_problem(json, problem);
        json.end_array().key("remarks").begin_array();
        for (auto const &remark : remarks) add_problem(json, remark);
        json.end_array().end_object();
        print_json(json.text());
    } else {
        for (auto const &problem : loaded.problems)
            print_line(base::describe(problem, common.language));
        for (auto const &remark : remarks)
            print_line(choose(common, "提醒 ", "remark ") +
                       base::describe(remark, common.language));
        print_line(fmt::format(
            fmt::runtime(choose(common,
                                "政策包 {} {}：登记册 {}，表 {}，参数 {}，规则 {}，例子 {}，程序 "
                                "{}，情景 {}；问题 {} 处",
                                "pack {} {}: {} registers, {} layouts, {} parameters, {} rules, "
                                "{} cases, {} procedures, {} scenarios; {} problems")),
            loaded.pack.name, loaded.pack.version, loaded.pack.registers.size(),
            loaded.pack.sources.size(), loaded.pack.parameters.size(), loaded.pack.rules.size(),
            loaded.pack.cases.size(), loaded.pack.procedures.size(), loaded.pack.scenarios.size(),
            loaded.problems.size()));
    }
    return static_cast<int>(sound ? base::Status::done : base::Status::no);
}

void print_failures(pack::Proof const &proof, Common const &common) {
    for (auto const &result : proof.results) {
        if (result.passed) continue;
        auto const &place = result.test->place;
        print_line(fmt::format(
            fmt::runtime(choose(common, "{}:{}: 例子“{}”：规则 {} 应为 {}，实为 {}",
                                "{}:{}: case “{}”: rule {} should be {}, is {}")),
            place.file, place.line, result.test->name, result.rule, result.expected, result.got));
        for (auto const &problem : result.problems)
            print_line("  " + base::describe(problem, common.language));
    }
}

void print_failures(std::vector<work::ScenarioResult> const &results, Common const &common) {
    for (auto const &result : results)
        for (auto const &one : result.differences) {
            print_line(
                fmt::format(fmt::runtime(choose(common, "{}:{}: 情景“{}”：{} 应为 {}，实为 {}",
                                                "{}:{}: scenario “{}”: {} should be {}, is {}")),
                            one.place.file, one.place.line, result.scenario->subject.name, one.act,
                            one.expected, one.got));
            for (auto const &problem : one.problems)
                print_line("  " + base::describe(problem, common.language));
        }
}

void write_failures(base::JsonWriter &json, pack::Proof const &proof) {
    json.key("failures").begin_array();
    for (auto const &result : proof.results) {
        if (result.passed) continue;
        json.begin_object()
            .member("case", result.test->name)
            .member("rule", result.rule)
            .member("expected", result.expected);
        json.member("got", result.got)
            .member("file", result.test->place.file)
            .member("line", result.test->place.line);
        json.key("problems").begin_array();
        for (auto const &problem : result.problems) add_problem(json, problem);
        json.end_array().end_object();
    }
    json.end_array();
}

void write_scenarios(base::JsonWriter &json, std::vector<work::ScenarioResult> const &results) {
    json.key("scenarios").begin_array();
    for (auto const &result : results) {
        json.begin_object()
            .member("scenario", result.scenario->subject.name)
            .member("procedure", result.scenario->procedure)
            .member("checked", result.checked)
            .member("passed", result.passed())
            .key("differences")
            .begin_array();
        for (auto const &one : result.differences) {
            json.begin_object()
                .member("act", one.act)
                .member("expected", one.expected)
                .member("got", one.got)
                .member("file", one.place.file)
                .member("line", one.place.line);
            json.key("problems").begin_array();
            for (auto const &problem : one.problems) add_problem(json, problem);
            json.end_array().end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void write_coverage(base::JsonWriter &json, pack::Proof const &proof) {
    json.key("coverage").begin_array();
    for (auto const &one : proof.coverage)
        json.begin_object()
            .member("rule", one.rule)
            .member("met", one.met)
            .member("unmet", one.unmet)
            .member("unknown", one.unknown)
            .end_object();
    json.end_array();
}

int prove(PackCommand const &command, Common const &common) {
    auto const pack = pack::load_or_throw(command.folder);
    auto const proof = pack::prove(pack);
    auto const played = work::run_scenarios(pack);
    auto const failed = proof.failed();
    std::size_t checked = 0, differing = 0;
    for (auto const &one : played) {
        checked += one.checked;
        differing += one.differences.size();
    }
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("passed", proof.results.size() - failed)
            .member("failed", failed + differing)
            .member("acts", checked);
        write_failures(json, proof);
        write_scenarios(json, played);
        write_coverage(json, proof);
        json.end_object();
        print_json(json.text());
    } else {
        print_failures(proof, common);
        print_failures(played, common);
        print_line(fmt::format(fmt::runtime(choose(common, "例子 {} 个：通过 {}，未通过 {}",
                                                   "{} examples: {} passed, {} failed")),
                               proof.results.size(), proof.results.size() - failed, failed));
        print_line(fmt::format(fmt::runtime(choose(common, "情景 {} 个，共 {} 处核对：不符 {} 处",
                                                   "{} scenarios, {} things checked: {} differ")),
                               played.size(), checked, differing));
    }
    return static_cast<int>(failed + differing == 0 ? base::Status::done : base::Status::no);
}

int coverage(PackCommand const &command, Common const &common) {
    pack::load_or_throw(command.folder);
    auto const mechanisms = pack::load_mechanisms(command.folder);
    if (!common.json) {
        fmt::print("{}", pack::coverage_page(mechanisms));
        return 0;
    }
    base::JsonWriter json;
    json.begin_array();
    for (auto const &mechanism : mechanisms) {
        json.begin_object()
            .member("id", mechanism.id)
            .member("document", mechanism.document)
            .member("title", mechanism.title.zh)
            .member("title_en", mechanism.title.en)
            .key("carried_by")
            .begin_array();
        for (auto const &carrier : mechanism.carried_by)
            json.value(carrier.kind + ":" + carrier.name);
        json.end_array().key("shown_by").begin_array();
        for (auto const &one : mechanism.shown_by) json.value(one);
        json.end_array().member("reason", mechanism.reason.zh).end_object();
    }
    json.end_array();
    print_json(json.text());
    return 0;
}

int install(PackCommand const &command, Common const &common) {
    auto const pack = pack::load_or_throw(command.folder);
    auto session = open_session(command.store, store::Access::write);
    auto const actor = Acting(session, common).require(pack::Operation::install);
    auto const from = command.from.value_or(base::today());
    store::Transaction transaction(*session.database);
    auto const added = registry::extend_tables(*session.database, pack);
    registry::put_pack(*session.database, session.county, command.folder, pack, from);
    store::append(*session.database, actor,
                  {session.county, "pack_install", "pack " + pack.name,
                   fmt::format(R"({{"version":{},"hash":"{}","from":"{}"}})",
                               base::quote_json(pack.version), pack.hash, base::to_string(from))});
    transaction.commit();
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("pack", pack.name)
            .member("version", pack.version)
            .member("from", base::to_string(from));
        json.member("tables_changed", added).end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format(fmt::runtime(choose(common, "政策包 {} {} 自 {} 起生效",
                                                   "pack {} {} is in force from {}")),
                               pack.name, pack.version, base::to_string(from)));
    }
    return 0;
}

} // namespace

int pack_command(PackCommand const &command, Common const &common) {
    if (command.what == "lint") return lint(command, common);
    if (command.what == "test") return prove(command, common);
    if (command.what == "coverage") return coverage(command, common);
    if (command.what == "install") return install(command, common);
    auto const pack = pack::load_or_throw(command.folder);
    if (common.json) print_json(pack::describe_json(pack));
    else fmt::print("{}", pack::describe_text(pack, common.language));
    return 0;
}

} // namespace jingzhun::app
