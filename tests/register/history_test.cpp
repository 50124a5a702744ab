// Both times: what was shown then is what known-at shows later; changes told from corrections.
#include "register/county.hpp"
#include "register/history.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace county;
using registry::BatchState;
using registry::Saying;

namespace {

constexpr Date spring{18000}, summer{18100}, autumn{18200};

// One statement about P1 in a batch of its own.
std::int64_t say(Store &county, std::string const &source, std::string const &phone, Date from,
                 bool correction = false, std::optional<Date> dated = {}) {
    Import import(county, source, from, BatchState::accepted, correction);
    import.row("person", {{"number", text("P1")}, { "phone", text(phone) }}, dated);
    return import.finish();
}

std::vector<registry::Version> history(Store &county) {
    return registry::read_history(*county.database, county.definition("person"), code, 1);
}

Value phone(Store &county, Date as_of, std::int64_t position = INT64_MAX) {
    return value(county, "person", "P1", "phone", {.as_of = as_of, .position = position});
}

} // namespace

TEST_CASE("a change leaves the days before as they were; a correction does not") {
    Store county;
    say(county, "roster", "1", spring);
    say(county, "roster", "2", summer);
    CHECK(phone(county, spring) == text("1"));
    CHECK(phone(county, summer) == text("2"));
    say(county, "roster", "3", autumn, true); // what has held since summer was wrong
    CHECK(phone(county, spring) == text("1"));
    CHECK(phone(county, summer) == text("3"));
    CHECK(phone(county, autumn) == text("3"));
}

TEST_CASE("a correction of what has always held replaces it from the beginning") {
    Store county;
    say(county, "roster", "1", spring);
    say(county, "roster", "2", summer, true);
    CHECK(phone(county, spring) == text("2"));
    CHECK(phone(county, Date{0}) == text("2"));
    CHECK(statements(county, "person") == 2);
}

TEST_CASE("a correction corrects its own source only, and says nothing where nothing was said") {
    Store county;
    say(county, "survey", "1", spring, false, spring);
    say(county, "roster", "2", summer, true); // the roster's first word
    auto const versions = history(county);
    REQUIRE(versions.size() == 2);
    CHECK(versions[1].saying == Saying::first);
    CHECK(versions[1].origin.correction);
    CHECK(phone(county, Date{0}) == text("2"));
}

TEST_CASE("a dated correction replaces what was said from the same day") {
    Store county;
    say(county, "survey", "1", spring, false, spring);
    say(county, "survey", "2", autumn, true, spring);
    CHECK(phone(county, spring) == text("2"));
    CHECK(history(county)[1].saying == Saying::correction);
}

TEST_CASE("several rows of a correction complete each other from the same day") {
    Store county;
    say(county, "roster", "1", spring);
    say(county, "roster", "2", summer);
    Import import(county, "roster", autumn, BatchState::accepted, true);
    import.row("person", {{"number", text("P1")}, { "phone", text("3") }});
    import.row("person", {{"number", text("P1")}, { "name", text("李明") }});
    import.finish();
    CHECK(phone(county, summer) == text("3"));
    CHECK(value(county, "person", "P1", "name", {.as_of = summer}) == text("李明"));
    CHECK(phone(county, spring) == text("1"));
}

TEST_CASE("a correction that says what is said already is no statement") {
    Store county;
    say(county, "roster", "1", spring);
    Import import(county, "roster", summer, BatchState::accepted, true);
    CHECK(import.row("person", {{"number", text("P1")}, {"phone", text("1")}}) ==
          Outcome::unchanged);
}

TEST_CASE("what was corrected can still be seen as it was known") {
    Store county;
    say(county, "roster", "1", spring);
    auto const before = registry::ledger_position(*county.database, code);
    say(county, "roster", "2", summer, true);
    CHECK(phone(county, spring, before) == text("1"));
    CHECK(phone(county, spring) == text("2"));
}

TEST_CASE("the history tells which is which, from when it holds and while it was known") {
    Store county;
    say(county, "roster", "1", spring);
    say(county, "roster", "2", summer);
    auto const wrong = say(county, "roster", "3", autumn, true);
    auto versions = history(county);
    REQUIRE(versions.size() == 3);
    CHECK(versions[0].saying == Saying::first);
    CHECK(versions[1].saying == Saying::change);
    CHECK(versions[2].saying == Saying::correction);
    CHECK(versions[0].valid_to == summer);
    CHECK(versions[1].origin.valid_from == summer);
    CHECK(versions[2].origin.valid_from == summer);
    CHECK(versions[2].valid_to == jingzhun::base::date_max);
    CHECK(versions[1].changed == std::vector{county.definition("person").field_index("phone")});
    CHECK(versions[0].known.size() == 1);
    CHECK(versions[0].known[0].to == 0);
    REQUIRE(versions[1].known.size() == 1);
    CHECK(versions[1].known[0].to == versions[2].known[0].from);
    registry::roll_back(*county.database, {"chief", "本来就对", ""}, code, wrong);
    versions = history(county);
    CHECK_FALSE(versions[2].counts);
    REQUIRE(versions[1].known.size() == 2); // known, replaced, known again
    CHECK(versions[1].known[1].from == versions[2].known[0].to);
    CHECK(versions[1].known[1].to == 0);
}

TEST_CASE("authors are who imported what counts") {
    Store county;
    auto const by = [&](std::string const &who, std::string const &phone, Date from) {
        Import import(county, "roster", from, BatchState::accepted, false, who);
        import.row("person", {{"number", text("P1")}, { "phone", text(phone) }});
        return import.finish();
    };
    by("zhang", "1", spring);
    by("zhang", "2", summer);
    auto const last = by("li", "3", autumn);
    auto const authors = [&] {
        return registry::authors_of(*county.database, county.definition("person"), code, 1);
    };
    CHECK(authors() == std::vector<std::string>{"zhang", "li"});
    registry::roll_back(*county.database, {}, code, last);
    CHECK(authors() == std::vector<std::string>{"zhang"});
}

namespace {

// What the store shows of all persons and households on some days, in words.
std::string shown(Store &county, registry::Moment moment) {
    std::string all;
    for (auto const *name : {"household", "person"})
        for (auto const *key : {"1", "2"})
            for (auto const day : {Date{0}, spring, summer, autumn, jingzhun::base::date_max}) {
                moment.as_of = day;
                auto const record = read(county, name, key, moment);
                all += std::string(name) + key + (record ? " " + record->area : " -");
                for (std::size_t i = 0; record && i < record->values.size(); ++i) {
                    auto const &value = record->values[i];
                    if (auto const *said = std::get_if<std::string>(&value)) all += " " + *said;
                    if (record->origins[i])
                        all += "@" + std::to_string(record->origins[i]->batch) + "." +
                               std::to_string(record->origins[i]->row);
                }
                all += "\n";
            }
    return all;
}

struct Seen {
    std::int64_t position = 0;
    jingzhun::base::Instant time = 0;
    std::string what;
};

// One step of any history: an import, a correction, a staged batch, its acceptance, a rollback.
void step(Store &county, std::uint32_t random, std::vector<std::int64_t> &batches) {
    auto const pick = [&random](std::uint32_t among) {
        auto const picked = random % among;
        random /= among;
        return picked;
    };
    auto const what = pick(6);
    if (what >= 4 && !batches.empty()) {
        auto const batch = batches[pick(static_cast<std::uint32_t>(batches.size()))];
        try {
            if (what == 4) registry::roll_back(*county.database, {}, code, batch);
            else registry::accept(*county.database, {}, code, batch);
        } catch (jingzhun::base::Error const &) { // taken back, or accepted, already
        }
        return;
    }
    std::array const days = {spring, summer, autumn};
    auto const day = days[pick(3)];
    Import import(county, pick(2) == 0 ? "roster" : "survey", day,
                  what == 3 ? BatchState::staged : BatchState::accepted, what == 2);
    for (auto rows = 1 + pick(3); rows > 0; --rows) {
        auto const key = std::to_string(1 + pick(2)), said = std::to_string(pick(4));
        auto const dated = pick(3) == 0 ? std::optional(days[pick(3)]) : std::nullopt;
        if (pick(2) == 0)
            import.row("household",
                       {{"number", text(key)},
                        { "village",
                          text("43112810000" + said) }},
                       dated);
        else
            import.row("person",
                       {{"number", text(key)},
                        {"household_no", text("1")},
                        { "phone",
                          text(said) }},
                       dated);
    }
    batches.push_back(import.finish());
}

} // namespace

TEST_CASE("of any history of imports, corrections and rollbacks, what was shown then is what is "
          "shown as known then") {
    rc::check([](std::vector<std::uint32_t> const &randoms) {
        Store county;
        std::vector<std::int64_t> batches;
        std::vector<Seen> seen;
        for (auto const random : randoms) {
            step(county, random, batches);
            seen.push_back({registry::ledger_position(*county.database, code),
                            jingzhun::base::now(), shown(county, {})});
        }
        for (auto const &then : seen) {
            RC_ASSERT(shown(county, {.position = then.position}) == then.what);
            RC_ASSERT(shown(county, {.known_at = then.time}) == then.what);
        }
    });
}

TEST_CASE("by the ledger, what was known does not depend on clocks") {
    Store county;
    say(county, "roster", "1", spring);
    auto const before = registry::ledger_position(*county.database, code);
    say(county, "roster", "2", summer, true);
    // The clock was ten years ahead at the first import, ten years behind at the second.
    auto const decade = std::int64_t{3652} * 86'400 * 1'000'000;
    county.database->execute("UPDATE batch SET accepted_at = accepted_at + " +
                             std::to_string(decade) + " WHERE id = 1");
    county.database->execute("UPDATE batch SET accepted_at = accepted_at - " +
                             std::to_string(decade) + " WHERE id = 2");
    CHECK(phone(county, spring, before) == text("1"));
    CHECK(phone(county, spring) == text("2"));
}
