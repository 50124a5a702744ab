// A server that lies in its proofs: each forgery is refused, says what is wrong, and leaves
// standing what still holds; its honest twin passes.
#include "store/forger.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

struct Forgery {
    std::string name, code;
    std::function<void(Bundle &, Forger &)> forge;
    std::size_t holding = 4; // of the four parts of the proof
};

std::string replaced(std::string text, std::string const &from, std::string const &to) {
    auto const at = text.find(from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

ProvenRow &row_of(Bundle &bundle, std::size_t event = 0) { return bundle.events[event].rows[0]; }

void sign(Bundle &bundle, Forger const &county, Checkpoint const &checkpoint) {
    bundle.checkpoint = sign_note(write_checkpoint(checkpoint), county.server.key);
}

// The leaf with something changed, as the forger would write it into a proof.
void change_leaf(Bundle &bundle, std::function<void(EventLeaf &)> const &change) {
    auto leaf = read_leaf(bundle.events[0].leaf);
    change(*leaf);
    bundle.events[0].leaf = write_leaf(*leaf);
}

std::vector<Forgery> forged_rows() {
    return {
        {"a changed row with the right path", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &) {
             auto &row = row_of(bundle);
             row.bytes = replaced(row.bytes, "f_income=i633592", "f_income=i233592");
         },
         3},
        {"the salt changed", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &) {
             auto &row = row_of(bundle);
             row.bytes = replaced(row.bytes, "salt=b16:73", "salt=b16:74");
         },
         3},
        {"the salt left out", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &) {
             auto &row = row_of(bundle);
             auto const at = row.bytes.find("salt=");
             row.bytes.erase(at, row.bytes.find('\n', at) + 1 - at);
         },
         3},
        {"a value added to a row", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &) { row_of(bundle).bytes += "f_extra=i1\n"; }, 3},
        {"the right row in another place", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &) { row_of(bundle).place = 2; }, 3},
        {"a place beyond the part", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &) { row_of(bundle).place = 7; }, 3},
        {"a truncated path", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &) { row_of(bundle).path.pop_back(); }, 3},
        {"an extra hash", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &county) {
             row_of(bundle).path.push_back(county.server.leaves[0]);
         },
         3},
        {"the path of another row", "proof_row_not_sealed",
         [](Bundle &bundle, Forger &county) {
             row_of(bundle).path = county.proven_row({"r_household", 2}, 4).path;
         },
         3},
        {"a seal of another part: the row of one batch under the event of another",
         "proof_seal_missing",
         [](Bundle &bundle, Forger &county) {
             row_of(bundle, 1) = county.proven_row({"r_household", 4}, 3);
         },
         3},
        {"a seal of another table", "proof_seal_missing",
         [](Bundle &bundle, Forger &) {
             row_of(bundle).bytes = replaced(row_of(bundle).bytes, "r_household", "r_person");
         },
         3},
        {"a node as row: the bytes of two hashes", "proof_row_malformed",
         [](Bundle &bundle, Forger &county) {
             auto const hashes = Forger::hashes_of(county.rows.at({"r_household", 2}));
             row_of(bundle).bytes =
                 std::string(bytes_of(hashes[2])) + std::string(bytes_of(hashes[3]));
             row_of(bundle).path.erase(row_of(bundle).path.begin());
             row_of(bundle).place = 1;
         },
         3},
        {"a number written in another way", "proof_row_malformed",
         [](Bundle &bundle, Forger &) {
             row_of(bundle).bytes = replaced(row_of(bundle).bytes, "record=i4", "record=i04");
         },
         3},
        {"a row of another county", "proof_row_foreign",
         [](Bundle &bundle, Forger &) {
             row_of(bundle).bytes =
                 replaced(row_of(bundle).bytes, "county=i431128", "county=i431129");
         },
         3},
    };
}

std::vector<Forgery> forged_events() {
    return {
        {"another kind of event", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &) {
             change_leaf(bundle, [](EventLeaf &leaf) { leaf.kind = "check"; });
         },
         2},
        {"another time", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &) {
             change_leaf(bundle, [](EventLeaf &leaf) { leaf.time -= 86'400'000'000; });
         },
         2},
        {"another place in the ledger", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &) {
             change_leaf(bundle, [](EventLeaf &leaf) { leaf.sequence = 3; });
         },
         2},
        {"an event beyond the ledger's end", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &) {
             change_leaf(bundle, [](EventLeaf &leaf) { leaf.sequence = INT64_MAX; });
         },
         0},
        {"an event before the first", "proof_order",
         [](Bundle &bundle, Forger &) {
             change_leaf(bundle, [](EventLeaf &leaf) { leaf.sequence = 0; });
         },
         2},
        {"rows made up, and a seal that fits them", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &county) {
             auto &part = county.rows.at({"r_household", 2});
             part[3] = Forger::household_row(4, 2, "张三");
             row_of(bundle) = county.proven_row({"r_household", 2}, 3);
             change_leaf(bundle,
                         [&](EventLeaf &leaf) { leaf.seals[1].root = Forger::root_of(part); });
         },
         2},
        {"a seal of another event", "proof_seal_differs",
         [](Bundle &bundle, Forger &county) {
             bundle.events[0].seals.push_back(county.proven_seal(6, 1));
         },
         4},
        {"a seal beside those under the root", "proof_seal_differs",
         [](Bundle &bundle, Forger &county) {
             auto &part = county.rows.at({"r_household", 6});
             part[3] = Forger::household_row(4, 6, "张三");
             county.events[5].seals[1].root = Forger::root_of(part);
             bundle.events[1].seals[0] = county.proven_seal(6, 1);
             bundle.events[1].rows[0] = county.proven_row({"r_household", 6}, 3);
         },
         3},
        {"a seal left out", "proof_seal_missing",
         [](Bundle &bundle, Forger &) { bundle.events[1].seals.clear(); }, 3},
        {"a seal's place beyond their number", "proof_seal_differs",
         [](Bundle &bundle, Forger &) { bundle.events[1].seals[0].place = 6; }, 3},
        {"a seal twice", "proof_seal_differs",
         [](Bundle &bundle, Forger &) {
             bundle.events[1].seals.push_back(bundle.events[1].seals[0]);
         },
         4},
        {"an event of another county", "proof_event_foreign",
         [](Bundle &bundle, Forger &) {
             change_leaf(bundle, [](EventLeaf &leaf) { leaf.county = 431129; });
         },
         2},
        {"an event's bytes with something behind them", "proof_event_malformed",
         [](Bundle &bundle, Forger &) { bundle.events[0].leaf += "seal\n"; }, 2},
        {"a truncated path to the root", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &) { bundle.events[0].path.pop_back(); }, 2},
        {"two hashes of the path exchanged", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &) {
             std::swap(bundle.events[0].path[0], bundle.events[0].path[1]);
         },
         2},
        {"events in reverse order", "proof_order",
         [](Bundle &bundle, Forger &) { std::swap(bundle.events[0], bundle.events[1]); }, 2},
        {"another one who did it", "proof_private_differs",
         [](Bundle &bundle, Forger &) {
             bundle.events[0].opening = replaced(bundle.events[0].opening, "李明", "王明");
         },
         2},
        {"the private lines' salt changed", "proof_private_differs",
         [](Bundle &bundle, Forger &) {
             bundle.events[0].opening = replaced(bundle.events[0].opening, "b16:30", "b16:31");
         },
         2},
    };
}

std::vector<Forgery> forged_checkpoints() {
    return {
        {"a foreign origin", "proof_origin_foreign",
         [](Bundle &bundle, Forger &county) {
             sign(bundle, county, {"jingzhun/431129", 10, county.server.root(10)});
         },
         0},
        {"a wrong key with the same name", "proof_signer_unknown",
         [](Bundle &bundle, Forger &county) {
             bundle.checkpoint = sign_note(write_checkpoint(county.server.checkpoint(10)),
                                           make_signing_key(county.server.origin));
         },
         0},
        {"a stolen line: the signature of an older checkpoint", "proof_signature_bad",
         [](Bundle &bundle, Forger &county) {
             bundle.checkpoint = write_checkpoint(county.server.checkpoint(10)) + "\n" +
                                 split_note(county.server.note(9))->lines[0];
         },
         0},
        {"an older checkpoint, from before the second event", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &county) { bundle.checkpoint = county.server.note(5); }, 0},
        {"the old root with a new size", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &county) {
             sign(bundle, county, {county.server.origin, 10, county.server.root(9)});
         },
         0},
        {"the right root with a wrong size", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &county) {
             sign(bundle, county, {county.server.origin, 17, county.server.root(10)});
         },
         0},
        {"a huge size", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &county) {
             sign(bundle, county, {county.server.origin, UINT64_MAX, county.server.root(10)});
         },
         0},
        {"size 0", "proof_event_not_in_ledger",
         [](Bundle &bundle, Forger &county) {
             sign(bundle, county, {county.server.origin, 0, empty_root()});
         },
         0},
        {"size 0 with a root", "checkpoint_malformed",
         [](Bundle &bundle, Forger &county) {
             sign(bundle, county, {county.server.origin, 0, county.server.root(10)});
         },
         0},
        {"no checkpoint", "checkpoint_malformed",
         [](Bundle &bundle, Forger &) { bundle.checkpoint.clear(); }, 0},
    };
}

std::vector<Forgery> forged_stories() {
    return {
        {"another record's row among them", "proof_about_differs",
         [](Bundle &bundle, Forger &county) {
             row_of(bundle, 1) = county.proven_row({"r_household", 6}, 4);
         }},
        {"the rows of one record as those of another", "proof_about_differs",
         [](Bundle &bundle, Forger &) { bundle.about.key = "43112800005"; }},
        {"of another register", "proof_about_differs",
         [](Bundle &bundle, Forger &) { bundle.about.table = "r_person"; }},
        {"of a kind nobody knows", "proof_about_differs",
         [](Bundle &bundle, Forger &) { bundle.about.what = "village"; }},
        {"without the statement that says whose record it is", "proof_about_differs",
         [](Bundle &bundle, Forger &) { bundle.events.erase(bundle.events.begin()); }, 2},
        {"no rows at all", "proof_about_differs",
         [](Bundle &bundle, Forger &) {
             for (auto &event : bundle.events) event.rows.clear();
         },
         2},
        {"one row twice", "proof_order",
         [](Bundle &bundle, Forger &) {
             bundle.events[0].rows.push_back(bundle.events[0].rows[0]);
         },
         5},
    };
}

void refuse(std::vector<Forgery> const &forgeries) {
    for (auto const &forgery : forgeries) {
        CAPTURE(forgery.name);
        Forger county;
        auto bundle = county.record();
        auto const twin = check_bundle(write_bundle(bundle), county.trust);
        CHECK(twin.problems.empty());
        CHECK(std::ranges::count(twin.parts, true, &CheckedPart::holds) == 4);
        forgery.forge(bundle, county);
        auto const told = check_bundle(write_bundle(bundle), county.trust);
        REQUIRE(!told.problems.empty());
        CHECK(told.problems[0].code == forgery.code);
        CHECK(std::ranges::count(told.parts, true, &CheckedPart::holds) ==
              static_cast<std::ptrdiff_t>(forgery.holding));
        CHECK(base::describe(told.problems[0], base::Language::zh).find('{') == std::string::npos);
    }
}

} // namespace

TEST_CASE("a forged row is refused; its event and the other rows still hold") {
    refuse(forged_rows());
}
TEST_CASE("a forged event is refused with its rows; the other events still hold") {
    refuse(forged_events());
}
TEST_CASE("under a forged checkpoint nothing holds") { refuse(forged_checkpoints()); }
TEST_CASE("true rows do not make a false story") { refuse(forged_stories()); }

TEST_CASE(
    "two roots of one size: without its witness the fork is refused, the cosigned one passes") {
    Forger county;
    county.trust.witnesses = {public_key_of(county.server.witness)};
    county.trust.witnesses_needed = 1;
    auto const honest = county.record();
    CHECK(check_bundle(write_bundle(honest), county.trust).problems.empty());
    Forger fork;
    fork.server.key = county.server.key;
    fork.server.leaves[8] = leaf_hash("another history");
    auto forged = fork.record();
    forged.checkpoint = fork.server.note(10);
    auto trust = county.trust;
    trust.witnesses_needed = 0;
    CHECK(check_bundle(write_bundle(forged), trust).problems.empty()); // the key alone cannot tell
    auto const told = check_bundle(write_bundle(forged), county.trust);
    CHECK(told.problems.at(0).code == "checkpoint_witnesses");
    CHECK(std::ranges::none_of(told.parts, &CheckedPart::holds));
    // The witness's line of the honest root put below the other.
    forged.checkpoint += split_note(county.server.cosigned(10))->lines[1];
    CHECK(check_bundle(write_bundle(forged), county.trust).problems.at(0).code ==
          "proof_signature_bad");
}

TEST_CASE("a duplicate cosigner does not make two witnesses; two witnesses do") {
    Forger county;
    auto const second = make_signing_key("province.example/1", KeyKind::ed25519_cosigner);
    county.trust.witnesses = {public_key_of(county.server.witness), public_key_of(second)};
    county.trust.witnesses_needed = 2;
    auto bundle = county.record();
    auto const once = bundle.checkpoint;
    auto const text = write_checkpoint(county.server.checkpoint(10));
    bundle.checkpoint = once + cosignature_line(text, county.server.witness, 1600000001);
    CHECK(check_bundle(write_bundle(bundle), county.trust).problems.at(0).code ==
          "checkpoint_witnesses");
    bundle.checkpoint = once + cosignature_line(text, second, 1600000001);
    CHECK(check_bundle(write_bundle(bundle), county.trust).problems.empty());
}

TEST_CASE("where the reading part was changed, what is proven still holds") {
    Forger county;
    auto const text = write_bundle(county.record());
    auto const told = check_bundle(replaced(text, "6335.92", "2335.92"), county.trust);
    REQUIRE(told.problems.size() == 1);
    CHECK(told.problems[0].code == "proof_text_differs");
    CHECK(std::ranges::all_of(told.parts, &CheckedPart::holds));
    CHECK(told.reading.find("6335.92") != std::string::npos);
}

TEST_CASE("of forged proofs of a change and an event none passes") {
    Forger county;
    auto const code = [&](Bundle const &bundle) {
        auto const told = check_bundle(write_bundle(bundle), county.trust);
        return told.problems.empty() ? std::string() : told.problems[0].code;
    };
    auto change = county.change();
    CHECK(code(change).empty());
    change.about.key = "id=4";
    CHECK(code(change) == "proof_about_differs");
    change = county.change();
    change.about.table = "account";
    CHECK(code(change) == "proof_about_differs");
    change = county.change();
    auto &row = change.events[0].rows[0];
    row.bytes = replaced(row.bytes, "state=i2", "state=i3");
    CHECK(code(change) == "proof_row_not_sealed");
    auto event = county.event();
    CHECK(code(event).empty());
    event.about.key = "6";
    CHECK(code(event) == "proof_about_differs");
    event = county.event();
    event.events[0].opening = replaced(event.events[0].opening, "{\"rows\":7}", "{\"rows\":8}");
    CHECK(code(event) == "proof_private_differs");
}
