// Answers of inspections: the findings they raise, and the shares they come to.
#include "base/catalogue.hpp"
#include "base/error.hpp"
#include "check/values.hpp"
#include "finding/acts.hpp"
#include "register/records.hpp"
#include "survey/inspection_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace jingzhun::survey {
namespace {

constexpr auto table_sql =
    "CREATE TABLE inspection_finding (county INTEGER NOT NULL, id INTEGER NOT NULL, inspection "
    "INTEGER NOT NULL, answer INTEGER NOT NULL, what TEXT NOT NULL, finding INTEGER NOT NULL, "
    "PRIMARY KEY (county, id)) STRICT, WITHOUT ROWID";

bool has_table(store::Database &database) {
    return !database.columns("inspection_finding").empty();
}

using Key = std::pair<std::int64_t, std::string>; // record of the answers, id of what is raised

struct Link {
    std::int64_t inspection = 0, finding = 0;
    Key key;
};

std::vector<Link> links_of(store::Database &database, int county) {
    std::vector<Link> all;
    if (!has_table(database)) return all;
    auto select = database.prepare("SELECT inspection, answer, what, finding FROM "
                                   "inspection_finding WHERE county = $1 ORDER BY id");
    select->bind(1, county);
    while (select->step())
        all.push_back({select->integer(0),
                       select->integer(3),
                       {select->integer(1), std::string(select->text(2))}});
    return all;
}

void add_link(InspectionDesk const &desk, std::int64_t id, Link const &link) {
    auto insert = desk.database.prepare("INSERT INTO inspection_finding (county, id, inspection, "
                                        "answer, what, finding) VALUES ($1, $2, $3, $4, $5, $6)");
    insert->bind(1, desk.county);
    insert->bind(2, id);
    insert->bind(3, link.inspection);
    insert->bind(4, link.key.first);
    insert->bind(5, link.key.second);
    insert->bind(6, link.finding);
    insert->run();
}

// Everything that is read of a questionnaire's answers, each with its place among the values.
struct Reading {
    std::vector<std::shared_ptr<cel::Expression const>> own; // parsed here
    std::vector<cel::Expression const *> expressions;
    std::size_t add(cel::Expression const *expression) {
        expressions.push_back(expression);
        return expressions.size() - 1;
    }
    std::size_t field(std::string const &name) {
        own.push_back(cel::parse(name).expression);
        return add(own.back().get());
    }
    std::optional<std::size_t> maybe(std::shared_ptr<cel::Expression const> const &expression) {
        if (expression == nullptr) return std::nullopt;
        return add(expression.get());
    }
};

check::Values values_of(InspectionDesk const &desk, pack::Questionnaire const &questionnaire,
                        Reading const &reading) {
    registry::Moment moment;
    moment.as_of = desk.today;
    return {desk.database, desk.pack, questionnaire.name, desk.county, moment, reading.expressions};
}

std::int64_t raise_one(InspectionDesk const &desk, Inspection const &inspection,
                       pack::Questionnaire const &questionnaire, pack::AnswerFinding const &answer,
                       std::string const &subject, std::string const &area) {
    finding::Raised raised;
    auto const &definition = *desk.pack.find_register(questionnaire.subject);
    raised.register_name = definition.name;
    raised.subject = raised.label = subject;
    if (auto const record =
            registry::read_record(desk.database, desk.pack, definition, desk.county, subject)) {
        raised.record = record->id;
        auto const *label = definition.label.empty()
                                ? nullptr
                                : std::get_if<std::string>(
                                      &record->values[definition.field_index(definition.label)]);
        if (label != nullptr) raised.label = *label;
    }
    raised.area = area;
    raised.text = base::fill(answer.message.zh,
                             {{"inspection_no", inspection.number}, {questionnaire.key, subject}});
    raised.owner = answer.owner;
    raised.origin = "inspection " + inspection.number;
    raised.severity = answer.hard ? pack::Severity::hard : pack::Severity::soft;
    raised.opened = inspection.day;
    raised.due = base::add_days(inspection.day, answer.due_days);
    return finding::raise(desk.database, desk.actor, desk.county, raised);
}

// Asked and not answered, or answered and not to be asked.
void look_at_questions(check::Values const &values, std::size_t row,
                       std::vector<std::pair<std::size_t, std::optional<std::size_t>>> const &asked,
                       Recorded &recorded) {
    for (auto const &[answer, when] : asked) {
        auto const is_asked = when ? values.truth(*when, row) : std::optional(true);
        auto const answered = !values.text(answer, row).empty();
        recorded.unanswered += is_asked.value_or(false) && !answered;
        recorded.not_asked += !is_asked.value_or(true) && answered;
    }
}

} // namespace

Recorded raise_findings(InspectionDesk const &desk, Inspection const &inspection) {
    if (desk.today < inspection.day)
        throw base::Error("inspection_early", {{"number", inspection.number}});
    auto const &questionnaire = questionnaire_of(desk.pack, inspection.questionnaire);
    if (!has_table(desk.database)) desk.database.execute(table_sql);
    Reading reading;
    auto const number = reading.field("inspection_no"), key = reading.field(questionnaire.key);
    std::vector<std::size_t> found;
    for (auto const &one : questionnaire.findings) found.push_back(reading.add(one.when.get()));
    std::vector<std::pair<std::size_t, std::optional<std::size_t>>> asked;
    for (auto const &one : questionnaire.questions) {
        auto const answer = reading.field(one.id);
        asked.emplace_back(answer, reading.maybe(one.when));
    }
    auto const values = values_of(desk, questionnaire, reading);
    auto const links = links_of(desk.database, desk.county);
    std::set<Key> known;
    for (auto const &link : links) known.insert(link.key);
    auto id = std::ssize(links);
    Recorded recorded;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        if (values.text(number, row) != inspection.number) continue;
        auto const area = values.area(row);
        if (!base::contains(inspection.area, area))
            throw base::Error("inspection_outside", {{"number", inspection.number},
                                                     {"key", values.text(key, row)},
                                                     {"area", inspection.area}});
        ++recorded.answers;
        recorded.subjects.emplace_back(values.text(key, row), area);
        look_at_questions(values, row, asked, recorded);
        for (std::size_t i = 0; i < found.size(); ++i) {
            auto const &answer = questionnaire.findings[i];
            if (!values.truth(found[i], row).value_or(false)) continue;
            if (!known.insert({values.record(row), answer.id}).second) continue;
            auto const finding =
                raise_one(desk, inspection, questionnaire, answer, values.text(key, row), area);
            add_link(desk, ++id, {inspection.id, finding, {values.record(row), answer.id}});
            recorded.raised.push_back(finding);
        }
    }
    if (!recorded.raised.empty())
        finding::log_acts(desk.database, desk.actor, desk.county, finding::Deed::raise,
                          recorded.raised, inspection.day);
    return recorded;
}

std::vector<RateResult> acceptance(InspectionDesk const &desk, std::string const &name,
                                   std::vector<Inspection> const &inspections) {
    auto const &questionnaire = questionnaire_of(desk.pack, name);
    std::set<std::string> numbers;
    for (auto const &one : inspections) numbers.insert(one.number);
    Reading reading;
    auto const number = reading.field("inspection_no");
    struct Places {
        std::size_t among, counts;
        std::optional<std::size_t> weight;
    };
    std::vector<Places> places;
    std::vector<RateResult> results;
    for (auto const &rate : questionnaire.rates) {
        auto const among = reading.add(rate.among.get()), counts = reading.add(rate.counts.get());
        places.push_back({among, counts, reading.maybe(rate.weight)});
        results.push_back({&rate, 0, 0, 0, {}});
    }
    auto const values = values_of(desk, questionnaire, reading);
    for (std::size_t row = 0; row < values.rows(); ++row) {
        if (!numbers.contains(values.text(number, row))) continue;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (!values.truth(places[i].among, row).value_or(false)) continue;
            auto const weight = places[i].weight ? values.whole(*places[i].weight, row)
                                                 : std::optional<std::int64_t>(1);
            auto const counts = values.truth(places[i].counts, row);
            if (!weight || !counts) {
                ++results[i].unknown;
                continue;
            }
            results[i].whole += *weight;
            if (*counts) results[i].part += *weight;
        }
    }
    for (auto &result : results)
        result.within = pack::within_limit(result.rate->limit, result.part, result.whole);
    return results;
}

std::vector<std::int64_t> findings_of(store::Database &database, int county,
                                      std::vector<Inspection> const &inspections) {
    std::vector<std::int64_t> all;
    for (auto const &link : links_of(database, county))
        if (std::ranges::find(inspections, link.inspection, &Inspection::id) != inspections.end())
            all.push_back(link.finding);
    return all;
}

} // namespace jingzhun::survey
