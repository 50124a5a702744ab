// What witnesses put below a note, and keys of every kind.
#include "store/note.hpp"

#include "base/base64.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace jingzhun::store;

namespace {

constexpr std::array kinds = {KeyKind::ed25519, KeyKind::ed25519_cosigner, KeyKind::sm2,
                              KeyKind::sm2_cosigner};
std::string const text = "jingzhun/431128\n12\nroot\n";

} // namespace

TEST_CASE("keys of every kind are lines that read back as they were") {
    for (auto const kind : kinds) {
        auto const key = make_signing_key("审计局/甲", kind);
        auto const signing = parse_signing_key(key), open = parse_public_key(public_key_of(key));
        CHECK(signing.kind == kind);
        CHECK(open.kind == kind);
        CHECK(open.name == "审计局/甲");
        CHECK(open.id == signing.id);
        CHECK(signed_by(open, "a", sign_bytes(signing, "a")));
    }
    CHECK(cosigns(KeyKind::sm2_cosigner));
    CHECK(!cosigns(KeyKind::sm2));
}

TEST_CASE("a witness's key of the public network is read") {
    auto const key =
        parse_public_key("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2");
    CHECK(key.kind == KeyKind::ed25519_cosigner);
    CHECK(key.name == "remora.n621.de");
}

TEST_CASE(
    "one note carries Ed25519 and SM2; each key opens it alone, the other's line passed over") {
    std::vector<std::string> const keys = {make_signing_key("a"),
                                           make_signing_key("a", KeyKind::sm2)};
    auto const note = sign_note(text, keys);
    for (auto const &key : keys) {
        auto const opened = open_note(note, std::vector{public_key_of(key)});
        CHECK(opened.fault == NoteFault::none);
        CHECK(opened.text == text);
        CHECK(opened.signatures.size() == 1);
    }
    CHECK(open_note(note, std::vector{public_key_of(keys[0]), public_key_of(keys[1])})
              .signatures.size() == 2);
}

TEST_CASE("a cosignature tells when, and signs the text with the time as tlog-cosignature says") {
    for (auto const kind : {KeyKind::ed25519_cosigner, KeyKind::sm2_cosigner}) {
        auto const log = make_signing_key("log"), witness = make_signing_key("w", kind);
        auto const note = sign_note(text, log) + cosignature_line(text, witness, 1679315147);
        auto const opened =
            open_note(note, std::vector{public_key_of(log), public_key_of(witness)});
        REQUIRE(opened.signatures.size() == 2);
        CHECK(opened.signatures[0].seconds == 0);
        CHECK(opened.signatures[1].seconds == 1679315147);
        CHECK(opened.signatures[1].public_key == public_key_of(witness));
        CHECK(note.ends_with(opened.signatures[1].line));
        // The same by hand, with the bytes of the line.
        auto const bytes =
            sign_bytes(parse_signing_key(witness), "cosignature/v1\ntime 1679315147\n" + text);
        CHECK(signed_by(parse_public_key(public_key_of(witness)),
                        "cosignature/v1\ntime 1679315147\n" + text, bytes));
    }
}

TEST_CASE(
    "a cosignature with any byte changed spoils the note, and does not pass for a signature") {
    auto const log = make_signing_key("log");
    for (auto const kind : {KeyKind::ed25519_cosigner, KeyKind::sm2_cosigner}) {
        auto const witness = make_signing_key("w", kind);
        std::vector<std::string> const keys = {public_key_of(log), public_key_of(witness)};
        auto const note = sign_note(text, log) + cosignature_line(text, witness, 1679315147);
        auto const line_at = note.rfind("\xE2\x80\x94 w ") + 4;
        for (auto i = line_at + 8; i + 3 < note.size(); ++i) { // behind name and key id
            auto forged = note;
            forged[i] = forged[i] == 'A' ? 'B' : 'A';
            auto const opened = open_note(forged, keys);
            CHECK((opened.fault != NoteFault::none || opened.signatures.size() == 1));
        }
    }
}

TEST_CASE("a cosignature without a time, or with one after 2^63 - 1, is none") {
    auto const witness = make_signing_key("w", KeyKind::ed25519_cosigner);
    auto const key = parse_signing_key(witness);
    auto const with = [&](std::string const &field, std::string const &time) {
        auto const bytes =
            key.id + field + sign_bytes(key, "cosignature/v1\ntime " + time + "\n" + text);
        return open_note(text + "\n\xE2\x80\x94 w " + jingzhun::base::to_base64(bytes) + "\n",
                         std::vector{public_key_of(witness)})
            .fault;
    };
    CHECK(with(std::string(7, '\0') + '\1', "1") == NoteFault::none);
    CHECK(with(std::string(8, '\0'), "0") == NoteFault::bad_signature);
    CHECK(with('\x80' + std::string(7, '\0'), "9223372036854775808") == NoteFault::bad_signature);
    CHECK(with(std::string(7, '\0') + '\2', "1") == NoteFault::bad_signature);
}

TEST_CASE("a cosignature of another text is refused") {
    auto const witness = make_signing_key("w", KeyKind::ed25519_cosigner);
    auto const note = text + "\n" + cosignature_line("other\n", witness, 1);
    CHECK(open_note(note, std::vector{public_key_of(witness)}).fault == NoteFault::bad_signature);
}

TEST_CASE("a line of one kind does not answer for a key of another kind and the same name") {
    for (auto const made : kinds)
        for (auto const asked : kinds) {
            auto const key = make_signing_key("n", made), other = make_signing_key("n", asked);
            auto const note =
                cosigns(made) ? text + "\n" + cosignature_line(text, key, 9) : sign_note(text, key);
            CHECK(open_note(note, std::vector{public_key_of(other)}).fault ==
                  NoteFault::unknown_signer);
        }
}

TEST_CASE("a note comes apart into its text and its lines") {
    auto const one = make_signing_key("a"), two = make_signing_key("b");
    auto const note = sign_note(text, std::vector{one, two});
    auto const parts = split_note(note);
    REQUIRE(parts);
    CHECK(parts->text == text);
    CHECK(parts->lines.size() == 2);
    CHECK(parts->text + "\n" + parts->lines[0] + parts->lines[1] == note);
    CHECK(!split_note(text));
}
