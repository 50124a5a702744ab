// The scenarios of the nation's pack.
#include "pack/load.hpp"
#include "source_folder.hpp"
#include "work/scenario.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;

TEST_CASE("every scenario of the pack goes as written") {
    auto const pack = pack::load_or_throw(source_folder() + "/packs/china");
    CHECK(pack.procedures.size() >= 13);
    CHECK(pack.scenarios.size() > 100);
    for (auto const &result : work::run_scenarios(pack))
        for (auto const &one : result.differences)
            FAIL_CHECK(one.place.file << ":" << one.place.line << " "
                                      << result.scenario->subject.name << ": " << one.act
                                      << " should be " << one.expected << ", is " << one.got);
}
