// jingzhun agenda: the monthly meeting of an area, as text or as a workbook.
#include "work/agenda.hpp"

#include "access/on_record.hpp"
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "app/worklist_command.hpp"
#include "base/json.hpp"
#include "source/write.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

base::Period month_of(std::string const &text) {
    if (text.empty()) return base::period_of(base::PeriodUnit::month, base::today());
    auto const first = base::parse_iso_date(text + "-01");
    if (!first) throw base::Error("month_malformed", {{"month", text}});
    return base::period_of(base::PeriodUnit::month, *first);
}

std::vector<std::string> header_of(work::Section const &section, Common const &common) {
    std::vector<std::string> header;
    for (auto const &title : section.header) header.push_back(choose(common, title));
    return header;
}

void write_workbook(work::Agenda const &agenda, std::string const &file, Common const &common) {
    auto const writer = source::write_xlsx(file);
    for (std::size_t i = 0; i < agenda.sections.size(); ++i) {
        auto const &section = agenda.sections[i];
        if (i > 0) writer->sheet(std::to_string(i + 1));
        std::vector<std::string> const title = {choose(common, section.title)};
        writer->row(std::span<std::string const>(title));
        auto const header = header_of(section, common);
        writer->row(std::span<std::string const>(header));
        for (auto const &row : section.rows) writer->row(std::span<std::string const>(row));
    }
    writer->close();
}

void write_json(work::Agenda const &agenda, Common const &common) {
    base::JsonWriter json;
    json.begin_object()
        .member("area", agenda.area)
        .member("month", agenda.month.name)
        .key("sections")
        .begin_array();
    for (auto const &section : agenda.sections) {
        json.begin_object().member("title", choose(common, section.title));
        json.key("header").begin_array();
        for (auto const &cell : header_of(section, common)) json.value(cell);
        json.end_array().key("rows").begin_array();
        for (auto const &row : section.rows) {
            json.begin_array();
            for (auto const &cell : row) json.value(cell);
            json.end_array();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    print_json(json.text());
}

void write_text(Session const &session, work::Agenda const &agenda, Common const &common) {
    print_line(fmt::format(
        fmt::runtime(choose(common, "{} {} 调度会议程", "{}: agenda of the meeting for {}")),
        session.areas.path_of(agenda.area), agenda.month.name));
    for (auto const &section : agenda.sections) {
        print_line("\n" + choose(common, section.title));
        std::vector<std::vector<std::string>> rows = {header_of(section, common)};
        rows.insert(rows.end(), section.rows.begin(), section.rows.end());
        fmt::print("{}", table(rows, {}));
    }
}

} // namespace

int agenda(AgendaCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    auto const month = month_of(command.month);
    auto const area = command.area.empty() ? check::county_code(session.county) : command.area;
    if (session.areas.find(area) == nullptr)
        throw base::Error("area_not_in_store", {{"area", area}});
    auto const persons = work::responsibility_of(session.pack).persons;
    Acting(session, common)
        .require(command.out.empty() ? pack::Operation::read : pack::Operation::extract, persons,
                 area);
    auto const on = std::min(base::add_days(month.to, -1), base::today());
    auto const made =
        work::agenda_of({*session.database, session.pack, session.areas, session.county}, area,
                        month, on, common.language);
    if (!command.out.empty()) write_workbook(made, command.out, common);
    if (common.json) write_json(made, common);
    else if (command.out.empty()) write_text(session, made, common);
    else
        print_line(
            fmt::format(fmt::runtime(choose(common, "已写入 {}", "written to {}")), command.out));
    return 0;
}

} // namespace jingzhun::app
