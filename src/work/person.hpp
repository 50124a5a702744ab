// The persons who answer for something, as the pack's register has them on a day: who holds which
// post where, and who is paired with whom.
#pragma once

#include "base/area.hpp"
#include "pack/model.hpp"
#include "pack/work_model.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jingzhun::work {

struct Person {
    std::int64_t record = 0; // in the register of persons
    std::string key, name, post, unit;
    std::vector<std::string> areas; // in his or her care; empty: none named
};

// What a person is paired with.
struct Paired {
    std::string person, subject; // keys
    base::Date from, to;         // both days count; date_max: still
    std::string subject_name = {};
};

class People {
  public:
    // Throws Error "pack_without_responsibility".
    People(store::Database &database, pack::Pack const &pack, base::AreaTree const &areas,
           int county, base::Date as_of);

    base::Date as_of() const { return as_of_; }
    std::vector<Person> const &all() const { return persons_; } // in order of record
    Person const *find(std::int64_t record) const;
    Person const *find_key(std::string_view key) const;
    // By key, or by a name that only one has. Throws Error "person_unknown", "person_several".
    Person const &require(std::string const &text) const;
    // The name; "" where there is no such record now.
    std::string name_of(std::int64_t record) const;

    // With one of these posts and units (none: any) for the area itself or part of it, those for
    // the smallest area first; in order of the posts. `area`: a code.
    std::vector<Person const *> holders(std::vector<std::string> const &posts,
                                        std::vector<std::string> const &units,
                                        std::string_view area) const;
    // The same wherever they work, in order of the posts.
    std::vector<Person const *> holders_anywhere(std::vector<std::string> const &posts,
                                                 std::vector<std::string> const &units) const;
    // In force on the day.
    std::vector<Paired const *> paired_with(std::string_view subject) const;
    std::vector<Paired const *> pairings_of(std::string_view person) const;
    // All, also those that ended.
    std::vector<Paired> const &pairings() const { return pairings_; }

  private:
    base::Date as_of_;
    std::vector<Person> persons_;
    std::vector<Paired> pairings_;
    std::unordered_map<std::string, std::size_t> by_key_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_area_; // also "": no area named
    std::unordered_multimap<std::string, std::size_t> by_subject_, by_person_;
};

// One person alone, without reading the others. Nothing where there is none. Throws as People.
std::optional<Person> read_person(store::Database &database, pack::Pack const &pack,
                                  base::AreaTree const &areas, int county, std::string const &key,
                                  base::Date as_of);

pack::Responsibility const &responsibility_of(pack::Pack const &pack);

} // namespace jingzhun::work
