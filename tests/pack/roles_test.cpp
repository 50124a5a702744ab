// Roles in a pack: read, described, layered; and each fault found, alone, where it stands.
#include "base/json.hpp"
#include "pack/describe.hpp"
#include "pack/load.hpp"
#include "pack/small_pack.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun;

namespace {

constexpr std::string_view roles = R"toml([access]
first_role = "keeper"
password_least = 10
failures_before_lock = 3
[class.identity]
title = { zh = "证件", en = "Identity" }
types = ["identity"]
[role.keeper]
title = { zh = "管理员", en = "Keeper" }
source = "制度"
levels = ["county"]
second_factor = true
[[role.keeper.may]]
do = ["account", "grant"]
[role.clerk]
title = { zh = "录入员", en = "Clerk" }
source = "制度"
[[role.clerk.may]]
do = ["read", "record"]
on = ["household", "person"]
sees = ["identity"]
[[role.clerk.may]]
do = ["check"]
[role.judge]
title = { zh = "审批人", en = "Judge" }
source = "制度"
[[role.judge.may]]
do = ["approve"]
on = "*"
[[separation]]
id = "two_hands"
title = { zh = "录入与审批分离", en = "Two hands" }
roles = ["clerk", "judge"]
operations = ["record", "approve"]
source = "制度"
)toml";

PackFiles with_roles() {
    auto files = small_pack();
    files["roles.toml"] = std::string(roles);
    return files;
}

pack::Loaded load(PackFiles const &files) {
    TemporaryFolder const folder;
    return pack::load(folder.write("nation", files));
}

std::string texts_of(std::vector<base::Problem> const &problems) {
    std::string all;
    for (auto const &one : problems)
        all += one.code + " " + base::describe(one, base::Language::en) + "\n";
    return all;
}

std::string argument(base::Problem const &problem, std::string_view name) {
    for (auto const &[key, value] : problem.arguments)
        if (key == name) return value;
    return {};
}

// `old` becomes `next`, whose ^ marks where the fault stands.
void check_planted(std::string_view old, std::string next, std::string_view code,
                   std::string_view near = "") {
    CAPTURE(next);
    auto files = with_roles();
    auto &contents = files["roles.toml"];
    replace_once(contents, old, next);
    auto const mark = contents.find('^');
    REQUIRE(mark != std::string::npos);
    contents.erase(mark, 1);
    auto const before = contents.substr(0, mark);
    auto const line = 1 + static_cast<int>(std::ranges::count(before, '\n'));
    auto const problems = load(files).problems;
    CAPTURE(texts_of(problems));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == code);
    CHECK(problems[0].place.line == line);
    CHECK(problems[0].place.file.ends_with("roles.toml"));
    if (!near.empty()) CHECK(argument(problems[0], "near") == near);
    for (auto const language : {base::Language::zh, base::Language::en})
        CHECK(base::describe(problems[0], language).find('{') == std::string::npos);
}

} // namespace

TEST_CASE("roles, classes, separations and the rules for signing in are read") {
    auto const loaded = load(with_roles());
    CAPTURE(texts_of(loaded.problems));
    REQUIRE(loaded.problems.empty());
    auto const &access = loaded.pack.access;
    CHECK(access.first_role == "keeper");
    CHECK(access.sign_in.password_least == 10);
    CHECK(access.sign_in.failures_before_lock == 3);
    CHECK(access.sign_in.lock_minutes == 15);
    auto const &keeper = *access.find_role("keeper");
    CHECK(keeper.digits == std::vector<std::size_t>{6});
    CHECK(keeper.second_factor);
    auto const &clerk = *access.find_role("clerk");
    REQUIRE(clerk.may.size() == 2);
    CHECK(clerk.may[0].operations == std::vector{pack::Operation::read, pack::Operation::record});
    CHECK(clerk.may[0].registers == std::vector<std::string>{"household", "person"});
    CHECK_FALSE(clerk.may[0].every_register);
    CHECK(access.find_role("judge")->may[0].every_register);
    CHECK(access.separations.at(0).operations.size() == 2);
    auto const &person = *loaded.pack.find_register("person");
    CHECK(loaded.pack.class_of(person, *person.find_field("identity"))->name == "identity");
    CHECK(loaded.pack.class_of(person, *person.find_field("name")) == nullptr);
}

TEST_CASE("a pack without roles is sound and has none") {
    auto const loaded = load(small_pack());
    CHECK(loaded.problems.empty());
    CHECK(loaded.pack.access.roles.empty());
    CHECK(pack::describe_text(loaded.pack, base::Language::en).find("# Roles") ==
          std::string::npos);
}

TEST_CASE("names in roles that lead nowhere are reported with the nearest that exists") {
    check_planted("\"clerk\", \"judge\"", "\"clerk\", ^\"juge\"", "pack_unknown_role", "judge");
    check_planted("first_role = \"keeper\"", "first_role = ^\"keper\"", "pack_unknown_role",
                  "keeper");
    check_planted("[\"household\", \"person\"]", "[\"household\", ^\"persn\"]",
                  "pack_unknown_register", "person");
    check_planted("sees = [\"identity\"]", "sees = [^\"identiy\"]", "pack_unknown_class",
                  "identity");
    check_planted("[\"read\", \"record\"]", "[\"read\", ^\"recrod\"]", "pack_unknown_word",
                  "record");
    check_planted("levels = [\"county\"]", "levels = [^\"conty\"]", "pack_unknown_word", "county");
    check_planted("second_factor = true", "^second_fctor = true", "pack_unknown_key",
                  "second_factor");
    check_planted("types = [\"identity\"]",
                  "types = [\"identity\"]\nfields = [^\"person.identty\"]", "pack_unknown_field",
                  "identity");
}

TEST_CASE("what roles leave open, or say in vain, is reported") {
    check_planted(
        "[[role.clerk.may]]\ndo = [\"read\", \"record\"]\non = [\"household\", \"person\"]\n",
        "^[[role.clerk.may]]\ndo = [\"read\", \"record\"]\n", "pack_key_missing");
    check_planted("do = [\"check\"]", "do = [\"check\"]\non = ^\"*\"", "pack_role_on_nothing");
    check_planted("[[separation]]\nid = \"two_hands\"\ntitle = { zh = \"录入与审批分离\", en = "
                  "\"Two hands\" }\n"
                  "roles = [\"clerk\", \"judge\"]\noperations = [\"record\", \"approve\"]",
                  "^[[separation]]\nid = \"two_hands\"\ntitle = { zh = \"分离\" }\n"
                  "roles = [\"clerk\"]",
                  "pack_separation_of_one");
    check_planted("password_least = 10", "password_least = ^4", "pack_number_out_of_range");
    check_planted("password_least = 10", "password_least = ^\"ten\"", "pack_wrong_type");
    check_planted("types = [\"identity\"]", "types = [\"identity\"]\nfields = [^\"person.name\"]",
                  "pack_class_not_masked");
    check_planted(
        "[role.keeper]\ntitle = { zh = \"管理员\", en = \"Keeper\" }\nsource = \"制度\"\n",
        "^[role.keeper]\ntitle = { zh = \"管理员\" }\n", "pack_key_missing");
}

TEST_CASE("a private field that no class names is reported at the field") {
    auto files = with_roles();
    replace_once(files["roles.toml"], "types = [\"identity\"]", "types = [\"phone\"]");
    auto const problems = load(files).problems;
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].code == "pack_class_missing");
    CHECK(argument(problems[0], "field") == "person.identity");
    CHECK(problems[0].place.file.ends_with("registers/all.toml"));
}

TEST_CASE("roles are described for people and for programs") {
    auto const loaded = load(with_roles());
    auto const zh = pack::describe_text(loaded.pack, base::Language::zh);
    CHECK(zh.find("## 录入员 (clerk)\n  查看、录入：农户、人；看全：证件\n  核查\n依据: 制度") !=
          std::string::npos);
    CHECK(zh.find("录入员 | 审批人 在同一区划不得由一人兼任") != std::string::npos);
    auto const en = pack::describe_text(loaded.pack, base::Language::en);
    CHECK(en.find("## Keeper (keeper); signs in with a one-time code") != std::string::npos);
    CHECK(en.find("approve: every register") != std::string::npos);
    auto const json = base::read_json(pack::describe_json(loaded.pack), "pack");
    auto const &all = *json.find("roles")->array();
    REQUIRE(all.size() == 3);
    CHECK(*all[1].text("name") == "clerk");
    CHECK(json.find("separations")->array()->size() == 1);
}

TEST_CASE("a layer sets the rules for signing in anew, adds to a role and takes one's place") {
    TemporaryFolder const folder;
    folder.write("nation", with_roles());
    auto overlay = small_overlay();
    overlay["roles.toml"] = R"toml([access]
password_least = 12
[[role.clerk.may]]
do = ["withdraw"]
on = ["household"]
[role.judge]
replaces = true
title = { zh = "县审批人", en = "County judge" }
source = "县制度"
[[role.judge.may]]
do = ["approve"]
on = ["household"]
)toml";
    auto const loaded = pack::load(folder.write("county", overlay));
    CAPTURE(texts_of(loaded.problems));
    REQUIRE(loaded.problems.empty());
    auto const &access = loaded.pack.access;
    CHECK(access.sign_in.password_least == 12);
    CHECK(access.sign_in.failures_before_lock == 3);
    CHECK(access.find_role("clerk")->may.size() == 3);
    CHECK(access.find_role("judge")->title.en == "County judge");
    CHECK(access.find_role("judge")->may.size() == 1);
    CHECK_FALSE(access.find_role("judge")->may[0].every_register);
}
