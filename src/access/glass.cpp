// The tables `glass` and `reveal_review`.
#include "access/glass.hpp"

#include "base/error.hpp"
#include "base/json.hpp"

#include <algorithm>

namespace jingzhun::access {
namespace {

constexpr base::Instant minute = 60'000'000;
constexpr auto glass_sql =
    "CREATE TABLE glass (county INTEGER NOT NULL, id INTEGER NOT NULL, account TEXT NOT NULL, "
    "register TEXT NOT NULL, record INTEGER NOT NULL, reason TEXT NOT NULL, from_at INTEGER NOT "
    "NULL, until_at INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (county, id)) STRICT, "
    "WITHOUT ROWID";
constexpr auto review_sql =
    "CREATE TABLE reveal_review (county INTEGER NOT NULL, id INTEGER NOT NULL, event INTEGER NOT "
    "NULL, verdict TEXT NOT NULL, by TEXT NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL, "
    "PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID";

bool has_table(store::Database &database, char const *name) {
    return !database.columns(name).empty();
}

void insert(store::Database &database, int county, Glass const &glass) {
    auto statement = database.prepare(
        "INSERT INTO glass (county, id, account, register, record, reason, from_at, until_at, "
        "event) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    statement->bind(1, county);
    statement->bind(2, glass.id);
    statement->bind(3, glass.account);
    statement->bind(4, glass.register_name);
    statement->bind(5, glass.record);
    statement->bind(6, glass.reason);
    statement->bind(7, glass.from);
    statement->bind(8, glass.until);
    statement->bind(9, glass.event);
    statement->run();
}

std::string subject_of(std::string const &register_name, std::int64_t record) {
    return register_name + " " + std::to_string(record);
}

} // namespace

Glass break_glass(store::Database &database, int county, store::Actor const &actor,
                  std::string const &register_name, std::int64_t record, int minutes,
                  base::Instant now) {
    if (actor.reason.empty()) throw base::Error("reason_missing");
    if (minutes < 1 || minutes > glass_minutes_most)
        throw base::Error("glass_minutes", {{"most", std::to_string(glass_minutes_most)}});
    if (!has_table(database, "glass")) database.execute(glass_sql);
    auto const before = list_glasses(database, county);
    auto const open = std::ranges::count_if(
        before, [&](Glass const &one) { return one.account == actor.name && one.is_open(now); });
    if (open >= static_cast<std::ptrdiff_t>(glass_open_most))
        throw base::Error("glass_too_many", {{"most", std::to_string(glass_open_most)}});
    Glass glass{std::ssize(before) + 1, actor.name, register_name,          record,
                actor.reason,           now,        now + minutes * minute, 0};
    base::JsonWriter details;
    details.begin_object()
        .member("minutes", minutes)
        .member("until", base::to_string_instant(glass.until))
        .end_object();
    glass.event = store::append(
        database, actor, {county, "glass", subject_of(register_name, record), details.take()});
    insert(database, county, glass);
    return glass;
}

void log_glass_miss(store::Database &database, int county, store::Actor const &actor,
                    std::string const &register_name) {
    store::append(database, actor, {county, "glass", register_name, R"({"found":false})"});
}

void end_glass(store::Database &database, int county, store::Actor const &actor, std::int64_t id,
               base::Instant now) {
    auto const glass = require_glass(database, county, actor.name, id, now);
    auto update = database.prepare("UPDATE glass SET until_at = $1 WHERE county = $2 AND id = $3");
    update->bind(1, now);
    update->bind(2, county);
    update->bind(3, id);
    update->run();
    store::append(database, actor,
                  {county, "glass_end", subject_of(glass.register_name, glass.record), "{}"});
}

std::vector<Glass> list_glasses(store::Database &database, int county, std::string const &account) {
    std::vector<Glass> all;
    if (!has_table(database, "glass")) return all;
    auto select = database.prepare("SELECT id, account, register, record, reason, from_at, "
                                   "until_at, event FROM glass WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    while (select->step()) {
        if (!account.empty() && select->text(1) != account) continue;
        all.push_back({select->integer(0), std::string(select->text(1)),
                       std::string(select->text(2)), select->integer(3),
                       std::string(select->text(4)), select->integer(5), select->integer(6),
                       select->integer(7)});
    }
    return all;
}

Glass require_glass(store::Database &database, int county, std::string const &account,
                    std::int64_t id, base::Instant now) {
    for (auto &glass : list_glasses(database, county)) {
        if (glass.id != id || glass.account != account) continue;
        if (!glass.is_open(now))
            throw base::Error("glass_over", {{"until", base::to_string_instant(glass.until)}});
        return std::move(glass);
    }
    throw base::Error("glass_unknown", {{"id", std::to_string(id)}});
}

void review_reveal(store::Database &database, int county, store::Actor const &actor,
                   std::int64_t event, bool justified, std::string const &note, base::Instant now) {
    auto const found = store::read_events(database, county, event - 1, 1);
    auto const reveals =
        found.size() == 1 && found.front().sequence == event &&
        (found.front().event.kind == "reveal" || found.front().event.kind == "glass");
    if (!reveals) throw base::Error("reveal_unknown", {{"event", std::to_string(event)}});
    if (found.front().actor.name == actor.name) throw base::Error("reveal_own");
    if (!justified && note.empty()) throw base::Error("reason_missing");
    if (!has_table(database, "reveal_review")) database.execute(review_sql);
    auto const id = std::ssize(reviews(database, county)) + 1;
    auto const verdict = justified ? "justified" : "questioned";
    auto statement = database.prepare("INSERT INTO reveal_review (county, id, event, verdict, by, "
                                      "note, at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    statement->bind(1, county);
    statement->bind(2, id);
    statement->bind(3, event);
    statement->bind(4, verdict);
    statement->bind(5, actor.name);
    statement->bind(6, note);
    statement->bind(7, now);
    statement->run();
    base::JsonWriter details;
    details.begin_object().member("verdict", verdict).member("note", note).end_object();
    store::append(database, actor,
                  {county, "reveal_review", "event " + std::to_string(event), details.take()});
}

std::vector<RevealReview> reviews(store::Database &database, int county) {
    std::vector<RevealReview> all;
    if (!has_table(database, "reveal_review")) return all;
    auto select = database.prepare(
        "SELECT event, verdict, by, note, at FROM reveal_review WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    while (select->step())
        all.push_back({select->integer(0), std::string(select->text(1)),
                       std::string(select->text(2)), std::string(select->text(3)),
                       select->integer(4)});
    return all;
}

std::vector<std::int64_t> revealing_events(store::Database &database, int county,
                                           std::int64_t before, std::int64_t most) {
    std::vector<std::int64_t> all;
    auto select =
        database.prepare("SELECT sequence FROM event WHERE county = $1 AND sequence < $2 "
                         "AND kind IN ('reveal', 'glass') ORDER BY sequence DESC LIMIT $3");
    select->bind(1, county);
    select->bind(2, before);
    select->bind(3, most);
    while (select->step()) all.push_back(select->integer(0));
    return all;
}

} // namespace jingzhun::access
