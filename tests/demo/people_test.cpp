// What the county is made of: random numbers, identity numbers, names, families, possible rows.
#include "base/text.hpp"
#include "demo/names.hpp"
#include "demo/numbers.hpp"
#include "demo/pen.hpp"
#include "demo/people.hpp"
#include "demo/plants.hpp"
#include "demo/possible.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <set>

using namespace jingzhun;
using namespace jingzhun::demo;

TEST_CASE("random numbers depend on seed, stream and index and on nothing else") {
    Random one(1, 2, 3), same(1, 2, 3), other(1, 2, 4);
    auto const first = one.next();
    CHECK(first == same.next());
    CHECK(first != other.next());
    CHECK(rc::check("draws lie within their bounds", [] {
        Random random(*rc::gen::arbitrary<std::uint64_t>(), 0, 0);
        auto const low = *rc::gen::inRange<std::int64_t>(-1000, 1000);
        auto const high = low + *rc::gen::inRange<std::int64_t>(0, 1000);
        auto const draw = random.between(low, high);
        RC_ASSERT(draw >= low && draw <= high);
        auto const middle = random.middling(low, high);
        RC_ASSERT(middle >= low && middle <= high);
    }));
}

TEST_CASE("every number is issued once, and a full day spills over to its neighbours") {
    NumberOffice office(9, as_of);
    auto const wanted = *base::make_date(1980, 2, 29);
    std::set<std::string> numbers;
    int elsewhere = 0;
    for (int at = 0; at < 1200; ++at) {
        auto const issued = office.issue(at % 3 == 0 ? base::Sex::female : base::Sex::male, wanted);
        CHECK(numbers.insert(issued.number).second);
        CHECK(base::valid_identity(issued.number));
        CHECK(base::birth_of(issued.number) == issued.birth);
        CHECK(base::sex_of(issued.number) == (at % 3 == 0 ? base::Sex::female : base::Sex::male));
        CHECK(std::abs(issued.birth.days - wanted.days) <= 1);
        elsewhere += issued.birth != wanted;
    }
    CHECK(elsewhere == 300); // 800 men for 500 numbers
}

TEST_CASE("nobody is born after the last day, however many are wanted") {
    NumberOffice office(9, as_of);
    for (int at = 0; at < 600; ++at) CHECK(office.issue(base::Sex::male, as_of).birth <= as_of);
}

TEST_CASE("other forms of a number stay valid, slips never do") {
    CHECK(rc::check("for any person", [] {
        NumberOffice office(*rc::gen::arbitrary<std::uint64_t>(), as_of);
        Random random(*rc::gen::arbitrary<std::uint64_t>(), 0, 0);
        auto const birth = base::Date{*rc::gen::inRange(-18000, as_of.days)};
        auto const number =
            office.issue(random.chance(0.5) ? base::Sex::male : base::Sex::female, birth).number;
        RC_ASSERT(base::link_identity(full_width(number)) == number);
        RC_ASSERT(base::link_identity(spaced(number, random)) == number);
        RC_ASSERT(base::link_identity(lower_x(number)) == number);
        RC_ASSERT(base::link_identity(disability_card(number, 4, 3)) == number);
        if (birth < *base::make_date(1999, 1, 1))
            RC_ASSERT(base::link_identity(old_form(number)) == number);
        RC_ASSERT(!base::valid_identity(mistyped(number, random)));
        RC_ASSERT(!base::valid_identity(invalid_form(number, random)));
    }));
}

TEST_CASE("names fold to themselves, and their traditional form folds back") {
    NameBook const book;
    Random random(4, 0, 0);
    int traditional = 0;
    for (int at = 0; at < 5000; ++at) {
        auto const year = static_cast<int>(random.between(1930, 2020));
        auto const name =
            book.surname(random) +
            book.given(at % 2 == 0 ? base::Sex::male : base::Sex::female, year, "", random);
        CHECK(base::fold(name) == name);
        CHECK(base::fold(book.traditional(name)) == name);
        traditional += book.traditional(name) != name;
    }
    CHECK(traditional > 2000);
}

TEST_CASE(
    "families have one head, at most eight members, and children younger than their parents") {
    int twins = 0, three_generations = 0;
    for (std::uint64_t at = 0; at < 20'000; ++at) {
        Random random(3, 0, at);
        auto const family = draft_family(random, at % 2 == 0 ? 15 : 0);
        CHECK(family.size() >= 1);
        CHECK(family.size() <= 8);
        std::set<int> generations;
        for (std::size_t member = 0; member < family.size(); ++member) {
            CHECK((family[member].relation == "户主") == (member == 0));
            CHECK(family[member].birth <= as_of);
            generations.insert(family[member].generation);
            if (family[member].generation == 1 && family[member].line == Line::head)
                CHECK(family[member].birth.days - family[0].birth.days > 15 * 365);
            if (member > 0 && family[member].generation > 0 &&
                family[member].birth == family[member - 1].birth)
                ++twins;
        }
        three_generations += generations.size() == 3;
    }
    CHECK(twins > 50);
    CHECK(three_generations > 3000);
}

TEST_CASE("a row without a number could be anybody of that name, a slip anybody one digit away") {
    PossibleRows rows;
    rows.add(List::insurance, {"劉建國", "", false, 1});
    rows.add(List::insurance, {"王芳", "431199198001010031", false, 1}); // one digit wrong
    NumberOffice office(9, as_of);
    auto const mine = office.issue(base::Sex::male, *base::make_date(1990, 5, 5)).number;
    CHECK(rows.could_be({List::insurance, "刘建国", mine}));
    CHECK(!rows.could_be({List::support, "刘建国", mine}));
    CHECK(!rows.could_be({List::insurance, "刘建军", mine}));
    CHECK(rows.could_be({List::insurance, "李四", "431199198001010032"}));
    CHECK(rows.could_be({List::insurance, "李四", "431199198001010399"}) == false);
    CHECK(rows.could_be({List::insurance, "李四", "431199198001010013"})); // neighbours swapped
}

TEST_CASE("plants come as often as planned, and at least a few in the smallest county") {
    static int set_so_often = 0;
    static constexpr std::array<Plant, 2> plants = {
        {{Ground::any, Topic::house, 10.0, 1, [](Site &) { return ++set_so_often > 0; }},
         {Ground::registered, Topic::water, 0.001, 5,
          [](Site &site) { return ++site.household.survey.satisfaction > 0; }}}};
    NameBook const book;
    NumberOffice office(1, as_of);
    Pen pen(book, office);
    Village village;
    Random random(1, 0, 0);
    Plan plan(plants, 2000, 3);
    int seldom = 0;
    for (int at = 0; at < 2000; ++at) {
        Household household;
        household.national = at % 7 == 0;
        household.exit_state = "已脱贫";
        Site site{village, household, random, pen};
        plan.sow(site);
        seldom += household.survey.satisfaction - 5;
    }
    CHECK(set_so_often >= 19);
    CHECK(set_so_often <= 21);
    CHECK(seldom >= 5);
}
