// Who answers for what, as a pack says it: the register of persons and pairings, the roles that own
// findings, the layers of responsibility.
//
// The program knows persons, areas and levels; who sits on which level, and what a post is called,
// stands in the pack.
#pragma once

#include "base/date.hpp"
#include "cel/syntax.hpp"
#include "pack/title.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jingzhun::pack {

// A role that rules name as the owner of their findings.
struct OwnerRole {
    std::string name;
    Title title;
    std::vector<std::string> posts; // who holds it: these posts, the first that is filled …
    std::vector<std::string> units; // … in units whose name ends so; none: any
    bool anywhere = false;          // … whatever areas they look after, where none fits
    bool paired = false;            // … or whoever is paired with the subject
    bool subject = false;           // … or the subject itself, where it is a person
    std::string up;       // the role above: where nobody holds this one, and when it is late
    std::string verifier; // the role that goes and sees; empty: the role above
    base::Place place;
};

// One layer of responsibility for a subject, from the top.
struct Layer {
    Title title;
    std::vector<std::string> posts;
    bool paired = false;
    bool optional = false; // nobody on it is no gap
    base::Place place;
};

struct Pairing {
    std::string register_name;   // empty: the pack knows no pairings
    std::string person, subject; // its links to the person and to whom he is paired with
    std::string from, to;        // fields
};

// Whose relatives are on file: its key begins with the person. Nobody judges what is about himself,
// his household or that of such a relative.
struct Kin {
    std::string register_name;    // empty: the pack knows no relatives
    std::string person, relative; // its links to the person and to the relative's record
};

// Who acts in procedures (codes of the list "body"), and the posts of those who do it for them.
struct Actors {
    std::string body;
    std::vector<std::string> posts, units; // units: whose name ends so; none: any
    base::Place place;
};

// Visits and the parameters that ask for them, by post.
struct Visits {
    std::string register_name; // its key begins with the person and the day; empty: none
    std::string overnight;     // field
    std::string quota, unit, counts, nights, nights_unit; // parameters
};

// Something to be done for every record of a kind between two days, both included.
struct Campaign {
    std::string name;
    Title title;
    base::Date from, to;
    std::string register_name;
    std::shared_ptr<cel::Expression const> when, covered; // is it meant; is it done
    std::string source;
    base::Place place;
};

struct Responsibility {
    std::string persons;    // the register
    std::string post, unit; // its fields
    std::vector<std::string>
        areas; // its fields with the areas in the person's care; codes or names
    Pairing pairing;
    Kin kin;
    Visits visits;
    std::vector<Actors> actors;     // a body not named here: whoever looks after the area
    std::string due;                // parameter: days to mend, by severity ("hard", "soft")
    std::vector<int> escalate_days; // so many days late: one level up, two levels …
    std::vector<OwnerRole> owners;
    std::vector<Layer> layers;
    std::vector<Campaign> campaigns;
    base::Place place;

    OwnerRole const *find_owner(std::string_view name) const {
        for (auto const &one : owners)
            if (one.name == name) return &one;
        return nullptr;
    }
};

struct Pack;
// Read with the pack and kept by its hash; null where the pack says nothing of it, or was not
// loaded from files.
std::shared_ptr<Responsibility const> kept_responsibility(Pack const &pack);
void keep_responsibility(std::string const &hash, std::shared_ptr<Responsibility const> read);

} // namespace jingzhun::pack
