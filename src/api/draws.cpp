// /api/draws: random draws, sealed before the seed is known, drawn once, shown so that anybody can
// repeat them.
#include "api/inspect_handlers.hpp"

#include "api/shown.hpp"
#include "api/temporary_folder.hpp"
#include "base/file.hpp"
#include "survey/draw_book.hpp"
#include "survey/store_frame.hpp"

#include <fmt/format.h>

namespace jingzhun::api {
namespace {

using pack::Operation;

constexpr std::size_t rows_most = 1000, steps_most = 200;

pack::DrawPlan plan_in(base::Json const &body) {
    auto const *text = body.text("plan");
    if (text == nullptr || text->empty()) throw base::Error("member_missing", {{"name", "plan"}});
    auto plan = pack::parse_draw_plan(*text, "plan");
    if (plan.register_name.empty()) throw base::Error("draw_needs_frame", {{"name", plan.name}});
    return plan;
}

survey::SealedDraw draw_of(Asked const &asked, std::string const &name) {
    auto found = survey::find_draw(asked.database(), asked.view.county, name);
    if (!found) throw base::Error("draw_not_sealed", {{"name", name}});
    return std::move(*found);
}

// Frames and results hold keys of the whole county.
store::Actor require_plan(Asked const &asked, pack::DrawPlan const &plan) {
    return asked.caller.require(Operation::inspect, plan.register_name);
}

void write_head(base::JsonWriter &json, Asked const &asked, survey::SealedDraw const &one,
                pack::DrawPlan const &plan) {
    json.member("name", one.name)
        .member("title", plan.title.in(asked.language()))
        .member("register", plan.register_name)
        .member("seed_source", plan.seed_source)
        .member("seed_on", base::to_string(plan.seed_on))
        .member("sealed_on", base::to_string(one.sealed_on))
        .member("sealed_by", one.sealed_by)
        .member("position", one.position)
        .member("units", one.units)
        .member("plan_hash", one.plan_hash)
        .member("frame_hash", one.frame_hash)
        .member("seed", one.seed)
        .member("drawn_on", one.drawn_on ? base::to_string(*one.drawn_on) : "")
        .member("drawn_by", one.drawn_by)
        .member("result_hash", one.result_hash)
        .member("ready", one.seed.empty() && plan.seed_on <= base::today());
}

void write_drawn(base::JsonWriter &json, Asked const &asked, pack::DrawPlan const &plan,
                 survey::Drawn const &one) {
    auto const &definition = register_of(asked, plan.register_name);
    json.begin_object()
        .member("stage", one.stage)
        .member("replacement", one.replacement)
        .member("key", one.stage == 1 && plan.stages.size() > 1
                           ? one.key
                           : shown_key(asked, definition, one.key, asked.view.county_code))
        .member("cluster", one.cluster)
        .member("place", one.cluster.empty() ? "" : asked.view.areas.path_of(one.cluster))
        .member("stratum", one.stratum)
        .member("chance", fmt::format("{}/{}", one.chance.numerator, one.chance.denominator))
        .end_object();
}

void write_steps(base::JsonWriter &json, std::vector<survey::DrawStep> const &steps) {
    json.member("steps_total", steps.size()).key("steps").begin_array();
    for (std::size_t i = 0; i < std::min(steps.size(), steps_most); ++i)
        json.begin_object()
            .member("seed", steps[i].seed)
            .member("i", steps[i].i)
            .member("below", steps[i].below)
            .member("number", steps[i].number)
            .member("key", steps[i].key)
            .end_object();
    json.end_array();
}

// Drawn anew from the frame of then and the plan: does it come to what was kept?
void write_repeated(base::JsonWriter &json, Asked const &asked, survey::SealedDraw const &one,
                    pack::DrawPlan const &plan) {
    auto const frame =
        survey::frame_of(asked.database(), asked.view.pack, plan, asked.view.county, one.position);
    std::vector<survey::DrawStep> steps;
    auto const drawn = survey::draw(frame, plan, one.seed, &steps);
    json.key("repeated")
        .begin_object()
        .member("frame_hash", survey::frame_hash(frame))
        .member("result_hash", survey::result_hash(drawn))
        .member("same", survey::frame_hash(frame) == one.frame_hash &&
                            survey::result_hash(drawn) == one.result_hash);
    json.end_object().member("method", plan.method);
    write_steps(json, steps);
}

std::string sealed_json(Asked const &asked, survey::SealedDraw const &one,
                        pack::DrawPlan const &plan) {
    base::JsonWriter json;
    json.begin_object();
    write_head(json, asked, one, plan);
    json.end_object();
    return json.take();
}

// Names of draws are people's words; the file is named by number.
Response file_answer(std::string const &path, std::int64_t draw, std::string const &ending) {
    auto const name = fmt::format("draw-{}.{}", draw, ending);
    Response response;
    response.type = "text/csv; charset=utf-8";
    response.body = base::read_file(path);
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return response;
}

} // namespace

Response list_draws(Asked const &asked) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : survey::list_draws(asked.database(), asked.view.county)) {
        auto const plan = pack::parse_draw_plan(one.plan, one.name);
        if (!plan.register_name.empty() &&
            !asked.caller.may(Operation::inspect, plan.register_name, asked.view.county_code))
            continue;
        json.begin_object();
        write_head(json, asked, one, plan);
        json.end_object();
    }
    json.end_array();
    return json_answer(json.take());
}

Response seal_draw(Asked const &asked) {
    auto const body = read_body(asked.request);
    auto const plan = plan_in(body);
    return json_answer(
        write(asked,
              {Operation::inspect, plan.register_name, "", text_member(body, "reason", false)},
              [&](store::Database &database, store::Actor const &actor) {
                  auto const frame = survey::frame_of(database, asked.view.pack, plan,
                                                      asked.view.county, INT64_MAX);
                  auto const sealed = survey::seal_draw(database, actor, asked.view.county, plan,
                                                        frame, base::today());
                  return sealed_json(asked, sealed, plan);
              }),
        201);
}

Response show_draw(Asked const &asked) {
    auto const one = draw_of(asked, asked.argument(0));
    auto const plan = pack::parse_draw_plan(one.plan, one.name);
    require_plan(asked, plan);
    base::JsonWriter json;
    json.begin_object();
    write_head(json, asked, one, plan);
    json.member("plan", one.plan).key("drawn").begin_array();
    std::size_t rows = 0;
    auto const drawn = survey::drawn_of(asked.database(), asked.view.county, one.id);
    for (auto const &unit : drawn)
        if (++rows <= rows_most) write_drawn(json, asked, plan, unit);
    json.end_array().member("drawn_total", drawn.size());
    if (!one.seed.empty() && !plan.register_name.empty()) write_repeated(json, asked, one, plan);
    json.end_object();
    return json_answer(json.take());
}

Response run_draw(Asked const &asked) {
    auto const one = draw_of(asked, asked.argument(0));
    auto const plan = pack::parse_draw_plan(one.plan, one.name);
    auto const body = read_body(asked.request);
    auto const *seed = body.text("seed"); // as it was announced: every blank counts
    if (seed == nullptr || seed->empty()) throw base::Error("member_missing", {{"name", "seed"}});
    return json_answer(write(
        asked, {Operation::inspect, plan.register_name, "", text_member(body, "reason", false)},
        [&](store::Database &database, store::Actor const &actor) {
            auto const frame =
                survey::frame_of(database, asked.view.pack, plan, asked.view.county, one.position);
            survey::draw_sealed(database, actor, asked.view.county, plan, frame, *seed,
                                base::today());
            auto const done = survey::find_draw(database, asked.view.county, one.name);
            return sealed_json(asked, *done, plan);
        }));
}

// What is published: the plan as it stands, the frame of the day it was sealed, the result.
Response show_draw_file(Asked const &asked) {
    auto const one = draw_of(asked, asked.argument(0));
    auto const plan = pack::parse_draw_plan(one.plan, one.name);
    require_plan(asked, plan);
    auto const &what = asked.argument(1);
    TemporaryFolder const folder;
    auto const file = folder / (what + ".csv");
    if (what == "plan") {
        base::write_file(file, one.plan);
        return file_answer(file, one.id, "toml");
    }
    if (what == "frame") {
        survey::write_frame(survey::frame_of(asked.database(), asked.view.pack, plan,
                                             asked.view.county, one.position),
                            file);
        return file_answer(file, one.id, "frame.csv");
    }
    if (what != "result" || one.seed.empty()) throw base::Error("not_found", {{"what", what}});
    survey::write_result(survey::drawn_of(asked.database(), asked.view.county, one.id), file);
    return file_answer(file, one.id, "result.csv");
}

} // namespace jingzhun::api
