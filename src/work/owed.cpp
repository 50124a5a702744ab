// Counting the visits whose keys begin with the person and lie in the period.
#include "work/owed.hpp"

#include "register/records.hpp"
#include "register/tables.hpp"

#include <fmt/format.h>

#include <set>

namespace jingzhun::work {
namespace {

base::Value const *quota_value(pack::Pack const &pack, std::string const &name,
                               Person const &person, base::Date on) {
    std::vector<std::string> const keys = {person.post};
    auto const area = person.areas.empty() ? std::string() : person.areas.front();
    for (auto const &parameter : pack.parameters)
        if (parameter.name == name && parameter.key_names.size() == 1)
            return cel::find_value(parameter, keys, area, on);
    return nullptr;
}

std::int64_t number_of(base::Value const *value) {
    auto const *number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return number == nullptr ? 0 : *number;
}

std::string text_of(base::Value const *value) {
    auto const *text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string() : *text;
}

struct VisitDay {
    std::string key;
    base::Date on;
};

// Keys of visits read "PERSON|2020-12-31|…".
std::vector<VisitDay> visits_in(store::Database &database, pack::Register const &definition,
                                int county, Person const &person, base::Period const &period) {
    auto select = database.prepare(
        fmt::format("SELECT key FROM {} WHERE county = $1 AND key >= $2 AND key < $3",
                    registry::key_table_of(definition)));
    auto const begin = person.key + "|";
    select->bind(1, county);
    select->bind(2, begin + base::to_string(period.from));
    select->bind(3, begin + base::to_string(period.to));
    std::vector<VisitDay> all;
    constexpr std::size_t day_length = 10;
    while (select->step()) {
        std::string key(select->text(0));
        auto const on = base::parse_iso_date(
            std::string_view(key).substr(std::min(begin.size(), key.size()), day_length));
        if (on) all.push_back({std::move(key), *on});
    }
    return all;
}

bool stayed(store::Database &database, pack::Pack const &pack, pack::Register const &definition,
            int county, VisitDay const &visit, std::string const &overnight) {
    auto const record = registry::read_record(database, pack, definition, county, visit.key);
    if (!record) return false;
    auto const *value =
        std::get_if<std::int64_t>(&record->values[definition.field_index(overnight)]);
    return value != nullptr && *value != 0;
}

base::Period period_for(std::string const &unit, base::Date on) {
    return base::period_of(base::parse_period_unit(unit).value_or(base::PeriodUnit::month), on);
}

} // namespace

std::vector<Owed> owed_by(store::Database &database, pack::Pack const &pack, int county,
                          Person const &person, base::Date on) {
    std::vector<Owed> all;
    auto const &rules = responsibility_of(pack).visits;
    auto const *definition = pack.find_register(rules.register_name);
    if (definition == nullptr) return all;
    Owed visits;
    visits.quota = number_of(quota_value(pack, rules.quota, person, on));
    visits.period = period_for(text_of(quota_value(pack, rules.unit, person, on)), on);
    if (visits.quota > 0) {
        auto const made = visits_in(database, *definition, county, person, visits.period);
        std::set<base::Date> days;
        for (auto const &one : made) days.insert(one.on);
        auto const by_days = text_of(quota_value(pack, rules.counts, person, on)) == "days";
        visits.done = static_cast<std::int64_t>(by_days ? days.size() : made.size());
        all.push_back(visits);
    }
    Owed nights;
    nights.nights = true;
    nights.quota = number_of(quota_value(pack, rules.nights, person, on));
    nights.period = period_for(text_of(quota_value(pack, rules.nights_unit, person, on)), on);
    if (nights.quota > 0) {
        std::set<base::Date> days;
        for (auto const &one : visits_in(database, *definition, county, person, nights.period))
            if (stayed(database, pack, *definition, county, one, rules.overnight))
                days.insert(one.on);
        nights.done = static_cast<std::int64_t>(days.size());
        all.push_back(nights);
    }
    return all;
}

} // namespace jingzhun::work
