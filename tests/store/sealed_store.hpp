// A store with statements by batch and a table whose rows change, written as the product writes.
#pragma once

#include "store/open.hpp"
#include "store/salt.hpp"
#include "store/scratch.hpp"
#include "store/seal_check.hpp"

#include <memory>
#include <string>
#include <vector>

struct SealedStore {
    static constexpr int county = 431199;
    Scratch scratch;
    std::string file = scratch / "county.db";
    std::unique_ptr<jingzhun::store::Database> database;

    SealedStore() { make(); }
    void make() {
        namespace store = jingzhun::store;
        database = store::open(file, store::Access::create);
        store::Transaction transaction(*database);
        database->execute(
            "CREATE TABLE r_person (county INTEGER NOT NULL, record INTEGER NOT NULL, batch "
            "INTEGER "
            "NOT NULL, salt BLOB, f_name TEXT, f_share REAL, PRIMARY KEY (county, record, batch)) "
            "STRICT, WITHOUT ROWID; CREATE TABLE finding (county INTEGER NOT NULL, id INTEGER NOT "
            "NULL, state INTEGER NOT NULL, note TEXT, PRIMARY KEY (county, id)) STRICT");
        append("init", "county");
        transaction.commit();
    }
    std::int64_t append(std::string const &kind, std::string const &subject) {
        return jingzhun::store::append(*database, {"李明", "年度", "office-3"},
                                       {county, kind, subject, "{}"});
    }
    void insert(int batch, int record, std::string const &name) {
        auto insert =
            database->prepare("INSERT INTO r_person VALUES (431199, $1, $2, $3, $4, 0.5)");
        insert->bind(1, record);
        insert->bind(2, batch);
        insert->bind_blob(3, jingzhun::store::bytes_of(jingzhun::store::draw_salt()));
        insert->bind(4, name);
        insert->run();
    }
    void open_batch(int batch) {
        database->execute("INSERT INTO batch VALUES (431199, " + std::to_string(batch) +
                          ", 'f', '', 's', '', '', '', 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)");
    }
    // Records `first` to `last`, in that order or the other way round.
    void import(int batch, int first, int last) {
        jingzhun::store::Transaction transaction(*database);
        open_batch(batch);
        for (auto record = first;; record += first < last ? 1 : -1) {
            insert(batch, record, "n" + std::to_string(record));
            if (record == last) break;
        }
        append("import", "batch " + std::to_string(batch));
        transaction.commit();
    }
    void set_finding(int id, int state, std::string const &note = "") {
        jingzhun::store::Transaction transaction(*database);
        put_finding(id, state, note);
        append("check", "finding " + std::to_string(id));
        transaction.commit();
    }
    void put_finding(int id, int state, std::string const &note = "") {
        auto put = database->prepare("INSERT INTO finding VALUES (431199, $1, $2, $3) ON CONFLICT "
                                     "DO UPDATE SET state = excluded.state, note = excluded.note");
        put->bind(1, id);
        put->bind(2, state);
        put->bind(3, note);
        put->run();
    }
    // What is found, "code first-argument" each.
    std::vector<std::string> problems() const {
        namespace store = jingzhun::store;
        auto found = store::check_ledger(*database, county);
        for (auto const &one : store::check_log(*database, county)) found.push_back(one);
        for (auto const &table : store::sealed_tables(*database))
            if (table.by_batch)
                for (auto &one : store::check_table(*database, county, table)) found.push_back(one);
        std::vector<std::string> texts;
        for (auto const &one : found)
            texts.push_back(one.code + ' ' +
                            (one.arguments.empty() ? "" : one.arguments.front().second));
        return texts;
    }
    std::int64_t count(std::string const &from) const {
        auto select = database->prepare("SELECT count(*) FROM " + from);
        select->step();
        return select->integer(0);
    }
};
