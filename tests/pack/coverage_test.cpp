// What the pack of the nation says of itself: its coverage page, and what it could do better.
#include "base/file.hpp"
#include "pack/coverage.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace jingzhun;

namespace {

std::string china() { return source_folder() + "/packs/china"; }

} // namespace

TEST_CASE("the coverage page in docs is what the nation's pack says") {
    auto const page = pack::coverage_page(pack::load_mechanisms(china()));
    CHECK(page == base::read_file(source_folder() + "/docs/coverage.md", 1U << 20U));
}

TEST_CASE("whatever is said to show a mechanism is there") {
    auto const mechanisms = pack::load_mechanisms(china());
    CHECK(mechanisms.size() > 50);
    for (auto const &mechanism : mechanisms)
        for (auto const &path : mechanism.shown_by) {
            CAPTURE(mechanism.id);
            CAPTURE(path);
            CHECK(std::filesystem::exists(source_folder() + "/" + path));
        }
}
