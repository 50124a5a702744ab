// A server that lies to its witness: each lie is refused, with the answer tlog-witness asks for,
// and its honest twin is cosigned.
#include "store/lies.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

using enum WitnessAnswer;

void refuse(std::vector<Lie> const &lies) {
    for (auto const &lie : lies) {
        CAPTURE(lie.name);
        Liar server(40);
        auto const known = server.known(lie.known);
        auto const twin =
            consider(known, write_submission(server.submission(lie.known, lies_shown)));
        CHECK(twin.answer == cosigned);
        CHECK(twin.checkpoint == server.checkpoint(lies_shown));
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
    CHECK(read->old_size == lies_known);
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
