// Grievances in the register.
#include "work/grievance_record.hpp"

#include "base/text.hpp"
#include "check/values.hpp"
#include "register/batch.hpp"
#include "register/records.hpp"

#include <algorithm>
#include <set>

namespace jingzhun::work {
namespace {

// Values of fields of one register.
check::Values fields_of(GrievanceDesk const &desk, std::string const &register_name,
                        std::vector<std::string> const &fields) {
    std::vector<std::shared_ptr<cel::Expression const>> parsed;
    std::vector<cel::Expression const *> expressions;
    for (auto const &field : fields) {
        parsed.push_back(cel::parse(field).expression);
        expressions.push_back(parsed.back().get());
    }
    registry::Moment moment;
    moment.as_of = desk.today;
    return {desk.database, desk.pack, register_name, desk.county, moment, expressions};
}

// The source whose words these are: the layout that feeds the register.
std::string source_of(GrievanceDesk const &desk) {
    auto const &name = desk.pack.grievances.register_name;
    for (auto const &source : desk.pack.sources)
        if (std::ranges::find(source.registers, name) != source.registers.end()) return source.name;
    return name;
}

std::optional<base::Date> day_of(std::optional<std::int64_t> days) {
    if (!days) return std::nullopt;
    return base::Date{static_cast<std::int32_t>(*days)};
}

Report report_of(check::Values const &values, std::size_t row) {
    Report report;
    report.number = values.text(0, row);
    report.on = day_of(values.whole(1, row)).value_or(base::date_min);
    report.level = values.text(2, row);
    report.channel = values.text(3, row);
    report.kind = values.text(4, row);
    report.claimant = base::fold(values.text(5, row));
    report.phone = values.text(6, row);
    report.village = values.area(row);
    report.household = values.text(7, row);
    report.content = values.text(8, row);
    report.respondents = base::split_list(values.text(9, row));
    report.first = values.text(10, row);
    if (report.first.empty()) report.first = report.number;
    report.closed_on = day_of(values.whole(11, row));
    report.satisfied = values.truth(12, row);
    return report;
}

} // namespace

pack::Register const &grievance_register(GrievanceDesk const &desk) {
    auto const *found = desk.pack.find_register(desk.pack.grievances.register_name);
    if (found == nullptr) throw base::Error("pack_without_grievances");
    return *found;
}

std::vector<Report> all_reports(GrievanceDesk const &desk) {
    auto const &fields = desk.pack.grievances.fields;
    auto const values =
        fields_of(desk, grievance_register(desk).name,
                  {fields.number, fields.received_on, fields.level, fields.channel, fields.kind,
                   fields.claimant, fields.phone, fields.household, fields.content,
                   fields.respondents, fields.first, fields.closed_on, fields.satisfied});
    std::vector<Report> reports;
    for (std::size_t row = 0; row < values.rows(); ++row) reports.push_back(report_of(values, row));
    std::ranges::sort(reports, [](Report const &a, Report const &b) {
        return std::tie(a.on, a.number) < std::tie(b.on, b.number);
    });
    return reports;
}

void state_report(GrievanceDesk const &desk, std::string const &number, Stated const &fields) {
    auto const &definition = grievance_register(desk);
    registry::Batch batch;
    batch.county = desk.county;
    batch.file = number;
    batch.source = source_of(desk);
    batch.actor = desk.actor.name;
    batch.reason = desk.actor.reason;
    batch.recorded_at = batch.accepted_at = base::now();
    batch.valid_from = desk.today;
    batch.rows = batch.accepted = 1;
    batch.id = registry::insert_batch(desk.database, batch);
    registry::Writer writer(desk.database, desk.pack, definition, batch);
    auto values = writer.said(number, std::nullopt);
    values.resize(definition.fields.size());
    values[definition.field_index(desk.pack.grievances.fields.number)] = number;
    for (auto const &[name, value] : fields) values[definition.field_index(name)] = value;
    auto const outcome = writer.state(number, std::nullopt, 1, values);
    batch.created = outcome == registry::Outcome::created;
    batch.updated = outcome == registry::Outcome::updated;
    batch.unchanged = outcome == registry::Outcome::unchanged;
    registry::update_batch(desk.database, batch);
}

ReportPlace place_of_report(GrievanceDesk const &desk, std::string const &number) {
    auto const record = registry::read_record(desk.database, desk.pack, grievance_register(desk),
                                              desk.county, number);
    if (!record) throw base::Error("grievance_unknown", {{"number", number}});
    return {record->id, record->area};
}

std::vector<std::string> households_of(GrievanceDesk const &desk, std::string const &claimant,
                                       std::string const &village, std::string const &phone) {
    if (claimant.empty()) return {};
    auto const &fields = desk.pack.grievances.claimants;
    auto const values =
        fields_of(desk, fields.register_name, {fields.name, fields.household, fields.phone});
    std::set<std::string> by_name, by_phone;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        if (!base::contains(village, values.area(row))) continue;
        if (base::fold(values.text(0, row)) != base::fold(claimant)) continue;
        auto const household = values.text(1, row);
        if (household.empty()) continue;
        by_name.insert(household);
        if (!phone.empty() && values.text(2, row) == phone) by_phone.insert(household);
    }
    auto const &found = by_phone.size() == 1 ? by_phone : by_name;
    return {found.begin(), found.end()};
}

} // namespace jingzhun::work
