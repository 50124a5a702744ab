// The chain of responsibility: who answers for a finding, and who stands on which layer for a
// record.
//
// The holder of the owner's role is looked for in the subject's area, then in the areas above it;
// where nobody holds it, in the role above. So a vacant post leaves nothing without somebody.
#pragma once

#include "finding/finding.hpp"
#include "work/person.hpp"

#include <string>
#include <vector>

namespace jingzhun::work {

// What the chain needs to know of a subject.
struct Subject {
    std::string area;
    std::string paired; // key of whom helpers are paired with: the household of a person; "": none
    std::string person; // key in the register of persons, where it is one or about one; "": none
};
// Of a record. Nothing of it is read that is not needed.
Subject subject_of(store::Database &database, pack::Pack const &pack, int county,
                   std::string const &register_name, std::string const &key,
                   std::string const &area, base::Date as_of);

struct Route {
    Person const *person = nullptr;        // null: nobody, all the way up
    pack::OwnerRole const *role = nullptr; // that was found; null: the pack knows no such owner
    std::vector<pack::OwnerRole const *> vacant; // roles passed over because nobody holds them
};
// `owner`: the role to begin with. `without`: a person who is not meant (the one who leaves).
Route route(People const &people, pack::Responsibility const &rules, std::string const &owner,
            Subject const &subject, std::int64_t without = 0);
// So many levels above the owner; the highest where there are fewer.
Route route_above(People const &people, pack::Responsibility const &rules, std::string const &owner,
                  Subject const &subject, int levels);

struct LayerHolders {
    pack::Layer const *layer = nullptr;
    std::vector<Person const *> persons; // none: a gap
};
std::vector<LayerHolders> chain(People const &people, pack::Responsibility const &rules,
                                Subject const &subject);

} // namespace jingzhun::work
