// The tree of RFC 6962: known hashes, and every small tree against the recursive definition.
#include "store/merkle.hpp"

#include "store/proof.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <span>

using namespace jingzhun::store;

namespace {

// RFC 6962 section 2.1, word by word.
Hash defined_root(std::span<std::string const> leaves) {
    if (leaves.empty()) return empty_root();
    if (leaves.size() == 1) return leaf_hash(leaves.front());
    auto const half = std::bit_floor(leaves.size() - 1);
    return node_hash(defined_root(leaves.first(half)), defined_root(leaves.subspan(half)));
}

std::string unhex(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
    return bytes;
}

} // namespace

TEST_CASE("leaves and nodes hash as published, and neither can pass for the other") {
    CHECK(to_hex(empty_root()) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(leaf_hash("")) ==
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    CHECK(to_hex(leaf_hash("L123456")) ==
          "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    auto const left = leaf_hash("a"), right = leaf_hash("b");
    auto const joined = std::string(bytes_of(left)) + std::string(bytes_of(right));
    CHECK(node_hash(left, right) != leaf_hash(joined));
    CHECK(node_hash(left, right) != node_hash(right, left));
}

TEST_CASE("the roots of the eight classic leaves are the published ones") {
    std::vector<std::string> const leaves = {"",
                                             "00",
                                             "10",
                                             "2021",
                                             "3031",
                                             "40414243",
                                             "5051525354555657",
                                             "606162636465666768696a6b6c6d6e6f"};
    std::vector<std::string> const roots = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    GrowingTree tree;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        tree.add_leaf(unhex(leaves[i]));
        CHECK(to_hex(tree.root()) == roots[i]);
    }
}

TEST_CASE("the growing tree has the root of the recursive definition at every size up to 300") {
    std::vector<std::string> leaves;
    std::vector<Hash> hashes;
    GrowingTree tree;
    CHECK(tree.root() == defined_root(leaves));
    for (int size = 1; size <= 300; ++size) {
        leaves.push_back("leaf " + std::to_string(size));
        hashes.push_back(leaf_hash(leaves.back()));
        tree.add(hashes.back());
        auto const expected = defined_root(leaves);
        CHECK(tree.size() == static_cast<std::uint64_t>(size));
        CHECK(tree.root() == expected);
        CHECK(tree_root(hashes) == expected);
    }
}

TEST_CASE("a hash is 32 bytes and nothing else") {
    CHECK(hash_of_bytes(std::string(32, 'a')));
    for (std::size_t const size : {0, 1, 31, 33, 64}) CHECK(!hash_of_bytes(std::string(size, 'a')));
    auto const hash = leaf_hash("x");
    CHECK(hash_of_bytes(bytes_of(hash)) == hash);
}
