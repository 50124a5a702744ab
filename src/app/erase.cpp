// jingzhun erase: the personal data of a record go, proofs of what was recorded stay.
#include "register/erase.hpp"

#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "finding/acts.hpp"
#include "finding/board.hpp"
#include "finding/proposal.hpp"
#include "finding/settlement.hpp"
#include "register/copies.hpp"
#include "register/frame_cache.hpp"
#include "register/link_decision.hpp"
#include "register/merge.hpp"
#include "store/erase.hpp"
#include "store/row_bytes.hpp"
#include "survey/draw_book.hpp"
#include "work/case_store.hpp"
#include "work/change_window.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace jingzhun::app {
namespace {

// What was emptied in another table, by number.
struct Emptied {
    std::string table;
    std::vector<std::int64_t> ids;
};

// The rows of cases: their keys have more columns.
void erase_changes_of(store::Database &database, int county,
                      std::vector<work::CaseRow> const &rows) {
    for (auto const &one : rows) {
        std::string key;
        for (auto const &[column, value] : one.key) store::add_integer(key, column, value);
        store::erase_changes(database, county, one.table, key);
    }
}

// Everything that speaks of the record outside its register.
std::vector<Emptied> empty_others(Session &session, pack::Register const &definition,
                                  std::string const &key, std::int64_t record) {
    auto &database = *session.database;
    std::vector<std::string> rules;
    for (auto const &rule : session.pack.rules)
        if (rule.on == definition.name) rules.push_back(rule.id);
    auto findings = finding::forget(database, session.county, definition.name, record);
    auto acts = finding::forget_acts(database, session.county, findings);
    auto proposals = finding::forget_proposals(database, session.county, findings);
    return {{"finding", std::move(findings)},
            {"finding_act", std::move(acts)},
            {"settlement_proposal", std::move(proposals)},
            {"settlement", finding::forget_settlements(database, session.county, rules, record)},
            {"link_decision", registry::forget_decisions(database, session.county, session.pack,
                                                         definition.name, record)},
            {"record_merge",
             registry::forget_merges(database, session.county, definition.name, record)},
            {"window_change", work::forget_changes(database, session.county, key)},
            {"draw_unit", survey::forget_drawn(database, session.county, key)}};
}

// Other tables are emptied in the first event; what the log said of their rows before goes in the
// second, which can then not be mistaken for a change of theirs.
registry::Erasure erase_all(Session &session, pack::Register const &definition,
                            std::string const &key, store::Actor const &actor) {
    auto &database = *session.database;
    store::Transaction transaction(database);
    auto const erasure =
        registry::erase_record(database, actor, session.county, session.pack, definition, key);
    auto const others = empty_others(session, definition, key, erasure.record);
    auto const cases = work::forget_cases(database, session.county, definition.name, key);
    std::size_t emptied = cases.size();
    for (auto const &one : others) emptied += one.ids.size();
    if (emptied > 0) {
        store::append(database, actor,
                      {session.county, "erase",
                       definition.name + " record " + std::to_string(erasure.record),
                       fmt::format(R"({{"rows":{}}})", emptied)});
        for (auto const &[table, ids] : others)
            for (auto const id : ids) {
                std::string row;
                store::add_integer(row, "id", id);
                store::erase_changes(database, session.county, table, row);
            }
        erase_changes_of(database, session.county, cases);
    }
    transaction.commit();
    return erasure;
}

void print_copies(std::vector<registry::KnownCopy> const &copies, Common const &common) {
    for (auto const &copy : copies)
        print_line(fmt::format(
            fmt::runtime(copy.there
                             ? choose(common, "此前的副本里仍有，请另行删除或重做：{}",
                                      "this earlier copy still holds it; remove it or make it "
                                      "anew: {}")
                             : choose(common, "曾备份到此处，现已不在；请查明去向后一并处理：{}",
                                      "a backup was written here and is not here any more; find "
                                      "out where it went: {}")),
            copy.file));
    print_line(
        choose(common, "导出的文件里也还有，请一并处理", "exported files still hold it too"));
}

void print_erasure(registry::Erasure const &erasure, Common const &common) {
    print_line(fmt::format(
        fmt::runtime(choose(common,
                            "已抹除：陈述 {} 条、退回的行 {} 条、流水 {} 条；封存和证明仍然有效",
                            "erased: {} statements, {} refused rows, {} events; seals and proofs "
                            "stay valid")),
        erasure.statements, erasure.refused_rows, erasure.events));
    for (auto const &file : erasure.files)
        print_line(fmt::format(
            fmt::runtime(choose(common, "原始表格中仍有这条记录，请另行决定是否保留：{}",
                                "the original file still holds the record; decide about it: {}")),
            file));
    for (auto const &record : erasure.elsewhere)
        print_line(fmt::format(
            fmt::runtime(choose(common, "同一身份证号还在这条记录里，如需抹除请另行执行：{}",
                                "this record has the same identity number; erase it too if that is "
                                "meant: {}")),
            record));
}

} // namespace

int erase(Erase const &command, Common const &common) {
    if (common.actor.reason.empty()) throw base::Error("erase_without_reason");
    auto session = open_session(command.store, store::Access::write);
    auto const &definition = register_of(session, command.register_name);
    auto const actor = Acting(session, common).require(pack::Operation::erase, definition.name);
    store::write_over_removed(*session.database);
    auto const erasure = erase_all(session, definition, command.key, actor);
    store::empty_log(*session.database);
    std::error_code ignored; // kept frames hold it too; they are made anew when they are needed
    std::filesystem::remove_all(registry::frames_folder(command.store), ignored);
    auto const copies = registry::known_copies(*session.database, session.county);
    if (!common.json) {
        print_erasure(erasure, common);
        print_copies(copies, common);
        return 0;
    }
    base::JsonWriter json;
    json.begin_object()
        .member("record", erasure.record)
        .member("statements", erasure.statements)
        .member("refused_rows", erasure.refused_rows)
        .member("events", erasure.events)
        .key("files")
        .begin_array();
    for (auto const &file : erasure.files) json.value(file);
    json.end_array().key("elsewhere").begin_array();
    for (auto const &record : erasure.elsewhere) json.value(record);
    json.end_array().key("copies").begin_array();
    for (auto const &copy : copies)
        json.begin_object().member("file", copy.file).member("there", copy.there).end_object();
    json.end_array().end_object();
    print_json(json.text());
    return 0;
}

} // namespace jingzhun::app
