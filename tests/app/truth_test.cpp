// The whole way, from a county's files to findings, against the truth about that county.
#include "app/program.hpp"
#include "app/truth.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace jingzhun::testing;

TEST_CASE("findings agree with the truth about the county, rule by rule") {
    check_against_truth(county().store, county().files);
}

TEST_CASE("findings agree with the truth about a county of 20,000 households") {
    if (std::getenv("JINGZHUN_LONG") == nullptr) {
        MESSAGE("skipped: set JINGZHUN_LONG=1 to run it");
        return;
    }
    Folder const folder;
    REQUIRE(run({"demo", folder / "d", "--households", "20000", "--seed", "7"}).status == 0);
    make_store(folder / "s.db");
    import_all(folder / "s.db", folder / "d");
    REQUIRE(run({"check", folder / "s.db", "--as-of", as_of}).status == 0);
    check_against_truth(folder / "s.db", folder / "d");
}

TEST_CASE("a check answers in the numbers that findings list, and once more opens nothing") {
    Folder const folder;
    copy_store(county().store, folder / "s.db");
    auto const again = run_json({"check", folder / "s.db", "--as-of", as_of});
    std::int64_t open = 0;
    for (auto const &rule : array_of(again, "rules")) {
        CAPTURE(text_of(rule, "rule"));
        CHECK(number_of(rule, "opened") == 0);
        CHECK(number_of(rule, "closed") == 0);
        open += number_of(rule, "open");
    }
    auto const listed = run_json({"findings", folder / "s.db"});
    CHECK(open == static_cast<std::int64_t>(listed.array()->size()));
}

TEST_CASE("files imported one by one, lists before their persons, lead to the same findings") {
    Folder const folder;
    auto const store = folder / "s.db";
    make_store(store);
    auto files = files_in(county().files);
    for (auto file = files.rbegin(); file != files.rend(); ++file)
        REQUIRE(run({"import", store, *file}).status == 0);
    REQUIRE(run({"check", store, "--as-of", as_of}).status == 0);
    CHECK(read_findings(store) == read_findings(county().store));
    check_against_truth(store, county().files);
}
