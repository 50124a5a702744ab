// Counting for a bulletin: records by expressions, findings by their days and states.
#include "check/values.hpp"
#include "finding/finding.hpp"
#include "pack/work_model.hpp"
#include "report/bulletin.hpp"

#include <algorithm>
#include <map>

namespace jingzhun::report {
namespace {

using Counts = std::map<std::string, std::vector<std::int64_t>>; // by code of the line

// A count of one register: its column, and where its expressions stand.
struct RegisterColumn {
    std::size_t column = 0;
    std::optional<std::size_t> where, sum;
};

struct Counting {
    store::Database &database;
    pack::Pack const &pack;
    int county;
    pack::Bulletin const &bulletin;
    base::Period const &period;
    std::string const &area;
    Counts counts;
    std::vector<bool> is_money;

    base::Date last_day() const { return base::add_days(period.to, -1); }
    void add(std::string const &code, std::size_t column, std::int64_t number) {
        auto &line = counts[code];
        line.resize(bulletin.columns.size());
        line[column] += number;
    }
};

void count_register(Counting &counting, std::string const &name) {
    std::vector<RegisterColumn> columns;
    std::vector<cel::Expression const *> expressions;
    auto const place = [&](std::shared_ptr<cel::Expression const> const &expression) {
        if (expression == nullptr) return std::optional<std::size_t>();
        expressions.push_back(expression.get());
        return std::optional(expressions.size() - 1);
    };
    for (std::size_t i = 0; i < counting.bulletin.columns.size(); ++i) {
        auto const &column = counting.bulletin.columns[i];
        if (column.register_name == name)
            columns.push_back({i, place(column.where), place(column.sum)});
    }
    registry::Moment moment;
    moment.as_of = counting.last_day();
    check::Values const values(counting.database, counting.pack, name, counting.county, moment,
                               expressions, counting.period);
    for (auto const &one : columns)
        if (one.sum) counting.is_money[one.column] = values.is_money(*one.sum);
    for (std::size_t row = 0; row < values.rows(); ++row) {
        auto const area = values.area(row);
        if (!base::contains(counting.area, area)) continue;
        auto const code = area.substr(0, counting.bulletin.digits);
        for (auto const &one : columns) {
            if (one.where && !values.truth(*one.where, row).value_or(false)) continue;
            counting.add(code, one.column, one.sum ? values.whole(*one.sum, row).value_or(0) : 1);
        }
    }
}

bool counts(pack::BulletinColumn const &column, finding::Finding const &finding,
            base::Period const &period) {
    auto const of_rule =
        column.rules.empty() || std::ranges::find(column.rules, finding.rule) != column.rules.end();
    if (!of_rule || (column.hard && finding.severity != pack::Severity::hard)) return false;
    auto const last = base::add_days(period.to, -1);
    auto const open = finding.opened <= last && (!finding.closed || *finding.closed > last);
    switch (*column.findings) {
    case pack::FindingCount::opened:
        return period.contains(finding.opened);
    case pack::FindingCount::closed:
        return finding.closed && period.contains(*finding.closed);
    case pack::FindingCount::open:
        return open;
    case pack::FindingCount::overdue:
        return open && finding.due < last;
    case pack::FindingCount::reopened:
        return open && finding.times_reopened > 0;
    }
    return false;
}

void count_findings(Counting &counting) {
    auto const &columns = counting.bulletin.columns;
    if (std::ranges::none_of(columns, [](auto const &one) { return one.findings.has_value(); }))
        return;
    finding::Query query;
    query.county = counting.county;
    query.area = counting.area;
    auto const digits = counting.bulletin.digits;
    finding::list(counting.database, query, [&](finding::Finding const &finding) {
        auto const code = digits == 0 ? finding.owner : finding.area.substr(0, digits);
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].findings && counts(columns[i], finding, counting.period))
                counting.add(code, i, 1);
    });
}

std::vector<BulletinLine> lines_of(Counting const &counting, base::AreaTree const &areas) {
    std::vector<BulletinLine> lines;
    auto const width = counting.bulletin.columns.size();
    if (counting.bulletin.digits == 0) {
        auto const rules = pack::kept_responsibility(counting.pack);
        for (auto const &[owner, counts] : counting.counts) {
            auto const *role = rules == nullptr ? nullptr : rules->find_owner(owner);
            BulletinLine line{owner, owner, counts, {}, {}, 0, false};
            if (role != nullptr) {
                line.name = role->title.zh;
                line.name_en = role->title.en;
            }
            lines.push_back(std::move(line));
        }
        return lines;
    }
    auto const last = counting.last_day();
    for (auto const &area : areas.all()) {
        auto const meant = area.code.size() == counting.bulletin.digits &&
                           base::contains(counting.area, area.code) && area.from <= last &&
                           last < area.to;
        if (!meant) continue;
        auto const found = counting.counts.find(area.code);
        lines.push_back(
            {area.code,
             area.name,
             found == counting.counts.end() ? std::vector<std::int64_t>(width) : found->second,
             {},
             {},
             0,
             false});
    }
    return lines;
}

} // namespace

MadeBulletin make_bulletin(store::Database &database, pack::Pack const &pack,
                           base::AreaTree const &areas, int county, pack::Bulletin const &bulletin,
                           base::Period const &period, std::string const &area) {
    auto const width = bulletin.columns.size();
    Counting counting{database, pack, county, bulletin, period, area, {}, std::vector<bool>(width)};
    std::vector<std::string> registers;
    for (auto const &column : bulletin.columns)
        if (!column.register_name.empty() &&
            std::ranges::find(registers, column.register_name) == registers.end())
            registers.push_back(column.register_name);
    for (auto const &name : registers) count_register(counting, name);
    count_findings(counting);
    MadeBulletin made;
    made.bulletin = &bulletin;
    made.period = period;
    made.area = area;
    made.is_money = counting.is_money;
    made.lines = lines_of(counting, areas);
    made.all.counts.resize(width);
    // What lies in no area of that level (the county's own records) is in the whole all the same.
    for (auto const &[code, counts] : counting.counts)
        for (std::size_t i = 0; i < width; ++i) made.all.counts[i] += counts[i];
    complete(made);
    return made;
}

} // namespace jingzhun::report
