// jingzhun window: the list of changes to be entered in another system.
#include "work/change_window.hpp"

#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "source/write.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace jingzhun::app {
namespace {

std::string state_text(work::ChangeState state, Common const &common) {
    switch (state) {
    case work::ChangeState::waiting:
        return choose(common, "待审", "waiting");
    case work::ChangeState::approved:
        return choose(common, "已审待录", "approved");
    case work::ChangeState::done:
        return choose(common, "已录入", "done");
    default:
        return choose(common, "不录入", "dropped");
    }
}

std::string what(work::WantedChange const &wanted, Common const &common) {
    if (wanted.kind == "here_only") return choose(common, "新增该记录", "enter the record");
    if (wanted.kind == "there_only")
        return choose(common, "核实后删除该记录", "verify, then remove the record");
    return wanted.header;
}

std::vector<std::string> cells_of(Session const &session, work::WindowChange const &change,
                                  Common const &common) {
    auto const &wanted = change.wanted;
    return {std::to_string(change.id),
            wanted.area.empty() ? "" : session.areas.path_of(wanted.area),
            wanted.key,
            what(wanted, common),
            wanted.theirs,
            wanted.ours,
            state_text(change.state, common),
            change.found_by,
            change.decided_by};
}

std::vector<std::string> header(Common const &common) {
    if (common.language == base::Language::en)
        return {"id",    "place",    "record",    "what", "there now", "to be entered",
                "state", "found by", "decided by"};
    return {"编号", "地点", "记录", "项目", "对方现为", "应录入", "状态", "比对人", "审核人"};
}

bool is_meant(work::WindowChange const &change, std::string const &state) {
    if (state == "all") return true;
    if (!state.empty()) return state == work::to_string(change.state);
    return change.state == work::ChangeState::waiting ||
           change.state == work::ChangeState::approved;
}

int list(Session const &session, Window const &command, Common const &common) {
    auto all = work::list_window(*session.database, session.county, command.source);
    std::erase_if(all, [&](auto const &one) { return !is_meant(one, command.state); });
    if (!common.json) {
        std::vector<std::vector<std::string>> rows = {header(common)};
        for (auto const &one : all) rows.push_back(cells_of(session, one, common));
        fmt::print("{}", table(rows, {0}));
        return 0;
    }
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : all)
        json.begin_object()
            .member("id", one.id)
            .member("source", one.source)
            .member("kind", one.wanted.kind)
            .member("key", one.wanted.key)
            .member("area", one.wanted.area)
            .member("column", one.wanted.header)
            .member("theirs", one.wanted.theirs)
            .member("ours", one.wanted.ours)
            .member("state", work::to_string(one.state))
            .member("found_by", one.found_by)
            .member("decided_by", one.decided_by)
            .member("reason", one.reason)
            .end_object();
    json.end_array();
    print_json(json.text());
    return 0;
}

int write(Session const &session, Window const &command, Common const &common) {
    auto all = work::list_window(*session.database, session.county, command.source);
    std::erase_if(all, [](auto const &one) { return one.state != work::ChangeState::approved; });
    std::unique_ptr<source::TableWriter> const writer =
        std::filesystem::path(command.out).extension() == ".csv" ? source::write_csv(command.out)
                                                                 : source::write_xlsx(command.out);
    writer->row(std::span<std::string const>(header(common)));
    for (auto const &one : all)
        writer->row(std::span<std::string const>(cells_of(session, one, common)));
    writer->close();
    if (common.json) print_json(fmt::format(R"({{"rows":{}}})", all.size()));
    else
        print_line(fmt::format(
            fmt::runtime(choose(common, "{} 条已审变更 → {}", "{} approved changes → {}")),
            all.size(), command.out));
    return 0;
}

} // namespace

int window(Window const &command, Common const &common) {
    auto const decides = command.what == "approve" || command.what == "drop";
    auto session =
        open_session(command.store, decides ? store::Access::write : store::Access::read);
    // The list speaks of the whole county.
    auto const operation = decides                    ? pack::Operation::review
                           : command.what == "export" ? pack::Operation::extract
                                                      : pack::Operation::read;
    Acting const acting(session, common);
    auto const *source = session.pack.find_source(command.source);
    auto const actor = source == nullptr ? acting.require(operation, "household")
                                         : acting.require_source(operation, *source);
    if (command.what == "list") return list(session, command, common);
    if (command.what == "export") return write(session, command, common);
    auto const decide = command.what == "approve" ? work::approve_changes : work::drop_changes;
    auto const count =
        decide(*session.database, actor, session.county, command.source, command.ids);
    if (common.json) print_json(fmt::format(R"({{"changed":{}}})", count));
    else
        print_line(fmt::format(fmt::runtime(command.what == "approve"
                                                ? choose(common, "审核通过 {} 条", "{} approved")
                                                : choose(common, "不录入 {} 条", "{} dropped")),
                               count));
    return 0;
}

} // namespace jingzhun::app
