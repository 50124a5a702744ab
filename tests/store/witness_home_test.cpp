// A witness in a folder: keys, what it remembers, and how it refuses.
#include "store/liar.hpp"
#include "store/scratch.hpp"
#include "store/witness_home.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

using namespace jingzhun::store;

namespace {

struct Office {
    Scratch scratch;
    std::string folder = scratch / "witness";
    std::vector<std::string> keys = make_witness(folder, "audit.example/xintian", false);
};

Cosigned show(Office const &office, Submission const &submission,
              std::int64_t seconds = 1600000000) {
    return cosign(office.folder, write_submission(submission), seconds);
}

} // namespace

TEST_CASE("a witness has a key of its own, readable for its owner alone, and is made once") {
    namespace fs = std::filesystem;
    Office const office;
    CHECK(office.keys.size() == 1);
    CHECK(witness_public_keys(office.folder) == office.keys);
    CHECK(read_bytes(office.folder + "/witness.pub") == office.keys[0] + "\n");
    CHECK(fs::status(office.folder + "/witness.key").permissions() ==
          (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(error_of([&] { make_witness(office.folder, "other", false); }) == "witness_exists");
    CHECK(error_of([&] { make_witness(office.scratch / "b", "two words", false); }) ==
          "witness_name");
    CHECK(error_of([&] { witness_public_keys(office.scratch / "none"); }) == "witness_missing");
    CHECK(make_witness(office.scratch / "c", "审计局", true).size() == 2);
}

TEST_CASE("a witness follows a ledger as it grows, and its lines make checkpoints believed") {
    Office const office;
    Liar const server(300);
    auto const log_key = public_key_of(server.key);
    CHECK(show(office, server.submission(0, 1)).answer == WitnessAnswer::unknown_log);
    CHECK(watch_log(office.folder, log_key) == server.origin);
    std::size_t old_size = 0;
    for (std::size_t const size : {1, 2, 7, 8, 8, 100, 256, 300}) {
        auto const answer = show(office, server.submission(old_size, size));
        REQUIRE(answer.answer == WitnessAnswer::cosigned);
        auto const opened =
            open_checkpoint(answer.note, {server.origin, {log_key}, office.keys, 1});
        CHECK(opened.fault == CheckpointFault::none);
        CHECK(opened.checkpoint == server.checkpoint(size));
        CHECK(opened.cosignatures.at(0).seconds == 1600000000);
        CHECK(answer.note == server.note(size) + answer.lines.at(0));
        old_size = size;
    }
    auto const logs = witnessed_logs(office.folder);
    REQUIRE(logs.size() == 1);
    CHECK(logs[0].log.size == 300);
    CHECK(logs[0].log.root == server.root(300));
}

TEST_CASE("after a refusal the witness remembers what it did before, and says its size") {
    Office const office;
    Liar server(50);
    watch_log(office.folder, public_key_of(server.key));
    REQUIRE(show(office, server.submission(0, 20)).answer == WitnessAnswer::cosigned);
    auto const stale = show(office, server.submission(10, 30));
    CHECK(stale.answer == WitnessAnswer::stale);
    CHECK(stale.size == 20);
    CHECK(stale.note.empty());
    auto honest = server;
    server.leaves[3] = leaf_hash("forged");
    CHECK(show(office, server.submission(20, 40)).answer == WitnessAnswer::inconsistent);
    CHECK(show(office, {20, {}, server.note(20)}).answer == WitnessAnswer::inconsistent);
    CHECK(show(office, honest.submission(20, 40)).answer == WitnessAnswer::cosigned);
    CHECK(show(office, honest.submission(20, 40)).answer == WitnessAnswer::stale); // a replay
}

TEST_CASE("a witness knows several ledgers apart, and a key that was replaced beside the old one") {
    Office const office;
    Liar one(30), two(30);
    two.origin = "jingzhun/431129";
    two.key = make_signing_key(two.origin);
    watch_log(office.folder, public_key_of(one.key));
    watch_log(office.folder, public_key_of(two.key));
    CHECK(show(office, one.submission(0, 10)).answer == WitnessAnswer::cosigned);
    CHECK(show(office, two.submission(0, 20)).answer == WitnessAnswer::cosigned);
    CHECK(show(office, two.submission(10, 21)).answer == WitnessAnswer::stale);
    auto const old_key = one.key;
    one.key = make_signing_key(one.origin);
    CHECK(show(office, one.submission(10, 11)).answer == WitnessAnswer::untrusted);
    watch_log(office.folder, public_key_of(one.key));
    watch_log(office.folder, public_key_of(one.key));
    CHECK(show(office, one.submission(10, 11)).answer == WitnessAnswer::cosigned);
    CHECK(witnessed_logs(office.folder).at(0).log.keys ==
          std::vector{public_key_of(old_key), public_key_of(one.key)});
    CHECK(error_of([&] { watch_log(office.folder, office.keys[0]); }) == "note_key_kind");
}

TEST_CASE("a witness whose memory was changed signs nothing any more") {
    Office const office;
    Liar const server(50);
    watch_log(office.folder, public_key_of(server.key));
    auto const first = show(office, server.submission(0, 20));
    REQUIRE(first.answer == WitnessAnswer::cosigned);
    std::string file;
    for (auto const &entry : std::filesystem::recursive_directory_iterator(office.folder))
        if (entry.path().filename() == "checkpoint") file = entry.path().string();
    auto const kept = read_bytes(file);
    CHECK(kept == first.note);
    for (auto const &forged : {server.note(10), server.cosigned(10), std::string(),
                               kept.substr(0, kept.size() - 9) + "\n"}) {
        write_bytes(file, forged);
        CHECK(error_of([&] { show(office, server.submission(10, 30)); }) == "witness_damaged");
        CHECK(error_of([&] { witnessed_logs(office.folder); }) == "witness_damaged");
    }
    write_bytes(file, kept);
    CHECK(show(office, server.submission(20, 30)).answer == WitnessAnswer::cosigned);
}

TEST_CASE("of two submissions at once from one old size only one is cosigned") {
    Office const office;
    Liar const server(60);
    watch_log(office.folder, public_key_of(server.key));
    REQUIRE(show(office, server.submission(0, 10)).answer == WitnessAnswer::cosigned);
    for (int round = 0; round < 10; ++round) {
        auto const old_size = witnessed_logs(office.folder)[0].log.size;
        std::vector<WitnessAnswer> answers(4);
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < answers.size(); ++i)
                threads.emplace_back([&, i] {
                    answers[i] = show(office, server.submission(old_size, old_size + i + 1)).answer;
                });
        }
        CHECK(std::ranges::count(answers, WitnessAnswer::cosigned) == 1);
        CHECK(std::ranges::count(answers, WitnessAnswer::stale) == 3);
    }
}
