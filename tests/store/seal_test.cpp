// Changes behind the program's back: found, named, and put on record before anything else is
// written.
#include "store/guard.hpp"
#include "store/ledger.hpp"
#include "store/note.hpp"
#include "store/open.hpp"
#include "store/scratch.hpp"
#include "store/seal_check.hpp"

#include <doctest/doctest.h>

using namespace jingzhun;
using namespace jingzhun::store;

namespace {

constexpr int county = 431199;

// A store with two batches of statements and a table that changes, written as the product writes.
struct Sealed {
    Scratch scratch;
    std::string file = scratch / "county.db";
    std::unique_ptr<Database> database = open(file, Access::create);

    Sealed() { make(); }
    void make() {
        if (!database) database = open(file, Access::create);
        Transaction transaction(*database);
        database->execute(
            "CREATE TABLE r_person (county INTEGER NOT NULL, record INTEGER NOT NULL, batch "
            "INTEGER "
            "NOT NULL, f_name TEXT, f_share REAL, PRIMARY KEY (county, record, batch)) STRICT, "
            "WITHOUT ROWID; CREATE TABLE finding (county INTEGER NOT NULL, id INTEGER NOT NULL, "
            "state INTEGER NOT NULL, PRIMARY KEY (county, id)) STRICT");
        append(*database, {"李明", "", ""}, {county, "init", "county", "{}"});
        transaction.commit();
        for (int batch = 1; batch <= 2; ++batch) import(batch);
        set_findings(3);
    }

    void import(int batch) {
        Transaction transaction(*database);
        execute("INSERT INTO batch VALUES (431199, " + std::to_string(batch) +
                ", 'f', '', 's', '', '', '', 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)");
        for (int record = 1; record <= 5; ++record)
            execute("INSERT INTO r_person VALUES (431199, " + std::to_string(record) + ", " +
                    std::to_string(batch) + ", 'n" + std::to_string(record * batch) + "', 0.5)");
        append(*database, {"李明", "", ""},
               {county, "import", "batch " + std::to_string(batch), "{}"});
        transaction.commit();
    }
    void set_findings(int count) {
        Transaction transaction(*database);
        execute("DELETE FROM finding");
        for (int i = 1; i <= count; ++i)
            execute("INSERT INTO finding VALUES (431199, " + std::to_string(i) + ", 0)");
        append(*database, {"李明", "", ""}, {county, "check", "county", "{}"});
        transaction.commit();
    }
    void execute(std::string const &sql) { database->execute(sql); }

    std::vector<base::Problem> check() {
        auto problems = check_ledger(*database, county);
        for (auto const &one : check_log(*database, county)) problems.push_back(one);
        for (auto const &table : sealed_tables(*database))
            if (table.by_batch)
                for (auto &one : check_table(*database, county, table)) problems.push_back(one);
        return problems;
    }
    // "code row", of the only problem there is.
    std::string only() {
        auto const problems = check();
        if (problems.size() != 1) return std::to_string(problems.size()) + " problems";
        auto text = problems[0].code;
        for (auto const &[name, value] : problems[0].arguments) text += ' ' + value;
        return text;
    }
    // Another program, the sqlite3 shell for instance.
    void from_outside(std::string const &sql) { open(file, Access::write)->execute(sql); }
};

} // namespace

TEST_CASE("a store that only the program wrote is as it was sealed") {
    Sealed store;
    CHECK(store.check().empty());
    REQUIRE(stored_checkpoints(*store.database, county).size() == 1);
    CHECK(stored_checkpoints(*store.database, county)[0].size == 4); // the newest stands for all
    CHECK(read_events(*store.database, county).size() == 4);
    CHECK(check_quickly(*store.database, county, "").empty());
}

TEST_CASE("a value that was changed is found, and its row named") {
    Sealed store;
    store.execute("UPDATE r_person SET f_name = 'x' WHERE record = 2 AND batch = 1");
    CHECK(store.only() == "seal_row_changed r_person record=2 batch=1");
}

TEST_CASE("values swapped between two rows are found in both") {
    Sealed store;
    store.execute("UPDATE r_person SET f_name = CASE record WHEN 2 THEN 'n4' ELSE 'n2' END "
                  "WHERE batch = 1 AND record IN (2, 4)");
    auto const problems = store.check();
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].arguments[0].second == "r_person record=2 batch=1");
    CHECK(problems[1].arguments[0].second == "r_person record=4 batch=1");
}

TEST_CASE("a text that became NULL or moved to another column is found") {
    Sealed store;
    store.execute("UPDATE r_person SET f_share = NULL WHERE record = 5 AND batch = 2");
    CHECK(store.only() == "seal_row_changed r_person record=5 batch=2");
}

TEST_CASE("rows removed and added are found, and where") {
    Sealed store;
    store.execute("DELETE FROM r_person WHERE batch = 2 AND record IN (2, 3)");
    CHECK(store.only() == "seal_rows_missing r_person batch=2 2 r_person record=1 batch=2");
    Sealed other;
    other.execute("INSERT INTO r_person VALUES (431199, 9, 1, 'new', 1.0)");
    CHECK(other.only() == "seal_row_added r_person record=9 batch=1");
    Sealed third;
    third.execute("INSERT INTO r_person VALUES (431199, 9, 3, 'new', 1.0)");
    CHECK(third.only() == "seal_batch_unknown r_person 3 1 r_person record=9 batch=3");
}

TEST_CASE("every cell of every table is covered") {
    for (auto const *sql :
         {"UPDATE batch SET file = 'other' WHERE id = 1",
          "UPDATE batch SET state = 2 WHERE id = 2",
          "DELETE FROM batch WHERE id = 2",
          "UPDATE finding SET state = 4 WHERE id = 2",
          "DELETE FROM finding",
          "INSERT INTO finding VALUES (431199, 4, 0)",
          "INSERT INTO meta VALUES ('last_check', '2020-12-31')",
          "INSERT INTO area VALUES (431199, '431199', 0, 'x', 0, '')",
          "INSERT INTO refused_row VALUES (431199, 1, 1, 1, 1, '', '', '', '', NULL)",
          "UPDATE event SET actor = '王芳' WHERE sequence = 2",
          "DELETE FROM event WHERE sequence = 4",
          "UPDATE event SET time = time + 1 WHERE sequence = 1",
          "DELETE FROM event WHERE sequence = 2",
          "INSERT INTO event VALUES (431199, 5, x'', 0, '', '', '', '', '', '', '', x'')",
          "UPDATE seal SET rows = 6 WHERE table_name = 'r_person' AND part = 1",
          "UPDATE seal SET root = x'' WHERE table_name = 'r_person' AND part = 1",
          "UPDATE seal SET marks = x'' WHERE table_name = 'r_person' AND part = 1",
          "DELETE FROM seal WHERE table_name = 'r_person' AND part = 2",
          "UPDATE checkpoint SET note = replace(note, '4', '5') WHERE size = 4",
          "UPDATE checkpoint SET note = substr(note, 1, length(note) - 10) || 'AAAAAAA==' || "
          "char(10) WHERE size = 4",
          "UPDATE checkpoint SET key = 'x' WHERE size = 4",
          "DELETE FROM checkpoint WHERE size = 4"}) {
        Sealed store;
        store.execute(sql);
        CHECK_MESSAGE(!store.check().empty(), sql);
    }
}

TEST_CASE("a changed event is located between two checkpoints") {
    Sealed store;
    store.execute("UPDATE event SET reason = 'forged' WHERE sequence = 3");
    CHECK(store.only() == "ledger_event_changed 3 3");
}

TEST_CASE("what was changed from outside is put on record before the next write, once") {
    Sealed store;
    store.from_outside("UPDATE finding SET state = 4 WHERE id = 2");
    store.set_findings(3); // writes over it
    auto const events = read_events(*store.database, county);
    REQUIRE(events.size() == 6);
    CHECK(events[4].event.kind == "tampering");
    CHECK(events[4].event.details.find("finding id=2") != std::string::npos);
    CHECK(events[5].event.kind == "check");
    CHECK(store.check().empty());
    store.set_findings(2);
    CHECK(read_events(*store.database, county).size() == 7);
}

TEST_CASE("an alarm outlives the write that was about to be made") {
    Sealed store;
    store.from_outside("DELETE FROM finding");
    { Transaction undone(*store.database); }
    CHECK(read_events(*store.database, county).back().event.kind == "tampering");
}

TEST_CASE("after an event was changed nothing more is signed, and the alarm is not repeated") {
    Sealed store;
    store.from_outside("UPDATE event SET actor = 'x' WHERE sequence = 2");
    store.set_findings(4);
    store.from_outside("UPDATE meta SET value = value");
    store.set_findings(5);
    auto const events = read_events(*store.database, county);
    CHECK(events.size() == 7);
    CHECK(events[4].event.kind == "tampering");
    CHECK(stored_checkpoints(*store.database, county).back().size == 4);
    CHECK(check_ledger(*store.database, county).front().code == "ledger_event_changed");
}

TEST_CASE("a write from outside that changes nothing raises no alarm") {
    Sealed store;
    for (int i = 0; i < 20; ++i) {
        store.from_outside("UPDATE batch SET rows = rows");
        store.set_findings(i);
    }
    CHECK(read_events(*store.database, county).size() == 24);
    CHECK(store.check().empty());
}

TEST_CASE("a checkpoint kept elsewhere tells an old backup and a rewritten history") {
    Sealed store;
    std::vector<StoredCheckpoint> checkpoints;
    for (int i = 0; i < 4; ++i) {
        checkpoints.push_back(stored_checkpoints(*store.database, county).back());
        store.set_findings(i);
    }
    auto const key = own_signing_key(store.file, county);
    auto const check = [&](std::string_view note) {
        auto const problems = check_note(*store.database, county, note, {});
        return problems.empty() ? std::string() : problems[0].code;
    };
    for (auto const &one : checkpoints) CHECK(check(one.note).empty());
    auto const note = [&](std::uint64_t size, Hash const &root, int of = county) {
        return sign_note(write_checkpoint({origin_of(of), size, root}), key);
    };
    CHECK(check(note(9, leaf_hash("x"))) == "ledger_behind");
    CHECK(check(note(3, leaf_hash("x"))) == "ledger_forked");
    CHECK(check(note(3, leaf_hash("x"), 431128)) == "checkpoint_not_ours");
    CHECK(check("jingzhun/431199\n3\n") == "checkpoint_malformed");
    auto const stranger = make_signing_key(origin_of(county));
    CHECK(check(sign_note("jingzhun/431199\n1\nx\n", stranger)) == "checkpoint_not_ours");
    // The whole ledger made anew with everything consistent in itself: only the note tells.
    store.database.reset();
    std::filesystem::remove(store.file);
    store.make();
    for (int i = 0; i < 4; ++i) store.set_findings(3);
    CHECK(store.check().empty());
    CHECK(check(checkpoints.back().note) == "ledger_forked");
}

TEST_CASE("a replaced key is noticed") {
    Sealed store;
    std::filesystem::remove(key_file_of(store.file));
    store.set_findings(1);
    CHECK(store.only() == "ledger_key_changed 5");
    write_bytes(key_file_of(store.file), make_signing_key(origin_of(county)));
    CHECK(store.check().size() == 2);
}
