// The departments' lists, each with the date format its office uses.
#include "demo/rows.hpp"

namespace jingzhun::demo {
namespace {

// Writes a row as often as it stands in the list.
template <class Fact, class Write> void each(std::vector<Fact> const &facts, Write const &write) {
    for (auto const &fact : facts)
        for (int copy = 0; copy < fact.who.copies; ++copy) write(fact);
}

template <class Fact>
void remember(PossibleRows &possible, List list, std::vector<Fact> const &facts) {
    for (auto const &fact : facts)
        if (!fact.who.links) possible.add(list, fact.who);
}

void write_care(Batch &batch, Individual const &person) {
    each(person.insurance, [&](Insurance const &row) {
        batch.row(Table::medical_insurance,
                  {row.who.name, row.who.number, row.kind, std::to_string(row.year), row.state});
    });
    each(person.spending, [&](Spending const &row) {
        batch.row(Table::medical_spending,
                  {row.who.name, row.who.number, std::to_string(row.year), money_text(row.total),
                   money_text(row.reimbursed), money_text(row.self_paid)});
    });
    each(person.enrolment, [&](Enrolment const &row) {
        batch.row(Table::school_enrolment,
                  {row.who.name, row.who.number, row.school, row.grade, row.state});
    });
    each(person.disability, [&](Disability const &row) {
        batch.row(Table::disability, {row.who.name, row.who.number, row.kind, row.grade});
    });
    each(person.deaths, [&](Death const &row) {
        batch.row(Table::deaths,
                  {row.who.name, row.who.number, row.on ? slashed(*row.on) : std::string()});
    });
    each(person.support, [&](Support const &row) {
        batch.row(Table::low_income,
                  {row.who.name, row.who.number, row.kind, money_text(row.monthly),
                   row.from ? base::to_string(*row.from) : std::string()});
    });
}

void write_assets(Batch &batch, Individual const &person) {
    each(person.vehicles, [&](Vehicle const &row) {
        batch.row(Table::vehicles, {row.who.name, row.who.number, row.plate, row.kind, row.use,
                                    packed(row.registered), money_text(row.price)});
    });
    each(person.businesses, [&](Business const &row) {
        batch.row(Table::businesses, {row.who.name, row.who.number, row.name, row.kind,
                                      money_text(row.capital), in_chinese(row.founded), row.state});
    });
    each(person.payroll, [&](Payroll const &row) {
        batch.row(Table::payroll, {row.who.name, row.who.number, row.unit, row.kind});
    });
    each(person.property, [&](Property const &row) {
        batch.row(Table::property, {row.who.name, row.who.number, row.place, row.use,
                                    std::to_string(row.square_metres), slashed(row.registered)});
    });
    each(person.jobs, [&](Job const &row) {
        batch.row(Table::jobs,
                  {row.who.name, row.who.number, row.place, row.employer, base::to_string(row.from),
                   row.to ? base::to_string(*row.to) : std::string(), money_text(row.monthly)});
    });
    each(person.disasters, [&](Disaster const &row) {
        batch.row(Table::disasters, {row.village, row.who.name, row.who.number, row.kind,
                                     in_chinese(row.on), money_text(row.loss)});
    });
    each(person.relatives, [&](Relative const &row) {
        batch.row(Table::official_relatives, {row.official_name, row.official_number, row.post,
                                              row.who.name, row.who.number, row.relation});
    });
}

} // namespace

void write_lists(Batch &batch, std::vector<Individual> const &people, PossibleRows &possible) {
    for (auto const &person : people) {
        if (person.foreign) continue;
        write_care(batch, person);
        write_assets(batch, person);
        remember(possible, List::insurance, person.insurance);
        remember(possible, List::disability, person.disability);
        remember(possible, List::support, person.support);
    }
}

} // namespace jingzhun::demo
