// jingzhun report: the bulletins and rankings of the pack, for a period, with the ledger's
// checkpoint on them.
#include "report/bulletin.hpp"
#include "report/bulletin_period.hpp"

#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "store/ledger_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace jingzhun::app {
namespace {

void write_line(base::JsonWriter &json, report::MadeBulletin const &made,
                report::BulletinLine const &line) {
    json.begin_object().member("code", line.code).member("name", line.name);
    if (line.rank > 0) json.member("rank", line.rank).member("tied", line.tied);
    if (line.total)
        json.key("total").raw(fmt::format("{}.{:02}", *line.total / 100, *line.total % 100));
    json.key("columns").begin_object();
    for (std::size_t i = 0; i < made.bulletin->columns.size(); ++i) {
        auto const &column = made.bulletin->columns[i];
        if (!column.is_share()) {
            json.member(column.id, line.counts[i]);
            continue;
        }
        auto const &share = line.shares[i];
        json.key(column.id).begin_object().member("part", share.part).member("whole", share.whole);
        if (share.hundredths) json.member("percent", static_cast<double>(*share.hundredths) / 100);
        if (share.points) json.member("points", static_cast<double>(*share.points) / 100);
        json.end_object();
    }
    json.end_object().end_object();
}

std::string as_json(report::MadeBulletin const &made, std::string const &checkpoint) {
    base::JsonWriter json;
    json.begin_object()
        .member("report", made.bulletin->name)
        .member("period", made.period.name)
        .member("area", made.area)
        .key("lines")
        .begin_array();
    for (auto const &line : made.lines) write_line(json, made, line);
    json.end_array().key("all");
    write_line(json, made, made.all);
    json.member("checkpoint", checkpoint).end_object();
    return json.take();
}

void write(Session const &session, report::MadeBulletin const &made, std::string const &checkpoint,
           Report const &command, Common const &common) {
    auto const ending = std::filesystem::path(command.out).extension();
    if (ending == ".xlsx")
        report::bulletin_workbook(made, session.areas, checkpoint, common.language, command.out);
    else if (ending == ".html")
        base::write_file(command.out,
                         report::bulletin_html(made, session.areas, checkpoint, common.language));
    else if (ending == ".txt")
        base::write_file(command.out,
                         report::bulletin_text(made, session.areas, checkpoint, common.language));
    else throw base::Error("report_ending", {{"file", command.out}});
}

int list_reports(Session const &session, Common const &common) {
    base::JsonWriter json;
    json.begin_array();
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh ? std::vector<std::string>{"名称", "标题", "周期"}
                                              : std::vector<std::string>{"name", "title", "every"}};
    for (auto const &one : session.pack.bulletins) {
        rows.push_back(
            {one.name, choose(common, one.title), std::string(base::to_string(one.every))});
        json.begin_object()
            .member("name", one.name)
            .member("title", choose(common, one.title))
            .member("every", base::to_string(one.every))
            .end_object();
    }
    json.end_array();
    if (common.json) print_json(json.text());
    else fmt::print("{}", table(rows, {}));
    return 0;
}

} // namespace

int report_command(Report const &command, Common const &common) {
    auto session = open_session(command.store, store::Access::write);
    Acting const acting(session, common);
    auto const area = command.area.empty() ? check::county_code(session.county) : command.area;
    if (command.name.empty()) {
        acting.require_some_register(pack::Operation::read);
        return list_reports(session, common);
    }
    auto const &bulletin = report::bulletin_named(session.pack, command.name);
    auto actor = common.actor;
    for (auto const &column : bulletin.columns)
        if (!column.register_name.empty())
            actor = acting.require(pack::Operation::extract, column.register_name, area);
    auto const period = report::period_named(bulletin, command.period);
    auto const made = report::make_bulletin(*session.database, session.pack, session.areas,
                                            session.county, bulletin, period, area);
    std::string checkpoint;
    if (!command.out.empty() || command.checkpoint)
        checkpoint = store::issue_checkpoint(*session.database, actor, session.county).note;
    if (!command.out.empty()) write(session, made, checkpoint, command, common);
    if (common.json) {
        print_json(as_json(made, checkpoint));
        return 0;
    }
    if (!command.out.empty()) {
        print_line(fmt::format("{}  {} → {}",
                               report::bulletin_title(made, session.areas, common.language),
                               period.name, command.out));
        return 0;
    }
    print_line(report::bulletin_title(made, session.areas, common.language) + "  " + period.name);
    fmt::print("{}", table(report::bulletin_table(made, common.language), {}));
    for (auto const &note : report::bulletin_notes(made, common.language)) print_line(note);
    return 0;
}

} // namespace jingzhun::app
