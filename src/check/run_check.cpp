// From answers to findings.
#include "check/run_check.hpp"

#include "base/area.hpp"
#include "base/json.hpp"
#include "check/message.hpp"
#include "check/missing_facts.hpp"
#include "check/settle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace jingzhun::check {
namespace {

// Rows set in `bits`, as failures in order of record.
std::vector<finding::Failure> failures_of(Snapshot const &snapshot, std::size_t table,
                                          cel::Bits const &bits, std::string const &area) {
    std::vector<finding::Failure> failures;
    auto const &records = snapshot.population.tables[table].records;
    for (std::size_t row = 0; row < records.size(); ++row) {
        if (!cel::bit(bits, row)) continue;
        auto where = area_of(snapshot.population, table, row, snapshot.selection.county);
        if (base::contains(area, where)) failures.push_back({records[row], std::move(where)});
    }
    return failures;
}

std::int64_t count_within(Snapshot const &snapshot, std::size_t table, cel::Bits const &bits,
                          std::string const &area) {
    if (area.empty() || area == county_code(snapshot.selection.county))
        return static_cast<std::int64_t>(cel::count(bits));
    return static_cast<std::int64_t>(failures_of(snapshot, table, bits, area).size());
}

// Completes new findings: key and label of the subject, due day, owner, message.
class Completer {
  public:
    Completer(store::Database &database, Snapshot const &snapshot, std::size_t table)
        : database_(database), snapshot_(snapshot), table_(table) {}

    void complete(std::vector<finding::Finding> &findings, pack::Rule const *rule) const {
        auto const &definition = snapshot_.pack->registers[table_];
        std::vector<std::int64_t> records;
        for (auto const &finding : findings) records.push_back(finding.record);
        auto const keys =
            registry::load_keys(database_, definition, snapshot_.selection.county, records);
        for (std::size_t i = 0; i < findings.size(); ++i) {
            auto &finding = findings[i];
            finding.subject = keys[i];
            auto const row =
                row_of(snapshot_.population.tables[table_], finding.record).value_or(0);
            if (!definition.label.empty())
                finding.label = shown(*snapshot_.pack, snapshot_.population, table_, row,
                                      definition.field_index(definition.label), base::Language::zh);
            if (rule != nullptr) describe(finding, *rule, row);
            else describe_missing(finding, row);
        }
    }

  private:
    void describe(finding::Finding &finding, pack::Rule const &rule, std::size_t row) const {
        finding.severity = rule.severity;
        finding.due = base::add_days(finding.opened, rule.due_days);
        finding.owner = rule.owner;
        finding.message = message_for(*snapshot_.pack, snapshot_.population, rule, table_, row);
        if (finding.period.empty()) return;
        finding.message.zh += fmt::format("（{}）", finding.period);
        finding.message.en += fmt::format(" ({})", finding.period);
    }

    void describe_missing(finding::Finding &finding, std::size_t row) const {
        std::vector<std::string> zh, en;
        for (auto const &title : missing_facts(snapshot_, table_, row)) {
            zh.push_back(title.zh);
            en.push_back(title.en);
        }
        finding.severity = pack::Severity::soft;
        finding.due = base::add_days(finding.opened, 30);
        finding.owner = "recorder";
        finding.message.zh = fmt::format("缺少事实，无法判定：{}", fmt::join(zh, "、"));
        finding.message.en =
            fmt::format("facts are missing, nothing can be decided: {}", fmt::join(en, ", "));
    }

    store::Database &database_;
    Snapshot const &snapshot_;
    std::size_t table_;
};

void add(RuleSummary &summary, finding::Change const &change) {
    summary.opened += change.opened;
    summary.reopened += change.reopened;
    summary.closed += change.closed;
    summary.open += change.open;
}

finding::Change apply_result(store::Database &database, Snapshot const &snapshot,
                             RuleResult const &result, std::string const &area) {
    auto const &table = snapshot.population.tables[result.record];
    finding::Verdicts verdicts;
    verdicts.rule = result.rule->id;
    verdicts.register_name = result.rule->on;
    verdicts.period = result.period.name;
    verdicts.failures = failures_of(snapshot, result.record, result.answers.unmet, area);
    auto const settled = settled_records(database, snapshot, result);
    std::erase_if(verdicts.failures, [&](finding::Failure const &failure) {
        return std::ranges::binary_search(settled, failure.record);
    });
    verdicts.still_unknown = [&](std::int64_t record) {
        auto const row = row_of(table, record);
        return row && cel::bit(result.answers.unknown, *row);
    };
    verdicts.in_scope = [&](std::string_view where) { return base::contains(area, where); };
    Completer const completer(database, snapshot, result.record);
    return finding::apply(
        database, snapshot.selection.county, snapshot.selection.as_of, verdicts,
        [&](std::vector<finding::Finding> &fresh) { completer.complete(fresh, result.rule); });
}

RuleSummary apply_missing(store::Database &database, Snapshot const &snapshot,
                          std::string const &area) {
    RuleSummary summary;
    summary.rule = facts_missing;
    for (std::size_t table = 0; table < snapshot.pack->registers.size(); ++table) {
        auto const undecided = undecided_rows(snapshot, table);
        if (undecided.empty()) continue;
        finding::Verdicts verdicts;
        verdicts.rule = facts_missing;
        verdicts.register_name = snapshot.pack->registers[table].name;
        verdicts.period = verdicts.register_name; // keeps the registers' rows apart
        verdicts.failures = failures_of(snapshot, table, undecided, area);
        verdicts.still_unknown = [](std::int64_t) { return false; };
        verdicts.in_scope = [&](std::string_view where) { return base::contains(area, where); };
        Completer const completer(database, snapshot, table);
        summary.unknown += static_cast<std::int64_t>(verdicts.failures.size());
        add(summary, finding::apply(database, snapshot.selection.county, snapshot.selection.as_of,
                                    verdicts, [&](std::vector<finding::Finding> &fresh) {
                                        completer.complete(fresh, nullptr);
                                    }));
    }
    return summary;
}

std::string event_details(CheckReport const &report, std::string const &area) {
    base::JsonWriter json;
    json.begin_object().member("as_of", base::to_string(report.as_of)).member("area", area);
    json.key("rules").begin_array();
    for (auto const &rule : report.rules)
        json.begin_object()
            .member("rule", rule.rule)
            .member("opened", rule.opened)
            .member("reopened", rule.reopened)
            .member("closed", rule.closed)
            .member("open", rule.open)
            .end_object();
    json.end_array().end_object();
    return json.take();
}

} // namespace

std::vector<RuleSummary> summarise(Snapshot const &snapshot, std::string const &area) {
    std::vector<RuleSummary> summaries;
    for (auto const &result : snapshot.results) {
        auto const same = [&](RuleSummary const &one) { return one.rule == result.rule->id; };
        auto found = std::ranges::find_if(summaries, same);
        if (found == summaries.end()) {
            summaries.push_back({.rule = result.rule->id});
            found = summaries.end() - 1;
        }
        found->met += count_within(snapshot, result.record, result.answers.met, area);
        found->unmet += count_within(snapshot, result.record, result.answers.unmet, area);
        found->unknown += count_within(snapshot, result.record, result.answers.unknown, area);
    }
    return summaries;
}

CheckReport report_only(Snapshot const &snapshot, std::string const &area) {
    CheckReport report;
    report.as_of = snapshot.selection.as_of;
    report.load_seconds = snapshot.load_seconds;
    report.run_seconds = snapshot.run_seconds;
    report.rules = summarise(snapshot, area);
    for (auto const &rule : report.rules) report.evaluated += rule.met + rule.unmet + rule.unknown;
    return report;
}

CheckReport run_check(store::Database &database, Snapshot const &snapshot, std::string const &area,
                      store::Actor const &actor) {
    auto const start = std::chrono::steady_clock::now();
    CheckReport report;
    report.as_of = snapshot.selection.as_of;
    report.load_seconds = snapshot.load_seconds;
    report.run_seconds = snapshot.run_seconds;
    report.rules = summarise(snapshot, area);
    store::Transaction transaction(database);
    for (auto const &result : snapshot.results) {
        auto const same = [&](RuleSummary const &one) { return one.rule == result.rule->id; };
        add(*std::ranges::find_if(report.rules, same),
            apply_result(database, snapshot, result, area));
    }
    for (auto const &rule : report.rules) report.evaluated += rule.met + rule.unmet + rule.unknown;
    // A check of some rules cannot tell which facts all of them lack.
    if (snapshot.selection.rules.empty())
        report.rules.push_back(apply_missing(database, snapshot, area));
    // Pages and explanations speak of the day of the last whole check.
    auto const whole = snapshot.selection.rules.empty() &&
                       (area.empty() || area == county_code(snapshot.selection.county));
    if (whole) store::set_meta(database, "last_check", base::to_string(report.as_of));
    store::append(database, actor,
                  {snapshot.selection.county, "check",
                   "county " + county_code(snapshot.selection.county),
                   event_details(report, area)});
    transaction.commit();
    report.write_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return report;
}

} // namespace jingzhun::check
