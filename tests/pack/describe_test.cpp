// A pack in words, and how the language sees its registers.
#include "pack/describe.hpp"

#include "base/json.hpp"
#include "pack/load.hpp"
#include "pack/schema.hpp"
#include "pack/small_pack.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

namespace {

pack::Pack sound_pack() {
    TemporaryFolder const folder;
    return pack::load_or_throw(folder.write("nation", small_pack()));
}

bool has(std::string const &text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("A pack is described in the language asked for") {
    auto const pack = sound_pack();
    auto const zh = pack::describe_text(pack, base::Language::zh);
    CHECK(has(zh, "小政策包 small 1"));
    CHECK(has(zh, "户编号 = 户号 * → household.household_no, person.household_no"));
    CHECK(has(zh, "exit 全国  2019-01-01 – 2020-01-01: 3218.00  (2019年通知)"));
    CHECK(has(zh, "不得: same.size() > 1"));
    CHECK(has(zh, "例外 (身体原因): m.unable  (义务教育法)"));
    CHECK(has(zh, "指标 · 查"));
    CHECK(has(zh, "birth 出生；schooling 在校情况"));
    auto const en = pack::describe_text(pack, base::Language::en);
    CHECK(has(en, "## Over the line (over_line)"));
    CHECK(has(en, "identity Identity identity; masked"));
    CHECK(has(en, "size Size = members.size() [person]"));
    CHECK(has(en, "same → person (several)"));
}

TEST_CASE("A pack as JSON can be read by programs") {
    auto const pack = sound_pack();
    auto const json = base::read_json(pack::describe_json(pack), "pack");
    CHECK(*json.text("name") == "small");
    auto const &registers = *json.find("registers")->array();
    REQUIRE(registers.size() == 3);
    CHECK(*registers[0].text("name") == "household");
    auto const &wage = (*registers[0].find("fields")->array())[4];
    CHECK(*wage.text("unit") == "yuan/year");
    auto const &rules = *json.find("rules")->array();
    CHECK(*rules[1].text("must") ==
          "members.all(m, age(m.birth, as_of) >= 16 || m.schooling == 'at_school')");
    CHECK(rules[1].find("exceptions")->array()->size() == 2);
    CHECK(*rules[2].text("must_not") == "same.size() > 1");
    CHECK(std::get<std::int64_t>(rules[0].find("cases")->value) == 5);
    auto const &values = *(*json.find("parameters")->array())[0].find("values")->array();
    CHECK(*values[1].text("value") == "4000.50");
    CHECK(*values[1].text("source") == "2020年通知");
}

TEST_CASE(
    "Registers stand in the schema in order, with their links both ways, and the outcomes last") {
    auto const pack = sound_pack();
    auto const schema = pack::make_schema(pack);
    REQUIRE(schema.records.size() == 4);
    CHECK(schema.records[3].name == "outcome");
    auto const &household = schema.records[0];
    auto const *wage = household.find("wage");
    CHECK(wage->type == cel::Type{cel::Kind::money, {}, {}, "yuan/year"});
    CHECK(wage->index == pack.registers[0].field_index("wage"));
    CHECK(household.find("size")->type == cel::Type{cel::Kind::integer, {}, {}, "person"});
    CHECK(household.find("net")->type.kind == cel::Kind::money);
    CHECK(household.find("members")->type == cel::list_of(cel::record_of("person")));
    CHECK(household.find("members")->source == cel::FieldSource::relation);
    CHECK(schema.records[1].find("household")->source == cel::FieldSource::reference);
    CHECK(pack::outcomes_relation(schema, 0) == 2);
    CHECK(pack::outcomes_relation(schema, 2) == -1);
}

TEST_CASE("The places of links agree with the schema") {
    auto const pack = sound_pack();
    auto const schema = pack::make_schema(pack);
    auto const places = pack::link_places(pack);
    REQUIRE(places.size() == 3);
    for (auto const &place : places) {
        CHECK(schema.records[place.from].find(place.link->name)->index == place.own_index);
        if (!place.link->reverse.empty())
            CHECK(schema.records[place.to].find(place.link->reverse)->index == place.reverse_index);
    }
}
