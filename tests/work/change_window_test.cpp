// Changes that wait for another system's window: found, approved by another, ticked off.
#include "work/change_window.hpp"

#include "base/error.hpp"
#include "register/county.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using work::ChangeState;

namespace {

constexpr auto source = "roster";
store::Actor const finder{"张", "", ""}, other{"李", "核对无误", ""};

work::WantedChange cell(std::string const &key, std::string const &theirs,
                        std::string const &ours) {
    return {"differs", key, "431128001001", "人均纯收入", theirs, ours};
}

ChangeState state_of(store::Database &database, std::string const &key) {
    for (auto const &change : work::list_window(database, county::code, source))
        if (change.wanted.key == key) return change.state;
    FAIL("no change of " << key);
    return ChangeState::dropped;
}

std::string code_of(std::function<void()> const &act) {
    try {
        act();
    } catch (base::Error const &error) {
        return error.code();
    }
    return "";
}

} // namespace

TEST_CASE(
    "a difference waits, is approved by another person, and is done when it is found no more") {
    county::Store kept;
    auto &database = *kept.database;
    auto const first = work::update_window(database, finder, county::code, source,
                                           {cell("H1", "1", "2"), cell("H2", "3", "4")});
    CHECK(first.added == 2);
    CHECK(first.waiting == 2);
    CHECK(code_of([&] { work::approve_changes(database, finder, county::code, source, {}); }) ==
          "window_needs_another");
    CHECK(work::approve_changes(database, other, county::code, source, {1}) == 1);
    auto const next =
        work::update_window(database, finder, county::code, source, {cell("H2", "3", "4")});
    CHECK(next.done == 1);
    CHECK(state_of(database, "H1") == ChangeState::done);
    CHECK(state_of(database, "H2") == ChangeState::waiting);
}

TEST_CASE("an approval holds for what was approved: another value of ours waits again") {
    county::Store kept;
    auto &database = *kept.database;
    work::update_window(database, finder, county::code, source, {cell("H1", "1", "2")});
    work::approve_changes(database, other, county::code, source, {});
    work::update_window(database, finder, county::code, source, {cell("H1", "1.5", "2")});
    CHECK(state_of(database, "H1") == ChangeState::approved); // still 2 is what we want there
    work::update_window(database, finder, county::code, source, {cell("H1", "1.5", "3")});
    CHECK(state_of(database, "H1") == ChangeState::waiting);
}

TEST_CASE("what was dropped stays dropped until something about it changes; what was done and "
          "comes back is reopened") {
    county::Store kept;
    auto &database = *kept.database;
    work::update_window(database, finder, county::code, source, {cell("H1", "1", "2")});
    CHECK(code_of([&] { work::drop_changes(database, finder, county::code, source, {}); }) ==
          "reason_missing");
    work::drop_changes(database, other, county::code, source, {1});
    CHECK(work::update_window(database, finder, county::code, source, {cell("H1", "1", "2")})
              .waiting == 0);
    CHECK(work::update_window(database, finder, county::code, source, {cell("H1", "1", "5")})
              .reopened == 1);
    work::update_window(database, finder, county::code, source, {});
    CHECK(state_of(database, "H1") == ChangeState::done);
    work::update_window(database, finder, county::code, source, {cell("H1", "1", "5")});
    CHECK(state_of(database, "H1") == ChangeState::waiting);
}

TEST_CASE("sources do not meddle with each other, and an unknown number is named") {
    county::Store kept;
    auto &database = *kept.database;
    work::update_window(database, finder, county::code, source, {cell("H1", "1", "2")});
    work::update_window(database, finder, county::code, "other", {cell("H1", "1", "2")});
    CHECK(work::update_window(database, finder, county::code, "other", {}).done == 1);
    CHECK(state_of(database, "H1") == ChangeState::waiting);
    CHECK(code_of([&] { work::approve_changes(database, other, county::code, source, {9}); }) ==
          "window_change_unknown");
}
