// A server that lies to its witness: each lie is refused, with the answer tlog-witness asks for,
// and its honest twin is cosigned.
#include "base/base64.hpp"
#include "store/liar.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

using enum WitnessAnswer;

constexpr std::size_t before = 5, after = 12; // what the witness knows, what it is shown

struct Lie {
    std::string name;
    WitnessAnswer answer;
    std::function<std::string(Liar &)> tell;
    std::size_t known = before; // by the witness
};

Submission honest(Liar const &server) { return server.submission(before, after); }

// The honest submission with something changed in it.
std::function<std::string(Liar &)> but(std::function<void(Submission &, Liar &)> const &change) {
    return [change](Liar &server) {
        auto submission = honest(server);
        change(submission, server);
        return write_submission(submission);
    };
}

std::string signed_lines(Liar const &server, std::string const &lines) {
    return sign_note(lines, server.key);
}

std::string replaced(std::string text, std::string const &from, std::string const &to) {
    text.replace(text.find(from), from.size(), to);
    return text;
}

std::vector<Lie> lies_about_history() {
    return {
        {"a fork: history before the cosigned size is another one", inconsistent,
         [](Liar &server) {
             server.leaves[2] = leaf_hash("another entry");
             return write_submission(honest(server));
         }},
        {"reorder: two entries have changed places", inconsistent,
         [](Liar &server) {
             std::swap(server.leaves[1], server.leaves[3]);
             return write_submission(honest(server));
         }},
        {"the last entries were deleted and others put in their place", inconsistent,
         [](Liar &server) {
             server.leaves.erase(server.leaves.begin() + 3, server.leaves.begin() + 6);
             for (int i = 0; i < 3; ++i) server.leaves.push_back(leaf_hash("new"));
             return write_submission(honest(server));
         }},
        {"shrink: the ledger is shorter than it was", old_size_above,
         [](Liar &server) {
             return write_submission({before, {}, server.note(4)});
         }},
        {"shrink, with the old size made to fit", stale,
         [](Liar &server) { return write_submission(server.submission(3, 4)); }},
        {"replay: an older checkpoint as if it were the newest", stale,
         [](Liar &server) { return write_submission(server.submission(2, before)); }},
        {"replay of the very first submission", stale,
         [](Liar &server) { return write_submission(server.submission(0, 3)); }},
        {"two roots of one size", inconsistent,
         [](Liar &server) {
             server.leaves[4] = leaf_hash("another entry");
             return write_submission({before, {}, server.note(before)});
         }},
        {"the old root with a new size", inconsistent, but([](Submission &one, Liar &server) {
             one.note = signed_lines(server,
                                     write_checkpoint({server.origin, after, server.root(before)}));
         })},
        {"the right root with a wrong size", inconsistent, but([](Submission &one, Liar &server) {
             one.note = signed_lines(
                 server, write_checkpoint({server.origin, after + 5, server.root(after)}));
         })},
        {"a huge size", inconsistent, but([](Submission &one, Liar &server) {
             one.note = signed_lines(
                 server, write_checkpoint({server.origin, UINT64_MAX, server.root(after)}));
         })},
        {"size 0 with a root that is not empty", inconsistent,
         [](Liar &server) {
             return write_submission(
                 {0,
                  {},
                  signed_lines(server, write_checkpoint({server.origin, 0, server.root(1)}))});
         },
         0},
        {"back to size 0 after something was cosigned", old_size_above,
         [](Liar &server) {
             return write_submission(
                 {before,
                  {},
                  signed_lines(server, write_checkpoint({server.origin, 0, empty_root()}))});
         }},
        {"an old size the witness never cosigned", stale,
         [](Liar &server) { return write_submission(server.submission(before + 1, after)); }},
        {"an old size beyond the checkpoint", old_size_above,
         but([](Submission &one, Liar &) { one.old_size = after + 1; })},
    };
}

std::vector<Lie> lies_about_proofs() {
    return {
        {"a truncated path", inconsistent,
         but([](Submission &one, Liar &) { one.proof.pop_back(); })},
        {"no path at all", inconsistent, but([](Submission &one, Liar &) { one.proof.clear(); })},
        {"an extra hash", inconsistent,
         but([](Submission &one, Liar &server) { one.proof.push_back(server.leaves[0]); })},
        {"the path backwards", inconsistent,
         but([](Submission &one, Liar &) { std::reverse(one.proof.begin(), one.proof.end()); })},
        {"a leaf as node: a leaf's hash in the place of a subtree's", inconsistent,
         but([](Submission &one, Liar &server) { one.proof.back() = server.leaves[after - 1]; })},
        {"a node as leaf: the tree over the nodes has the same root", inconsistent,
         [](Liar &server) {
             // 8 entries pair into 4 nodes; claimed to be a ledger of 4 that grew to 8
             std::vector<Hash> nodes;
             for (std::size_t i = 0; i < 8; i += 2)
                 nodes.push_back(node_hash(server.leaves[i], server.leaves[i + 1]));
             server.leaves.resize(8);
             return write_submission({before, consistency_proof(nodes, 3), server.note(8)});
         }},
        {"the path of another old size", inconsistent, but([](Submission &one, Liar &server) {
             one.proof = server.submission(before - 1, after).proof;
         })},
        {"a path where there is nothing to prove", inconsistent,
         [](Liar &server) {
             auto one = server.submission(0, after);
             one.proof.push_back(server.leaves[0]);
             return write_submission(one);
         },
         0},
        {"more than 63 hashes", malformed,
         but([](Submission &one, Liar &server) { one.proof.resize(64, server.leaves[0]); })},
        {"a hash of 31 bytes", malformed,
         [](Liar &server) {
             auto const one = honest(server);
             auto const hash = bytes_of(one.proof[0]);
             return replaced(write_submission(one), base::to_base64(hash),
                             base::to_base64(hash.substr(1)));
         }},
        {"a hash of 33 bytes", malformed,
         [](Liar &server) {
             auto const one = honest(server);
             auto const hash = std::string(bytes_of(one.proof[0]));
             return replaced(write_submission(one), base::to_base64(hash),
                             base::to_base64(hash + "x"));
         }},
        {"the old size written otherwise", malformed,
         [](Liar &server) {
             return replaced(write_submission(honest(server)), "old 5", "old 05");
         }},
    };
}

std::vector<Lie> lies_about_signers() {
    return {
        {"a foreign origin", unknown_log, but([](Submission &one, Liar &server) {
             one.note = signed_lines(
                 server, write_checkpoint({"jingzhun/431129", after, server.root(after)}));
         })},
        {"a wrong key with the same name", untrusted, but([](Submission &one, Liar &server) {
             one.note = sign_note(write_checkpoint(server.checkpoint(after)),
                                  make_signing_key(server.origin));
         })},
        {"a stolen line: the signature of another checkpoint", untrusted,
         but([](Submission &one, Liar &server) {
             one.note = write_checkpoint(server.checkpoint(after)) + "\n" +
                        split_note(server.note(before))->lines[0];
         })},
        {"a broken signature beside a good one", untrusted, but([](Submission &one, Liar &server) {
             one.note += split_note(server.note(before))->lines[0];
         })},
        {"a witness's line in the place of the ledger's", untrusted,
         but([](Submission &one, Liar &server) {
             auto const text = write_checkpoint(server.checkpoint(after));
             one.note = text + "\n" + cosignature_line(text, server.witness, 1600000000);
         })},
        {"an extension line below the root", malformed, but([](Submission &one, Liar &server) {
             one.note = signed_lines(server, write_checkpoint(server.checkpoint(after)) +
                                                 "and all is well\n");
         })},
        {"seventeen signatures", malformed, but([](Submission &one, Liar &server) {
             auto const line = split_note(server.note(after))->lines[0];
             for (int i = 0; i < 16; ++i) one.note += line;
         })},
        {"line breaks of another system", malformed,
         but([](Submission &one, Liar &) { one.note = replaced(one.note, "\n", "\r\n"); })},
        {"a byte that is not UTF-8", malformed,
         but([](Submission &one, Liar &) { one.note = replaced(one.note, "jing", "\xFFing"); })},
        {"nothing at all", malformed, [](Liar &) { return std::string(); }},
        {"a book", malformed, [](Liar &) { return std::string(1 << 20, 'a') + '\n'; }},
    };
}

void refuse(std::vector<Lie> const &lies) {
    for (auto const &lie : lies) {
        CAPTURE(lie.name);
        Liar server(40);
        auto const known = server.known(lie.known);
        auto const twin = consider(known, write_submission(server.submission(lie.known, after)));
        CHECK(twin.answer == cosigned);
        CHECK(twin.checkpoint == server.checkpoint(after));
        CHECK(twin.signatures.size() == 1);
        auto const told = consider(known, lie.tell(server));
        CHECK(name_of(told.answer) == name_of(lie.answer));
        CHECK(told.signatures.empty());
    }
}

} // namespace

TEST_CASE("a witness cosigns no lie about history; the honest twin of each it does") {
    CHECK(lies_about_history().size() >= 15);
    refuse(lies_about_history());
}
TEST_CASE("a witness cosigns nothing on a path that does not lead there") {
    CHECK(lies_about_proofs().size() >= 12);
    refuse(lies_about_proofs());
}
TEST_CASE("a witness cosigns nothing the ledger's own key did not sign") {
    CHECK(lies_about_signers().size() >= 11);
    refuse(lies_about_signers());
}

TEST_CASE("the answers have the numbers of tlog-witness") {
    CHECK(http_status(cosigned) == 200);
    CHECK(http_status(malformed) == 400);
    CHECK(http_status(untrusted) == 403);
    CHECK(http_status(unknown_log) == 404);
    CHECK(http_status(old_size_above) == 400);
    CHECK(http_status(stale) == 409);
    CHECK(http_status(inconsistent) == 422);
}

TEST_CASE("a submission is written as the specification writes it, and reads back") {
    Liar const server(20);
    auto const body = write_submission(honest(server));
    CHECK(body.starts_with("old 5\n"));
    CHECK(body.find("=\n\njingzhun/431128\n12\n") != body.npos);
    auto const read = read_submission(body);
    REQUIRE(read);
    CHECK(read->old_size == before);
    CHECK(read->proof == honest(server).proof);
    CHECK(claimed_origin(body) == server.origin);
    CHECK(claimed_origin(server.note(3)) == server.origin);
    CHECK(claimed_origin("old 1\n") == "");
    // The published example's shape: four hashes, and two signatures of unknown keys.
    std::string const example =
        "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
        "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8="
        "\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\nexample.com/behind-the-sofa\n20852163\n"
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\xE2\x80\x94 example.com/behind-the-sofa "
        "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
        "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8"
        "=\n";
    auto const sofa = read_submission(example);
    REQUIRE(sofa);
    CHECK(sofa->proof.size() == 4);
    CHECK(write_submission(*sofa) == example);
    CHECK(consider({"example.com/behind-the-sofa", {public_key_of(server.key)}}, example).answer ==
          untrusted);
}
