// The holder's areas against the areas of rows.
#include "intake/limit.hpp"

#include "access/refusal.hpp"

#include <algorithm>

namespace jingzhun::intake {

Limit::Limit(store::Database &database, pack::Pack const &pack, int county,
             access::Holder const *holder, pack::Operation operation)
    : database_(database), pack_(pack), county_(county), holder_(holder), operation_(operation) {}

std::vector<std::string> const &Limit::areas_of(std::string const &register_name) {
    auto const [place, fresh] = areas_.try_emplace(register_name);
    if (fresh)
        place->second =
            access::areas(pack_.access, *holder_, operation_, register_name, base::today());
    return place->second;
}

void Limit::require(pack::Source const &source, base::AreaTree const &areas) const {
    if (holder_ == nullptr) return;
    for (auto const &name : source.registers)
        if (access::areas(pack_.access, *holder_, operation_, name, base::today()).empty())
            throw access::refusal(pack_, areas, holder_->account, operation_, name,
                                  std::to_string(county_));
}

bool Limit::allows(std::vector<Stated> const &row) {
    return holder_ == nullptr ||
           std::ranges::all_of(row, [&](Stated const &one) { return allows(row, one); });
}

bool Limit::allows(std::vector<Stated> const &row, Stated const &one) {
    auto const &areas = areas_of(one.definition->name);
    if (access::within(areas, std::to_string(county_))) return true;
    auto const known = registry::read_record(database_, pack_, *one.definition, county_, one.key);
    if (known && !access::within(areas, known->area)) return false;
    return access::within(areas, area_of(row, one));
}

// A person's area may be that of the household the same row speaks of, which is not stored yet.
std::string Limit::area_of(std::vector<Stated> const &row, Stated const &one) {
    auto const &definition = *one.definition;
    auto values = *one.values; // a row need not repeat where its record is
    auto const known = registry::read_record(database_, pack_, definition, county_, one.key);
    for (std::size_t i = 0; known && i < values.size(); ++i)
        if (base::is_missing(values[i])) values[i] = known->values[i];
    for (auto const &link : definition.links) {
        if (link.name != definition.area) continue;
        for (auto const &other : row) {
            auto const joins = [&](auto const &pair) {
                return values[definition.field_index(pair.first)] ==
                       (*other.values)[other.definition->field_index(pair.second)];
            };
            if (&other != &one && other.definition->name == link.to &&
                std::ranges::all_of(link.on, joins))
                return area_of(row, other);
        }
    }
    return registry::area_of(database_, pack_, definition, county_, values);
}

} // namespace jingzhun::intake
