// Texts kept once, schemas, types.
#include "cel/population.hpp"
#include "cel/schema.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>

using namespace jingzhun;

TEST_CASE("texts are kept once and found again by number") {
    cel::Strings strings;
    CHECK(strings.size() == 1);
    CHECK(strings.intern("") == 0);
    CHECK(strings.find("户主") == -1);
    auto const head = strings.intern("户主");
    CHECK(strings.intern("户主") == head);
    CHECK(strings.find("户主") == head);
    CHECK(strings.text(head) == "户主");
}

TEST_CASE("numbers of texts agree with a map, whatever comes") {
    CHECK(rc::check("Strings against std::map", [](std::vector<std::string> const &texts) {
        cel::Strings strings;
        std::map<std::string, std::int32_t> known{{"", 0}};
        for (std::string const &text : texts) {
            auto const number = strings.intern(text);
            auto const [entry, is_new] = known.emplace(text, number);
            RC_ASSERT(entry->second == number);
            RC_ASSERT(strings.size() == known.size());
        }
        for (auto const &[text, number] : known) RC_ASSERT(strings.text(number) == text);
    }));
}

TEST_CASE("types are named for people") {
    CHECK(cel::to_string(cel::list_of(cel::record_of("person"))) == "list(person)");
    CHECK(cel::to_string({cel::Kind::money, {}, {}, "yuan/person/year"}) ==
          "money [yuan/person/year]");
    CHECK(cel::to_string({cel::Kind::text, {}, "housing_grade"}) == "code housing_grade");
    CHECK(cel::to_string({cel::Kind::map, {{cel::Kind::text}, {cel::Kind::dyn}}}) ==
          "map(string, dyn)");
}

TEST_CASE("the value of a parameter is that of the most specific area, then of the latest start") {
    auto const at = [](int year) { return *base::make_date(year, 1, 1); };
    cel::Parameter line{"line", {cel::Kind::money}, {"purpose"}, {{cel::Kind::text}}, {}};
    line.values = {{{"exit"}, "", at(2019), base::date_max, std::int64_t{1}},
                   {{"exit"}, "", at(2020), at(2021), std::int64_t{2}},
                   {{"exit"}, "43", at(2019), base::date_max, std::int64_t{3}},
                   {{"entry"}, "4311", at(2019), base::date_max, std::int64_t{4}}};
    std::vector<std::string> const exit{"exit"};
    auto const value = [&](std::string_view area, int year) -> std::int64_t {
        auto const *found = cel::find_value(line, exit, area, at(year));
        return found == nullptr ? -1 : base::as_integer(*found);
    };
    CHECK(value("", 2018) == -1);
    CHECK(value("", 2019) == 1);
    CHECK(value("", 2020) == 2);
    CHECK(value("", 2021) == 1);
    CHECK(value("431199", 2020) == 3);
    CHECK(value("52", 2020) == 2);
}
