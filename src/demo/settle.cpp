// Names and numbers for families, and what is wrong with the numbers of the register itself.
#include "demo/settle.hpp"

#include "demo/people.hpp"

#include <array>
#include <utility>

namespace jingzhun::demo {
namespace {

std::string two_digits(std::size_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::uint64_t lineage_of(Village const &village, std::string_view surname) {
    std::uint64_t key =
        1469598103934665603ULL; // FNV-1a: the same everywhere, which std::hash is not
    for (char c : village.code) key = (key ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    for (char c : surname) key = (key ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return key;
}

std::string const &own_surname(std::vector<std::string> const &surnames, NameBook const &names,
                               Random &random) {
    if (random.chance(0.3)) return names.surname(random);
    auto const last = static_cast<std::int64_t>(surnames.size()) - 1;
    return surnames[static_cast<std::size_t>(
        std::min(random.between(0, last), random.between(0, last)))];
}

void add_member(Household &household, std::size_t individual, std::string identity, Word relation) {
    Member member;
    member.individual = individual;
    member.number = household.number + two_digits(household.members.size() + 1);
    member.identity = std::move(identity);
    member.relation = relation;
    household.members.push_back(std::move(member));
}

void welcome_traveller(Site &site) {
    auto const traveller = *std::exchange(site.village.traveller, std::nullopt);
    add_member(site.household, traveller.individual, traveller.identity, "其他");
    site.household.members.back().links = traveller.links;
    site.household.members.back().second = true;
    site.household.touched |= 1U << static_cast<int>(Topic::number);
}

// --- what is wrong with numbers ---------------------------------------------------------------

void unlink(Site &site, Member &member, std::string identity) {
    member.identity = std::move(identity);
    member.links = false;
    --site.village.of(member).linkable_records;
}

bool set_invalid(Site &site) {
    auto *member = some_member(site, 0, 120);
    unlink(site, *member, invalid_form(member->identity, site.random));
    return true;
}

bool set_missing(Site &site) {
    auto *member = some_member(site, 0, 2);
    if (!member && site.random.chance(0.8)) return false;
    if (!member) member = &site.household.members.back();
    unlink(site, *member, "");
    return true;
}

bool set_odd_form(Site &site) {
    auto *member = some_member(site, 0, 120);
    auto const &person = site.village.of(*member);
    switch (site.random.below(4)) {
    case 0:
        member->identity = full_width(person.number);
        break;
    case 1:
        member->identity = spaced(person.number, site.random);
        break;
    case 2:
        member->identity = lower_x(person.number);
        break;
    default:
        if (person.birth.year() >= 1990) return false;
        member->identity = old_form(person.number);
    }
    return true;
}

std::string second_identity(Individual const &person, Random &random, bool &links) {
    auto const draw = random.below(100);
    links = draw < 82;
    if (draw < 60) return person.number;
    if (draw < 66) return lower_x(person.number);
    if (draw < 72) return spaced(person.number, random);
    if (draw < 82)
        return person.birth.year() < 1990 ? old_form(person.number) : full_width(person.number);
    return draw < 93 ? mistyped(person.number, random) : std::string();
}

bool set_twice(Site &site) {
    auto *member = some_member(site, 18, 70);
    if (!member || member->relation == "户主" || site.village.traveller) return false;
    Traveller traveller{member->individual, {}, true};
    auto &person = site.village.of(*member);
    traveller.identity = second_identity(person, site.random, traveller.links);
    person.records = 2;
    person.linkable_records = traveller.links ? 2 : 1;
    site.village.traveller = std::move(traveller);
    return true;
}

constexpr std::array<Plant, 4> number_plant_list = {{
    {Ground::any, Topic::number, 3.5, 8, set_twice},
    {Ground::any, Topic::number, 4.0, 6, set_invalid},
    {Ground::any, Topic::number, 3.0, 4, set_missing},
    {Ground::any, Topic::number, 8.0, 6, set_odd_form},
}};

} // namespace

std::span<Plant const> number_plants() { return number_plant_list; }

std::vector<std::string> village_surnames(NameBook const &names, Random &random) {
    std::vector<std::string> surnames;
    for (auto left = random.between(3, 7); left > 0; --left)
        surnames.push_back(names.surname(random));
    return surnames;
}

void settle_household(Site &site, std::vector<std::string> const &surnames) {
    auto &random = site.random;
    auto const &names = site.pen.names();
    auto const surname = own_surname(surnames, names, random);
    auto const lineage = lineage_of(site.village, surname);
    bool const shares = random.chance(0.6);
    auto drafts = draft_family(random, site.household.national ? 15 : 0);
    if (site.village.traveller && drafts.size() == members_max) drafts.pop_back(); // leaves room
    int const head_generation = (drafts.front().birth.year() - 1890) / 27;
    for (auto const &draft : drafts) {
        Individual person;
        person.sex = draft.sex;
        auto issued = site.pen.numbers().issue(draft.sex, draft.birth);
        person.number = std::move(issued.number);
        person.birth = issued.birth;
        bool const lineal = draft.line == Line::head;
        std::string_view shared;
        int const year = person.birth.year();
        if (lineal && shares && (draft.sex == base::Sex::male || random.chance(0.5)))
            shared = names.generation_character(lineage, head_generation + draft.generation,
                                                draft.sex, year);
        person.name = (lineal ? surname : names.surname(random)) +
                      names.given(draft.sex, year, shared, random);
        add_member(site.household, site.village.individuals.size(), person.number, draft.relation);
        site.village.individuals.push_back(std::move(person));
    }
    if (site.village.traveller) welcome_traveller(site);
}

} // namespace jingzhun::demo
