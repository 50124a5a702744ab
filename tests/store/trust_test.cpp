// How much a checkpoint is worth: keys, origins, witnesses that count and witnesses that do not.
#include "store/liar.hpp"
#include "store/scratch.hpp"
#include "store/trust.hpp"

#include <doctest/doctest.h>

using namespace jingzhun::store;

namespace {

struct Court {
    Liar server{20};
    std::string text = write_checkpoint(server.checkpoint(12));
    std::vector<std::string> secrets;
    Trust trust{server.origin, {public_key_of(server.key)}, {}, 0};

    Court() {
        for (auto const *name : {"audit.example/1", "discipline.example/1", "province.example/1"})
            secrets.push_back(make_signing_key(name, KeyKind::ed25519_cosigner));
        for (auto const &secret : secrets) trust.witnesses.push_back(public_key_of(secret));
    }
    std::string line(std::size_t i, std::int64_t seconds = 1600000000) const {
        return cosignature_line(text, secrets[i], seconds);
    }
};

} // namespace

TEST_CASE("a checkpoint is believed with as many witnesses as are needed") {
    Court court;
    auto const note = court.server.note(12);
    for (std::size_t needed = 0; needed <= 3; ++needed) {
        court.trust.witnesses_needed = needed;
        auto signed_by = note;
        for (std::size_t have = 0; have <= 3; ++have) {
            auto const opened = open_checkpoint(signed_by, court.trust);
            CHECK((opened.fault == CheckpointFault::none) == (have >= needed));
            CHECK(opened.cosignatures.size() == have);
            CHECK(opened.signatures.size() == 1);
            CHECK(opened.checkpoint == court.server.checkpoint(12));
            if (have < 3) signed_by += court.line(have);
        }
    }
}

TEST_CASE("a duplicate cosigner counts once: one line twice, one key under two names, two keys of "
          "one name") {
    Court court;
    court.trust.witnesses_needed = 2;
    auto const twice = court.server.note(12) + court.line(0) + court.line(0, 1600000001);
    CHECK(open_checkpoint(twice, court.trust).fault == CheckpointFault::too_few_witnesses);
    CHECK(open_checkpoint(twice + court.line(1), court.trust).fault == CheckpointFault::none);

    auto const sm2 = make_signing_key("audit.example/1", KeyKind::sm2_cosigner);
    court.trust.witnesses.push_back(public_key_of(sm2));
    auto const both =
        court.server.note(12) + court.line(0) + cosignature_line(court.text, sm2, 1600000000);
    CHECK(open_checkpoint(both, court.trust).fault == CheckpointFault::too_few_witnesses);
    CHECK(open_checkpoint(both, court.trust).cosignatures.size() == 1);
}

TEST_CASE("a cosignature from the future does not count, one of now does") {
    Court court;
    court.trust.witnesses_needed = 1;
    court.trust.latest = 1600000000;
    auto const note = court.server.note(12);
    CHECK(open_checkpoint(note + court.line(0, 1600000001), court.trust).fault ==
          CheckpointFault::too_few_witnesses);
    CHECK(open_checkpoint(note + court.line(0, 1600000000), court.trust).fault ==
          CheckpointFault::none);
}

TEST_CASE(
    "a witness's line over another ledger, or another checkpoint of this one, spoils the note") {
    Court court;
    auto const note = court.server.note(12);
    auto const other = write_checkpoint({"jingzhun/431129", 12, court.server.root(12)});
    auto const older = write_checkpoint(court.server.checkpoint(11));
    for (auto const &text : {other, older}) {
        auto const opened = open_checkpoint(
            note + cosignature_line(text, court.secrets[0], 1600000000), court.trust);
        CHECK(opened.fault == CheckpointFault::bad_signature);
        CHECK(opened.culprit == court.trust.witnesses[0]);
        CHECK(opened.cosignatures.empty());
    }
    CHECK(open_checkpoint(note + court.line(0), court.trust).fault == CheckpointFault::none);
}

TEST_CASE("witnesses alone do not make a checkpoint, nor does a stranger with the ledger's name") {
    Court court;
    CHECK(open_checkpoint(court.text + "\n" + court.line(0) + court.line(1), court.trust).fault ==
          CheckpointFault::unknown_signer);
    auto const stranger = sign_note(court.text, make_signing_key(court.server.origin));
    CHECK(open_checkpoint(stranger + court.line(0), court.trust).fault ==
          CheckpointFault::unknown_signer);
}

TEST_CASE("a checkpoint of another ledger is refused, even if this ledger's key signed it") {
    Court court;
    auto const foreign = sign_note(write_checkpoint({"jingzhun/431129", 12, court.server.root(12)}),
                                   court.server.key);
    auto const opened = open_checkpoint(foreign, court.trust);
    CHECK(opened.fault == CheckpointFault::foreign_origin);
    CHECK(opened.culprit == "jingzhun/431129");
    court.trust.origin.clear(); // then the name of the key decides
    CHECK(open_checkpoint(foreign, court.trust).fault == CheckpointFault::foreign_origin);
    CHECK(open_checkpoint(court.server.note(12), court.trust).fault == CheckpointFault::none);
}

TEST_CASE("what is signed but no checkpoint is refused") {
    Court const court;
    CHECK(
        open_checkpoint(sign_note("jingzhun/431128\n12\n", court.server.key), court.trust).fault ==
        CheckpointFault::malformed);
    CHECK(open_checkpoint(court.text, court.trust).fault == CheckpointFault::malformed_note);
    CHECK(name_of(CheckpointFault::too_few_witnesses) == "too_few_witnesses");
}

TEST_CASE("keys of the county and of witnesses cannot be exchanged") {
    Court const court;
    CHECK(error_of([&] {
              open_checkpoint("", {"", court.trust.witnesses, {}, 0});
          }) == "note_key_kind");
    CHECK(error_of([&] {
              open_checkpoint("", {"", {}, court.trust.log_keys, 0});
          }) == "note_key_kind");
}

TEST_CASE("witnesses are counted by who they are, not by how many keys they have") {
    Court court;
    CHECK(count_witnesses({}) == 0);
    CHECK(count_witnesses(court.trust.witnesses) == 3);
    auto keys = court.trust.witnesses;
    keys.push_back(public_key_of(make_signing_key("audit.example/1", KeyKind::sm2_cosigner)));
    keys.push_back(keys.front());
    CHECK(count_witnesses(keys) == 3);
}
