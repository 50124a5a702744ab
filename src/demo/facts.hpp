// What the departments know: the facts behind the rows of their lists.
//
// `record_facts` gives ordinary people ordinary facts that agree with the register and the survey;
// the single makers are there for plants.
#pragma once

#include "demo/pen.hpp"
#include "demo/plants.hpp"
#include "demo/world.hpp"

namespace jingzhun::demo {

// Where facts are written from: the pen and what the rows need to know of the place.
struct Desk {
    Pen &pen;
    Random &random;
    std::string_view village, township;
    Care care = Care::normal;
};

Insurance make_insurance(Desk desk, Individual const &person, Word kind, int year, Word state);
Spending make_spending(Desk desk, Individual const &person, int year, Fen self_paid);
Enrolment make_enrolment(Desk desk, Individual const &person, Word grade, Word state);
Disability make_disability(Desk desk, Individual const &person);
Vehicle make_vehicle(Desk desk, Individual const &person, Word kind, Word use);
Business make_business(Desk desk, Individual const &person, Word kind, Word state);
Payroll make_payroll(Desk desk, Individual const &person);
Property make_property(Desk desk, Individual const &person, Word use);
Death make_death(Desk desk, Individual const &person, std::optional<base::Date> on);
Support make_support(Desk desk, Individual const &person, Word kind,
                     std::optional<base::Date> from);
Job make_job(Desk desk, Individual const &person, Word work_place);
Disaster make_disaster(Desk desk, Individual const &person, base::Date on);
Relative make_relative(Desk desk, Individual const &person);

void record_facts(Site &site);
// People of the lists whom the register does not know: moved away, dead, of another county.
std::vector<Individual> strangers(Pen &pen, Random &random, Village const &village);

} // namespace jingzhun::demo
