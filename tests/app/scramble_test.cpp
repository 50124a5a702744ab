// The same county in the files of other offices: the same findings.
#include "app/program.hpp"
#include "app/scramble.hpp"
#include "app/truth.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace jingzhun::testing;

namespace {

void check_office(Office office, std::uint64_t seed) {
    CAPTURE(seed);
    Folder const folder;
    scramble(county().files, folder / "files", office, seed);
    auto const store = folder / "store.db";
    make_store(store);
    auto const imported = import_all(store, folder / "files");
    for (auto const &batch : array_of(imported, "batches")) {
        CAPTURE(text_of(batch, "file"));
        CAPTURE(text_of(batch, "sheet"));
        auto const &errors = array_of(batch, "errors");
        auto const first = errors.empty() ? std::string() : text_of(errors.front(), "message");
        CAPTURE(first);
        // Footers are refused, each with its reason; nothing else is in doubt.
        CHECK(number_of(batch, "rejected") <= 3);
        CHECK(number_of(batch, "errors_total") <= 6);
    }
    REQUIRE(run({"check", store, "--as-of", as_of}).status == 0);
    check_against_truth(store, county().files);
}

std::uint64_t offices_tried() { return std::getenv("JINGZHUN_LONG") == nullptr ? 2 : 15; }

} // namespace

TEST_CASE("all tables in one workbook say the same as the files of the county") {
    for (std::uint64_t seed = 1; seed <= offices_tried(); ++seed)
        check_office(Office::one_workbook, seed);
}

TEST_CASE("tables as text in any encoding and with any separator say the same") {
    for (std::uint64_t seed = 101; seed <= 100 + offices_tried(); ++seed)
        check_office(Office::csv, seed);
}

TEST_CASE("workbooks for text and text for workbooks say the same") {
    for (std::uint64_t seed = 201; seed <= 200 + offices_tried(); ++seed)
        check_office(Office::swapped, seed);
}
