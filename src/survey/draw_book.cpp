// The tables `draw` and `draw_unit`.
#include "survey/draw_book.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

#include <algorithm>

namespace jingzhun::survey {
namespace {

constexpr auto draw_sql =
    "CREATE TABLE draw (county INTEGER NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, plan "
    "TEXT NOT NULL, plan_hash TEXT NOT NULL, frame_hash TEXT NOT NULL, units INTEGER NOT NULL, "
    "sealed_by TEXT NOT NULL, sealed_on INTEGER NOT NULL, position INTEGER NOT NULL, seed TEXT NOT "
    "NULL, drawn_by TEXT NOT NULL, drawn_on INTEGER, result_hash TEXT NOT NULL, PRIMARY KEY "
    "(county, id)) STRICT, WITHOUT ROWID";
// `id` counts through all draws, so that a row has a number of its own.
constexpr auto unit_sql =
    "CREATE TABLE draw_unit (county INTEGER NOT NULL, id INTEGER NOT NULL, draw INTEGER NOT NULL, "
    "stage INTEGER NOT NULL, replacement INTEGER NOT NULL, unit_key TEXT NOT NULL, cluster TEXT "
    "NOT NULL, stratum TEXT NOT NULL, numerator INTEGER NOT NULL, denominator INTEGER NOT NULL, "
    "PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID";

bool has_table(store::Database &database) { return !database.columns("draw").empty(); }

void log(store::Database &database, store::Actor const &actor, int county, char const *kind,
         SealedDraw const &draw, pack::DrawPlan const &plan) {
    base::JsonWriter details;
    details.begin_object()
        .member("plan", draw.plan_hash)
        .member("frame", draw.frame_hash)
        .member("units", draw.units)
        .member("seed_source", plan.seed_source)
        .member("seed_on", base::to_string(plan.seed_on));
    if (!draw.seed.empty()) details.member("seed", draw.seed).member("result", draw.result_hash);
    details.end_object();
    store::append(database, actor, {county, kind, "draw " + draw.name, details.take()});
}

void insert(store::Database &database, int county, SealedDraw const &draw) {
    auto statement = database.prepare(
        "INSERT INTO draw (county, id, name, plan, plan_hash, frame_hash, units, sealed_by, "
        "sealed_on, position, seed, drawn_by, result_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
        "$9, $10, '', '', '')");
    statement->bind(1, county);
    statement->bind(2, draw.id);
    statement->bind(3, draw.name);
    statement->bind(4, draw.plan);
    statement->bind(5, draw.plan_hash);
    statement->bind(6, draw.frame_hash);
    statement->bind(7, draw.units);
    statement->bind(8, draw.sealed_by);
    statement->bind(9, draw.sealed_on.days);
    statement->bind(10, draw.position);
    statement->run();
}

void update_drawn(store::Database &database, int county, SealedDraw const &draw) {
    auto statement = database.prepare("UPDATE draw SET seed = $1, drawn_by = $2, drawn_on = $3, "
                                      "result_hash = $4 WHERE county = $5 AND id = $6");
    statement->bind(1, draw.seed);
    statement->bind(2, draw.drawn_by);
    statement->bind(3, draw.drawn_on->days);
    statement->bind(4, draw.result_hash);
    statement->bind(5, county);
    statement->bind(6, draw.id);
    statement->run();
}

void insert_units(store::Database &database, int county, std::int64_t draw,
                  std::vector<Drawn> const &drawn) {
    auto last = database.prepare("SELECT max(id) FROM draw_unit WHERE county = $1");
    last->bind(1, county);
    last->step();
    auto id = last->integer(0);
    auto statement = database.prepare(
        "INSERT INTO draw_unit (county, id, draw, stage, replacement, unit_key, cluster, stratum, "
        "numerator, denominator) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    for (auto const &one : drawn) {
        statement->bind(1, county);
        statement->bind(2, ++id);
        statement->bind(3, draw);
        statement->bind(4, one.stage);
        statement->bind(5, one.replacement ? 1 : 0);
        statement->bind(6, one.key);
        statement->bind(7, one.cluster);
        statement->bind(8, one.stratum);
        statement->bind(9, one.chance.numerator);
        statement->bind(10, one.chance.denominator);
        statement->run();
    }
}

SealedDraw require_drawable(store::Database &database, int county, pack::DrawPlan const &plan,
                            Frame const &frame, base::Date today) {
    auto found = find_draw(database, county, plan.name);
    if (!found) throw base::Error("draw_not_sealed", {{"name", plan.name}});
    if (found->plan_hash != plan.hash)
        throw base::Error("draw_plan_differs", {{"name", plan.name}});
    if (!found->seed.empty())
        throw base::Error("draw_done_already",
                          {{"name", plan.name}, {"on", base::to_string(*found->drawn_on)}});
    auto const hash = frame_hash(frame);
    if (found->frame_hash != hash)
        throw base::Error("draw_frame_differs",
                          {{"name", plan.name}, {"sealed", found->frame_hash}, {"found", hash}});
    if (today < plan.seed_on)
        throw base::Error("draw_seed_early",
                          {{"name", plan.name}, {"on", base::to_string(plan.seed_on)}});
    return *found;
}

} // namespace

SealedDraw seal_draw(store::Database &database, store::Actor const &actor, int county,
                     pack::DrawPlan const &plan, Frame const &frame, base::Date today) {
    store::Transaction transaction(database);
    if (!has_table(database)) {
        database.execute(draw_sql);
        database.execute(unit_sql);
    }
    auto const all = list_draws(database, county);
    if (std::ranges::find(all, plan.name, &SealedDraw::name) != all.end())
        throw base::Error("draw_sealed_already", {{"name", plan.name}});
    if (today >= plan.seed_on)
        throw base::Error("draw_seed_known",
                          {{"name", plan.name}, {"on", base::to_string(plan.seed_on)}});
    SealedDraw draw;
    draw.id = std::ssize(all) + 1;
    draw.name = plan.name;
    draw.plan = plan.text;
    draw.plan_hash = plan.hash;
    draw.frame_hash = frame_hash(frame);
    draw.units = std::ssize(frame.units);
    draw.sealed_by = actor.name;
    draw.sealed_on = today;
    draw.position = store::last_sequence(database, county);
    insert(database, county, draw);
    log(database, actor, county, "draw_seal", draw, plan);
    transaction.commit();
    return draw;
}

std::vector<Drawn> draw_sealed(store::Database &database, store::Actor const &actor, int county,
                               pack::DrawPlan const &plan, Frame const &frame,
                               std::string const &seed, base::Date today) {
    store::Transaction transaction(database);
    auto sealed = require_drawable(database, county, plan, frame, today);
    auto drawn = draw(frame, plan, seed);
    sealed.seed = seed;
    sealed.drawn_by = actor.name;
    sealed.drawn_on = today;
    sealed.result_hash = result_hash(drawn);
    update_drawn(database, county, sealed);
    insert_units(database, county, sealed.id, drawn);
    log(database, actor, county, "draw", sealed, plan);
    transaction.commit();
    return drawn;
}

std::vector<SealedDraw> list_draws(store::Database &database, int county) {
    std::vector<SealedDraw> all;
    if (!has_table(database)) return all;
    auto select = database.prepare(
        "SELECT id, name, plan, plan_hash, frame_hash, units, sealed_by, sealed_on, position, "
        "seed, drawn_by, drawn_on, result_hash FROM draw WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    auto const text = [&](int column) { return std::string(select->text(column)); };
    auto const day = [&](int column) {
        return base::Date{static_cast<std::int32_t>(select->integer(column))};
    };
    while (select->step()) {
        SealedDraw draw;
        draw.id = select->integer(0);
        draw.name = text(1);
        draw.plan = text(2);
        draw.plan_hash = text(3);
        draw.frame_hash = text(4);
        draw.units = select->integer(5);
        draw.sealed_by = text(6);
        draw.sealed_on = day(7);
        draw.position = select->integer(8);
        draw.seed = text(9);
        draw.drawn_by = text(10);
        draw.result_hash = text(12);
        if (!draw.seed.empty()) draw.drawn_on = day(11);
        all.push_back(std::move(draw));
    }
    return all;
}

std::optional<SealedDraw> find_draw(store::Database &database, int county,
                                    std::string const &name) {
    for (auto &draw : list_draws(database, county))
        if (draw.name == name) return std::move(draw);
    return std::nullopt;
}

std::vector<Drawn> drawn_of(store::Database &database, int county, std::int64_t draw) {
    std::vector<Drawn> all;
    if (!has_table(database)) return all;
    auto select = database.prepare(
        "SELECT stage, replacement, unit_key, cluster, stratum, numerator, denominator FROM "
        "draw_unit WHERE county = $1 AND draw = $2 ORDER BY id");
    select->bind(1, county);
    select->bind(2, draw);
    while (select->step())
        all.push_back({static_cast<int>(select->integer(0)),
                       select->integer(1) != 0,
                       std::string(select->text(2)),
                       std::string(select->text(3)),
                       std::string(select->text(4)),
                       {select->integer(5), select->integer(6)}});
    return all;
}

std::vector<std::int64_t> forget_drawn(store::Database &database, int county,
                                       std::string const &key) {
    std::vector<std::int64_t> ids;
    if (!has_table(database)) return ids;
    auto select = database.prepare("SELECT id FROM draw_unit WHERE county = $1 AND unit_key = $2");
    select->bind(1, county);
    select->bind(2, key);
    while (select->step()) ids.push_back(select->integer(0));
    auto update =
        database.prepare("UPDATE draw_unit SET unit_key = '' WHERE county = $1 AND id = $2");
    for (auto const id : ids) {
        update->bind(1, county);
        update->bind(2, id);
        update->run();
    }
    return ids;
}

} // namespace jingzhun::survey
