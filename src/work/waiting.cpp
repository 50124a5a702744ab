// The tables of cases, by state and area.
#include "work/waiting.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::work {
namespace {

bool has_cases(store::Database &database) { return !database.columns("work_case").empty(); }

base::Date day(std::int64_t number) { return base::Date{static_cast<std::int32_t>(number)}; }

} // namespace

bool acts_for(pack::Responsibility const &rules, std::string_view body, Person const &person) {
    bool named = false;
    for (auto const &one : rules.actors) {
        if (one.body != body) continue;
        named = true;
        auto const post = std::ranges::find(one.posts, person.post) != one.posts.end();
        auto const unit =
            one.units.empty() || std::ranges::any_of(one.units, [&](std::string const &ending) {
                return person.unit.ends_with(ending);
            });
        if (post && unit) return true;
    }
    return !named && !person.areas.empty();
}

std::vector<WaitingStep> waiting_steps(store::Database &database, pack::Pack const &pack,
                                       int county, std::vector<std::string> const &areas,
                                       Person const *person) {
    if (!has_cases(database)) return {};
    std::map<std::pair<std::string, std::string>, WaitingStep> found;
    auto select = database.prepare(
        "SELECT procedure, step, count(*), min(since) FROM work_case WHERE county = $1 AND state = "
        "0 AND area >= $2 AND area < $3 GROUP BY procedure, step");
    for (auto const &area : areas) {
        select->bind(1, county);
        select->bind(2, area);
        select->bind(3, area + ":");
        while (select->step()) {
            auto const procedure = std::string(select->text(0)),
                       step = std::string(select->text(1));
            auto const *meant = pack.find_procedure(procedure);
            auto const *turn = meant == nullptr ? nullptr : meant->find_step(step);
            auto const *body = turn == nullptr ? "" : turn->by.c_str();
            if (person != nullptr && !acts_for(responsibility_of(pack), body, *person)) continue;
            auto &row = found[{procedure, step}];
            auto const since = day(select->integer(3));
            row.since = row.cases == 0 ? since : std::min(row.since, since);
            row.cases += select->integer(2);
            row.procedure = meant == nullptr ? pack::Title{procedure, procedure} : meant->title;
            row.step = turn == nullptr ? pack::Title{step, step} : turn->title;
        }
    }
    std::vector<WaitingStep> all;
    for (auto &[key, row] : found) all.push_back(std::move(row));
    std::ranges::stable_sort(all, {}, &WaitingStep::since);
    return all;
}

std::vector<EndingNotice> ending_notices(store::Database &database, int county,
                                         std::vector<std::string> const &areas, base::Date by) {
    if (!has_cases(database)) return {};
    std::vector<EndingNotice> all;
    auto select = database.prepare(
        "SELECT c.id, c.label, c.area, n.last_day FROM work_case c JOIN case_notice n ON n.county "
        "= c.county AND n.case_id = c.id WHERE c.county = $1 AND c.state = 0 AND c.area >= $2 AND "
        "c.area < $3 AND n.standing = 1 AND n.last_day <= $4 ORDER BY n.last_day, c.id");
    for (auto const &area : areas) {
        select->bind(1, county);
        select->bind(2, area);
        select->bind(3, area + ":");
        select->bind(4, by.days);
        while (select->step())
            all.push_back({select->integer(0), std::string(select->text(1)),
                           std::string(select->text(2)), day(select->integer(3))});
    }
    return all;
}

} // namespace jingzhun::work
