// jingzhun procedures, case: what is to be done step by step, and doing it.
#include "app/case_desk.hpp"
#include "app/print.hpp"
#include "base/file.hpp"
#include "pack/describe_procedures.hpp"
#include "pack/procedure_json.hpp"
#include "report/case_file.hpp"
#include "work/case_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace jingzhun::app {
namespace {

std::string heads_json(Session const &session, std::vector<work::Case> const &cases) {
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : cases) work::write_json_head(json, session.pack, one);
    json.end_array();
    return json.take();
}

std::string step_title(Session const &session, work::Case const &one, Common const &common) {
    auto const *procedure = session.pack.find_procedure(one.procedure);
    auto const *step = procedure == nullptr ? nullptr : procedure->find_step(one.step);
    if (step != nullptr) return choose(common, step->title);
    return choose(common, work::title_of(one.state));
}

int print_refusals(std::vector<work::Refusal> const &refusals, Common const &common) {
    if (common.json) {
        base::JsonWriter json;
        work::write_json(json, refusals);
        print_json(json.text());
    } else {
        for (auto const &refusal : refusals) {
            auto const which =
                refusal.id == 0 ? refusal.key : std::to_string(refusal.id) + " " + refusal.key;
            print_line(
                fmt::format(fmt::runtime(choose(common, "{}：不能办", "{}: refused")), which));
            for (auto const &problem : refusal.problems)
                print_line("  " + base::describe(problem, common.language));
        }
    }
    return static_cast<int>(base::Status::no);
}

int print_done(Session const &session, work::Done const &done, Common const &common) {
    if (auto const *refusals = std::get_if<std::vector<work::Refusal>>(&done))
        return print_refusals(*refusals, common);
    auto const &cases = std::get<std::vector<work::Case>>(done);
    if (common.json) {
        print_json(heads_json(session, cases));
        return 0;
    }
    for (auto const &one : cases)
        print_line(fmt::format(
            fmt::runtime(choose(common, "案卷 {}（{}）：{}", "case {} ({}): {}")), one.id, one.key,
            one.state == work::CaseState::open
                ? choose(common, "现在该办“", "next is “") + step_title(session, one, common) +
                      choose(common, "”", "”")
                : choose(common, work::title_of(one.state))));
    return 0;
}

int list(CaseCommand const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting const acting(session, common);
    acting.require_some_register(pack::Operation::read);
    work::CaseFilter filter{command.procedure, command.key, command.step, command.area, {}};
    for (auto const state : {work::CaseState::open, work::CaseState::done,
                             work::CaseState::rejected, work::CaseState::withdrawn})
        if (command.state == work::to_string(state)) filter.state = state;
    auto cases = work::list_cases(*session.database, session.county, filter);
    std::erase_if(cases, [&](work::Case const &one) {
        return !acting.may(pack::Operation::read, one.register_name, one.area);
    });
    if (common.json) {
        print_json(heads_json(session, cases));
        return 0;
    }
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"案卷", "程序", "对象", "名称", "所在地", "状态", "现在该办",
                                       "自何时"}
            : std::vector<std::string>{"case", "procedure", "subject", "name", "place", "state",
                                       "next", "since"}};
    for (auto const &one : cases) {
        auto const *procedure = session.pack.find_procedure(one.procedure);
        rows.push_back(
            {std::to_string(one.id),
             procedure == nullptr ? one.procedure : choose(common, procedure->title), one.key,
             one.label, session.areas.path_of(one.area), choose(common, work::title_of(one.state)),
             one.step.empty() ? "" : step_title(session, one, common), base::to_string(one.since)});
    }
    fmt::print("{}", table(rows, {0}));
    return 0;
}

void print_needs(work::Needs const &needs, Common const &common) {
    if (needs.step == nullptr) return;
    print_line(fmt::format(fmt::runtime(choose(common, "现在该办：{}（{}）", "next: {} ({})")),
                           choose(common, needs.step->title), needs.step->id));
    auto const day = [&](char const *zh, char const *en, std::optional<base::Date> when) {
        if (when) print_line("  " + choose(common, zh, en) + base::to_string(*when));
    };
    day("本步期限：", "due: ", needs.due);
    day("全程期限：", "due as a whole: ", needs.whole_due);
    day("公示到：", "the notice stands until: ", needs.notice_until);
    if (needs.late) print_line("  " + choose(common, "已逾期", "late"));
    if (needs.to_post)
        print_line("  " + choose(common, "先张贴公示（case post）", "post the notice first"));
    if (needs.open_objections > 0)
        print_line(fmt::format(
            fmt::runtime(choose(common, "  待答复的异议：{} 件", "  open objections: {}")),
            needs.open_objections));
    for (auto const *record : needs.records)
        print_line(
            fmt::format(fmt::runtime(choose(common, "  要记：{}（{}）", "  record: {} ({})")),
                        choose(common, record->title), record->name));
    for (auto const *step : needs.beside)
        print_line(fmt::format(fmt::runtime(choose(common, "  随时可办，办结前必须办过：{}（{}）",
                                                   "  at any time, but before the end: {} ({})")),
                               choose(common, step->title), step->id));
}

void print_case(CaseDesk const &desk, work::Case const &one, work::Needs const &needs,
                Common const &common) {
    print_line(fmt::format("{} {} {} {} {}", one.id, choose(common, needs.procedure->title),
                           one.key, one.label, desk.session.areas.path_of(one.area)));
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"序号", "日期", "办了什么", "结果", "经办", "记录", "流水号"}
            : std::vector<std::string>{"no.", "day", "act", "outcome", "by", "records", "event"}};
    for (auto const &act : one.acts) {
        auto const *step = needs.procedure->find_step(act.step);
        auto what = act.kind == work::ActKind::step ? std::string()
                                                    : choose(common, work::title_of(act.kind));
        if (step != nullptr) what = choose(common, step->title) + (what.empty() ? "" : " " + what);
        rows.push_back(
            {std::to_string(act.number), base::to_string(act.on), what,
             act.kind == work::ActKind::step ? choose(common, work::title_of(act.outcome)) : "",
             act.person, desk.records_text(*needs.procedure, act, one, common),
             std::to_string(act.position)});
    }
    fmt::print("{}", table(rows, {0, 6}));
    for (auto const &objection : one.objections) {
        auto const who = objection.name.empty()   ? std::string()
                         : desk.sees_private(one) ? " " + objection.name
                                                  : " ***";
        auto const answer = objection.answer.empty() ? std::string() : " → " + objection.answer;
        print_line(fmt::format("{} {} {}{}：{}{}", choose(common, "异议", "objection"),
                               objection.number, base::to_string(objection.on), who, objection.text,
                               answer));
    }
    print_needs(needs, common);
}

int look(CaseCommand const &command, Common const &common) {
    CaseDesk const desk(command.store, common, store::Access::read);
    auto const one = desk.require_readable(command.cases.front());
    auto const needs = work::needs_of(desk.desk(common.actor), one);
    if (common.json) {
        base::JsonWriter json;
        work::write_json(json, desk.session.pack, one, needs, {desk.sees_private(one)});
        print_json(json.text());
    } else {
        print_case(desk, one, needs, common);
    }
    return 0;
}

// Answers the file, or prints where there is none.
int put_out(std::string const &text, std::string const &out, Common const &common) {
    if (out.empty()) {
        print_line(text);
        return 0;
    }
    base::write_file(out, text);
    if (common.json) print_json(fmt::format(R"({{"file":{}}})", base::quote_json(out)));
    else print_line(choose(common, "已写入 ", "written to ") + out);
    return 0;
}

int print_notice(CaseCommand const &command, Common const &common) {
    CaseDesk const desk(command.store, common, store::Access::read);
    auto const one = desk.require_readable(command.cases.front());
    auto const *notice = work::standing_notice(one);
    if (notice == nullptr) throw base::Error("case_notice_none");
    auto const today = base::today();
    if (notice->until < today)
        throw base::Error("case_notice_over", {{"until", base::to_string(notice->until)}});
    auto const file = desk.file(one);
    if (!command.out.empty())
        return put_out(report::notice_html(file, one, *notice), command.out, common);
    if (!common.json)
        return put_out(report::notice_text(file, one, *notice, common.language), "", common);
    base::JsonWriter json;
    json.begin_object()
        .member("case", one.id)
        .member("from", base::to_string(notice->from))
        .member("until", base::to_string(notice->until))
        .member("text", notice->text.zh)
        .member("text_en", notice->text.en)
        .key("shows")
        .begin_array();
    for (auto const &line : notice->lines)
        json.begin_object()
            .member("title", line.title.zh)
            .member("title_en", line.title.en)
            .member("value", line.value.zh)
            .end_object();
    json.end_array().end_object();
    print_json(json.text());
    return 0;
}

int print_file(CaseCommand const &command, Common const &common) {
    CaseDesk const desk(command.store, common, store::Access::read);
    auto const one = desk.require_readable(command.cases.front());
    auto const needs = work::needs_of(desk.desk(common.actor), one);
    return put_out(report::case_file_html(desk.file(one), one, needs), command.out, common);
}

} // namespace

int case_command(CaseCommand const &command, Common const &common) {
    if (command.what == "list") return list(command, common);
    if (command.what == "show") return look(command, common);
    if (command.what == "notice") return print_notice(command, common);
    if (command.what == "file") return print_file(command, common);
    CaseDesk const desk(command.store, common, store::Access::write);
    auto const done =
        command.what == "open" ? desk.open(command, common) : desk.act(command, common);
    return print_done(desk.session, done, common);
}

int procedures(Procedures const &command, Common const &common) {
    auto const session = open_session(command.store, store::Access::read);
    Acting(session, common).require_some_register(pack::Operation::read);
    std::vector<pack::Procedure const *> meant;
    if (!command.name.empty()) meant.push_back(&work::procedure_of(session.pack, command.name));
    else
        for (auto const &one : session.pack.procedures) meant.push_back(&one);
    if (common.json) {
        base::JsonWriter json;
        json.begin_array();
        for (auto const *one : meant) pack::write_procedure(json, session.pack, *one);
        json.end_array();
        print_json(json.text());
        return 0;
    }
    if (!command.name.empty()) {
        fmt::print("{}", pack::describe_procedure(
                             session.pack, *meant.front(), common.language,
                             pack::DaysAt{base::today(), check::county_code(session.county)}));
        return 0;
    }
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"程序", "名称", "对象", "步骤", "依据"}
            : std::vector<std::string>{"procedure", "title", "on", "steps", "source"}};
    for (auto const *one : meant)
        rows.push_back({one->name, choose(common, one->title), one->on,
                        std::to_string(one->steps.size()), one->source});
    fmt::print("{}", table(rows, {3}));
    return 0;
}

} // namespace jingzhun::app
