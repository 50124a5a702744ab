// Tampering with a whole county by the database's own shell: every kind of it is found.
#include "app/program.hpp"
#include "store/open.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace jingzhun;
using namespace jingzhun::testing;

namespace {

void tamper(std::string const &store, std::string const &sql) {
    store::open(store, store::Access::write)->execute(sql);
}

// Another row like the first one, with the changes that make its key new.
std::string another(std::string const &table, std::string const &changes) {
    return "CREATE TEMP TABLE one AS SELECT * FROM " + table + " LIMIT 1; UPDATE one SET " +
           changes + "; INSERT INTO " + table + " SELECT * FROM one";
}

struct Kept {
    Folder folder;
    std::string store = folder / "s.db", key = folder / "s.db.key";
    Kept() {
        copy_store(county().store, store);
        std::filesystem::copy_file(county().store + ".key", key);
        std::filesystem::create_directory_symlink(county().store + ".files", store + ".files");
    }
};

} // namespace

TEST_CASE("a county that only the program wrote is verified, against a checkpoint too") {
    Kept const kept;
    auto const note = kept.folder / "checkpoint.txt";
    REQUIRE(run({"checkpoint", kept.store, "--out", note}).status == 0);
    CHECK(read_bytes(note) == run({"checkpoint", kept.store}).out);
    auto const found = run_json({"verify", kept.store, "--checkpoint", note});
    CHECK(std::get<bool>(found.find("sound")->value));
    CHECK(number_of(found, "events") >= 3);
    CHECK(number_of(found, "files") >= 3);
    // A rollback and another check later, the old checkpoint still holds.
    REQUIRE(run({"rollback", kept.store, "1"}).status == 0);
    REQUIRE(run({"check", kept.store, "--as-of", as_of}).status == 0);
    CHECK(run({"verify", kept.store, "--checkpoint", note}).status == 0);
    // The first county again: older than the checkpoint of the second.
    auto const newer = kept.folder / "newer.txt";
    REQUIRE(run({"checkpoint", kept.store, "--out", newer}).status == 0);
    auto const old = run({"verify", county().store, "--checkpoint", newer, "--lang", "en"});
    CHECK(old.status == 1);
    CHECK(old.out.find("old backup") != std::string::npos);
}

TEST_CASE("what raw SQL changes in a county is found: updates, deletions, insertions, swaps") {
    for (auto const &sql : std::vector<std::string>{
             "UPDATE r_household SET key = key || '0' WHERE record = 7 AND key IS NOT NULL",
             "DELETE FROM r_household WHERE record = 7",
             another("r_household", "record = 900000"),
             "UPDATE r_person SET valid_from = valid_from + 1 WHERE record = 11",
             "DELETE FROM r_person WHERE record = 11",
             another("r_person", "row = 900000"),
             "UPDATE batch SET accepted = accepted - 1 WHERE id = 1",
             "DELETE FROM batch WHERE id = 2",
             another("batch", "id = 99"),
             "UPDATE event SET actor = 'x' WHERE sequence = 1",
             "DELETE FROM event WHERE sequence = (SELECT max(sequence) FROM event)",
             another("event", "sequence = 9999"),
             "UPDATE pack_file SET content = content || char(10) WHERE path LIKE '%pack.toml'",
             "DELETE FROM pack_file WHERE rowid = 1",
             another("pack_file", "path = 'x.toml'"),
             "UPDATE finding SET state = 4 WHERE id = 3",
             "DELETE FROM finding WHERE id = 3",
             another("finding", "id = 9999999, record = 9999999"),
             "UPDATE finding SET message_zh = CASE id WHEN 1 THEN (SELECT message_zh FROM finding "
             "WHERE id = 90) ELSE (SELECT message_zh FROM finding WHERE id = 1) END WHERE id IN "
             "(1, 90)",
             "UPDATE area SET name = 'x' WHERE code = (SELECT max(code) FROM area)",
             "UPDATE meta SET value = '2019-12-31' WHERE name = 'last_check'",
             "UPDATE pack_version SET hash = 'x'",
             "DELETE FROM k_person WHERE record = 11"}) {
        Kept const kept;
        tamper(kept.store, sql);
        auto const found = run({"verify", kept.store});
        CHECK_MESSAGE(found.status == 1, sql);
    }
}

TEST_CASE("a changed person is named by key, in both languages") {
    Kept const kept;
    tamper(kept.store, "UPDATE r_person SET batch = batch WHERE record = 11; "
                       "UPDATE r_person SET valid_from = valid_from + 1 WHERE record = 11");
    auto const zh = run({"verify", kept.store}), en = run({"verify", kept.store, "--lang", "en"});
    CHECK(zh.out.find("被绕过程序修改的行：r_person record=11") != std::string::npos);
    CHECK(en.out.find("behind the program's back: r_person record=11") != std::string::npos);
    CHECK(en.out.find("key=") != std::string::npos);
    // A check comes and goes: what was found before it stands in the ledger.
    REQUIRE(run({"check", kept.store, "--as-of", as_of}).status == 0);
    CHECK(run({"verify", kept.store}).status == 1);
}

TEST_CASE("findings closed behind the program's back stay on record after the next check") {
    Kept const kept;
    tamper(kept.store, "UPDATE finding SET state = 4, closed = opened WHERE id = 3");
    REQUIRE(run({"check", kept.store, "--as-of", as_of}).status == 0);
    auto const found = run_json({"verify", kept.store}, 1);
    auto const &problems = array_of(found, "problems");
    REQUIRE(problems.size() == 1);
    CHECK(text_of(problems[0], "code") == "ledger_tampering");
    CHECK(text_of(*problems[0].find("where"), "first") == "finding id=3");
}

TEST_CASE("an original file that was changed is found") {
    Kept const kept;
    std::filesystem::remove(kept.store + ".files");
    std::filesystem::copy(county().store + ".files", kept.store + ".files");
    auto const file = files_in(kept.store + ".files").front();
    auto bytes = read_bytes(file);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_bytes(file, bytes);
    auto const found = run_json({"verify", kept.store}, 1);
    CHECK(text_of(array_of(found, "problems").front(), "code") == "kept_file_changed");
}
