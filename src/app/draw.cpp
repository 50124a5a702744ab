// jingzhun draw: sealing a random draw, drawing, and repeating a draw without the store.
#include "survey/draw_book.hpp"

#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "survey/store_frame.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace jingzhun::app {
namespace {

survey::Frame frame_for(Draw const &command, Session const &session, pack::DrawPlan const &plan,
                        std::int64_t position) {
    if (!command.frame.empty()) return survey::read_frame(command.frame);
    return survey::frame_of(*session.database, session.pack, plan, session.county, position);
}

store::Actor inspector(Session const &session, Common const &common, pack::DrawPlan const &plan) {
    Acting const acting(session, common);
    return plan.register_name.empty()
               ? acting.require_some_register(pack::Operation::inspect)
               : acting.require(pack::Operation::inspect, plan.register_name);
}

int seal(Draw const &command, Common const &common, pack::DrawPlan const &plan) {
    auto session = open_session(command.store, store::Access::write);
    auto const actor = inspector(session, common, plan);
    auto const frame = frame_for(command, session, plan, INT64_MAX);
    auto out = command.frame_out;
    if (out.empty() && command.frame.empty())
        out = std::filesystem::path(command.plan).replace_extension(".frame.csv").string();
    if (!out.empty()) survey::write_frame(frame, out);
    auto const sealed =
        survey::seal_draw(*session.database, actor, session.county, plan, frame, base::today());
    auto const published = out.empty() ? command.frame : out;
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("name", sealed.name)
            .member("units", sealed.units)
            .member("plan_hash", sealed.plan_hash)
            .member("frame_hash", sealed.frame_hash)
            .member("frame", published)
            .member("seed_source", plan.seed_source)
            .member("seed_on", base::to_string(plan.seed_on))
            .end_object();
        print_json(json.text());
        return 0;
    }
    print_line(fmt::format(
        fmt::runtime(choose(common,
                            "抽样“{}”已封存：抽样框 {} 个单位，SHA-256 {}，请公布 {}；"
                            "{} 取得种子（{}）后抽取",
                            "draw “{}” sealed: a frame of {} units, SHA-256 {}; publish {}; "
                            "draw on {} with the seed ({})")),
        sealed.name, sealed.units, sealed.frame_hash, published, base::to_string(plan.seed_on),
        plan.seed_source));
    return 0;
}

void print_drawn(std::vector<survey::Drawn> const &drawn, Common const &common) {
    auto const zh = common.language == base::Language::zh;
    std::vector<std::vector<std::string>> rows = {
        zh ? std::vector<std::string>{"阶段", "序", "用途", "编号", "群", "层", "入样概率"}
           : std::vector<std::string>{"stage", "order", "role", "key", "cluster", "stratum",
                                      "chance"}};
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        auto const &one = drawn[i];
        rows.push_back({std::to_string(one.stage), std::to_string(i + 1),
                        one.replacement ? choose(common, "备用", "replacement")
                                        : choose(common, "样本", "main"),
                        one.key, one.cluster, one.stratum,
                        fmt::format("{}/{}", one.chance.numerator, one.chance.denominator)});
    }
    fmt::print("{}", table(rows, {0, 1}));
}

void show(std::vector<survey::Drawn> const &drawn, Draw const &command, Common const &common) {
    if (!command.out.empty()) survey::write_result(drawn, command.out);
    if (!common.json) {
        if (command.out.empty()) print_drawn(drawn, common);
        print_line(fmt::format(fmt::runtime(choose(common, "抽出 {} 个，结果 SHA-256 {}",
                                                   "{} drawn, SHA-256 of the result {}")),
                               drawn.size(), survey::result_hash(drawn)));
        return;
    }
    base::JsonWriter json;
    json.begin_object()
        .member("result_hash", survey::result_hash(drawn))
        .key("drawn")
        .begin_array();
    for (auto const &one : drawn)
        json.begin_object()
            .member("stage", one.stage)
            .member("role", one.replacement ? "replacement" : "main")
            .member("key", one.key)
            .member("cluster", one.cluster)
            .member("stratum", one.stratum)
            .member("chance", fmt::format("{}/{}", one.chance.numerator, one.chance.denominator))
            .end_object();
    json.end_array().end_object();
    print_json(json.text());
}

// Needs no store: what anybody can do who has the published files.
int repeat(Draw const &command, Common const &common, pack::DrawPlan const &plan) {
    if (command.frame.empty()) throw base::Error("draw_needs_frame", {{"name", plan.name}});
    auto const frame = survey::read_frame(command.frame);
    auto const drawn = survey::draw(frame, plan, command.seed);
    if (command.verify.empty()) {
        show(drawn, command, common);
        return 0;
    }
    auto const differs = survey::first_difference(drawn, command.verify);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("same", differs == 0)
            .member("first_difference", differs)
            .member("plan_hash", plan.hash)
            .member("frame_hash", survey::frame_hash(frame))
            .member("result_hash", survey::result_hash(drawn))
            .end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format(fmt::runtime(choose(common, "方案 SHA-256 {}\n抽样框 SHA-256 {}",
                                                   "plan SHA-256 {}\nframe SHA-256 {}")),
                               plan.hash, survey::frame_hash(frame)));
        print_line(differs == 0
                       ? choose(common, "重复抽取，结果一致", "repeated: the result is the same")
                       : fmt::format(fmt::runtime(choose(common, "结果从第 {} 行起不一致",
                                                         "the result differs from line {} on")),
                                     differs));
    }
    return differs == 0 ? 0 : 1;
}

int run(Draw const &command, Common const &common, pack::DrawPlan const &plan) {
    auto session = open_session(command.store, store::Access::write);
    auto const actor = inspector(session, common, plan);
    auto const sealed = survey::find_draw(*session.database, session.county, plan.name);
    if (!sealed) throw base::Error("draw_not_sealed", {{"name", plan.name}});
    auto const frame = frame_for(command, session, plan, sealed->position);
    show(survey::draw_sealed(*session.database, actor, session.county, plan, frame, command.seed,
                             base::today()),
         command, common);
    return 0;
}

int list(Draw const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting(session, common).require_some_register(pack::Operation::inspect);
    auto const all = survey::list_draws(*session.database, session.county);
    base::JsonWriter json;
    json.begin_array();
    auto const zh = common.language == base::Language::zh;
    std::vector<std::vector<std::string>> rows = {
        zh ? std::vector<std::string>{"名称", "封存日", "封存人", "单位数", "抽取日", "种子"}
           : std::vector<std::string>{"name", "sealed on", "by", "units", "drawn on", "seed"}};
    for (auto const &one : all) {
        auto const drawn_on = one.drawn_on ? base::to_string(*one.drawn_on) : "";
        rows.push_back({one.name, base::to_string(one.sealed_on), one.sealed_by,
                        std::to_string(one.units), drawn_on, one.seed});
        json.begin_object()
            .member("name", one.name)
            .member("sealed_on", base::to_string(one.sealed_on))
            .member("sealed_by", one.sealed_by)
            .member("units", one.units)
            .member("plan_hash", one.plan_hash)
            .member("frame_hash", one.frame_hash)
            .member("drawn_on", drawn_on)
            .member("seed", one.seed)
            .member("result_hash", one.result_hash)
            .end_object();
    }
    json.end_array();
    if (common.json) print_json(json.text());
    else fmt::print("{}", table(rows, {3}));
    return 0;
}

} // namespace

int draw(Draw const &command, Common const &common) {
    if (command.plan.empty()) {
        if (command.store.empty()) throw base::Error("draw_needs_plan");
        return list(command, common);
    }
    auto const plan = pack::read_draw_plan(command.plan);
    if (command.store.empty() || !command.verify.empty()) return repeat(command, common, plan);
    return command.seal ? seal(command, common, plan) : run(command, common, plan);
}

} // namespace jingzhun::app
