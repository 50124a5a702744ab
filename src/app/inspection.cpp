// jingzhun inspection: planned by lot, recorded by questionnaire, reported with the arithmetic, and
// closures looked at again.
#include "app/acting.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "finding/finding.hpp"
#include "report/inspection_kin.hpp"
#include "survey/inspection_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <unistd.h>

namespace jingzhun::app {
namespace {

namespace fs = std::filesystem;

pack::Questionnaire const &questionnaire_of(Session const &session, std::string const &name) {
    return survey::questionnaire_of(session.pack, name);
}

std::vector<std::string> header(Common const &common) {
    if (common.language == base::Language::en)
        return {"number", "day", "area", "team", "members", "questionnaire"};
    return {"编号", "日期", "地点", "组", "组员", "问卷"};
}

// Nobody but inspectors learns before the day where they will come.
void show(Session const &session, std::vector<survey::Inspection> const &all, bool sees,
          base::Date today, Common const &common) {
    std::vector<std::vector<std::string>> rows = {header(common)};
    for (auto const &one : all) {
        auto const hidden = !sees && one.day > today;
        auto const &form = questionnaire_of(session, one.questionnaire);
        rows.push_back({one.number, hidden ? "***" : base::to_string(one.day),
                        hidden ? "***" : session.areas.path_of(one.area), one.team,
                        hidden ? "***" : fmt::format("{}", fmt::join(one.members, "、")),
                        choose(common, form.title)});
    }
    if (!common.json) {
        fmt::print("{}", table(rows, {}));
        return;
    }
    base::JsonWriter json;
    json.begin_array();
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto const hidden = !sees && all[i].day > today;
        json.begin_object()
            .member("number", all[i].number)
            .member("day", hidden ? "" : base::to_string(all[i].day))
            .member("area", hidden ? "" : all[i].area)
            .member("team", all[i].team)
            .member("questionnaire", all[i].questionnaire)
            .key("members")
            .begin_array();
        if (!hidden)
            for (auto const &name : all[i].members) json.value(name);
        json.end_array().end_object();
    }
    json.end_array();
    print_json(json.text());
}

std::size_t digits_of(std::string const &level) {
    static std::map<std::string, std::size_t> const digits = {
        {"county", 6}, {"township", 9}, {"village", 12}};
    return digits.at(level);
}

int plan(survey::InspectionDesk const &desk, Session const &session,
         InspectionCommand const &command, Common const &common) {
    survey::MonthRequest request;
    request.questionnaire = command.questionnaire;
    request.month = survey::month_named(command.month);
    request.digits = digits_of(command.level);
    request.seed = command.seed;
    if (request.seed.empty()) throw base::Error("draw_seed_missing");
    show(session,
         survey::plan_month(desk, session.areas, request, survey::read_teams(command.teams)), true,
         desk.today, common);
    return 0;
}

// One household's answers as a table of one row.
std::string one_row(Session const &session, survey::Inspection const &inspection,
                    InspectionCommand const &command) {
    survey::Answers answers{command.subject, {}};
    for (auto const &answer : command.answers) {
        auto const cut = answer.find('=');
        if (cut == std::string::npos)
            throw base::Error("inspection_question_unknown", {{"answer", answer}});
        answers.given.emplace_back(answer.substr(0, cut), answer.substr(cut + 1));
    }
    auto const file =
        (fs::temp_directory_path() / fmt::format("{}-{}.csv", inspection.number, ::getpid()))
            .string();
    survey::write_answers(questionnaire_of(session, inspection.questionnaire), inspection, answers,
                          file);
    return file;
}

int record(survey::InspectionDesk const &desk, Session const &session,
           InspectionCommand const &command, Common const &common) {
    auto const inspection =
        survey::find_inspection(*session.database, session.county, command.number);
    auto const file = command.file.empty() ? one_row(session, inspection, command) : command.file;
    auto const recorded = report::record_by_strangers(desk, session.areas, inspection, file,
                                                      session.address + ".files");
    if (command.file.empty()) fs::remove(file);
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("number", inspection.number)
            .member("answers", recorded.answers)
            .member("unanswered", recorded.unanswered)
            .member("not_asked", recorded.not_asked)
            .key("raised")
            .begin_array();
        for (auto const id : recorded.raised) json.value(id);
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    print_line(fmt::format(
        fmt::runtime(choose(common,
                            "督查 {}：共录入 {} 户；提出问题 {} 条；漏答 {} 处，不该问而答 {} 处",
                            "inspection {}: {} answered; {} findings raised; {} not answered, {} "
                            "answered though not asked")),
        inspection.number, recorded.answers, recorded.raised.size(), recorded.unanswered,
        recorded.not_asked));
    return 0;
}

std::string verdict(survey::RateResult const &one, Common const &common) {
    if (one.whole == 0) return choose(common, "无数据", "no data");
    if (!one.within) return "";
    return *one.within ? choose(common, "合格", "kept") : choose(common, "不合格", "not kept");
}

std::vector<std::string> rate_cells(survey::RateResult const &one, Common const &common) {
    auto const sum =
        one.whole == 0
            ? fmt::format("{} ÷ {}", one.part, one.whole)
            : fmt::format("{} ÷ {} = {:.2f}%", one.part, one.whole,
                          100.0 * static_cast<double>(one.part) / static_cast<double>(one.whole));
    return {choose(common, one.rate->title),
            sum,
            choose(common, one.rate->unit),
            one.rate->limit.empty() ? "" : one.rate->limit + "%",
            verdict(one, common),
            std::to_string(one.unknown),
            one.rate->source};
}

void print_rates(std::vector<survey::RateResult> const &rates, base::JsonWriter &json,
                 Common const &common) {
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"指标", "算式", "口径", "要求", "结论", "答不全", "依据"}
            : std::vector<std::string>{"rate", "sum", "of", "limit", "verdict", "unknown",
                                       "basis"}};
    json.key("rates").begin_array();
    for (auto const &one : rates) {
        rows.push_back(rate_cells(one, common));
        json.begin_object()
            .member("id", one.rate->id)
            .member("part", one.part)
            .member("whole", one.whole)
            .member("unknown", one.unknown)
            .member("limit", one.rate->limit)
            .key("within");
        if (one.within) json.value(*one.within);
        else json.null();
        json.end_object();
    }
    json.end_array();
    if (!common.json) fmt::print("{}", table(rows, {}));
}

// Of one inspection, or of a month's with one questionnaire.
int report(survey::InspectionDesk const &desk, Session const &session,
           InspectionCommand const &command, Common const &common) {
    std::map<std::string, std::vector<survey::Inspection>> by_form;
    for (auto const &one :
         survey::list_inspections(*session.database, session.county, command.month))
        if (command.number.empty() || one.number == command.number)
            by_form[one.questionnaire].push_back(one);
    if (by_form.empty()) throw base::Error("inspection_unknown", {{"number", command.number}});
    base::JsonWriter json;
    json.begin_array();
    for (auto const &[name, inspections] : by_form) {
        auto const findings = survey::findings_of(*session.database, session.county, inspections);
        std::int64_t open = 0;
        for (auto const id : findings)
            if (auto const found = finding::find(*session.database, session.county, id))
                open += found->state != finding::State::closed;
        std::int64_t due = 0;
        for (auto const &one : inspections) due += one.day <= desk.today;
        json.begin_object()
            .member("questionnaire", name)
            .member("planned", inspections.size())
            .member("due", due)
            .member("findings", findings.size())
            .member("open", open);
        if (!common.json)
            print_line(fmt::format(
                fmt::runtime(choose(common,
                                    "{}：排定 {} 次，已到期 {} 次；提出问题 {} 条，未销号 {} 条",
                                    "{}: {} planned, {} due; {} findings raised, {} open")),
                choose(common, questionnaire_of(session, name).title), inspections.size(), due,
                findings.size(), open));
        print_rates(survey::acceptance(desk, name, inspections), json, common);
        json.end_object();
    }
    json.end_array();
    if (common.json) print_json(json.text());
    return 0;
}

void print_look_backs(std::vector<survey::LookBack> const &all, Common const &common) {
    base::JsonWriter json;
    json.begin_array();
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"问题", "月份", "结果", "查看人", "日期"}
            : std::vector<std::string>{"finding", "month", "result", "by", "on"}};
    for (auto const &one : all) {
        auto const on = one.on ? base::to_string(*one.on) : "";
        auto const result = one.result.empty()      ? choose(common, "待查", "to be seen")
                            : one.result == "holds" ? choose(common, "属实", "holds")
                                                    : choose(common, "虚假销号", "false closure");
        rows.push_back({std::to_string(one.finding), one.month, result, one.by, on});
        json.begin_object()
            .member("finding", one.finding)
            .member("month", one.month)
            .member("result", one.result)
            .member("by", one.by)
            .member("on", on)
            .end_object();
    }
    json.end_array();
    if (common.json) print_json(json.text());
    else fmt::print("{}", table(rows, {0}));
}

int look_back(survey::InspectionDesk const &desk, Session const &session,
              InspectionCommand const &command, Common const &common) {
    if (command.finding > 0) survey::look_back(desk, command.finding, command.result != "false");
    else if (!command.seed.empty())
        survey::draw_look_back(desk, survey::month_named(command.month), command.percent,
                               command.seed);
    print_look_backs(survey::list_look_backs(*session.database, session.county, command.month),
                     common);
    return 0;
}

} // namespace

int inspection(InspectionCommand const &command, Common const &common) {
    auto const reads = command.what == "list" || command.what == "report";
    auto session = open_session(command.store, reads ? store::Access::read : store::Access::write);
    Acting const acting(session, common);
    auto const actor = reads ? acting.require_some_register(pack::Operation::read)
                             : acting.require_some_register(pack::Operation::inspect);
    survey::InspectionDesk const desk{*session.database, session.pack, session.county, actor,
                                      command.today.value_or(base::today())};
    if (command.what == "plan") return plan(desk, session, command, common);
    if (command.what == "record") return record(desk, session, command, common);
    if (command.what == "report") return report(desk, session, command, common);
    if (command.what == "look-back") return look_back(desk, session, command, common);
    auto const sees = session.pack.registers.empty() ||
                      acting.may(pack::Operation::inspect, session.pack.registers.front().name,
                                 check::county_code(session.county));
    show(session, survey::list_inspections(*session.database, session.county, command.month), sees,
         desk.today, common);
    return 0;
}

} // namespace jingzhun::app
