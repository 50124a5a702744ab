// One statement for all rows.
#include "finding/insert.hpp"

#include "finding/counts.hpp"

namespace jingzhun::finding {

std::int64_t next_id(store::Database &database, int county) {
    auto query = database.prepare("select coalesce(max(id), 0) + 1 from finding where county = $1");
    query->bind(1, county);
    query->step();
    auto const id = query->integer(0);
    query->reset();
    return id;
}

void insert(store::Database &database, int county, std::vector<Finding> const &findings) {
    Tally tally(database, county);
    auto statement = database.prepare(
        "insert into finding(county, id, rule, register, record, subject, label, period, "
        "area, state, severity, opened, due, closed, times_reopened, owner, message_zh, "
        "message_en) values($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
        "null, 0, $14, $15, $16)");
    for (auto const &finding : findings) {
        statement->bind(1, finding.county);
        statement->bind(2, finding.id);
        statement->bind(3, finding.rule);
        statement->bind(4, finding.register_name);
        statement->bind(5, finding.record);
        statement->bind(6, finding.subject);
        statement->bind(7, finding.label);
        statement->bind(8, finding.period);
        statement->bind(9, finding.area);
        statement->bind(10, static_cast<std::int64_t>(finding.state));
        statement->bind(11, static_cast<std::int64_t>(finding.severity));
        statement->bind(12, finding.opened.days);
        statement->bind(13, finding.due.days);
        statement->bind(14, finding.owner);
        statement->bind(15, finding.message.zh);
        statement->bind(16, finding.message.en);
        statement->run();
        tally.enter(finding);
    }
    tally.write();
}

} // namespace jingzhun::finding
