// The table `area`: written whole, read whole.
#include "store/areas.hpp"

#include <cassert>

namespace jingzhun::store {

void put_areas(Database &database, int county, std::vector<base::Area> const &areas) {
    assert(database.hold() == Hold::write);
    auto remove = database.prepare("DELETE FROM area WHERE county = $1");
    remove->bind(1, county);
    remove->run();
    auto insert =
        database.prepare("INSERT INTO area (county, code, from_day, name, to_day, successor) "
                         "VALUES ($1, $2, $3, $4, $5, $6)");
    for (auto const &area : areas) {
        insert->bind(1, county);
        insert->bind(2, area.code);
        insert->bind(3, area.from.days);
        insert->bind(4, area.name);
        insert->bind(5, area.to.days);
        insert->bind(6, area.successor);
        insert->run();
    }
}

std::vector<base::Area> load_areas(Database &database, int county) {
    std::vector<base::Area> areas;
    auto select = database.prepare("SELECT code, name, from_day, to_day, successor FROM area "
                                   "WHERE county = $1 ORDER BY code, from_day");
    select->bind(1, county);
    while (select->step()) {
        base::Area area;
        area.code = select->text(0);
        area.name = select->text(1);
        area.from = base::Date{static_cast<std::int32_t>(select->integer(2))};
        area.to = base::Date{static_cast<std::int32_t>(select->integer(3))};
        area.successor = select->text(4);
        areas.push_back(std::move(area));
    }
    return areas;
}

std::vector<int> counties(Database &database) {
    std::vector<int> found;
    auto select = database.prepare("SELECT DISTINCT county FROM area ORDER BY county");
    while (select->step()) found.push_back(static_cast<int>(select->integer(0)));
    return found;
}

} // namespace jingzhun::store
