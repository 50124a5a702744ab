// Upwards through areas and roles.
#include "work/route.hpp"

#include "register/records.hpp"

#include <algorithm>

namespace jingzhun::work {
namespace {

// The register helpers are paired with the records of.
std::string paired_register(pack::Pack const &pack, pack::Responsibility const &rules) {
    auto const *pairing = pack.find_register(rules.pairing.register_name);
    if (pairing == nullptr) return "";
    for (auto const &link : pairing->links)
        if (link.name == rules.pairing.subject) return link.to;
    return "";
}

// The key of the record of that register a record is linked to; "" where it is not.
std::string linked_key(pack::Register const &definition, registry::Record const &record,
                       std::string const &to) {
    for (auto const &link : definition.links) {
        if (link.to != to || link.many || link.on.empty()) continue;
        auto const &value = record.values[definition.field_index(link.on.front().first)];
        if (auto const *text = std::get_if<std::string>(&value)) return *text;
    }
    return "";
}

Person const *holder(People const &people, pack::OwnerRole const &role, Subject const &subject,
                     std::int64_t without) {
    auto const fits = [&](Person const *one) { return one != nullptr && one->record != without; };
    if (role.subject && !subject.person.empty())
        if (auto const *one = people.find_key(subject.person); fits(one)) return one;
    if (role.paired && !subject.paired.empty())
        for (auto const *pair : people.paired_with(subject.paired))
            if (auto const *one = people.find_key(pair->person); fits(one)) return one;
    for (auto const *one : people.holders(role.posts, role.units, subject.area))
        if (fits(one)) return one;
    if (role.anywhere)
        for (auto const *one : people.holders_anywhere(role.posts, role.units))
            if (fits(one)) return one;
    return nullptr;
}

} // namespace

Subject subject_of(store::Database &database, pack::Pack const &pack, int county,
                   std::string const &register_name, std::string const &key,
                   std::string const &area, base::Date as_of) {
    Subject subject;
    subject.area = area;
    auto const *definition = pack.find_register(register_name);
    if (definition == nullptr || key.empty()) return subject;
    auto const &rules = responsibility_of(pack);
    auto const pairs = paired_register(pack, rules);
    if (register_name == pairs) subject.paired = key;
    if (register_name == rules.persons) subject.person = key;
    auto const leads = std::ranges::any_of(definition->links, [&](pack::Link const &link) {
        return link.to == pairs || link.to == rules.persons;
    });
    if (!leads) return subject;
    auto const record =
        registry::read_record(database, pack, *definition, county, key, registry::Moment{as_of});
    if (!record) return subject;
    if (subject.paired.empty()) subject.paired = linked_key(*definition, *record, pairs);
    if (subject.person.empty()) subject.person = linked_key(*definition, *record, rules.persons);
    return subject;
}

Route route(People const &people, pack::Responsibility const &rules, std::string const &owner,
            Subject const &subject, std::int64_t without) {
    Route found;
    for (auto const *role = rules.find_owner(owner); role != nullptr;
         role = rules.find_owner(role->up)) {
        found.role = role;
        found.person = holder(people, *role, subject, without);
        if (found.person != nullptr) return found;
        found.vacant.push_back(role);
    }
    return found;
}

Route route_above(People const &people, pack::Responsibility const &rules, std::string const &owner,
                  Subject const &subject, int levels) {
    auto const *role = rules.find_owner(owner);
    for (int i = 0; i < levels && role != nullptr && !role->up.empty(); ++i)
        role = rules.find_owner(role->up);
    return role == nullptr ? Route{} : route(people, rules, role->name, subject);
}

std::vector<LayerHolders> chain(People const &people, pack::Responsibility const &rules,
                                Subject const &subject) {
    std::vector<LayerHolders> layers;
    for (auto const &layer : rules.layers) {
        LayerHolders one{&layer, {}};
        if (layer.paired)
            for (auto const *pair : people.paired_with(subject.paired))
                if (auto const *person = people.find_key(pair->person))
                    one.persons.push_back(person);
        if (!layer.posts.empty())
            for (auto const *person : people.holders(layer.posts, {}, subject.area))
                one.persons.push_back(person);
        if (layer.optional && one.persons.empty()) continue;
        layers.push_back(std::move(one));
    }
    return layers;
}

} // namespace jingzhun::work
