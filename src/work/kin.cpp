// From the person's number and his relatives' to the households where these numbers live.
#include "work/kin.hpp"

#include "base/identity.hpp"
#include "check/values.hpp"
#include "register/records.hpp"
#include "register/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace jingzhun::work {
namespace {

pack::Link const *link_named(pack::Register const &definition, std::string const &name) {
    auto const found = std::ranges::find(definition.links, name, &pack::Link::name);
    return found == definition.links.end() || found->on.empty() ? nullptr : &*found;
}

// The field of a register that names what helpers are paired with; "" where it has none.
std::string paired_field(pack::Pack const &pack, pack::Register const &definition) {
    auto const &pairing = responsibility_of(pack).pairing;
    auto const *pairs = pack.find_register(pairing.register_name);
    auto const *subject = pairs == nullptr ? nullptr : link_named(*pairs, pairing.subject);
    if (subject == nullptr) return "";
    for (auto const &link : definition.links)
        if (link.to == subject->to && !link.many && !link.on.empty()) return link.on.front().first;
    return "";
}

// As numbers are compared; what is none stays as it is.
std::string comparable(std::string const &number) {
    return base::link_identity(number).value_or(number);
}

// Keys of the register read "PERSON|…".
std::set<std::string> relatives_of(store::Database &database, pack::Pack const &pack, int county,
                                   pack::Register const &definition, std::string const &field,
                                   std::string const &person, base::Date on) {
    auto select = database.prepare(
        fmt::format("SELECT key FROM {} WHERE county = $1 AND key >= $2 AND key < $3",
                    registry::key_table_of(definition)));
    select->bind(1, county);
    select->bind(2, person + "|");
    select->bind(3, person + "}"); // the sign after "|"
    std::vector<std::string> keys;
    while (select->step()) keys.emplace_back(select->text(0));
    std::set<std::string> numbers;
    for (auto const &key : keys) {
        auto const record =
            registry::read_record(database, pack, definition, county, key, registry::Moment{on});
        if (!record) continue;
        auto const &value = record->values[definition.field_index(field)];
        if (auto const *number = std::get_if<std::string>(&value))
            numbers.insert(comparable(*number));
    }
    return numbers;
}

} // namespace

Close close_to(store::Database &database, pack::Pack const &pack, int county,
               std::string const &person, base::Date on) {
    Close close{person, {}};
    auto const &kin = responsibility_of(pack).kin;
    auto const *filed = pack.find_register(kin.register_name);
    auto const *link = filed == nullptr ? nullptr : link_named(*filed, kin.relative);
    if (link == nullptr || person.empty()) return close;
    auto const &population = *pack.find_register(link->to);
    auto const household = paired_field(pack, population);
    if (household.empty()) return close;
    auto numbers = relatives_of(database, pack, county, *filed, link->on.front().first, person, on);
    numbers.insert(comparable(person));
    auto const number = cel::parse(link->on.front().second), lives = cel::parse(household);
    std::array<cel::Expression const *, 2> const wanted = {number.expression.get(),
                                                           lives.expression.get()};
    check::Values const values(database, pack, population.name, county, registry::Moment{on},
                               wanted);
    for (std::size_t row = 0; row < values.rows(); ++row)
        if (numbers.contains(comparable(values.text(0, row))))
            close.subjects.insert(values.text(1, row));
    close.subjects.erase("");
    return close;
}

} // namespace jingzhun::work
