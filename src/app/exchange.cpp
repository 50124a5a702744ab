// jingzhun export, diff: the layouts written back and compared.
#include "access/on_record.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "intake/layout.hpp"
#include "report/export_layout.hpp"
#include "report/layout_diff.hpp"
#include "source/write.hpp"
#include "work/change_window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace jingzhun::app {
namespace {

pack::Source const &source_of(Session const &session, std::string const &name) {
    if (auto const *found = session.pack.find_source(name)) return *found;
    std::vector<std::string> names;
    for (auto const &one : session.pack.sources) names.push_back(one.name);
    throw base::Error(
        "source_unknown",
        {{"name", name}, {"nearest", base::nearest(name, names).value_or(names.front())}});
}

std::string what(report::Difference const &difference, Common const &common) {
    switch (difference.kind) {
    case report::DifferenceKind::here_only:
        return choose(common, "对方没有，应录入", "not there: enter it");
    case report::DifferenceKind::there_only:
        return choose(common, "本库没有，应核实后删除或补登",
                      "not here: verify, remove it there or register it");
    default:
        return difference.header;
    }
}

void write_differences(std::string const &file, Session const &session,
                       std::vector<report::Difference> const &all, Common const &common) {
    std::unique_ptr<source::TableWriter> const writer =
        std::filesystem::path(file).extension() == ".csv" ? source::write_csv(file)
                                                          : source::write_xlsx(file);
    auto const en = common.language == base::Language::en;
    writer->row(std::span<std::string const>(
        en ? std::vector<std::string>{"place", "record", "what", "theirs", "ours", "row"}
           : std::vector<std::string>{"地点", "编号", "项目", "对方", "本库", "行"}));
    for (auto const &one : all)
        writer->row(std::span<std::string const>(std::vector<std::string>{
            one.area.empty() ? "" : session.areas.path_of(one.area), one.key, what(one, common),
            one.theirs, one.ours, one.row == 0 ? "" : std::to_string(one.row)}));
    writer->close();
}

void add_difference(base::JsonWriter &json, report::Difference const &one) {
    json.begin_object()
        .member("kind", report::to_string(one.kind))
        .member("key", one.key)
        .member("area", one.area)
        .member("column", one.header);
    json.member("theirs", one.theirs).member("ours", one.ours).member("row", one.row).end_object();
}

std::string as_json(report::Compared const &counts, std::vector<report::Difference> const &all,
                    std::optional<work::WindowUpdate> const &update, std::string const &source) {
    base::JsonWriter json;
    json.begin_object()
        .member("source", source)
        .member("theirs", counts.theirs)
        .member("ours", counts.ours)
        .member("both", counts.both)
        .member("unread", counts.unread)
        .member("differences", all.size());
    if (update)
        json.key("window")
            .begin_object()
            .member("added", update->added)
            .member("changed", update->changed)
            .member("reopened", update->reopened)
            .member("done", update->done)
            .member("waiting", update->waiting)
            .member("approved", update->approved)
            .end_object();
    json.key("items").begin_array();
    for (auto const &one : all) add_difference(json, one);
    json.end_array().end_object();
    return json.take();
}

void print_differences(Session const &session, report::Compared const &counts,
                       std::vector<report::Difference> const &all, Common const &common) {
    constexpr std::size_t shown = 20;
    auto const en = common.language == base::Language::en;
    std::vector<std::vector<std::string>> rows = {
        en ? std::vector<std::string>{"place", "record", "what", "theirs", "ours"}
           : std::vector<std::string>{"地点", "编号", "项目", "对方", "本库"}};
    for (std::size_t i = 0; i < std::min(all.size(), shown); ++i)
        rows.push_back({all[i].area.empty() ? "" : session.areas.path_of(all[i].area), all[i].key,
                        what(all[i], common), all[i].theirs, all[i].ours});
    if (!all.empty()) fmt::print("{}", table(rows, {}));
    if (all.size() > shown)
        print_line(fmt::format(fmt::runtime(choose(common, "……共 {} 处，用 --out 文件 取得全部",
                                                   "… {} in all; get them with --out FILE")),
                               grouped(static_cast<std::int64_t>(all.size()))));
    print_line(fmt::format(
        fmt::runtime(choose(
            common, "对方 {} 条，本库 {} 条，双方都有 {} 条，差异 {} 处；读不出的 {} 行",
            "{} records there, {} here, {} in both, {} differences; {} rows could not be read")),
        grouped(counts.theirs), grouped(counts.ours), grouped(counts.both),
        grouped(static_cast<std::int64_t>(all.size())), grouped(counts.unread)));
}

work::WindowUpdate to_window(Session &session, std::string const &source,
                             std::vector<report::Difference> const &all,
                             store::Actor const &actor) {
    std::vector<work::WantedChange> wanted;
    for (auto const &one : all)
        wanted.push_back({std::string(report::to_string(one.kind)), one.key, one.area, one.header,
                          one.theirs, one.ours});
    return work::update_window(*session.database, actor, session.county, source, wanted);
}

// A layout is written whole: its private fields need an eye for them, or the right to reveal.
store::Actor require_export(Session const &session, Acting const &acting,
                            pack::Source const &source) {
    auto const actor = acting.require_source(pack::Operation::extract, source);
    for (auto const &name : source.registers) {
        auto const &definition = *session.pack.find_register(name);
        auto const hidden = [&](pack::Field const &field) {
            return !acting.sees(definition, field, check::county_code(session.county));
        };
        if (std::ranges::any_of(definition.fields, hidden))
            acting.require(pack::Operation::reveal, name);
    }
    return actor;
}

void log_export(Export const &command, Session const &session, store::Actor const &actor,
                std::int64_t rows) {
    auto const database = store::open(command.store, store::Access::write);
    store::Transaction transaction(*database);
    access::log_export(*database, session.county, actor, command.source, "", rows);
    transaction.commit();
}

} // namespace

int export_source(Export const &command, Common const &common) {
    auto const known = known_of(command.known_at);
    auto session = open_session(command.store, store::Access::read, command.as_of, known);
    auto const &source = source_of(session, command.source);
    Acting const acting(session, common);
    auto const actor = require_export(session, acting, source);
    report::LayoutFiller const filler(*session.database, session.pack, session.areas,
                                      session.county, command.as_of.value_or(base::today()), source,
                                      known);
    auto const rows = report::export_layout(filler, command.out);
    if (acting.holder() != nullptr)
        log_export(command, session, actor, static_cast<std::int64_t>(rows));
    if (common.json)
        print_json(fmt::format(R"({{"source":"{}","rows":{},"file":{}}})", source.name, rows,
                               base::quote_json(command.out)));
    else
        print_line(fmt::format(fmt::runtime(choose(common, "{}：{} 行 → {}", "{}: {} rows → {}")),
                               choose(common, source.title),
                               grouped(static_cast<std::int64_t>(rows)), command.out));
    return 0;
}

int diff(Diff const &command, Common const &common) {
    auto session = open_session(
        command.store, command.window ? store::Access::write : store::Access::read, command.as_of);
    auto const book = source::open_book(command.file);
    auto const found = intake::recognise_book(session.pack, *book, {command.as, {}});
    auto const &source = *found.layouts.front().source;
    auto const actor =
        Acting(session, common)
            .require_source(command.window ? pack::Operation::extract : pack::Operation::read,
                            source);
    report::LayoutFiller const filler(*session.database, session.pack, session.areas,
                                      session.county, command.as_of.value_or(base::today()),
                                      source);
    std::vector<report::Difference> all;
    auto const counts = report::compare_layout(
        filler, session.pack, session.areas, check::county_code(session.county), *book,
        [&](report::Difference const &one) { all.push_back(one); });
    std::optional<work::WindowUpdate> update;
    if (command.window) update = to_window(session, source.name, all, actor);
    if (!command.out.empty()) write_differences(command.out, session, all, common);
    if (common.json) {
        print_json(as_json(counts, all, update, source.name));
        return 0;
    }
    print_differences(session, counts, all, common);
    if (update)
        print_line(fmt::format(
            fmt::runtime(choose(
                common,
                "待录入清单：新增 {}，有变 {}，重开 {}，已录入销号 {}；现有待审 {}，已审待录 {}",
                "list of changes: {} new, {} altered, {} reopened, {} done; now {} waiting, {} "
                "approved")),
            update->added, update->changed, update->reopened, update->done, update->waiting,
            update->approved));
    return 0;
}

} // namespace jingzhun::app
