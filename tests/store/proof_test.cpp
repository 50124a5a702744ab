// Proofs: the public vectors, every proof of every small tree, and forgeries.
#include "store/proof.hpp"

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "source_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <random>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

std::string bytes_at(base::Json const &one, std::string_view name) {
    return base::from_base64(*one.text(name)).value();
}

std::vector<std::string> proof_at(base::Json const &one) {
    std::vector<std::string> proof;
    if (auto const *entries = one.find("proof")->array())
        for (auto const &entry : *entries)
            proof.push_back(base::from_base64(std::get<std::string>(entry.value)).value());
    return proof;
}

// JSON numbers beyond 63 bits are read as real ones: 2^64 - 1 and nothing else.
std::uint64_t number_at(base::Json const &one, std::string_view name) {
    auto const *integer = std::get_if<std::int64_t>(&one.find(name)->value);
    return integer == nullptr ? UINT64_MAX : static_cast<std::uint64_t>(*integer);
}

bool accepts_inclusion(base::Json const &one) {
    return store::includes(number_at(one, "leafIdx"), number_at(one, "treeSize"),
                           bytes_at(one, "leafHash"), proof_at(one), bytes_at(one, "root"));
}

bool accepts_consistency(base::Json const &one) {
    return consistent(number_at(one, "size1"), number_at(one, "size2"), bytes_at(one, "root1"),
                      bytes_at(one, "root2"), proof_at(one));
}

std::vector<Hash> leaves_of(std::size_t size) {
    std::vector<Hash> leaves;
    for (std::size_t i = 0; i < size; ++i) leaves.push_back(leaf_hash(std::to_string(i)));
    return leaves;
}

// A claim about a tree, true until something in it is changed.
struct Claim {
    std::uint64_t first, second; // index and size, or the two sizes
    Hash one, other;             // leaf and root, or the two roots
    Proof proof;
    bool operator==(Claim const &) const = default;
};

void flip(Hash &hash, std::mt19937 &random) {
    hash[random() % hash.size()] ^= static_cast<unsigned char>(1U << random() % 8);
}

Claim mutate(Claim claim, std::mt19937 &random) {
    auto &proof = claim.proof;
    switch (random() % 9) {
    case 0:
        flip(claim.one, random);
        break;
    case 1:
        flip(claim.other, random);
        break;
    case 2:
        proof.push_back(claim.one);
        break;
    case 3:
        proof.insert(proof.begin(), claim.other);
        break;
    case 4:
        std::swap(claim.one, claim.other);
        break;
    default:
        if (proof.empty()) {
            flip(claim.one, random);
        } else if (auto const at = random() % proof.size(); random() % 4 == 0) {
            proof.erase(proof.begin() + static_cast<std::ptrdiff_t>(at));
        } else if (auto const next = (at + 1) % proof.size(); random() % 3 == 0 && next != at) {
            std::swap(proof[at], proof[next]);
        } else {
            flip(proof[at], random);
        }
    }
    return claim;
}

} // namespace

TEST_CASE("the verifiers agree with all public vectors of transparency-dev/merkle") {
    auto const file = source_folder() + "/../shared/conformance/merkle-proofs.json";
    if (!std::filesystem::exists(file)) {
        MESSAGE("skipped: ../shared/conformance/merkle-proofs.json is not there");
        return;
    }
    auto const cases = base::read_json(base::read_file(file), file);
    int seen = 0, accepted = 0;
    auto const hold = [&](std::string_view kind, bool (*accepts)(base::Json const &)) {
        for (auto const &one : *cases.find(kind)->array()) {
            CAPTURE(*one.text("file"));
            auto const accepts_it = accepts(one);
            CHECK(accepts_it == !std::get<bool>(one.find("wantErr")->value));
            ++seen;
            accepted += accepts_it ? 1 : 0;
        }
    };
    hold("inclusion", accepts_inclusion);
    hold("consistency", accepts_consistency);
    CHECK(seen == 196);
    CHECK(accepted == 12);
}

TEST_CASE("every proof of every tree up to 300 leaves is accepted, and only for its own place") {
    auto const leaves = leaves_of(300);
    std::vector<Hash> roots;
    GrowingTree tree;
    for (auto const &leaf : leaves) {
        tree.add(leaf);
        roots.push_back(tree.root());
    }
    std::int64_t wrong = 0;
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        std::span<Hash const> const these(leaves.data(), size);
        for (std::size_t i = 0; i < size; ++i) {
            auto const proof = inclusion_proof(these, i);
            wrong += !store::includes(i, size, leaves[i], proof, roots[size - 1]);
            wrong += store::includes((i + 1) % size, size, leaves[i], proof, roots[size - 1]) &&
                     size > 1;
            auto const grown = consistency_proof(these, i + 1);
            wrong += !consistent(i + 1, size, roots[i], roots[size - 1], grown);
            wrong += i > 0 && consistent(i, size, roots[i], roots[size - 1], grown);
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("a consistency proof from size 0, or to a smaller tree, is refused") {
    auto const leaves = leaves_of(5);
    auto const root = tree_root(leaves);
    CHECK(!consistent(0, 5, empty_root(), root, {}));
    CHECK(!consistent(0, 0, empty_root(), empty_root(), {}));
    CHECK(!consistent(5, 4, root, tree_root(std::span(leaves).first(4)), {}));
    CHECK(!store::includes(0, 0, leaves[0], {}, empty_root()));
    CHECK(!store::includes(5, 5, leaves[4], inclusion_proof(leaves, 4), root));
    CHECK(!store::includes(UINT64_MAX, UINT64_MAX, leaves[0], {}, leaves[0]));
}

TEST_CASE("of a million proofs with one thing changed none is accepted") {
    std::mt19937 random(431128);
    auto const leaves = leaves_of(300);
    std::int64_t tried = 0, accepted = 0;
    while (tried < 1'000'000) {
        auto const size = 1 + random() % leaves.size(), index = random() % size;
        std::span<Hash const> const these(leaves.data(), size);
        auto const root = tree_root(these);
        Claim const inclusion{index, size, leaves[index], root, inclusion_proof(these, index)};
        Claim const growth{index + 1, size, tree_root(these.first(index + 1)), root,
                           consistency_proof(these, index + 1)};
        for (int i = 0; i < 100; ++i) {
            auto const forged = mutate(inclusion, random), grown = mutate(growth, random);
            if (forged != inclusion)
                accepted += store::includes(forged.first, forged.second, forged.one, forged.proof,
                                            forged.other);
            if (grown != growth)
                accepted +=
                    consistent(grown.first, grown.second, grown.one, grown.other, grown.proof);
            tried += (forged != inclusion) + (grown != growth);
        }
    }
    CHECK(accepted == 0);
}

TEST_CASE("a node does not pass for a leaf, nor a proof for another size of tree") {
    auto const leaves = leaves_of(8);
    auto const root = tree_root(leaves);
    // The tree over the four nodes above the leaves has the same root, but other leaf hashes.
    std::vector<Hash> nodes;
    for (std::size_t i = 0; i < 8; i += 2) nodes.push_back(node_hash(leaves[i], leaves[i + 1]));
    CHECK(tree_root(nodes) == root);
    CHECK(!store::includes(0, 8, nodes[0], inclusion_proof(nodes, 0), root));
    auto const forged = std::string(bytes_of(leaves[0])) + std::string(bytes_of(leaves[1]));
    CHECK(!store::includes(0, 4, leaf_hash(forged), inclusion_proof(nodes, 0), root));
    CHECK(!store::includes(0, 16, leaves[0], inclusion_proof(leaves, 0), root));
}

TEST_CASE("a size that fits the path but not the root proves nothing: no leaf stands in the gap") {
    // A consistency proof does not tell 12 from 13 here (RFC 9162 asks no more). Whoever signs the
    // root of 12 leaves as that of 13 can show no 13th leaf, and the ledger fits no later root.
    auto const leaves = leaves_of(40);
    auto const root = [&](std::size_t size) { return tree_root(std::span(leaves).first(size)); };
    auto const path = consistency_proof(std::span(leaves).first(12), 5);
    CHECK(consistent(5, 12, root(5), root(12), path));
    CHECK(consistent(5, 13, root(5), root(12), path));
    for (std::size_t size = 13; size <= 40; ++size) {
        std::span<Hash const> const these(leaves.data(), size);
        CHECK(!store::includes(12, 13, leaves[12], inclusion_proof(these, 12), root(12)));
        CHECK(!consistent(13, size, root(12), root(size), consistency_proof(these, 13)));
    }
}
