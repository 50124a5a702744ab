// Signed notes: the published example, our own, and forgeries.
#include "store/note.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace jingzhun::store;

namespace {

std::string const text = "This is an example message.\n";
std::vector<std::string> const example_key = {
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"};
std::string const example_line =
    "\xE2\x80\x94 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjO"
    "BH3mFXmRKuwHjG1Yu72IneyaQM=\n";

} // namespace

TEST_CASE("the published example of a signed note opens") {
    auto const opened = open_note(text + "\n" + example_line, example_key);
    CHECK(opened.fault == NoteFault::none);
    CHECK(opened.text == text);
    CHECK(opened.signer == example_key.front());
}

TEST_CASE("a note opens with the public half of the key that signed it") {
    auto const key = make_signing_key("jingzhun/431128"),
               other = make_signing_key("jingzhun/431128");
    CHECK(key != other);
    auto const note = sign_note("一\n二\n", key);
    std::vector<std::string> const keys = {public_key_of(key)}, others = {public_key_of(other)};
    CHECK(open_note(note, keys).text == "一\n二\n");
    CHECK(open_note(note, others).fault == NoteFault::unknown_signer);
    CHECK(open_note(note, {}).fault == NoteFault::unknown_signer);
    std::vector<std::string> const both = {others[0], keys[0]};
    CHECK(open_note(note, both).signer == keys[0]);
}

TEST_CASE("a note with any byte changed does not open") {
    auto const key = make_signing_key("jingzhun/431128");
    std::vector<std::string> const keys = {public_key_of(key)};
    auto const note = sign_note("jingzhun/431128\n12\nroot\n", key);
    for (std::size_t i = 0; i < note.size(); ++i)
        for (auto const flipped : {1, 32, 128}) {
            auto forged = note;
            forged[i] = static_cast<char>(forged[i] ^ flipped);
            CHECK(open_note(forged, keys).fault != NoteFault::none);
        }
    for (std::size_t size = 0; size < note.size(); ++size)
        CHECK(open_note(std::string_view(note).substr(0, size), keys).fault != NoteFault::none);
}

TEST_CASE("a broken signature of a known key spoils the note, whoever else signed it") {
    auto const good = make_signing_key("a"), bad = make_signing_key("b");
    std::vector<std::string> const keys = {public_key_of(good), public_key_of(bad)};
    auto const note = sign_note(text, good), other = sign_note("other\n", bad);
    auto const line = other.substr(other.find("\n\n") + 2);
    CHECK(open_note(note, keys).fault == NoteFault::none);
    CHECK(open_note(note + line, keys).fault == NoteFault::bad_signature);
    CHECK(open_note(note + line, std::vector{keys[0]}).fault ==
          NoteFault::none); // not known: no matter
}

TEST_CASE("notes of odd shape are refused") {
    auto const open = [](std::string const &note) { return open_note(note, example_key).fault; };
    auto const whole = text + "\n" + example_line;
    CHECK(open("") == NoteFault::malformed);
    CHECK(open(text) == NoteFault::malformed);
    CHECK(open(text + "\n") == NoteFault::malformed);
    CHECK(open(whole + "more\n") == NoteFault::malformed);
    CHECK(open(whole + "\n") == NoteFault::malformed);
    CHECK(open("\r\n" + whole) == NoteFault::malformed);
    CHECK(open(std::string(1, '\0') + whole) == NoteFault::malformed);
    CHECK(open("\xFF" + whole) == NoteFault::malformed);
    auto many = whole;
    for (int i = 0; i < 15; ++i) many += example_line;
    CHECK(open(many) == NoteFault::none);
    CHECK(open(many + example_line) == NoteFault::malformed);
}

TEST_CASE("what is no key is refused") {
    auto const signing = make_signing_key("a");
    for (std::string const &key :
         {std::string(), std::string("a"),
          std::string("a+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
          example_key[0] + "x", "b" + example_key[0], example_key[0].substr(1), signing})
        CHECK(error_of([&] { open_note("", std::vector{key}); }) == "note_key_malformed");
    CHECK(error_of([&] { public_key_of(example_key[0]); }) == "note_key_malformed");
    CHECK(error_of([&] { public_key_of(signing + "A"); }) == "note_key_malformed");
}
