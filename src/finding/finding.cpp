// The table of findings and the ways to read it.
#include "finding/finding.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

namespace jingzhun::finding {
namespace {

constexpr std::string_view columns = "id, county, rule, register, record, subject, label, period, "
                                     "area, state, severity, opened, due, closed, "
                                     "times_reopened, owner, message_zh, message_en";

struct Condition {
    std::string text;
    std::vector<base::Value> values;
    void add(std::string_view clause, base::Value value) {
        values.push_back(std::move(value));
        text += fmt::format(" and {}",
                            fmt::format(fmt::runtime(clause), fmt::format("${}", values.size())));
    }
};

void add_state(Condition &condition, Query const &query) {
    if (query.state) condition.add("state = {}", static_cast<std::int64_t>(*query.state));
    if (query.open_only) condition.add("state <> {}", static_cast<std::int64_t>(State::closed));
}

void add_parts(Condition &condition, std::vector<Query::Part> const &parts) {
    std::string any = "1 = 0";
    for (auto const &part : parts) {
        condition.values.push_back(part.register_name);
        condition.values.push_back(part.area);
        auto const last = condition.values.size();
        any += fmt::format(" or (register = ${0} and substr(area, 1, length(${1})) = ${1})",
                           last - 1, last);
    }
    condition.text += " and (" + any + ")";
}

Condition condition_of(Query const &query) {
    Condition condition;
    condition.text = "1 = 1";
    condition.add("county = {}", std::int64_t{query.county});
    if (!query.rule.empty()) condition.add("rule = {}", query.rule);
    if (!query.area.empty()) condition.add("substr(area, 1, length({0})) = {0}", query.area);
    if (!query.subject.empty()) condition.add("subject = {}", query.subject);
    if (!query.register_name.empty()) condition.add("register = {}", query.register_name);
    if (!query.owner.empty()) condition.add("owner = {}", query.owner);
    if (query.assignee)
        condition.add("id in (select id from finding_work w where w.county = finding.county and "
                      "w.assignee = {})",
                      *query.assignee);
    if (query.overdue_on)
        condition.add("due < {} and state <> 4", std::int64_t{query.overdue_on->days});
    if (query.severity) condition.add("severity = {}", static_cast<std::int64_t>(*query.severity));
    add_state(condition, query);
    if (query.open_on)
        condition.add("opened <= {0} and (closed is null or closed > {0})",
                      std::int64_t{query.open_on->days});
    if (query.parts) add_parts(condition, *query.parts);
    if (query.after_id > 0) condition.add("id > {}", query.after_id);
    if (!query.search.empty())
        condition.add(
            "(instr(subject, {0}) > 0 or instr(label, {0}) > 0 or instr(message_zh, {0}) > 0)",
            query.search);
    return condition;
}

Finding read(store::Statement const &row) {
    Finding finding;
    finding.id = row.integer(0);
    finding.county = static_cast<int>(row.integer(1));
    finding.rule = row.text(2);
    finding.register_name = row.text(3);
    finding.record = row.integer(4);
    finding.subject = row.text(5);
    finding.label = row.text(6);
    finding.period = row.text(7);
    finding.area = row.text(8);
    finding.state = static_cast<State>(row.integer(9));
    finding.severity = static_cast<pack::Severity>(row.integer(10));
    finding.opened = base::Date{static_cast<std::int32_t>(row.integer(11))};
    finding.due = base::Date{static_cast<std::int32_t>(row.integer(12))};
    if (!row.is_null(13)) finding.closed = base::Date{static_cast<std::int32_t>(row.integer(13))};
    finding.times_reopened = static_cast<int>(row.integer(14));
    finding.owner = row.text(15);
    finding.message = {std::string(row.text(16)), std::string(row.text(17))};
    return finding;
}

// Before the first act nothing is assigned to anybody.
bool names_unknown_work(store::Database &database, Query const &query) {
    return query.assignee && database.columns("finding_work").empty();
}

void bind_all(store::Statement &statement, std::vector<base::Value> const &values) {
    for (std::size_t i = 0; i < values.size(); ++i)
        statement.bind(static_cast<int>(i) + 1, values[i]);
}

} // namespace

void create_table(store::Database &database) {
    database.execute(
        "create table if not exists finding("
        "county integer not null, id integer not null, rule text not null, register text not null,"
        "record integer not null, subject text not null, label text not null, period text not null,"
        "area text not null, state integer not null, severity integer not null, opened integer not "
        "null,"
        "due integer not null, closed integer, times_reopened integer not null, owner text not "
        "null,"
        "message_zh text not null, message_en text not null, primary key(county, id)) strict;"
        "create unique index if not exists finding_by_subject on finding(county, rule, record, "
        "period);"
        "create index if not exists finding_by_record on finding(county, register, record);"
        "drop index if exists finding_by_place;"
        "create index if not exists finding_unclosed_by_place on finding(county, area, owner, "
        "state, due, id) where state <> 4;"
        "create index if not exists finding_unclosed_by_owner on finding(county, owner, state, "
        "due, id) where state <> 4");
}

void list(store::Database &database, Query const &query,
          std::function<void(Finding const &)> const &take) {
    if (names_unknown_work(database, query)) return;
    auto const condition = condition_of(query);
    auto const limit = query.limit > 0 ? fmt::format(" limit {}", query.limit) : std::string();
    auto statement = database.prepare(fmt::format(
        "select {} from finding where {} order by county, id{}", columns, condition.text, limit));
    bind_all(*statement, condition.values);
    while (statement->step()) take(read(*statement));
}

std::int64_t count(store::Database &database, Query const &query) {
    if (names_unknown_work(database, query)) return 0;
    auto const condition = condition_of(query);
    auto statement =
        database.prepare(fmt::format("select count(*) from finding where {}", condition.text));
    bind_all(*statement, condition.values);
    statement->step();
    return statement->integer(0);
}

std::vector<Finding> find_all(store::Database &database, int county,
                              std::vector<std::int64_t> const &ids) {
    auto statement = database.prepare(
        fmt::format("select {} from finding where county = $1 and id = $2", columns));
    statement->bind(1, county);
    std::vector<Finding> found;
    for (auto const id : ids) {
        statement->bind(2, id);
        if (statement->step()) found.push_back(read(*statement));
        statement->reset();
    }
    return found;
}

std::optional<Finding> find(store::Database &database, int county, std::int64_t id) {
    auto found = find_all(database, county, {id});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<Count> count_open(store::Database &database, int county, int area_digits) {
    auto statement = database.prepare(
        "select rule, substr(area, 1, $1) as part, count(*) from finding "
        "where county = $2 and state <> $3 group by rule, part order by rule, part");
    statement->bind(1, area_digits);
    statement->bind(2, county);
    statement->bind(3, static_cast<std::int64_t>(State::closed));
    std::vector<Count> counts;
    while (statement->step())
        counts.push_back({std::string(statement->text(0)), std::string(statement->text(1)),
                          statement->integer(2)});
    return counts;
}

} // namespace jingzhun::finding
