// Proving to outsiders through the programs: a county, an audit office with a folder, and somebody
// with nothing but a proof, a key and the small verifier.
#include "app/program.hpp"
#include "store/open.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace jingzhun;
using namespace jingzhun::testing;

namespace {

// A county of its own, and its public keys in a file.
struct Town {
    Folder folder;
    std::string store = folder / "county.db", keys = folder / "county.pub";
    Town() {
        copy_store(county().store, store);
        std::filesystem::copy_file(county().store + ".key", store + ".key");
        std::filesystem::create_directory_symlink(county().store + ".files", store + ".files");
        auto const shown = run_json({"checkpoint", store});
        std::string lines;
        for (auto const &key : *shown.find("keys")->array())
            lines += std::get<std::string>(key.value) + "\n";
        write_bytes(keys, lines);
    }
};

struct Office {
    std::string folder, key;
    Office(Town const &town, std::string const &name) : folder(town.folder / name) {
        auto const made = run_json({"witness", "init", folder, "--name", "audit.example/" + name});
        key = folder + "/witness.pub";
        REQUIRE(std::filesystem::exists(key));
        REQUIRE(run({"witness", "trust", folder, town.keys}).status == 0);
    }
};

// One round: the county asks, the office cosigns, the county takes it in.
Outcome round(Town const &town, Office const &office) {
    auto const request = town.folder / "request", answer = town.folder / "answer";
    REQUIRE(
        run({"witness", "request", town.store, "--witness", office.key, "--out", request}).status ==
        0);
    auto const signed_it = run({"witness", "cosign", office.folder, request, "--out", answer});
    if (signed_it.status != 0) return signed_it;
    return run({"checkpoint", town.store, "--add", answer, "--witness", office.key});
}

// A household that has findings.
std::string some_household(std::string const &store) {
    auto const found = run_json({"findings", store});
    for (auto const &one : *found.array())
        if (text_of(one, "register") == "household") return text_of(one, "subject");
    FAIL("no household has a finding");
    return "";
}

Outcome verifier(Arguments const &arguments) { return run_program(JINGZHUN_VERIFIER, arguments); }

} // namespace

TEST_CASE("a county's checkpoint goes to two witnesses and back, and is believed with both") {
    Town const town;
    Office const one(town, "one"), two(town, "two");
    CHECK(run({"checkpoint", town.store, "--cosigned"}).status == 1); // nobody yet
    auto const request = town.folder / "request";
    REQUIRE(run({"witness", "request", town.store, "--out", request}).status == 0);
    for (auto const *office : {&one, &two}) {
        auto const answer = town.folder / "answer";
        REQUIRE(run({"witness", "cosign", office->folder, request, "--out", answer}).status == 0);
        // Without its key the county does not know whose line that is.
        CHECK(run({"checkpoint", town.store, "--add", answer}).status == 1);
        CHECK(run({"checkpoint", town.store, "--add", answer, "--witness", office->key}).status ==
              0);
        CHECK(run({"checkpoint", town.store, "--add", answer}).status == 0); // known now
    }
    auto const kept = town.folder / "kept";
    auto const shown = run_json({"checkpoint", town.store, "--cosigned", "--out", kept});
    CHECK(shown.find("cosigned_by")->array()->size() == 2);
    CHECK(read_bytes(kept) == text_of(shown, "note"));
    Arguments const verify = {"verify",    town.store, "--checkpoint", kept,
                              "--witness", one.key,    "--witness",    two.key};
    CHECK(run(verify).status == 0);
    auto more = verify;
    more.insert(more.end(), {"--witnesses-needed", "3"});
    CHECK(run(more).status == 1);
    Office const stranger(town, "stranger");
    CHECK(run({"verify", town.store, "--checkpoint", kept, "--witness", stranger.key}).status == 1);
    CHECK(verifier({kept, "--key", town.keys, "--witness", one.key, "--witness", two.key}).status ==
          0);
    CHECK(verifier({kept, "--key", town.keys, "--witness", stranger.key}).status == 1);
}

TEST_CASE("a witness follows the county as it works on, and refuses it after a restored backup") {
    Town const town;
    Office const office(town, "one");
    CHECK(round(town, office).status == 0);
    copy_store(town.store, town.folder / "backup.db");
    REQUIRE(run({"check", town.store, "--as-of", as_of}).status == 0);
    CHECK(round(town, office).status == 0);
    CHECK(round(town, office).status == 0);
    CHECK(run({"verify", town.store}).status == 0);
    // The old file comes back and is worked on: another history.
    std::filesystem::remove(town.store);
    std::filesystem::rename(town.folder / "backup.db", town.store);
    auto const request = town.folder / "request";
    auto const stale =
        run({"witness", "request", town.store, "--witness", office.key, "--out", request});
    REQUIRE(stale.status == 0);
    auto const told = run_json({"witness", "cosign", office.folder, request}, 1);
    CHECK(text_of(told, "answer") == "stale");
    for (int i = 0; i < 4; ++i)
        REQUIRE(
            run({"check", town.store, "--as-of", as_of, "--reason", std::to_string(i)}).status ==
            0);
    auto const size = std::get<std::int64_t>(told.find("size")->value);
    auto const forked =
        run({"witness", "request", town.store, "--old", std::to_string(size), "--out", request});
    REQUIRE(forked.status == 0);
    auto const refused = run({"witness", "cosign", office.folder, request, "--lang", "en"});
    CHECK(refused.status == 1);
    CHECK(refused.out.find("history was rewritten") != std::string::npos);
    auto const shown = run_json({"witness", "show", office.folder});
    CHECK(shown.find("ledgers")->array()->size() == 1);
}

TEST_CASE("a record is proven to somebody who has only the proof, the key and the verifier") {
    Town const town;
    Office const office(town, "one");
    REQUIRE(round(town, office).status == 0);
    auto const key = some_household(town.store);
    auto const proof = town.folder / "household.proof";
    auto const made = run_json({"prove", town.store, "household", key, "--out", proof});
    CHECK(read_bytes(proof) == text_of(made, "proof"));
    auto const rows = std::get<std::int64_t>(made.find("rows")->value);
    CHECK(rows >= 1);
    CHECK(read_bytes(proof).size() <= 10'000);
    Arguments const arguments = {proof, "--key", town.keys, "--witness", office.key};
    auto const seen = verifier(arguments);
    CHECK(seen.status == 0);
    CHECK(seen.out.find(key) != std::string::npos);
    auto through = arguments;
    through.insert(through.begin(), "check-proof");
    CHECK(run(through).status == 0);
    // One figure changed, everywhere it stands.
    auto forged = read_bytes(proof);
    auto const at = forged.rfind("=t");
    REQUIRE(at != forged.npos);
    forged[forged.find(':', at) + 1] ^= 1;
    write_bytes(proof, forged);
    auto const told = verifier({proof, "--key", town.keys, "--json"});
    CHECK(told.status == 1);
    CHECK(std::get<bool>(base::read_json(told.out, "report").find("sound")->value) == false);
}

TEST_CASE("events and findings are proven too; what there is not, is not") {
    Town const town;
    REQUIRE(run({"check", town.store, "--as-of", as_of}).status == 0);
    for (auto const &[kind, number] :
         {std::pair{"event", "1"}, {"event", "2"}, {"finding", "1"}, {"finding", "3"}}) {
        auto const proof = town.folder / "proof";
        CAPTURE(kind);
        CAPTURE(number);
        REQUIRE(run({"prove", town.store, kind, number, "--out", proof}).status == 0);
        CHECK(verifier({proof, "--key", town.keys}).status == 0);
    }
    CHECK(run({"prove", town.store, "event", "999999"}).status == 2);
    CHECK(run({"prove", town.store, "finding", "999999"}).status == 2);
    CHECK(run({"prove", town.store, "event", "one"}).status == 2);
    CHECK(run({"prove", town.store, "household", "nobody"}).status == 2);
}

TEST_CASE("a record that was changed behind the program's back cannot be proven") {
    Town const town;
    auto const key = some_household(town.store);
    REQUIRE(run({"prove", town.store, "household", key}).status == 0);
    store::open(town.store, store::Access::write)
        ->execute("UPDATE r_household SET valid_from = valid_from + 1");
    CHECK(run({"prove", town.store, "household", key}).status == 1);
}

TEST_CASE("a checkpoint prints as a notice whose code holds the note, and as pictures") {
    Town const town;
    auto const notice = run({"checkpoint", town.store, "--print"});
    CHECK(notice.status == 0);
    CHECK(notice.out.find("账本检查点公告") != std::string::npos);
    CHECK(notice.out.find("\u2588") != std::string::npos);
    auto const note = run({"checkpoint", town.store}).out;
    CHECK(notice.out.find(note) != std::string::npos); // nothing came between: the same again
    for (auto const *file : {"code.svg", "code.png"}) {
        CHECK(run({"checkpoint", town.store, "--qr", town.folder / file}).status == 0);
        CHECK(std::filesystem::file_size(town.folder / file) > 1000);
    }
    CHECK(run({"checkpoint", town.store, "--qr", town.folder / "code.gif"}).status == 2);
}

TEST_CASE("the verifier says how it is used, and reads nothing that is no proof") {
    Town const town;
    CHECK(verifier({}).status == 2);
    CHECK(verifier({town.keys}).status == 2);
    CHECK(verifier({"--help"}).out.find("jingzhun-verify") != std::string::npos);
    CHECK(verifier({town.keys, "--key", town.keys}).status == 1);
    CHECK(verifier({town.folder / "none", "--key", town.keys}).status == 3);
    CHECK(verifier({town.keys, "--key", "nonsense"}).status == 3);
    CHECK(verifier({town.keys, "--key", town.keys, "--witnesses-needed", "x"}).status == 2);
}
