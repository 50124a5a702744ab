// What a sound pack could do better, planted into the small one.
#include "pack/remarks.hpp"

#include "pack/load.hpp"
#include "pack/small_pack.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun;

namespace {

// "code argument" of each remark on the pack in the folder.
std::vector<std::string> remarks_on(std::string const &folder, std::string_view argument) {
    auto const loaded = pack::load(folder);
    REQUIRE(loaded.problems.empty());
    std::vector<std::string> found;
    for (auto const &remark : pack::remarks(loaded.pack, folder)) {
        for (auto const language : {base::Language::zh, base::Language::en})
            CHECK(base::describe(remark, language).find('{') == std::string::npos);
        for (auto const &[key, value] : remark.arguments)
            if (key == argument) found.push_back(remark.code + " " + value);
    }
    return found;
}

bool has(std::vector<std::string> const &all, std::string const &one) {
    return std::ranges::find(all, one) != all.end();
}

} // namespace

TEST_CASE("a rule whose answer is never shown unknown is remarked, once it may be") {
    TemporaryFolder const folder;
    auto files = small_pack();
    auto const rule = [](std::string const &id, std::string const &must) {
        return "\n[[rule]]\nid = \"" + id +
               "\"\ntitle.zh = \"规则\"\non = \"household\"\nmust = \"" + must +
               "\"\nsource = \"文件\"\n";
    };
    files["rules.toml"] += rule("plain", "remote") + rule("asks", "has(remote)");
    for (auto const *id : {"plain", "asks"})
        for (auto const *answer : {"met", "unmet"})
            files["tests/all.toml"] += "\n[[case]]\nname = \"" + std::string(id) + answer +
                                       "\"\nas_of = 2020-12-31\ngiven.household = { remote = " +
                                       (std::string_view(answer) == "met" ? "true"
                                        : std::string_view(id) == "plain" ? "false"
                                                                          : "\"?\"") +
                                       " }\nexpect = { " + id + " = \"" + answer + "\" }\n";
    auto const found = remarks_on(folder.write("nation", files), "rule");
    CHECK(has(found, "pack_rule_never_unknown plain"));
    CHECK_FALSE(has(found, "pack_rule_never_unknown asks"));
    CHECK_FALSE(has(found, "pack_rule_never_unknown over_line"));
}

TEST_CASE("a parameter nobody reads is remarked, and values no example picks") {
    TemporaryFolder const folder;
    auto files = small_pack();
    files["parameters.toml"] +=
        "\n[parameter.idle]\ntitle.zh = \"闲置\"\ntype = \"integer\"\n"
        "value = [{ from = 2019-01-01, value = 1, source = \"文件\" }]\n"
        "\n[[parameter.line.value]]\npurpose = \"exit\"\narea = \"43\"\nfrom = 2019-01-01\n"
        "value = 5000\nsource = \"文件\"\n";
    auto const path = folder.write("nation", files);
    CHECK(has(remarks_on(path, "parameter"), "pack_parameter_unread idle"));
    auto const loaded = pack::load(path);
    for (auto const &remark : pack::remarks(loaded.pack, path)) {
        if (!remark.code.starts_with("pack_parameter")) continue;
        CAPTURE(remark.code);
        CHECK(remark.place.file.ends_with("parameters.toml"));
        CHECK(remark.place.line > 1);
    }
    auto const untried = remarks_on(path, "values");
    CHECK(std::ranges::any_of(untried, [](std::string const &one) {
        return one.find("43 2019-01-01") != std::string::npos;
    }));
}

TEST_CASE("an overlay's value for an area outside its own is remarked") {
    TemporaryFolder const folder;
    folder.write("nation", small_pack());
    auto files = small_overlay();
    auto const before = remarks_on(folder.write("county", files), "area");
    CHECK(before.empty());
    files["more.toml"] = "[[parameter.line.value]]\npurpose = \"exit\"\narea = \"52\"\n"
                         "from = 2020-01-01\nvalue = 5000\nsource = \"文件\"\n";
    auto const after = remarks_on(folder.write("county", files), "area");
    CHECK(has(after, "pack_value_outside 52"));
}

TEST_CASE("every pack that is shipped is sound and leaves nothing to remark") {
    for (auto const *name :
         {"china", "hunan", "gansu", "henan", "xintian", "neixiang", "longnan"}) {
        CAPTURE(name);
        auto const folder = source_folder() + "/packs/" + name;
        auto const loaded = pack::load(folder);
        for (auto const &problem : loaded.problems)
            CHECK_MESSAGE(false, base::describe(problem, base::Language::en));
        for (auto const &remark : pack::remarks(loaded.pack, folder))
            CHECK_MESSAGE(false, base::describe(remark, base::Language::en));
    }
}

TEST_CASE("a code that nothing names is remarked, unless its list is an official table") {
    TemporaryFolder const folder;
    auto files = small_pack();
    auto &codes = files["codes/all.toml"];
    auto const last = codes.rfind("]");
    codes.insert(last, "    { code = \"expelled\", zh = \"开除\", en = \"Expelled\" },\n");
    CHECK(has(remarks_on(folder.write("nation", files), "codes"), "pack_codes_unnamed expelled"));
    codes.insert(codes.rfind("values"), "source = \"统计制度\"\n");
    CHECK(remarks_on(folder.write("nation", files), "codes").empty());
}
