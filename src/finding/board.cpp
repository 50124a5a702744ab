// The stored findings of one rule and period against the failures of now: a merge of two sorted
// lists.
#include "finding/board.hpp"

#include "finding/acts.hpp"
#include "finding/counts.hpp"
#include "finding/insert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace jingzhun::finding {
namespace {

struct Stored {
    std::int64_t id = 0;
    State state = State::open;
    std::string area;
};

std::map<std::int64_t, Stored> load(store::Database &database, int county,
                                    Verdicts const &verdicts) {
    auto query = database.prepare("select record, id, state, area from finding "
                                  "where county = $1 and rule = $2 and period = $3");
    query->bind(1, county);
    query->bind(2, verdicts.rule);
    query->bind(3, verdicts.period);
    std::map<std::int64_t, Stored> stored;
    while (query->step())
        stored.emplace(query->integer(0),
                       Stored{query->integer(1), static_cast<State>(query->integer(2)),
                              std::string(query->text(3))});
    return stored;
}

Finding start(int county, base::Date as_of, Verdicts const &verdicts, Failure const &failure) {
    Finding finding;
    finding.county = county;
    finding.rule = verdicts.rule;
    finding.register_name = verdicts.register_name;
    finding.record = failure.record;
    finding.period = verdicts.period;
    finding.area = failure.area;
    finding.opened = as_of;
    return finding;
}

void reopen(store::Database &database, int county, std::vector<Finding> const &findings) {
    if (findings.empty()) return;
    Tally tally(database, county);
    auto statement = database.prepare(
        "update finding set state = 0, closed = null, times_reopened = times_reopened + 1, "
        "opened = $1, due = $2, area = $3, message_zh = $4, message_en = $5 "
        "where county = $6 and id = $7");
    for (auto const &finding : findings) {
        tally.leave(finding.id);
        statement->bind(1, finding.opened.days);
        statement->bind(2, finding.due.days);
        statement->bind(3, finding.area);
        statement->bind(4, finding.message.zh);
        statement->bind(5, finding.message.en);
        statement->bind(6, finding.county);
        statement->bind(7, finding.id);
        statement->run();
        tally.enter(finding.id);
    }
    tally.write();
}

void close(store::Database &database, int county, base::Date as_of,
           std::vector<std::int64_t> const &ids) {
    if (ids.empty()) return;
    Tally tally(database, county);
    auto statement = database.prepare(
        "update finding set state = $1, closed = $2 where county = $3 and id = $4");
    for (auto const id : ids) {
        tally.leave(id);
        statement->bind(1, static_cast<std::int64_t>(State::closed));
        statement->bind(2, as_of.days);
        statement->bind(3, county);
        statement->bind(4, id);
        statement->run();
        tally.enter(id);
    }
    tally.write();
}

// Of findings that were worked on the check's part is kept in their history too.
class History {
  public:
    History(store::Database &database, int county, base::Date as_of, Verdicts const &verdicts)
        : database_(database), county_(county),
          worked_(worked_on(database, county, verdicts.rule, verdicts.period)) {
        act_.by = "check";
        act_.at = base::now();
        act_.on = as_of;
    }
    void still_failing(std::int64_t id) { see(id, Deed::found_again, std::nullopt); }
    void reopened(Finding const &finding) { see(finding.id, Deed::found_again, finding.due); }
    void closed(std::int64_t id) { see(id, Deed::holds_again, std::nullopt); }

  private:
    void see(std::int64_t id, Deed deed, std::optional<base::Date> due) {
        auto const found = worked_.find(id);
        if (found == worked_.end()) return;
        act_.deed = deed;
        act_.due = due;
        auto const after = std::get<Life>(step(found->second, act_));
        if (after != found->second) keep(database_, county_, found->second, after, act_);
    }

    store::Database &database_;
    int county_;
    std::map<std::int64_t, Life> worked_; // as they were before the check
    Act act_;
};

void insert_new(store::Database &database, std::vector<Finding> &findings) {
    if (findings.empty()) return;
    auto id = next_id(database, findings.front().county);
    for (auto &finding : findings) finding.id = id++;
    insert(database, findings.front().county, findings);
}

} // namespace

Change apply(store::Database &database, int county, base::Date as_of, Verdicts const &verdicts,
             std::function<void(std::vector<Finding> &)> const &complete) {
    auto const stored = load(database, county, verdicts);
    History history(database, county, as_of, verdicts);
    std::vector<Finding> fresh, back;
    Change change;
    for (auto const &failure : verdicts.failures) {
        auto const found = stored.find(failure.record);
        ++change.open;
        if (found == stored.end()) {
            fresh.push_back(start(county, as_of, verdicts, failure));
        } else if (found->second.state == State::closed) {
            back.push_back(start(county, as_of, verdicts, failure));
            back.back().id = found->second.id;
        } else {
            history.still_failing(found->second.id);
        }
    }
    std::vector<std::int64_t> ended;
    for (auto const &[record, one] : stored) {
        if (one.state == State::closed ||
            std::ranges::binary_search(verdicts.failures, record, {}, &Failure::record))
            continue;
        if (!verdicts.in_scope(one.area) || verdicts.still_unknown(record)) ++change.open;
        else ended.push_back(one.id);
    }
    if (!fresh.empty()) complete(fresh);
    if (!back.empty()) complete(back);
    insert_new(database, fresh);
    reopen(database, county, back);
    close(database, county, as_of, ended);
    for (auto const &finding : back) history.reopened(finding);
    for (auto const id : ended) history.closed(id);
    change.opened = static_cast<std::int64_t>(fresh.size());
    change.reopened = static_cast<std::int64_t>(back.size());
    change.closed = static_cast<std::int64_t>(ended.size());
    return change;
}

std::vector<std::int64_t> forget(store::Database &database, int county,
                                 std::string const &register_name, std::int64_t record) {
    std::vector<std::int64_t> ids;
    auto select = database.prepare(
        "select id from finding where county = $1 and register = $2 and record = $3 order by id");
    select->bind(1, county);
    select->bind(2, register_name);
    select->bind(3, record);
    while (select->step()) ids.push_back(select->integer(0));
    auto update = database.prepare("update finding set subject = '', label = '', message_zh = '', "
                                   "message_en = '' where county = $1 and id = $2");
    for (auto const id : ids) {
        update->bind(1, county);
        update->bind(2, id);
        update->run();
    }
    return ids;
}

void close(store::Database &database, int county, std::int64_t id, base::Date on) {
    if (!is_worked_on(database, county, id)) return close(database, county, on, {id});
    auto const before = life_of(database, county, id);
    auto after = before;
    after.state = State::closed;
    after.closed = on;
    Act act;
    act.deed = Deed::close;
    act.by = "settlement";
    act.at = base::now();
    act.on = on;
    keep(database, county, before, after, act);
}

} // namespace jingzhun::finding
