// Reading a pack: what a sound one holds, and how layers lie over each other.
#include "pack/load.hpp"

#include "base/text.hpp"
#include "pack/small_pack.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <iterator>

using namespace jingzhun;

namespace {

std::string all_of(std::vector<base::Problem> const &problems) {
    std::string text;
    for (auto const &problem : problems)
        text += problem.code + " " + describe(problem, base::Language::en) + "\n";
    return text;
}

base::Date day(int year, int month, int date) { return *base::make_date(year, month, date); }

std::int64_t line_on(pack::Pack const &pack, std::string_view area, base::Date date) {
    std::vector<std::string> const keys{"exit"};
    auto const *value = cel::find_value(pack.parameters.at(0), keys, area, date);
    return value == nullptr ? -1 : base::as_integer(*value);
}

} // namespace

TEST_CASE("A sound pack has no problems and holds what its files say") {
    TemporaryFolder const folder;
    auto const loaded = pack::load(folder.write("nation", small_pack()));
    CHECK_MESSAGE(loaded.problems.empty(), all_of(loaded.problems));
    auto const &pack = loaded.pack;
    CHECK(pack.name == "small");
    CHECK(pack.from == day(2014, 1, 1));
    CHECK(pack.to == base::date_max);
    CHECK(pack.registers.size() == 3);
    REQUIRE(pack.find_register("household") != nullptr);
    auto const *wage = pack.find_register("household")->find_field("wage");
    REQUIRE(wage != nullptr);
    CHECK(wage->type == pack::FieldType::money);
    CHECK(wage->unit == "yuan/year");
    CHECK(wage->stale_after_days == 548);
    CHECK(pack.find_codes("kind")->read("贫困户")->code == "registered");
    CHECK(pack.find_register("person")->links.at(1).many);
    CHECK(pack.find_register("visit")->key == std::vector<std::string>{"household_no", "on"});
}

TEST_CASE("Layouts, parameters and rules are read as they are written") {
    TemporaryFolder const folder;
    auto const pack = pack::load_or_throw(folder.write("nation", small_pack()));
    auto const *roster = pack.find_source("roster");
    REQUIRE(roster != nullptr);
    CHECK(roster->columns.at(0).into.size() == 2);
    CHECK(roster->columns.at(0).required);
    CHECK(roster->columns.at(3).area_part == "township");
    CHECK(base::as_text(roster->set.at(0).second) == "registered");
    CHECK(pack.find_source("survey")->after == "roster");
    CHECK(line_on(pack, "", day(2019, 12, 31)) == 321800);
    CHECK(line_on(pack, "", day(2020, 1, 1)) == 400050);
    CHECK(line_on(pack, "", day(2018, 12, 31)) == -1);
    CHECK(pack.parameter_sources.at(0).at(1) == "2020年通知");
    auto const *rule = pack.find_rule("over_line");
    REQUIRE(rule != nullptr);
    CHECK(rule->due_days == 30);
    CHECK(rule->severity == pack::Severity::hard);
    CHECK(rule->place.line == 1);
    CHECK(pack.find_rule("visited")->every == std::vector{base::PeriodUnit::month});
    CHECK_FALSE(pack.find_rule("same_person_twice")->must_hold);
    CHECK(pack.find_rule("anything_wrong")->uses_outcomes);
    CHECK_FALSE(rule->uses_outcomes);
}

TEST_CASE("Exceptions are written into the condition they excuse from") {
    TemporaryFolder const folder;
    auto const pack = pack::load_or_throw(folder.write("nation", small_pack()));
    auto const *rule = pack.find_rule("child_at_school");
    REQUIRE(rule != nullptr);
    CHECK(rule->as_written->text ==
          "members.all(m, age(m.birth, as_of) >= 16 || m.schooling == 'at_school')");
    CHECK(rule->must->text ==
          "(members.all(m, ( age(m.birth, as_of) >= 16 || m.schooling == 'at_school') || "
          "(m.unable))) || (remote)");
    CHECK(rule->overlap->text == "(((members).exists(m, (m.unable))) && (remote))");
}

TEST_CASE("A negative condition is excused by taking the exception out of it") {
    TemporaryFolder const folder;
    auto files = small_pack();
    replace_once(
        files["rules.toml"],
        R"x(must = "members.all(m, age(m.birth, as_of) >= 16 || m.schooling == 'at_school')")x",
        R"x(must_not = "members.exists(m, age(m.birth, as_of) < 16 && m.schooling != 'at_school')")x");
    auto const pack = pack::load_or_throw(folder.write("nation", files));
    CHECK(pack.find_rule("child_at_school")->must->text ==
          "(members.exists(m, ( age(m.birth, as_of) < 16 && m.schooling != 'at_school') && "
          "!(m.unable))) && !(remote)");
}

TEST_CASE("The hash follows the contents, not the folder, the line ends or the place in memory") {
    TemporaryFolder const folder;
    auto files = small_pack();
    auto const first = pack::load_or_throw(folder.write("nation", files)).hash;
    CHECK(first.size() == 64);
    CHECK(pack::load_or_throw(folder.write("elsewhere", files)).hash == first);
    std::string windows;
    for (char const c : files["rules.toml"]) windows += c == '\n' ? "\r\n" : std::string(1, c);
    files["rules.toml"] = "\xEF\xBB\xBF" + windows;
    CHECK(pack::load_or_throw(folder.write("windows", files)).hash == first);
    files["rules.toml"] += "# one more line\n";
    CHECK(pack::load_or_throw(folder.write("changed", files)).hash != first);
}

namespace {

// The files of packs as a store keeps them, for the folder `name` and what it overlays.
std::vector<pack::File> kept(std::string const &name, PackFiles const &files) {
    std::vector<pack::File> all;
    for (auto const &[file, text] : files) all.push_back({name + "/" + file, text});
    return all;
}

bool is_for_proof(PackFiles::value_type const &file) {
    return file.second.find("[[case]]") != std::string::npos;
}

} // namespace

TEST_CASE("A pack that was kept is what its folder is, but for what proves it") {
    TemporaryFolder const folder;
    auto const whole = pack::load_or_throw(folder.write("nation", small_pack()));
    auto const read = pack::load_kept(kept("nation", small_pack()), "nation", whole.hash);
    CHECK(read.hash == whole.hash);
    CHECK(read.rules.size() == whole.rules.size());
    CHECK(read.registers.size() == whole.registers.size());
    CHECK(read.find_rule("child_at_school")->must->text ==
          whole.find_rule("child_at_school")->must->text);
    CHECK(read.find_rule("anything_wrong")->uses_outcomes);
    CHECK(read.find_rule("over_line")->place.file == "nation/rules.toml");
    REQUIRE_FALSE(whole.cases.empty());
    CHECK(read.cases.empty());
}

TEST_CASE("Only files that hold nothing else are left out") {
    TemporaryFolder const folder;
    auto files = small_pack();
    auto const proof = std::ranges::find_if(files, is_for_proof);
    REQUIRE(proof != files.end());
    proof->second += "\n  [codes.added]\ntitle = { zh = \"甲\", en = \"A\" }\n"
                     "values = [{ code = \"a\", zh = \"乙\", en = \"B\" }]\n";
    auto const hash = pack::load(folder.write("nation", files)).pack.hash;
    auto const read = pack::load_kept(kept("nation", files), "nation", hash);
    CHECK(read.find_codes("added") != nullptr);
}

TEST_CASE("A kept overlay lies over the pack that was kept with it") {
    TemporaryFolder const folder;
    folder.write("nation", small_pack());
    auto const whole = pack::load_or_throw(folder.write("county", small_overlay()));
    auto files = kept("county", small_overlay());
    std::ranges::copy(kept("nation", small_pack()), std::back_inserter(files));
    auto const read = pack::load_kept(files, "county", whole.hash);
    CHECK(read.hash == whole.hash);
    CHECK(line_on(read, "431128", day(2020, 6, 1)) == line_on(whole, "431128", day(2020, 6, 1)));
    CHECK_THROWS_AS(pack::load_kept(kept("county", small_overlay()), "county", whole.hash),
                    base::Error);
}

TEST_CASE("Kept files that are no longer what was kept are checked anew") {
    TemporaryFolder const folder;
    auto files = small_pack();
    auto const hash = pack::load_or_throw(folder.write("nation", files)).hash;
    files["rules.toml"] += "# one more line\n";
    auto const read = pack::load_kept(kept("nation", files), "nation", hash);
    CHECK(read.hash != hash);
    CHECK_FALSE(read.cases.empty());
    replace_once(files["rules.toml"], "m.unable", "m.unabel");
    try {
        pack::load_kept(kept("nation", files), "nation", hash);
        FAIL("a fault was read over");
    } catch (base::Error const &error) {
        CHECK(error.code() == "pack_faulty");
    }
}

TEST_CASE("A county's pack lies over the nation's") {
    TemporaryFolder const folder;
    folder.write("nation", small_pack());
    auto const loaded = pack::load(folder.write("county", small_overlay()));
    REQUIRE_MESSAGE(loaded.problems.empty(), all_of(loaded.problems));
    auto const &pack = loaded.pack;
    CHECK(pack.name == "county");
    CHECK(pack.area == "431128");
    CHECK(pack.title.en == "县政策包");
    CHECK(pack.find_codes("kind")->find("edge") != nullptr);
    CHECK(pack.find_codes("kind")->find("registered") != nullptr);
    CHECK(pack.find_register("household")->find_field("well") != nullptr);
    CHECK(pack.find_source("survey")->columns.size() == 3);
    CHECK(pack.rules.size() == 7);
    CHECK(pack.find_rule("visited")->every == std::vector{base::PeriodUnit::week});
    CHECK(line_on(pack, "431128100", day(2019, 6, 1)) == 360000);
    CHECK(line_on(pack, "431129", day(2019, 6, 1)) == 321800);
    CHECK(line_on(pack, "431129", day(2020, 6, 1)) == 410000);
}

TEST_CASE("What a layer redefines must say so, and must exist below") {
    struct Fault {
        std::string old, next, code;
    };
    std::vector<Fault> const faults = {
        {"[[rule]]\nreplaces = true\n", "[[rule]]\n", "pack_replaces_missing"},
        {"[[parameter.line.value]]\nreplaces = true\n", "[[parameter.line.value]]\n",
         "pack_replaces_missing"},
        {"[[rule]]\nid = \"has_well\"", "[[rule]]\nreplaces = true\nid = \"has_well\"",
         "pack_replaces_nothing"},
        {"well = {", "wage = {", "pack_twice"},
        {"code = \"edge\"", "code = \"general\"", "pack_twice"},
    };
    for (auto const &fault : faults) {
        TemporaryFolder const folder;
        folder.write("nation", small_pack());
        auto files = small_overlay();
        replace_once(files["county.toml"], fault.old, fault.next);
        auto const problems = pack::load(folder.write("county", files)).problems;
        REQUIRE_MESSAGE(!problems.empty(), fault.code);
        auto const found = std::ranges::find(problems, fault.code, &base::Problem::code);
        CHECK_MESSAGE(found != problems.end(), all_of(problems));
    }
}

TEST_CASE("A pack that extends what is not there, or itself, says so") {
    TemporaryFolder const folder;
    auto const alone = pack::load(folder.write("county", small_overlay())).problems;
    REQUIRE(alone.size() == 1);
    CHECK(alone[0].code == "pack_extends_missing");
    CHECK(alone[0].place.line == 8);
    CHECK(alone[0].place.column == 11);
    auto files = small_overlay();
    replace_once(files["pack.toml"], "../nation", "../county");
    auto const problems = pack::load(folder.write("county", files)).problems;
    REQUIRE_FALSE(problems.empty());
    CHECK(std::ranges::find(problems, "pack_layers_too_many", &base::Problem::code) !=
          problems.end());
}

TEST_CASE("A folder without pack.toml is no pack, and a faulty pack cannot be used") {
    TemporaryFolder const folder;
    CHECK_THROWS_AS(pack::load(folder.write("empty", {{"notes.txt", "x"}})), base::Error);
    auto files = small_pack();
    replace_once(files["rules.toml"], "kind == 'registered'", "knd == 'registered'");
    try {
        pack::load_or_throw(folder.write("faulty", files));
        FAIL("a faulty pack was loaded");
    } catch (base::Error const &error) {
        CHECK(error.code() == "pack_faulty");
        CHECK(error.text(base::Language::en).find("rules.toml:5:9:") != std::string::npos);
    }
}

TEST_CASE("A part that is no table, or no array of tables, is reported") {
    TemporaryFolder const folder;
    auto const header = small_pack()["pack.toml"];
    auto const problems =
        pack::load(
            folder.write("nation", {{"pack.toml", "codes = 5\n" + header + "[rule]\nid = 1\n"}}))
            .problems;
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].code == "pack_wrong_type");
    CHECK(problems[0].place.line == 1);
    CHECK(problems[0].place.column == 9);
    CHECK(problems[1].code == "pack_wrong_type");
    CHECK(problems[1].place.line == 8);
}
