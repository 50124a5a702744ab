// Backups and the way back: verified before anything is replaced, and never taken for newer than
// they are.
#include "app/program.hpp"
#include "durable/folder.hpp"
#include "durable/load.hpp"
#include "durable/recorder.hpp"
#include "durable/side_by_side.hpp"

#include "base/error.hpp"
#include "register/backup.hpp"
#include "store/ledger.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace durable;
namespace testing = jingzhun::testing;
namespace registry = jingzhun::registry;
namespace store = jingzhun::store;

namespace {

store::Actor const actor{"tester", "", ""};

// A store with a backup of it, and six writes since.
struct Backed {
    Folder folder;
    std::string file = folder / "county.db", backup = folder / "backup.db";
    std::vector<Acknowledged> before, after;

    Backed() {
        Load load(file);
        before.push_back(load.make());
        for (int i = 1; i < 9; ++i) before.push_back(load.write(i));
        registry::back_up(file, backup, actor);
        for (int i = 9; i < 15; ++i) after.push_back(load.write(i));
    }
    std::string restoring(registry::RestoreOptions options = {}) const {
        try {
            return registry::restore(backup, file, options).verified.problems.empty() ? "restored"
                                                                                      : "refused";
        } catch (jingzhun::base::Error const &error) {
            return error.code();
        }
    }
    std::vector<Acknowledged> all() const {
        auto found = before;
        found.insert(found.end(), after.begin(), after.end());
        return found;
    }
};

std::int64_t events(std::string const &file) {
    auto const database = store::open(file, store::Access::read);
    return static_cast<std::int64_t>(store::read_events(*database, load_county).size());
}

// But for what readers leave beside a store.
std::vector<std::string> names_in(Folder const &folder) {
    auto names = testing::files_in(folder.path());
    std::erase_if(names, [](std::string const &name) {
        return name.ends_with("-shm") || name.ends_with("-wal");
    });
    return names;
}

} // namespace

TEST_CASE("a backup made while a writer holds the store open is the store as it stood") {
    Folder const folder;
    Load load(folder / "county.db");
    std::vector<Acknowledged> told = {load.make()};
    for (int i = 1; i < 9; ++i) told.push_back(load.write(i));
    auto const made = registry::back_up(folder / "county.db", folder / "backup.db", actor);
    CHECK(made.verified.problems.empty());
    CHECK(made.recorded);
    CHECK(made.note.starts_with("jingzhun/431128\n" + std::to_string(told.size() + 1) + "\n"));
    CHECK(judge(folder / "backup.db", told).empty());
    told.push_back(load.write(9)); // the writer goes on
    CHECK(judge(folder / "county.db", told).empty());
    CHECK(events(folder / "backup.db") == events(folder / "county.db") - 1);
}

TEST_CASE(
    "an old backup is not put in the place of what came after it, unless the loss is accepted") {
    Backed const backed;
    auto const names = names_in(backed.folder);
    CHECK(backed.restoring() == "restore_loses");
    for (auto const &name : names_in(backed.folder))
        CHECK_MESSAGE(std::ranges::find(names, name) != names.end(), name << " was left behind");
    CHECK(judge(backed.file, backed.all()).empty());
    registry::RestoreOptions options;
    options.actor = actor;
    options.accept_loss = true;
    auto const restored = registry::restore(backed.backup, backed.file, options);
    CHECK(restored.events == 10);
    CHECK(restored.known == 16);
    CHECK(judge(backed.file, backed.before).empty());
    CHECK(judge(restored.aside, backed.all()).empty()); // the old store is still there
    auto const database = store::open(backed.file, store::Access::read);
    auto const newest = store::read_events(*database, load_county).back();
    CHECK(newest.event.kind == "restore");
    CHECK(newest.event.details.find(R"("missing_from":11,"missing_to":16)") != std::string::npos);
}

TEST_CASE("a backup that was changed replaces nothing") {
    Backed const backed;
    store::open(backed.backup, store::Access::write)
        ->execute("UPDATE r_person SET f_months = 99 WHERE record = 1");
    registry::RestoreOptions options;
    options.accept_loss = true;
    CHECK(backed.restoring(options) == "refused");
    CHECK(judge(backed.file, backed.all()).empty());
    testing::write_bytes(backed.backup, testing::read_bytes(backed.backup).substr(0, 20000));
    CHECK(backed.restoring(options) == "store_damaged");
    CHECK(judge(backed.file, backed.all()).empty());
}

TEST_CASE("a store that somebody has open is not replaced under him") {
    Backed const backed;
    auto const reader = store::open(backed.file, store::Access::read);
    store::Snapshot const snapshot(*reader);
    registry::RestoreOptions options;
    options.accept_loss = true;
    CHECK(backed.restoring(options) == "store_busy");
    CHECK(judge(backed.file, backed.all()).empty());
}

TEST_CASE("a damaged store is replaced, and kept with its log for whoever wants to look") {
    Backed const backed;
    auto bytes = testing::read_bytes(backed.file);
    bytes.replace(0, 100, std::string(100, 'x'));
    testing::write_bytes(backed.file, bytes);
    testing::write_bytes(backed.file + "-wal", "what was left of the log");
    registry::RestoreOptions options;
    options.accept_loss = true;
    auto const restored = registry::restore(backed.backup, backed.file, options);
    CHECK(judge(backed.file, backed.before).empty());
    CHECK(testing::read_bytes(restored.aside) == bytes);
    CHECK(testing::read_bytes(restored.aside + "-wal") == "what was left of the log");
}

namespace {

// False where restoring came to its end before that call.
bool kill_restoring(int nth, Found &found) {
    Backed const backed;
    auto const child = ::fork();
    if (child == 0) {
        int calls = 0;
        Watching const watching({backed.folder.path(),
                                 [&](Seen const &) {
                                     if (++calls == nth) ::raise(SIGKILL);
                                     return Verdict();
                                 },
                                 [](Seen const &) {}});
        registry::RestoreOptions options;
        options.accept_loss = true;
        ::_exit(backed.restoring(options) == "restored" ? 0 : 1);
    }
    auto const status = testing::wait_for(child);
    auto const is_old = events(backed.file) == 16;
    found["replaced"] += !is_old;
    auto const verdict = judge(backed.file, is_old ? backed.all() : backed.before);
    found.expect(verdict.empty(), "call " + std::to_string(nth) + ": " + verdict);
    if (status == 0) return false;
    found.expect(status == 128 + SIGKILL, "it ended otherwise");
    ++found["kills"];
    return status == 128 + SIGKILL;
}

} // namespace

TEST_CASE("restoring that is killed at any call leaves the store of before or that of the backup") {
    auto found = side_by_side([](int part, Found &of_part) {
        for (int nth = 1 + part; kill_restoring(nth, of_part); nth += parts) {
        }
    });
    check_none_failed(found);
    MESSAGE(found["kills"] << " kills, " << found["replaced"] << " after the replacing");
    CHECK(found["kills"] > 50);
    CHECK(found["replaced"] > 1);
}

TEST_CASE("whatever a power cut leaves of restoring is the store of before or that of the backup") {
    std::mt19937 random(431128);
    Backed const backed;
    Recorder::Files present;
    for (auto const &path : names_in(backed.folder))
        present[std::filesystem::path(path).filename().string()] = testing::read_bytes(path);
    Recorder recorder(backed.folder.path(), present);
    registry::RestoreOptions options;
    options.accept_loss = true;
    REQUIRE(backed.restoring(options) == "restored");
    Folder const rebuilt;
    for (int i = 0; i < (is_long() ? 2000 : 90); ++i) {
        auto const calls = std::uniform_int_distribution<std::size_t>(1, recorder.calls())(random);
        rebuilt.fill(recorder.state(calls, static_cast<Loss>(i % 3), random));
        auto const file = rebuilt / "county.db";
        auto const is_old = events(file) == 16;
        auto const verdict = judge(file, is_old ? backed.all() : backed.before);
        CHECK_MESSAGE(verdict.empty(), "after " << calls << " calls: " << verdict);
    }
}

TEST_CASE("backup and restore through the program, with a checkpoint kept elsewhere") {
    testing::Folder const folder;
    auto const made = folder / "s.db", backup = folder / "b.db", note = folder / "note.txt";
    testing::make_store(made);
    testing::write_bytes(folder / "r.csv", "行政村代码,户编号,人编号,姓名,身份证号,与户主关系\n"
                                           "431128001001,H1,P1,张三,431199198001010011,户主\n");
    testing::run_json({"import", made, folder / "r.csv"});
    auto const backed = testing::run_json({"backup", made, backup});
    CHECK(testing::number_of(backed, "events") == 3);
    CHECK(testing::number_of(backed, "files") == 1);
    CHECK(testing::run({"backup", made, backup}).status == 2);
    CHECK(testing::run({"verify", backup}).status == 0);
    REQUIRE(testing::run({"rollback", made, "1"}).status == 0);
    REQUIRE(testing::run({"checkpoint", made, "--out", note}).status == 0);
    // On another machine: neither the store nor its key is there, but the checkpoint is.
    auto const other = folder / "other.db";
    auto const behind =
        testing::run({"restore", backup, other, "--checkpoint", note, "--lang", "en"});
    CHECK(behind.status == 1);
    CHECK(behind.err.find("events 4 to") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(other));
    CHECK(testing::run({"restore", backup, other, "--lang", "en"}).err.find("other.db.key") !=
          std::string::npos);
    std::filesystem::copy_file(made + ".key", other + ".key");
    auto const restored = testing::run_json(
        {"restore", backup, other, "--checkpoint", note, "--accept-loss", "--actor", "王某"});
    CHECK(testing::number_of(restored, "missing_from") == 4);
    CHECK(testing::run({"verify", other}).status == 0);
    CHECK(testing::number_of(testing::run_json({"summary", other}), "persons") == 1);
    // It never passes for what the checkpoint was signed over.
    CHECK(testing::run({"verify", backup, "--checkpoint", note}).status == 1);
    CHECK(testing::run({"verify", other, "--checkpoint", note}).status == 1);
}
