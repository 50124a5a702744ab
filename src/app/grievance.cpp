// jingzhun grievance: taking reports in, answering, calling back, sending late ones up.
#include "work/grievance_desk.hpp"

#include "access/account.hpp"
#include "app/acting.hpp"
#include "app/kept_file.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "pack/read_value.hpp"
#include "source/write.hpp"
#include "work/grievance_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::app {
namespace {

using pack::Operation;

Operation operation_of(std::string const &what) {
    if (what == "list" || what == "report") return Operation::read;
    return what == "rate" ? Operation::review : Operation::record;
}

// What the actor is called: the account's name and the person's.
std::vector<std::string> names_of(Session const &session, std::string const &actor) {
    std::vector<std::string> names = {actor};
    for (auto const &account : access::list_accounts(*session.database, session.county))
        if (account.name == actor) names.push_back(account.display_name);
    return names;
}

std::string title_in(Session const &session, std::string const &field, std::string const &code,
                     Common const &common) {
    auto const *definition = session.pack.find_register(session.pack.grievances.register_name);
    auto const *found = definition == nullptr ? nullptr : definition->find_field(field);
    if (found == nullptr || code.empty()) return code;
    return pack::write_cell(session.pack, *found, code, common.language);
}

int add(work::GrievanceDesk const &desk, Grievance const &command, Common const &common) {
    auto const &fields = desk.pack.grievances.fields;
    work::Told told = {{fields.number, command.number},
                       {fields.received_on, command.on ? base::to_string(*command.on) : ""},
                       {fields.channel, command.channel},
                       {fields.level, command.level},
                       {fields.kind, command.kind},
                       {fields.claimant, command.claimant},
                       {fields.phone, command.phone},
                       {fields.area, command.area},
                       {fields.household, command.household},
                       {fields.content, command.content},
                       {fields.respondents, command.about}};
    auto const taken = work::take_in(desk, told);
    static constexpr std::array<std::string_view, 3> words = {"fresh", "repeat", "duplicate"};
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("number", taken.number)
            .member("matter", taken.first)
            .member("standing", words[static_cast<std::size_t>(taken.standing)])
            .member("likeness", taken.likeness)
            .member("due", base::to_string(taken.due))
            .member("finding", taken.finding)
            .member("household", taken.household)
            .key("candidates")
            .begin_array();
        for (auto const &one : taken.candidates) json.value(one);
        json.end_array().end_object();
        print_json(json.text());
        return 0;
    }
    print_line(fmt::format(fmt::runtime(choose(common, "已受理 {}，问题 {}，{} 前办结",
                                               "taken in as {}, finding {}, due on {}")),
                           taken.number, taken.finding, base::to_string(taken.due)));
    if (taken.standing != work::Standing::fresh)
        print_line(fmt::format(
            fmt::runtime(taken.standing == work::Standing::repeat
                             ? choose(common, "重复反映：与 {} 同一事项（相似 {}%）",
                                      "reported again: the matter of {} ({}% alike)")
                             : choose(common, "重复登记：与 {} 同日同一事项（相似 {}%）",
                                      "taken down twice: {} of the same day ({}% alike)")),
            taken.first, taken.likeness));
    if (!taken.household.empty())
        print_line(choose(common, "农户：", "household: ") + taken.household);
    if (!taken.candidates.empty())
        print_line(fmt::format(
            fmt::runtime(choose(common, "同名者在几户，请人核对后用 --household 补：{}",
                                "several households have one of that name; look and tell: {}")),
            fmt::join(taken.candidates, "、")));
    return 0;
}

int print_life(finding::Life const &life, std::string const &number, Common const &common) {
    if (common.json) {
        base::JsonWriter json;
        json.begin_object()
            .member("number", number)
            .member("finding", life.id)
            .member("state", finding::to_string(life.state))
            .member("due", base::to_string(life.due))
            .end_object();
        print_json(json.text());
    } else {
        print_line(fmt::format("{}：{}", number, choose(common, finding::title_of(life.state))));
    }
    return 0;
}

struct Line {
    work::Report const *first;
    std::string state, level;
    int repeats = 0;
    std::optional<base::Date> due;
};

std::vector<std::string> cells_of(Session const &session, Acting const &acting, Line const &line,
                                  Common const &common) {
    auto const &fields = session.pack.grievances.fields;
    auto const &definition = *session.pack.find_register(session.pack.grievances.register_name);
    auto const &report = *line.first;
    auto const sees =
        acting.sees(definition, *definition.find_field(fields.claimant), report.village);
    return {report.number,
            base::to_string(report.on),
            title_in(session, fields.level, report.level, common),
            report.claimant.empty() || sees ? report.claimant : "***",
            session.areas.path_of(report.village),
            report.content,
            std::to_string(line.repeats),
            line.state,
            title_in(session, fields.level, line.level, common),
            line.due ? base::to_string(*line.due) : ""};
}

int list(work::GrievanceDesk const &desk, Session const &session, Acting const &acting,
         Grievance const &command, Common const &common) {
    auto const zh = common.language == base::Language::zh;
    std::vector<std::vector<std::string>> rows = {
        zh ? std::vector<std::string>{"受理编号", "受理日期", "首报层级", "诉求人", "地点", "内容",
                                      "重复", "状态", "现在层级", "期限"}
           : std::vector<std::string>{"number", "received", "first level", "claimant", "place",
                                      "content", "repeats", "state", "level now", "due"}};
    auto const matters = work::all_matters(desk);
    for (auto const &matter : matters) {
        Line line{&matter.reports.front(), "", "", work::repeats(matter), {}};
        auto const solved = work::days_to_solution(matter).has_value();
        auto const late = matter.life && !solved && desk.today > matter.life->due;
        if ((command.late && !late) || (solved && !command.all)) continue;
        if (!acting.may(Operation::read, session.pack.grievances.register_name,
                        line.first->village))
            continue;
        if (matter.life) {
            line.state = choose(common, finding::title_of(matter.life->state));
            line.level = work::level_now(session.pack.grievances, *matter.life);
            line.due = matter.life->due;
        } else {
            line.state = solved ? choose(common, "已办结", "closed")
                                : choose(common, "未受理", "not taken up");
        }
        rows.push_back(cells_of(session, acting, line, common));
    }
    if (!common.json) {
        fmt::print("{}", table(rows, {6}));
        return 0;
    }
    base::JsonWriter json;
    json.begin_array();
    static constexpr std::array<std::string_view, 10> keys = {
        "number",  "received", "first_level", "claimant",  "place",
        "content", "repeats",  "state",       "level_now", "due"};
    for (std::size_t row = 1; row < rows.size(); ++row) {
        json.begin_object();
        for (std::size_t i = 0; i < keys.size(); ++i) json.member(keys[i], rows[row][i]);
        json.end_object();
    }
    json.end_array();
    print_json(json.text());
    return 0;
}

std::vector<std::string> report_cells(std::string name, work::GrievanceCounts const &one) {
    auto const share = [](int part, int whole) {
        return whole == 0 ? std::string("—")
                          : fmt::format("{}/{} = {:.1f}%", part, whole, 100.0 * part / whole);
    };
    return {std::move(name),
            std::to_string(one.matters),
            std::to_string(one.reports),
            share(one.repeated, one.matters),
            std::to_string(one.open),
            std::to_string(one.late),
            std::to_string(one.oldest_days),
            std::to_string(one.solved),
            std::to_string(one.days_median),
            std::to_string(one.days_longest),
            share(one.satisfied, one.rated)};
}

int report(work::GrievanceDesk const &desk, Session const &session, Acting const &acting,
           Grievance const &command, Common const &common) {
    auto matters = work::all_matters(desk);
    std::erase_if(matters, [&](work::Matter const &matter) {
        auto const &village = matter.reports.front().village;
        return !base::contains(command.area, village) ||
               !acting.may(Operation::read, session.pack.grievances.register_name, village);
    });
    auto const lines =
        work::count_grievances(session.pack.grievances, session.pack.calendar, matters, desk.today);
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"首报层级", "事项", "件次", "重复反映", "未办结", "逾期",
                                       "最久(天)", "已解决", "解决用时中位(天)", "最长(天)", "满意"}
            : std::vector<std::string>{"first level", "matters", "reports", "came again", "open",
                                       "late", "oldest (days)", "solved", "median days", "longest",
                                       "satisfied"}};
    for (auto const &line : lines) {
        auto const all = &line == &lines.back();
        auto name = all                  ? choose(common, "合计", "all")
                    : line.group.empty() ? choose(common, "未写", "not said")
                                         : title_in(session, session.pack.grievances.fields.level,
                                                    line.group, common);
        rows.push_back(report_cells(std::move(name), line));
    }
    if (!command.out.empty()) {
        auto const writer = command.out.ends_with(".csv") ? source::write_csv(command.out)
                                                          : source::write_xlsx(command.out);
        for (auto const &row : rows) writer->row(std::span<std::string const>(row));
        writer->close();
    }
    if (!common.json) {
        fmt::print("{}", table(rows, {1, 2, 4, 5, 6, 7, 8, 9}));
        return 0;
    }
    base::JsonWriter json;
    json.begin_array();
    for (auto const &one : lines)
        json.begin_object()
            .member("level", one.group)
            .member("matters", one.matters)
            .member("reports", one.reports)
            .member("repeated", one.repeated)
            .member("open", one.open)
            .member("late", one.late)
            .member("oldest_days", one.oldest_days)
            .member("solved", one.solved)
            .member("days_median", one.days_median)
            .member("days_longest", one.days_longest)
            .member("satisfied", one.satisfied)
            .member("rated", one.rated)
            .end_object();
    json.end_array();
    print_json(json.text());
    return 0;
}

int print_numbers(std::vector<std::string> const &numbers, Common const &common, char const *zh,
                  char const *en) {
    if (common.json) {
        base::JsonWriter json;
        json.begin_array();
        for (auto const &one : numbers) json.value(one);
        json.end_array();
        print_json(json.text());
    } else {
        print_line(fmt::format(fmt::runtime(choose(common, zh, en)), numbers.size(),
                               fmt::join(numbers, "、")));
    }
    return 0;
}

int take_up(work::GrievanceDesk const &desk, Common const &common) {
    std::vector<std::string> numbers;
    for (auto const &taken : work::take_up(desk)) numbers.push_back(taken.number);
    return print_numbers(numbers, common, "已受理台账中未办结的 {} 件：{}",
                         "{} open ones of the ledger taken up: {}");
}

} // namespace

int grievance(Grievance const &command, Common const &common) {
    auto const operation = operation_of(command.what);
    auto session = open_session(command.store, operation == Operation::read ? store::Access::read
                                                                            : store::Access::write);
    if (session.pack.grievances.register_name.empty()) throw base::Error("pack_without_grievances");
    Acting const acting(session, common);
    auto const &name = session.pack.grievances.register_name;
    auto const actor = operation == Operation::read ? acting.require_somewhere(operation, name)
                                                    : acting.require(operation, name, command.area);
    work::GrievanceDesk const desk{*session.database,
                                   session.pack,
                                   session.county,
                                   actor,
                                   names_of(session, common.actor.name),
                                   command.today.value_or(base::today())};
    if (command.what == "add") return add(desk, command, common);
    if (command.what == "take-up") return take_up(desk, common);
    if (command.what == "assign")
        return print_life(work::assign(desk, command.number, command.to), command.number, common);
    if (command.what == "answer") {
        std::vector<std::string> evidence;
        for (auto const &file : command.evidence)
            evidence.push_back(keep_file(command.store, file));
        return print_life(work::answer(desk, command.number, command.content, evidence),
                          command.number, common);
    }
    if (command.what == "rate")
        return print_life(work::rate(desk, command.number, command.satisfied), command.number,
                          common);
    if (command.what == "escalate")
        return print_numbers(work::escalate_late(desk), common, "{} 件逾期，已上提：{}",
                             "{} late, sent up: {}");
    if (command.what == "list") return list(desk, session, acting, command, common);
    return report(desk, session, acting, command, common);
}

} // namespace jingzhun::app
