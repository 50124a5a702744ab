// Could an unlinked row be that person?
#include "register/could_be.hpp"

#include "base/identity.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun;
using registry::Candidate;
using registry::could_be;

namespace {

std::string with_check(std::string seventeen) {
    auto const last = base::check_character(seventeen);
    return std::move(seventeen) + last;
}

std::string const valid_a = with_check("43119919800101001"),
                  valid_b = with_check("43119919800101002");

std::string changed(std::string number, std::size_t at, char to) {
    number[at] = to;
    return number;
}

bool alike(Candidate const &person, Candidate const &loose) {
    return could_be({person}, {loose})[0];
}

// The rule word for word, comparing all against all.
bool by_the_book(Candidate const &person, Candidate const &loose) {
    auto const a = base::link_identity(person.identity), b = base::link_identity(loose.identity);
    auto const name = base::fold(person.name);
    if (!name.empty() && name == base::fold(loose.name) && !(a && b && *a != *b)) return true;
    if (a && b) return false;
    auto const left = base::clean_identity(person.identity),
               right = base::clean_identity(loose.identity);
    if (left.size() != right.size() || left.empty()) return false;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < left.size(); ++i)
        if (left[i] != right[i]) places.push_back(i);
    if (places.size() < 2) return true;
    return places.size() == 2 && places[0] + 1 == places[1] &&
           left[places[0]] == right[places[1]] && left[places[1]] == right[places[0]];
}

} // namespace

TEST_CASE("the same name could be the person, unless both numbers are valid and differ") {
    CHECK(alike({"李明", ""}, {"李明", ""}));
    CHECK(alike({"李明", valid_a}, {"李 明", "4.31199E+17"}));
    CHECK(alike({"劉芳", valid_a}, {"刘芳", ""}));
    CHECK_FALSE(alike({"李明", valid_a}, {"李明", valid_b}));
    CHECK_FALSE(alike({"李明", valid_a}, {"王芳", valid_b}));
    CHECK_FALSE(alike({"李明", valid_a}, {"王芳", ""}));
}

TEST_CASE("a number one changed or swapped character away could be the person's, if one of the two "
          "is wrong") {
    CHECK(alike({"李明", valid_a}, {"王芳", changed(valid_a, 10, '7')}));
    CHECK(alike({"李明", changed(valid_a, 3, '0')}, {"王芳", valid_a}));
    auto swapped = valid_a;
    std::swap(swapped[7], swapped[8]);
    REQUIRE(swapped != valid_a);
    CHECK(alike({"李明", valid_a}, {"王芳", swapped}));
    auto const twice = changed(changed(valid_a, 3, '0'), 12, '9');
    CHECK_FALSE(alike({"李明", valid_a}, {"王芳", twice}));
    CHECK(alike({"李明", twice}, {"王芳", twice})); // the same wrong number on both sides
}

TEST_CASE("an empty name or number resembles nothing") {
    CHECK_FALSE(alike({"", ""}, {"", ""}));
    CHECK_FALSE(alike({"", valid_a}, {"", valid_b}));
    CHECK_FALSE(alike({"李明", ""}, {"", "1"}));
}

TEST_CASE("the index answers as a comparison of all against all would") {
    auto const identity =
        rc::gen::map(rc::gen::tuple(rc::gen::inRange(0, 6), rc::gen::inRange(0, 3),
                                    rc::gen::inRange(0, 18), rc::gen::inRange('0', ':')),
                     [](auto const &parts) -> std::string {
                         auto const [person, kind, at, to] = parts;
                         if (person == 0) return "";
                         auto number = with_check("4311991980010100" + std::to_string(person));
                         if (kind == 1)
                             number[static_cast<std::size_t>(at)] = static_cast<char>(to);
                         if (kind == 2 && at < 17)
                             std::swap(number[static_cast<std::size_t>(at)],
                                       number[static_cast<std::size_t>(at) + 1]);
                         return number;
                     });
    auto const candidate = rc::gen::map(
        rc::gen::pair(rc::gen::element<std::string>("", "李明", "李  明", "王芳", "劉芳", "刘芳"),
                      identity),
        [](auto const &pair) {
            return Candidate{pair.first, pair.second};
        });
    CHECK(rc::check("could_be = by the book", [&] {
        auto const persons = *rc::gen::container<std::vector<Candidate>>(candidate);
        auto const loose = *rc::gen::container<std::vector<Candidate>>(candidate);
        auto const found = could_be(persons, loose);
        for (std::size_t i = 0; i < persons.size(); ++i) {
            bool expected = false;
            for (auto const &row : loose) expected = expected || by_the_book(persons[i], row);
            RC_ASSERT(found[i] == expected);
        }
    }));
}
