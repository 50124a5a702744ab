// What is published of an event, and what of it is only committed to.
#include "store/event_leaf.hpp"
#include "store/ledger_tree.hpp"
#include "store/proof.hpp"
#include "store/row_bytes.hpp"
#include "store/sealed_store.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace jingzhun::store;

namespace {

EventLeaf example() {
    return {431128,
            12,
            1606694400000000,
            "import",
            leaf_hash("private"),
            {{"change", 12, 2, leaf_hash("a")}, {"r_person", 3, 120, leaf_hash("b")}}};
}

} // namespace

TEST_CASE("a leaf reads back as it was written") {
    auto const leaf = example();
    CHECK(read_leaf(write_leaf(leaf)) == leaf);
    CHECK(write_leaf(leaf).starts_with(
        "event\ncounty=i431128\nsequence=i12\ntime=i1606694400000000\nkind=t6:import\n"
        "private=t44:"));
}

TEST_CASE("of many seals a leaf holds how many they are and the root over them") {
    auto leaf = example();
    for (auto const *list : {"r_land", "r_loan", "r_pension"})
        leaf.seals.push_back({list, 3, 7, leaf_hash(list)});
    auto const text = write_leaf(leaf);
    CHECK(text.find("r_land") == text.npos);
    auto const read = read_leaf(text);
    REQUIRE(read);
    CHECK(read->seals.empty());
    CHECK(read->seal_count == 5);
    std::vector<Hash> hashes;
    for (auto const &seal : leaf.seals) {
        CHECK(read_seal(write_seal(seal)) == seal);
        CHECK(!read_seal(write_seal(seal) + "seal\n"));
        hashes.push_back(leaf_hash(write_seal(seal)));
    }
    CHECK(read->seal_root == tree_root(hashes));
    CHECK(write_leaf(*read) == text);
    auto few = text;
    few.replace(few.find("seals=i5"), 8, "seals=i4"); // so many would be written out
    CHECK(!read_leaf(few));
    CHECK(!read_leaf(text + write_seal(leaf.seals.front())));
    leaf.seals.pop_back();
    CHECK(read_leaf(write_leaf(leaf)) == leaf);
}

TEST_CASE("a leaf with one byte changed, missing or more is refused or is another leaf") {
    auto const leaf = example();
    auto const text = write_leaf(leaf);
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto changed = text;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK(read_leaf(changed) != leaf);
        CHECK(read_leaf(text.substr(0, at)) != leaf);
        CHECK(read_leaf(text.substr(0, at) + '\n' + text.substr(at)) != leaf);
    }
}

TEST_CASE("any bytes at all are read without harm") {
    CHECK(rc::check("no text is a leaf unless write_leaf makes it", [] {
        auto text = write_leaf(example());
        auto const at = *rc::gen::inRange<std::size_t>(0, text.size());
        text.replace(at, *rc::gen::inRange<std::size_t>(0, 9), *rc::gen::string<std::string>());
        auto const leaf = read_leaf(text);
        if (leaf) RC_ASSERT(write_leaf(*leaf) == text);
        values_of("");
        name_of_key(*rc::gen::string<std::string>());
    }));
}

TEST_CASE("the leaf of an event tells nothing personal, and the same event twice looks different") {
    SealedStore store;
    store.set_finding(1, 0);
    store.set_finding(1, 0);
    auto const first = leaf_of(*store.database, SealedStore::county, 1);
    for (auto const *secret : {"李明", "年度", "office-3", "finding 1"})
        CHECK(leaf_of(*store.database, SealedStore::county, 2).find(secret) == std::string::npos);
    auto const second = read_leaf(leaf_of(*store.database, SealedStore::county, 2));
    auto const third = read_leaf(leaf_of(*store.database, SealedStore::county, 3));
    REQUIRE(second);
    REQUIRE(third);
    CHECK(second->private_commitment != third->private_commitment);
    CHECK(second->kind == "check");
}

TEST_CASE("lines of cells give the values back that made them") {
    std::string lines;
    add_integer(lines, "a", -5);
    add_text(lines, "b", "two\nlines = t3:x");
    add_real(lines, "c", 0.1);
    auto const values = values_of(lines);
    REQUIRE(values.size() == 3);
    CHECK(std::get<std::int64_t>(values[0]) == -5);
    CHECK(std::get<std::string>(values[1]) == "two\nlines = t3:x");
    CHECK(std::get<double>(values[2]) == 0.1);
    CHECK(name_of_key("county=i1\nrecord=i7\nname=t2:ab\n") == "record=7 name=ab");
    CHECK(name_of_key("nonsense") == "?");
}
