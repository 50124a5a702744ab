// jingzhun findings: the list, for people, as JSON, CSV or a workbook.
#include "access/on_record.hpp"
#include "app/acting.hpp"
#include "app/checked_days.hpp"
#include "app/finding_command.hpp"
#include "app/print.hpp"
#include "app/session.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "check/run_check.hpp"
#include "finding/acts.hpp"
#include "finding/finding.hpp"
#include "source/write.hpp"
#include "work/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace jingzhun::app {
namespace {

finding::Query query_of(Findings const &command, Session const &session) {
    finding::Query query;
    query.county = session.county;
    query.rule = command.rule;
    query.area = command.area;
    query.subject = command.subject;
    if (!command.rule.empty() && command.rule != check::facts_missing &&
        command.rule != finding::raised_rule && session.pack.find_rule(command.rule) == nullptr) {
        std::vector<std::string> names;
        for (auto const &rule : session.pack.rules) names.push_back(rule.id);
        throw base::Error("rule_unknown",
                          {{"rule", command.rule},
                           {"nearest", base::nearest(command.rule, names).value_or("-")}});
    }
    query.open_on = command.as_of;
    query.open_only = command.state.empty() && !command.as_of;
    if (command.state.empty() || command.state == "all") return query;
    query.state = finding::parse_state(command.state);
    if (!query.state) throw base::Error("state_unknown", {{"state", command.state}});
    return query;
}

// Where the period only keeps findings about one subject apart it is no period.
std::string period_of(finding::Finding const &finding) {
    auto const apart = finding.rule == check::facts_missing || finding.rule == finding::raised_rule;
    return apart ? "" : finding.period;
}

void add(base::JsonWriter &json, finding::Finding const &finding, Common const &common) {
    json.begin_object()
        .member("id", finding.id)
        .member("rule", finding.rule)
        .member("register", finding.register_name)
        .member("subject", finding.subject)
        .member("label", finding.label)
        .member("period", period_of(finding))
        .member("area", finding.area)
        .member("state", finding::to_string(finding.state))
        .member("severity", finding.severity == pack::Severity::hard ? "hard" : "soft")
        .member("opened", base::to_string(finding.opened))
        .member("due", base::to_string(finding.due));
    json.key("closed");
    if (finding.closed) json.value(base::to_string(*finding.closed));
    else json.null();
    json.member("times_reopened", finding.times_reopened)
        .member("owner", finding.owner)
        .member("message", finding.message.in(common.language))
        .end_object();
}

// A list of millions is written piece by piece.
void write_json(store::Database &database, finding::Query const &query, Common const &common,
                std::FILE *out) {
    std::fputs("[", out);
    auto first = true;
    finding::list(database, query, [&](finding::Finding const &finding) {
        base::JsonWriter json;
        add(json, finding, common);
        fmt::print(out, "{}{}", first ? "\n" : ",\n", json.text());
        first = false;
    });
    std::fputs("]\n", out);
}

std::vector<std::string> const &headers(Common const &common) {
    static std::vector<std::string> const zh = {"编号",       "规则", "名称",     "登记册", "对象",
                                                "户主或姓名", "期间", "区划",     "地点",   "状态",
                                                "严重程度",   "发现", "整改时限", "责任",   "说明"};
    static std::vector<std::string> const en = {
        "id",    "rule",  "title",    "register", "subject", "name",  "period", "area",
        "place", "state", "severity", "opened",   "due",     "owner", "message"};
    return common.language == base::Language::zh ? zh : en;
}

std::vector<std::string> row_of(Session const &session, finding::Finding const &finding,
                                Common const &common) {
    auto const *rule = session.pack.find_rule(finding.rule);
    return {std::to_string(finding.id),
            finding.rule,
            rule != nullptr ? choose(common, rule->title)
            : finding.rule == finding::raised_rule
                ? choose(common, "人工提出", "raised by a person")
                : choose(common, "缺少事实", "facts missing"),
            finding.register_name,
            finding.subject,
            finding.label,
            period_of(finding),
            finding.area,
            session.areas.path_of(finding.area),
            std::string(finding::to_string(finding.state)),
            finding.severity == pack::Severity::hard ? choose(common, "硬伤", "hard")
                                                     : choose(common, "一般", "soft"),
            base::to_string(finding.opened),
            base::to_string(finding.due),
            finding.owner,
            finding.message.in(common.language)};
}

// Only what the actor may see there, or take out; who may nothing of it is refused.
store::Actor narrow(Session const &session, Acting const &acting, pack::Operation operation,
                    finding::Query &query) {
    auto actor = acting.require_some_register(operation);
    if (acting.holder() == nullptr) return actor;
    query.parts.emplace();
    for (auto const &definition : session.pack.registers)
        for (auto const &area : acting.areas(operation, definition.name))
            query.parts->push_back({definition.name, area});
    // What a person raised about a place is for whoever may read of persons there.
    if (auto const rules = pack::kept_responsibility(session.pack); rules != nullptr)
        for (auto const &area : acting.areas(operation, rules->persons))
            query.parts->push_back({"", area});
    auto const reaches = [&](finding::Query::Part const &part) {
        return base::contains(part.area, query.area);
    };
    // An area that is asked for by its code is no secret: what is missing is said.
    if (!query.area.empty() && std::ranges::none_of(*query.parts, reaches))
        acting.require(operation, "household", query.area);
    return actor;
}

void log_export(Findings const &command, Session const &session, store::Actor const &actor,
                std::int64_t rows) {
    auto const database = store::open(command.store, store::Access::write);
    store::Transaction transaction(*database);
    access::log_export(*database, session.county, actor, "findings",
                       fmt::format("rule={} area={} state={} subject={}", command.rule,
                                   command.area, command.state, command.subject),
                       rows);
    transaction.commit();
}

void write_table(Session const &session, store::Database &database, finding::Query const &query,
                 Findings const &command, Common const &common) {
    auto const writer =
        command.format == "csv" ? source::write_csv(command.out) : source::write_xlsx(command.out);
    writer->row(std::span<std::string const>(headers(common)));
    finding::list(database, query, [&](finding::Finding const &finding) {
        auto const cells = row_of(session, finding, common);
        writer->row(std::span<std::string const>(cells));
    });
    writer->close();
    if (!common.json)
        print_line(
            fmt::format(fmt::runtime(choose(common, "已写入 {}", "written to {}")), command.out));
}

void print_some(Session const &session, store::Database &database, finding::Query query,
                Common const &common) {
    constexpr std::int64_t shown = 50;
    auto const total = finding::count(database, query);
    query.limit = shown;
    std::vector<std::vector<std::string>> rows = {
        common.language == base::Language::zh
            ? std::vector<std::string>{"编号", "对象", "户主或姓名", "地点", "整改时限", "说明"}
            : std::vector<std::string>{"id", "subject", "name", "place", "due", "message"}};
    finding::list(database, query, [&](finding::Finding const &finding) {
        rows.push_back({std::to_string(finding.id), finding.subject, finding.label,
                        session.areas.path_of(finding.area), base::to_string(finding.due),
                        finding.message.in(common.language)});
    });
    if (rows.size() > 1) fmt::print("{}", table(rows, {0}));
    if (total <= shown)
        return print_line(
            fmt::format(fmt::runtime(choose(common, "共 {} 条", "{} findings")), grouped(total)));
    auto const text = choose(common, "共 {} 条，显示 {} 条；全部请用 --format xlsx --out 文件",
                             "{} findings, {} shown; all of them with --format xlsx --out FILE");
    print_line(fmt::format(fmt::runtime(text), grouped(total), grouped(std::min(total, shown))));
}

void narrow_by(Session const &session, FindingsBy const &by, finding::Query &query) {
    auto const on = by.list.as_of.value_or(base::today());
    query.owner = by.owner;
    if (by.overdue) query.overdue_on = on;
    if (!by.person.empty())
        query.assignee =
            work::People(*session.database, session.pack, session.areas, session.county, on)
                .require(by.person)
                .record;
}

} // namespace

int findings(Findings const &command, Common const &common) {
    return findings_by({command, {}, {}, false}, common);
}

int findings_by(FindingsBy const &by, Common const &common) {
    auto const &command = by.list;
    auto const session = open_session(command.store, store::Access::read);
    auto query = query_of(command, session);
    narrow_by(session, by, query);
    Acting const acting(session, common);
    auto const takes_out = !command.out.empty();
    auto const actor = narrow(session, acting,
                              takes_out ? pack::Operation::extract : pack::Operation::read, query);
    auto const known = findings_known(session, known_of(command.known_at));
    auto &database = known ? *known : *session.database;
    if (takes_out && acting.holder() != nullptr)
        log_export(command, session, actor, finding::count(database, query));
    if (command.format == "csv" || command.format == "xlsx") {
        if (command.out.empty()) throw base::Error("out_missing", {{"format", command.format}});
        write_table(session, database, query, command, common);
        return 0;
    }
    if (!common.json && command.format.empty()) {
        print_some(session, database, query, common);
        return 0;
    }
    if (command.out.empty()) {
        write_json(database, query, common, stdout);
        return 0;
    }
    auto *file = std::fopen(command.out.c_str(), "w");
    if (file == nullptr)
        throw base::Error("file_unwritable",
                          {{"file", command.out}, {"why", std::strerror(errno)}});
    write_json(database, query, common, file);
    std::fclose(file);
    return 0;
}

} // namespace jingzhun::app
