// What a lying server may tell its witness, and the answer tlog-witness asks for. The honest twin
// of each is a ledger that grew from `known` entries to `lies_shown`.
#pragma once

#include "base/base64.hpp"
#include "store/liar.hpp"

#include <algorithm>

namespace jingzhun::store {

constexpr std::size_t lies_known = 5, lies_shown = 12; // what the witness knows, what it is shown

struct Lie {
    std::string name;
    WitnessAnswer answer;
    std::function<std::string(Liar &)> tell;
    std::size_t known = lies_known; // by the witness
};

inline Submission honest(Liar const &server) { return server.submission(lies_known, lies_shown); }

// The honest submission with something changed in it.
inline std::function<std::string(Liar &)>
but(std::function<void(Submission &, Liar &)> const &change) {
    return [change](Liar &server) {
        auto submission = honest(server);
        change(submission, server);
        return write_submission(submission);
    };
}

inline std::string signed_lines(Liar const &server, std::string const &lines) {
    return sign_note(lines, server.key);
}

inline std::string replaced(std::string text, std::string const &from, std::string const &to) {
    text.replace(text.find(from), from.size(), to);
    return text;
}

inline std::vector<Lie> lies_about_history() {
    using enum WitnessAnswer;
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
             return write_submission({lies_known, {}, server.note(4)});
         }},
        {"shrink, with the old size made to fit", stale,
         [](Liar &server) { return write_submission(server.submission(3, 4)); }},
        {"replay: an older checkpoint as if it were the newest", stale,
         [](Liar &server) { return write_submission(server.submission(2, lies_known)); }},
        {"replay of the very first submission", stale,
         [](Liar &server) { return write_submission(server.submission(0, 3)); }},
        {"two roots of one size", inconsistent,
         [](Liar &server) {
             server.leaves[4] = leaf_hash("another entry");
             return write_submission({lies_known, {}, server.note(lies_known)});
         }},
        {"the old root with a new size", inconsistent, but([](Submission &one, Liar &server) {
             one.note = signed_lines(
                 server, write_checkpoint({server.origin, lies_shown, server.root(lies_known)}));
         })},
        {"the right root with a wrong size", inconsistent, but([](Submission &one, Liar &server) {
             one.note = signed_lines(server, write_checkpoint({server.origin, lies_shown + 5,
                                                               server.root(lies_shown)}));
         })},
        {"a huge size", inconsistent, but([](Submission &one, Liar &server) {
             one.note = signed_lines(
                 server, write_checkpoint({server.origin, UINT64_MAX, server.root(lies_shown)}));
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
                 {lies_known,
                  {},
                  signed_lines(server, write_checkpoint({server.origin, 0, empty_root()}))});
         }},
        {"an old size the witness never cosigned", stale,
         [](Liar &server) {
             return write_submission(server.submission(lies_known + 1, lies_shown));
         }},
        {"an old size beyond the checkpoint", old_size_above,
         but([](Submission &one, Liar &) { one.old_size = lies_shown + 1; })},
    };
}

inline std::vector<Lie> lies_about_proofs() {
    using enum WitnessAnswer;
    return {
        {"a truncated path", inconsistent,
         but([](Submission &one, Liar &) { one.proof.pop_back(); })},
        {"no path at all", inconsistent, but([](Submission &one, Liar &) { one.proof.clear(); })},
        {"an extra hash", inconsistent,
         but([](Submission &one, Liar &server) { one.proof.push_back(server.leaves[0]); })},
        {"the path backwards", inconsistent,
         but([](Submission &one, Liar &) { std::reverse(one.proof.begin(), one.proof.end()); })},
        {"a leaf as node: a leaf's hash in the place of a subtree's", inconsistent,
         but([](Submission &one, Liar &server) {
             one.proof.back() = server.leaves[lies_shown - 1];
         })},
        {"a node as leaf: the tree over the nodes has the same root", inconsistent,
         [](Liar &server) {
             // 8 entries pair into 4 nodes; claimed to be a ledger of 4 that grew to 8
             std::vector<Hash> nodes;
             for (std::size_t i = 0; i < 8; i += 2)
                 nodes.push_back(node_hash(server.leaves[i], server.leaves[i + 1]));
             server.leaves.resize(8);
             return write_submission({lies_known, consistency_proof(nodes, 3), server.note(8)});
         }},
        {"the path of another old size", inconsistent, but([](Submission &one, Liar &server) {
             one.proof = server.submission(lies_known - 1, lies_shown).proof;
         })},
        {"a path where there is nothing to prove", inconsistent,
         [](Liar &server) {
             auto one = server.submission(0, lies_shown);
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

inline std::vector<Lie> lies_about_signers() {
    using enum WitnessAnswer;
    return {
        {"a foreign origin", unknown_log, but([](Submission &one, Liar &server) {
             one.note = signed_lines(server, write_checkpoint({"jingzhun/431129", lies_shown,
                                                               server.root(lies_shown)}));
         })},
        {"a wrong key with the same name", untrusted, but([](Submission &one, Liar &server) {
             one.note = sign_note(write_checkpoint(server.checkpoint(lies_shown)),
                                  make_signing_key(server.origin));
         })},
        {"a stolen line: the signature of another checkpoint", untrusted,
         but([](Submission &one, Liar &server) {
             one.note = write_checkpoint(server.checkpoint(lies_shown)) + "\n" +
                        split_note(server.note(lies_known))->lines[0];
         })},
        {"a broken signature beside a good one", untrusted, but([](Submission &one, Liar &server) {
             one.note += split_note(server.note(lies_known))->lines[0];
         })},
        {"a witness's line in the place of the ledger's", untrusted,
         but([](Submission &one, Liar &server) {
             auto const text = write_checkpoint(server.checkpoint(lies_shown));
             one.note = text + "\n" + cosignature_line(text, server.witness, 1600000000);
         })},
        {"an extension line below the root", malformed, but([](Submission &one, Liar &server) {
             one.note = signed_lines(server, write_checkpoint(server.checkpoint(lies_shown)) +
                                                 "and all is well\n");
         })},
        {"seventeen signatures", malformed, but([](Submission &one, Liar &server) {
             auto const line = split_note(server.note(lies_shown))->lines[0];
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

} // namespace jingzhun::store
