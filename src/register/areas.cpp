// The table "division": one row an area, led by the county like every table.
#include "register/areas.hpp"

namespace jingzhun::registry {

void store_areas(store::Database &database, int county, std::vector<base::Area> const &areas) {
    database.execute(
        "create table if not exists division("
        "county integer not null, code text not null, name text not null,"
        "valid_from integer not null, valid_to integer not null, successor text not null,"
        "primary key(county, code, valid_from)) strict");
    auto clear = database.prepare("delete from division where county = $1");
    clear->bind(1, county);
    clear->run();
    auto insert = database.prepare("insert into division values($1, $2, $3, $4, $5, $6)");
    for (auto const &area : areas) {
        insert->bind(1, county);
        insert->bind(2, area.code);
        insert->bind(3, area.name);
        insert->bind(4, area.from.days);
        insert->bind(5, area.to.days);
        insert->bind(6, area.successor);
        insert->run();
    }
}

base::AreaTree load_areas(store::Database &database, int county) {
    auto query =
        database.prepare("select code, name, valid_from, valid_to, successor from division "
                         "where county = $1 order by code, valid_from");
    query->bind(1, county);
    std::vector<base::Area> areas;
    while (query->step())
        areas.push_back({std::string(query->text(0)), std::string(query->text(1)),
                         base::Date{static_cast<std::int32_t>(query->integer(2))},
                         base::Date{static_cast<std::int32_t>(query->integer(3))},
                         std::string(query->text(4))});
    return base::AreaTree(std::move(areas));
}

} // namespace jingzhun::registry
