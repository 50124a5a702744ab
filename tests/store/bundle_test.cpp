// Proofs as files: what is in them, that they read back, and that any change is noticed.
#include "store/forger.hpp"
#include "store/row_cells.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

CheckedBundle check(Forger const &county, Bundle const &bundle) {
    return check_bundle(write_bundle(bundle), county.trust);
}

} // namespace

TEST_CASE("proofs of a record, a change and an event hold, part by part") {
    Forger county;
    auto const record = check(county, county.record());
    CHECK(record.problems.empty());
    REQUIRE(record.parts.size() == 4);
    CHECK(record.parts[0].name == "event 2");
    CHECK(record.parts[1].name == "r_household record=4 batch=2 row=5");
    CHECK(std::ranges::all_of(record.parts, &CheckedPart::holds));
    CHECK(record.checkpoint.checkpoint.size == 10);
    CHECK(check(county, county.change()).problems.empty());
    CHECK(check(county, county.event()).problems.empty());
}

TEST_CASE("people can read what is proven, with names, amounts and times as they write them") {
    Forger county;
    auto const text = write_bundle(county.record());
    for (auto const *shown : {"户主 Head (f_head): 户主4", "收入 Income (f_income): 6335.92",
                              "record r_household 43112800004", "jingzhun/431128", "actor: 李明",
                              "reason: 年度核查", "2020-09-13T12:26:40"})
        CHECK_MESSAGE(text.find(shown) < text.find("========"), shown);
    CHECK(text.size() < 10'000);
    CHECK(reading_part(county.change()).find("state: 4") != std::string::npos);
    CHECK(reading_part(county.change()).find("id: 3") != std::string::npos);
}

TEST_CASE("a proof reads back as it was written") {
    Forger county;
    for (auto const &bundle : {county.record(), county.change(), county.event()}) {
        auto const read = read_bundle(write_bundle(bundle));
        CHECK(read.whole);
        CHECK(read.same_text);
        CHECK(read.bundle == bundle);
    }
}

TEST_CASE("a text that holds line feeds, marks of the border or bytes of any kind does no harm") {
    Forger county;
    auto border = write_bundle(county.event());
    border = border.substr(border.find("\n\n========") + 1);
    border = border.substr(0, border.find("jingzhun-proof"));
    for (std::string const &name :
         {std::string("李\n明"), "\n" + border, std::string("a\0b", 3), std::string("\xFF"),
          std::string("row 3 5\n"), std::string(5000, 'x')}) {
        auto &part = county.rows.at({"r_household", 2});
        part[3] = Forger::household_row(4, 2, name);
        county.events[1].seals[1].root = Forger::root_of(part);
        county.server.leaves[1] = leaf_hash(write_leaf(county.events[1]));
        CHECK(check(county, county.record()).problems.empty());
    }
}

TEST_CASE("a proof with any byte changed is refused") {
    Forger county;
    auto const text = write_bundle(county.record());
    REQUIRE(check_bundle(text, county.trust).problems.empty());
    auto trust = county.trust; // the witness's line matters where it is needed
    trust.witnesses = {public_key_of(county.server.witness)};
    trust.witnesses_needed = 1;
    REQUIRE(check_bundle(text, trust).problems.empty());
    std::size_t passed = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto forged = text;
        forged[i] = static_cast<char>(forged[i] ^ 1 << i % 7);
        passed += check_bundle(forged, trust).problems.empty();
    }
    CHECK(passed == 0);
}

TEST_CASE("a proof cut off anywhere, or with something behind it, is refused") {
    Forger county;
    auto const text = write_bundle(county.record());
    std::size_t passed = 0;
    for (std::size_t size = 0; size < text.size(); ++size)
        passed += check_bundle(text.substr(0, size), county.trust).problems.empty() &&
                  size + 200 < text.size(); // without the witness's line it is still a proof
    CHECK(passed == 0);
    CHECK(check_bundle(text + "\n", county.trust).problems.at(0).code == "checkpoint_malformed");
    CHECK(check_bundle(text + text, county.trust).problems.size() >= 1);
    auto const empty = check_bundle("", county.trust);
    CHECK(empty.problems.at(0).code == "proof_malformed");
    CHECK(empty.parts.empty());
}

TEST_CASE("a proof tells on which line it breaks off") {
    Forger county;
    auto text = write_bundle(county.event());
    auto const at = text.find("path 4");
    REQUIRE(at != text.npos);
    text[at] = 'P';
    auto const read = read_bundle(text);
    CHECK(!read.whole);
    CHECK(read.line ==
          1 + static_cast<std::size_t>(
                  std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')));
}

TEST_CASE("rows are taken apart only where each value is written in its one way") {
    auto const row = read_row(Forger::household_row(4, 2, "李\n明"));
    REQUIRE(row);
    CHECK(row->table == "r_household");
    CHECK(row->integer("record") == 4);
    CHECK(*row->text("f_head") == "李\n明");
    CHECK(!row->integer("f_head"));
    CHECK(row->text("record") == nullptr);
    for (auto const *bytes : {"",
                              "t",
                              "\n",
                              "t\na=i1",
                              "t\na=i01\n",
                              "t\na=i-0\n",
                              "t\na=i\n",
                              "t\na=x1\n",
                              "t\n=i1\n",
                              "t\na=t2:a\n",
                              "t\na=t01:a\n",
                              "t\na=t1:ab\n",
                              "t\na=b1:0G\n",
                              "t\na=b1:0A\n",
                              "t\na=b1:0\n",
                              "t\na=r0f\n",
                              "t\na=rF\n",
                              "t\na=i1\na=i1\n",
                              "t\na=i99999999999999999999\n",
                              "t\na=t4294967296:\n",
                              "t\na=t-1:\n"})
        CHECK_MESSAGE(!read_row(bytes), bytes);
    CHECK(read_row("t\n"));
    CHECK(read_row("t\na=i-1\nb=r3fe0000000000000\nc=b2:00ff\nd=t0:\n"));
}

TEST_CASE("a column can be shown only in ways that there are") {
    Forger county;
    auto bundle = county.record();
    for (auto const *type : {"text", "integer", "money", "date", "instant", "yes_no"}) {
        bundle.labels[1].type = type;
        CHECK(check(county, bundle).problems.empty());
    }
    bundle.labels[1].type = "percent";
    CHECK(check(county, bundle).problems.at(0).code == "proof_malformed");
}
