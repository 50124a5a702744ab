// Months planned and tables taken in.
#include "survey/inspection_work.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "check/values.hpp"
#include "intake/import.hpp"
#include "source/write.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace jingzhun::survey {
namespace {

std::vector<base::Date> working_days(pack::Calendar const &calendar, base::Period const &month) {
    std::vector<base::Date> days;
    for (auto day = month.from; day < month.to; day = base::add_days(day, 1))
        if (pack::works_on(calendar, day).value_or(true)) days.push_back(day);
    return days;
}

void add_areas_of(registry::Record const &record, pack::Register const &definition,
                  TeamMember &member) {
    for (std::size_t i = 0; i < definition.fields.size(); ++i) {
        auto const type = definition.fields[i].type;
        if (type != pack::FieldType::area && type != pack::FieldType::areas) continue;
        auto const *text = std::get_if<std::string>(&record.values[i]);
        if (text == nullptr) continue;
        for (auto &code : base::split_list(*text)) member.avoids.push_back(base::shorten(code));
    }
}

// Areas that the register of persons names beside those who inspect: their own work.
void add_own_areas(InspectionDesk const &desk, std::vector<TeamMember> &members) {
    auto const *definition = desk.pack.find_register(desk.pack.grievances.persons);
    if (definition == nullptr || definition->label.empty()) return;
    auto const label = cel::parse(definition->label).expression;
    cel::Expression const *const expressions[] = {label.get()};
    registry::Moment moment;
    moment.as_of = desk.today;
    check::Values const values(desk.database, desk.pack, definition->name, desk.county, moment,
                               expressions);
    for (std::size_t row = 0; row < values.rows(); ++row)
        for (auto &member : members) {
            if (base::fold(member.name) != base::fold(values.text(0, row))) continue;
            auto const record = registry::read_record(desk.database, desk.pack, *definition,
                                                      desk.county, values.key(row), moment);
            if (record) add_areas_of(*record, *definition, member);
        }
}

} // namespace

pack::Questionnaire const &questionnaire_of(pack::Pack const &pack, std::string const &name) {
    auto const found = std::ranges::find(pack.questionnaires, name, &pack::Questionnaire::name);
    if (found == pack.questionnaires.end())
        throw base::Error("questionnaire_unknown", {{"name", name}});
    return *found;
}

base::Period month_named(std::string const &name) {
    auto const first = base::parse_iso_date(name + "-01");
    if (!first) throw base::Error("report_period_wrong", {{"period", name}, {"every", "month"}});
    return base::period_of(base::PeriodUnit::month, *first);
}

std::vector<Inspection> plan_month(InspectionDesk const &desk, base::AreaTree const &areas,
                                   MonthRequest const &request, std::vector<TeamMember> members) {
    if (request.seed.empty()) throw base::Error("draw_seed_missing");
    questionnaire_of(desk.pack, request.questionnaire);
    std::vector<std::string> codes;
    for (auto const &area : areas.all())
        if (area.code.size() == request.digits && area.from <= request.month.from &&
            request.month.from < area.to && base::county_of(area.code) == desk.county)
            codes.push_back(area.code);
    add_own_areas(desk, members);
    auto const visits =
        plan_visits(codes, members, working_days(desk.pack.calendar, request.month), request.seed);
    return keep_plan(desk, request.questionnaire, request.month.name, request.seed, visits);
}

void write_answers(pack::Questionnaire const &questionnaire, Inspection const &inspection,
                   Answers const &answers, std::string const &file) {
    std::vector<std::string> titles = {"督查编号", questionnaire.key, "走访日期", "督查人"};
    std::vector<std::string> cells = {inspection.number, answers.subject,
                                      base::to_string(inspection.day),
                                      fmt::format("{}", fmt::join(inspection.members, "、"))};
    for (auto const &question : questionnaire.questions) {
        titles.push_back(question.id);
        cells.emplace_back();
    }
    for (auto const &[id, text] : answers.given) {
        auto const found = std::ranges::find(titles, id);
        if (found == titles.end())
            throw base::Error("inspection_question_unknown", {{"answer", id}});
        cells[static_cast<std::size_t>(found - titles.begin())] = text;
    }
    auto const writer = source::write_csv(file);
    writer->row(std::span<std::string const>(titles));
    writer->row(std::span<std::string const>(cells));
    writer->close();
}

Recorded record_table(InspectionDesk const &desk, base::AreaTree const &areas,
                      Inspection const &inspection, std::string const &file,
                      std::string const &keep_in, RecordedCheck const &require) {
    intake::ImportOptions options;
    options.as = inspection.questionnaire;
    options.all_or_nothing = true;
    options.valid_from = inspection.day;
    options.actor = desk.actor;
    options.keep_in = keep_in;
    store::Transaction transaction(desk.database);
    auto const report =
        intake::import_files(desk.database, desk.pack, areas, desk.county, {file}, options);
    for (auto const &batch : report.batches) {
        if (batch.failure) throw base::Error(*batch.failure);
        if (!report.committed && !batch.errors.empty())
            throw base::Error(batch.errors.front().problem);
    }
    auto recorded = raise_findings(desk, inspection);
    require(recorded);
    base::JsonWriter details;
    details.begin_object()
        .member("answers", recorded.answers)
        .member("raised", recorded.raised.size())
        .end_object();
    store::append(desk.database, desk.actor,
                  {desk.county, "inspection", "inspection " + inspection.number, details.text()});
    transaction.commit();
    return recorded;
}

} // namespace jingzhun::survey
