// The table `inspection`.
#include "survey/inspection_book.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::survey {
namespace {

constexpr auto table_sql =
    "CREATE TABLE inspection (county INTEGER NOT NULL, id INTEGER NOT NULL, number TEXT NOT NULL, "
    "questionnaire TEXT NOT NULL, month TEXT NOT NULL, area TEXT NOT NULL, team TEXT NOT NULL, "
    "members TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID";

bool has_table(store::Database &database) { return !database.columns("inspection").empty(); }

void insert(InspectionDesk const &desk, Inspection const &one, std::string const &month) {
    auto statement = desk.database.prepare(
        "INSERT INTO inspection (county, id, number, questionnaire, month, area, team, members, "
        "day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    statement->bind(1, desk.county);
    statement->bind(2, one.id);
    statement->bind(3, one.number);
    statement->bind(4, one.questionnaire);
    statement->bind(5, month);
    statement->bind(6, one.area);
    statement->bind(7, one.team);
    statement->bind(8, fmt::format("{}", fmt::join(one.members, "、")));
    statement->bind(9, one.day.days);
    statement->run();
}

} // namespace

std::vector<Inspection> keep_plan(InspectionDesk const &desk, std::string const &questionnaire,
                                  std::string const &month, std::string const &seed,
                                  std::vector<PlannedVisit> const &visits) {
    store::Transaction transaction(desk.database);
    if (!has_table(desk.database)) desk.database.execute(table_sql);
    auto const before = list_inspections(desk.database, desk.county);
    for (auto const &one : list_inspections(desk.database, desk.county, month))
        if (one.questionnaire == questionnaire)
            throw base::Error("inspection_planned", {{"month", month}, {"number", one.number}});
    auto id = before.empty() ? 0 : before.back().id;
    auto const same_month =
        static_cast<int>(list_inspections(desk.database, desk.county, month).size());
    std::vector<Inspection> planned;
    for (auto const &visit : visits) {
        Inspection one;
        one.id = ++id;
        one.number = fmt::format("DC{}-{:03}", month, same_month + std::ssize(planned) + 1);
        one.questionnaire = questionnaire;
        one.area = visit.area;
        one.team = visit.team;
        one.members = visit.members;
        one.day = visit.day;
        insert(desk, one, month);
        planned.push_back(std::move(one));
    }
    base::JsonWriter details;
    details.begin_object()
        .member("month", month)
        .member("questionnaire", questionnaire)
        .member("inspections", planned.size())
        .member("seed", seed)
        .end_object();
    store::append(desk.database, desk.actor,
                  {desk.county, "inspection_plan", "inspections " + month, details.take()});
    transaction.commit();
    return planned;
}

std::vector<Inspection> list_inspections(store::Database &database, int county,
                                         std::string const &month) {
    std::vector<Inspection> all;
    if (!has_table(database)) return all;
    auto select = database.prepare("SELECT id, number, questionnaire, area, team, members, day, "
                                   "month FROM inspection WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    while (select->step()) {
        if (!month.empty() && select->text(7) != month) continue;
        Inspection one;
        one.id = select->integer(0);
        one.number = select->text(1);
        one.questionnaire = select->text(2);
        one.area = select->text(3);
        one.team = select->text(4);
        one.members = base::split_list(select->text(5));
        one.day = base::Date{static_cast<std::int32_t>(select->integer(6))};
        all.push_back(std::move(one));
    }
    return all;
}

Inspection find_inspection(store::Database &database, int county, std::string const &number) {
    auto const all = list_inspections(database, county);
    auto const found = std::ranges::find(all, number, &Inspection::number);
    if (found == all.end()) throw base::Error("inspection_unknown", {{"number", number}});
    return *found;
}

} // namespace jingzhun::survey
