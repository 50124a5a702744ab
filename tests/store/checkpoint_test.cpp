// Checkpoints as text, and the key beside the store.
#include "store/checkpoint.hpp"
#include "store/note.hpp"
#include "store/scratch.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace jingzhun::store;

TEST_CASE("a checkpoint is three lines, and reads back as it was") {
    Checkpoint const checkpoint{origin_of(431128), 12, leaf_hash("x")};
    auto const text = write_checkpoint(checkpoint);
    CHECK(text.starts_with("jingzhun/431128\n12\n"));
    CHECK(read_checkpoint(text) == checkpoint);
}

TEST_CASE("a checkpoint with anything odd about it is refused") {
    auto const root = write_checkpoint({"o", 1, leaf_hash("x")}).substr(4); // Base64 and line break
    CHECK(read_checkpoint("o\n1\n" + root));
    for (auto const &text :
         {std::string(), "o\n1\n" + root.substr(0, root.size() - 1), "o\n01\n" + root,
          "o\n+1\n" + root, "o\n-1\n" + root, "o\n1 \n" + root, "o\n\n" + root, "\n1\n" + root,
          "o\n18446744073709551616\n" + root, "o\n1\n" + root + "extension\n",
          "o\n1\n" + root + "\n", "o\n1\n" + root.substr(4), "o\n1\nAAAA" + root, "o\n0\n" + root})
        CHECK_MESSAGE(!read_checkpoint(text), text);
    CHECK(read_checkpoint(write_checkpoint({"o", 0, empty_root()})));
}

TEST_CASE("the key is made once, stands beside the store, and only its owner may read it") {
    namespace fs = std::filesystem;
    Scratch scratch;
    auto const store = scratch / "county.db";
    auto const key = own_signing_key(store, 431128);
    CHECK(own_signing_key(store, 431128) == key);
    CHECK(key_file_of(store) == store + ".key");
    CHECK(fs::status(store + ".key").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(public_key_of(key).starts_with("jingzhun/431128+"));
    write_bytes(store + ".key", "PRIVATE+KEY+cut");
    CHECK(error_of([&] { own_signing_key(store, 431128); }) == "note_key_malformed");
    CHECK(error_of([&] { own_signing_key(scratch / "no/such/county.db", 431128); }) ==
          "file_unwritable");
}
